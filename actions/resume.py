"""Going on by itself with what was asked, once the member has proved who they are."""

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet

from actions.base import Outcome, WishAction
from actions.contracts import ContractLookUp
from actions.invoices import InvoiceLookUp
from actions.lookup import LookUp, Wish
from actions.orders import OrderLookUp
from actions.own_lock import OwnLockLookUp
from actions.paid_screening import PaidScreeningLookUp
from actions.reply import Choice, Reply
from actions.wording import Wording

_LOOK_UPS: dict[str, LookUp] = {
    look_up.topic: look_up
    for look_up in (OrderLookUp(), ContractLookUp(), InvoiceLookUp(), PaidScreeningLookUp(), OwnLockLookUp())
}
# Who is known now need not type their login id, and sees how their account stands instead.
_ASKED_FOR_UNLOCK = "unlock_form"
_LEAVES_FORM = [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet("open_form", None)]
_WHAT_NOW = Reply(
    "conversation/greet",
    Wording(
        "ご本人確認ができました。お客様のご注文・ご契約・ご請求・Paid審査の状況をお調べできます。",
        "本人確認（ほんにんかくにん）ができました。"
        "あなたの注文（ちゅうもん）、契約（けいやく）、請求（せいきゅう）、Paidの審査（しんさ）を調（しら）べることができます。",
    ),
    (
        Choice("注文状況を調べてもらう", "account/order_status"),
        Choice("契約状況を調べてもらう", "account/contracts"),
        Choice("請求・支払期日を調べてもらう", "account/payment_due", {"mode": "own"}),
        Choice("Paid審査を調べてもらう", "account/paid_screening"),
    ),
)


class ActionResume(WishAction):
    """Runs at the backend's event identity_confirmed."""

    leaves_form = False

    def name(self) -> str:
        """As the domain lists it."""
        return "action_resume"

    async def answer(self, tracker: Tracker) -> Outcome:
        """The look-up that waited, number and month included; else what can be looked up now."""
        if (tracker.active_loop or {}).get("name") == _ASKED_FOR_UNLOCK:
            return await self._instead_of_form(tracker)
        pending = tracker.get_slot("pending_request")
        if not pending:
            return Outcome(_WHAT_NOW)
        wish = Wish.from_slot(pending)
        return await _LOOK_UPS[wish.topic].outcome(tracker.sender_id, wish)

    async def _instead_of_form(self, tracker: Tracker) -> Outcome:
        look_up = OwnLockLookUp()
        looked_up = await look_up.outcome(tracker.sender_id, Wish(look_up.topic))
        return Outcome(looked_up.reply, [*_LEAVES_FORM, *looked_up.events])
