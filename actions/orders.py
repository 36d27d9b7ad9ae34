"""account/order_status: the member's own orders."""

from typing import Any

from rasa_sdk import Tracker

from actions.backend import Backend
from actions.easy_labels import easy_date, easy_label
from actions.labels import date_label, trial_mark
from actions.lookup import LookUp, LookUpAction, Wish
from actions.message import entities_of
from actions.reply import Choice, Reply
from actions.wording import Wording, joined

TOPIC = "account/order_status"
ALL_ORDERS = Choice("すべての注文を見る", TOPIC)


class OrderLookUp(LookUp):
    """One order by its number, or all."""

    topic = TOPIC
    own_way = Wording(
        "ご自身で確認される場合は、ログイン後にマイページの「注文一覧」をお開きください。",
        "自分（じぶん）で見（み）ることもできます。ログインして、マイページの「注文一覧」（ちゅうもんいちらん）を開（ひら）いてください。",
    )
    own_way_choice = Choice("注文状況の確認方法", "faq/order_status")

    def wish(self, tracker: Tracker) -> Wish:
        """The numbers named, if any."""
        return Wish(TOPIC, entities_of(tracker, "order_number"))

    async def found(self, client: Backend, reference: str, wish: Wish) -> Reply | None:
        """A number that does not exist and one of somebody else read the same: the backend tells no more."""
        if not wish.numbers:
            answer = await client.orders(reference)
            return _all(answer["orders"]) if answer["identified"] else None
        answers = [await client.order(reference, number) for number in wish.numbers]
        if not all(answer["identified"] for answer in answers):
            return None
        return _named(dict(zip(wish.numbers, (answer["order"] for answer in answers), strict=True)))


class ActionOrderStatus(LookUpAction):
    """How do my orders stand?"""

    look_up = OrderLookUp()

    def name(self) -> str:
        """As the domain lists it."""
        return "action_order_status"


def _all(orders: list[dict[str, Any]]) -> Reply:
    if not orders:
        text = Wording(
            "ご注文の記録は見つかりませんでした。お申し込みいただくと、ここで状況をお調べできます。",
            "注文（ちゅうもん）の記録（きろく）はありませんでした。注文（ちゅうもん）をすると、ここで調（しら）べることができます。",
        )
        return Reply(TOPIC, text, (Choice("会員登録でできること", "faq/member_benefits"),))
    count = Wording(
        f"ご注文は{len(orders)}件あります。\n\n", f"注文（ちゅうもん）は{len(orders)}件（けん）あります。\n\n"
    )
    text = count + joined("\n", map(_line, orders))
    return Reply(TOPIC, text, card={"type": "orders", "orders": orders})


def _named(by_number: dict[str, dict[str, Any] | None]) -> Reply:
    orders = [order for order in by_number.values() if order]
    missing = [number for number, order in by_number.items() if not order]
    parts = [_line(order) for order in orders]
    parts += [
        Wording(
            f"注文番号 {number} のご注文は見つかりませんでした。番号をもう一度お確かめください。",
            f"注文番号（ちゅうもんばんごう） {number} の注文（ちゅうもん）はありませんでした。"
            "番号（ばんごう）をもう一度（いちど）確（たし）かめてください。",
        )
        for number in missing
    ]
    if orders:
        parts.insert(
            0, Wording("ご注文の状況です。\n", "注文（ちゅうもん）が今（いま）どうなっているかを書（か）きます。\n")
        )
    card = {"type": "orders", "orders": orders} if orders else None
    return Reply(TOPIC, joined("\n", parts), (ALL_ORDERS,), card)


def _line(order: dict[str, Any]) -> Wording:
    return Wording(
        f"・{order['number']}　{order['service_label']}{trial_mark(order)}\n"
        f"　状況：{order['status_label']}（注文日：{date_label(order['ordered_on'])}）",
        f"・{order['number']}　{easy_label(order['service_label'])}{trial_mark(order)}\n"
        f"　今（いま）の状態（じょうたい）：{easy_label(order['status_label'])}\n"
        f"　注文（ちゅうもん）した日（ひ）：{easy_date(order['ordered_on'])}",
    )
