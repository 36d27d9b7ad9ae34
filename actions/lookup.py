"""Looking up what belongs to a member: the answer itself for the identified, the way to it for everybody else."""

import json
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from typing import ClassVar

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.backend import Backend, backend
from actions.base import Outcome, WishAction
from actions.reply import Choice, Reply
from actions.wording import Wording

SIGN_IN_CARD = {"type": "sign_in"}
_OFFER = Wording(
    "お客様ご本人の情報ですので、認証コードでご本人確認をしていただくと、この場でお調べします。\n\n",
    "これは、あなただけの情報（じょうほう）です。認証（にんしょう）コードで本人確認（ほんにんかくにん）をすると、ここで調（しら）べます。\n"
    "本人確認（ほんにんかくにん）は、本人（ほんにん）かどうかを確（たし）かめることです。\n\n",
)


@dataclass(frozen=True)
class Wish:
    """What exactly is to be looked up: all, or these numbers, or this month of use (EXPR), or these services."""

    topic: str
    numbers: tuple[str, ...] = ()
    usage_month: str | None = None
    services: tuple[str, ...] = ()
    # What else than the record itself is wanted, in the look-up's own words.
    about: str | None = None

    def to_slot(self) -> str:
        """As it waits in the tracker for the member to prove who they are."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_slot(cls, value: str) -> "Wish":
        """Read it back."""
        fields = json.loads(value)
        return cls(
            fields["topic"],
            tuple(fields["numbers"]),
            fields["usage_month"],
            tuple(fields.get("services", ())),
            fields.get("about"),
        )


class LookUp(ABC):
    """One kind of thing that can be looked up."""

    topic: ClassVar[str]
    # The way to look it up oneself, in words, and the FAQ subject that tells more.
    own_way: ClassVar[Wording]
    own_way_choice: ClassVar[Choice]
    # The English of `sign_in`, where that of its card does not fit.
    sign_in_line: ClassVar[str | None] = None

    @abstractmethod
    def wish(self, tracker: Tracker) -> Wish:
        """What the latest message asks to look up."""

    @abstractmethod
    async def found(self, client: Backend, reference: str, wish: Wish) -> Reply | None:
        """The answer; None while the backend doesn't know who is asking."""

    def sign_in(self) -> Reply:
        """For somebody not identified: how to see it oneself, and the offer to prove who they are."""
        choices = (self.own_way_choice, *self.further_choices())
        return Reply(self.topic, _OFFER + self.own_way, choices, SIGN_IN_CARD, self.sign_in_line)

    def further_choices(self) -> tuple[Choice, ...]:
        """What else may help somebody who does not want to identify."""
        return ()

    async def outcome(self, reference: str, wish: Wish) -> Outcome:
        """Answer, or remember the wish until the member is identified."""
        reply = await self.found(backend(), reference, wish)
        if reply is None:
            # A login id said next is for this, not for a reset that was done before.
            return Outcome(
                self.sign_in(), [SlotSet("pending_request", wish.to_slot()), SlotSet("last_login_task", None)]
            )
        return Outcome(reply, [SlotSet("pending_request", None)])


class LookUpAction(WishAction, ABC):
    """The action of a kind of thing that can be looked up."""

    look_up: ClassVar[LookUp]

    async def answer(self, tracker: Tracker) -> Outcome:
        """Look up what the message asks for."""
        return await self.look_up.outcome(tracker.sender_id, self.look_up.wish(tracker))
