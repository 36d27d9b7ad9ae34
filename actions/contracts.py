"""account/contracts: the member's own contracts."""

from typing import Any

from rasa_sdk import Tracker

from actions.backend import Backend
from actions.contract_lines import contract_line
from actions.lookup import LookUp, LookUpAction, Wish
from actions.message import entities_of, entity_of
from actions.reply import Choice, Reply
from actions.service_names import exact
from actions.withdrawal import MODE as WITHDRAWAL
from actions.withdrawal import withdrawal_reply
from actions.wording import NOTHING, Wording, joined

TOPIC = "account/contracts"
ALL_CONTRACTS = Choice("すべての契約を見る", TOPIC)
_OF_SERVICE = Wording("お尋ねのサービスの", "そのサービスの")
CHANGE = Choice("契約の変更・解約", "faq/change_or_cancel_contract")


class ContractLookUp(LookUp):
    """One contract by its number, or all; or whether any keeps the member from leaving the membership."""

    topic = TOPIC
    own_way = Wording(
        "ご自身で確認される場合は、ログイン後にマイページの「契約一覧」から、見たい契約の「詳細」をお開きください。",
        "自分（じぶん）で見（み）ることもできます。ログインして、マイページの「契約一覧」（けいやくいちらん）を開（ひら）いてください。"
        "見（み）たい契約（けいやく）の「詳細」（しょうさい）をクリックしてください。",
    )
    own_way_choice = Choice("契約内容の確認方法", "faq/view_contract")

    def wish(self, tracker: Tracker) -> Wish:
        """The numbers or services named, if any."""
        if entity_of(tracker, "mode") == WITHDRAWAL:
            return Wish(TOPIC, about=WITHDRAWAL)
        return Wish(TOPIC, entities_of(tracker, "contract_number"), services=entities_of(tracker, "service"))

    async def found(self, client: Backend, reference: str, wish: Wish) -> Reply | None:
        """A number that does not exist and one of somebody else read the same: the backend tells no more."""
        if wish.about == WITHDRAWAL:
            answer = await client.account(reference)
            return withdrawal_reply(TOPIC, answer["account"]) if answer["identified"] else None
        if not wish.numbers:
            answer = await client.contracts(reference)
            return _of_services(answer["contracts"], wish.services) if answer["identified"] else None
        answers = [await client.contract(reference, number) for number in wish.numbers]
        if not all(answer["identified"] for answer in answers):
            return None
        return _named(dict(zip(wish.numbers, (answer["contract"] for answer in answers), strict=True)))


class ActionContracts(LookUpAction):
    """What have I got a contract for?"""

    look_up = ContractLookUp()

    def name(self) -> str:
        """As the domain lists it."""
        return "action_contracts"


def _of_services(contracts: list[dict[str, Any]], services: tuple[str, ...]) -> Reply:
    if not services:
        return _all(contracts)
    shown = [contract for contract in contracts if contract["service"] in exact(services)]
    if not shown:
        none = Wording(
            "お尋ねのサービスのご契約は見つかりませんでした。", "そのサービスの契約（けいやく）はありませんでした。"
        )
        return Reply(TOPIC, none, (ALL_CONTRACTS,))
    return _list(_OF_SERVICE, shown, (CHANGE, ALL_CONTRACTS))


def _all(contracts: list[dict[str, Any]]) -> Reply:
    if not contracts:
        text = Wording(
            "ご契約の記録は見つかりませんでした。ご注文直後の場合は、注文の状況もあわせてご確認ください。",
            "契約（けいやく）の記録（きろく）はありませんでした。注文（ちゅうもん）したばかりの人（ひと）は、注文（ちゅうもん）も調（しら）べてください。",
        )
        return Reply(TOPIC, text, (Choice("注文状況を調べてもらう", "account/order_status"),))
    return _list(NOTHING, contracts, (CHANGE,))


def _list(narrowed: Wording, contracts: list[dict[str, Any]], choices: tuple[Choice, ...]) -> Reply:
    count = Wording(
        f"ご契約は{len(contracts)}件あります。\n\n", f"契約（けいやく）は{len(contracts)}件（けん）あります。\n\n"
    )
    text = narrowed + count + joined("\n", map(contract_line, contracts))
    return Reply(TOPIC, text, choices, {"type": "contracts", "contracts": contracts})


def _named(by_number: dict[str, dict[str, Any] | None]) -> Reply:
    contracts = [contract for contract in by_number.values() if contract]
    missing = [number for number, contract in by_number.items() if not contract]
    parts = [contract_line(contract) for contract in contracts]
    parts += [
        Wording(
            f"契約番号 {number} のご契約は見つかりませんでした。番号をもう一度お確かめください。",
            f"契約番号（けいやくばんごう） {number} の契約（けいやく）はありませんでした。"
            "番号（ばんごう）をもう一度（いちど）確（たし）かめてください。",
        )
        for number in missing
    ]
    if contracts:
        parts.insert(
            0, Wording("ご契約の状況です。\n", "契約（けいやく）が今（いま）どうなっているかを書（か）きます。\n")
        )
    card = {"type": "contracts", "contracts": contracts} if contracts else None
    return Reply(TOPIC, joined("\n", parts), (ALL_CONTRACTS,), card)
