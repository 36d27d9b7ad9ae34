"""account/contracts: the member's own contracts."""

from typing import Any

from rasa_sdk import Tracker

from actions.backend import Backend
from actions.labels import date_label, trial_mark
from actions.lookup import LookUp, LookUpAction, Wish
from actions.message import entities_of
from actions.reply import Choice, Reply
from actions.service_names import exact

TOPIC = "account/contracts"
ALL_CONTRACTS = Choice("すべての契約を見る", TOPIC)
CHANGE = Choice("契約の変更・解約", "faq/change_or_cancel_contract")


class ContractLookUp(LookUp):
    """One contract by its number, or all."""

    topic = TOPIC
    own_way = (
        "ご自身で確認される場合は、ログイン後にマイページの「契約一覧」から、見たい契約の「詳細」をお開きください。"
    )
    own_way_choice = Choice("契約内容の確認方法", "faq/view_contract")

    def wish(self, tracker: Tracker) -> Wish:
        """The numbers or services named, if any."""
        return Wish(TOPIC, entities_of(tracker, "contract_number"), services=entities_of(tracker, "service"))

    async def found(self, client: Backend, reference: str, wish: Wish) -> Reply | None:
        """A number that does not exist and one of somebody else read the same: the backend tells no more."""
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
        return Reply(TOPIC, "お尋ねのサービスのご契約は見つかりませんでした。", (ALL_CONTRACTS,))
    reply = _all(shown)
    text = reply.text.replace("ご契約は", "お尋ねのサービスのご契約は", 1)
    return Reply(TOPIC, text, (*reply.choices, ALL_CONTRACTS), reply.card)


def _all(contracts: list[dict[str, Any]]) -> Reply:
    if not contracts:
        text = "ご契約の記録は見つかりませんでした。ご注文直後の場合は、注文の状況もあわせてご確認ください。"
        return Reply(TOPIC, text, (Choice("注文状況を調べてもらう", "account/order_status"),))
    text = f"ご契約は{len(contracts)}件あります。\n\n" + "\n".join(_line(contract) for contract in contracts)
    return Reply(TOPIC, text, (CHANGE,), {"type": "contracts", "contracts": contracts})


def _named(by_number: dict[str, dict[str, Any] | None]) -> Reply:
    contracts = [contract for contract in by_number.values() if contract]
    missing = [number for number, contract in by_number.items() if not contract]
    parts = [_line(contract) for contract in contracts]
    parts += [
        f"契約番号 {number} のご契約は見つかりませんでした。番号をもう一度お確かめください。" for number in missing
    ]
    if contracts:
        parts.insert(0, "ご契約の状況です。\n")
    card = {"type": "contracts", "contracts": contracts} if contracts else None
    return Reply(TOPIC, "\n".join(parts), (ALL_CONTRACTS,), card)


def _line(contract: dict[str, Any]) -> str:
    head = f"・{contract['number']}　{contract['service_label']}{trial_mark(contract)}"
    return f"{head}\n　状況：{contract['status_label']}{_term(contract)}"


def _term(contract: dict[str, Any]) -> str:
    days = []
    if contract["started_on"]:
        days.append(f"開始日：{date_label(contract['started_on'])}")
    if contract["ended_on"]:
        days.append(f"終了日：{date_label(contract['ended_on'])}")
    return f"（{'、'.join(days)}）" if days else ""
