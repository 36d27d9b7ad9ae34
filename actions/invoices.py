"""account/payment_due, first half: the member's own invoices and their due dates."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker

from actions.backend import Backend
from actions.due_months import is_of_payment
from actions.easy_labels import easy_label, easy_month, easy_yen
from actions.labels import month_label, yen
from actions.lookup import LookUp, Wish
from actions.message import entities_of, entity_of, text_of
from actions.reply import Choice, Reply
from actions.service_names import exact
from actions.wording import NOTHING, Wording, joined

TOPIC = "account/payment_due"
CALCULATE = Choice("支払期日を計算する", TOPIC, {"mode": "calculate"})
# More would not be read in a chat; My Page has them all.
MOST_SHOWN = 6
_ALL_INVOICES = Choice("すべての請求を見る", TOPIC, {"mode": "own"})
_OF_SERVICE = Wording("お尋ねのサービスの", "そのサービスの")
_CONFIRMED = Wording("確定した", "確定（かくてい）した")
_NONE = Wording(
    "ご請求はありません。\n請求が確定する時期はサービスによって異なります。",
    "請求（せいきゅう）はありません。\n"
    "請求（せいきゅう）が確定（かくてい）する時期（じき）は、サービスで違（ちが）います。確定（かくてい）は、決（き）まることです。",
)
_SHOWN_AS_PAID = Choice("「入金済」の意味", "faq/invoice_shown_as_paid")
# The one status that members misread, and that a due date still to come seems to contradict.
_PAID = "入金済"
_PAID_MEANS = Wording(
    "\n\n「入金済」は、請求データを決済代行会社に連携したことを示す表示です。お支払いが済んだという意味ではなく、支払期日も変わりません。",
    "\n\n「入金済」（にゅうきんずみ）は、支払（しはら）いが終（お）わったという意味（いみ）ではありません。"
    "請求（せいきゅう）データを決済代行会社（けっさいだいこうがいしゃ）に渡（わた）したという意味（いみ）です。\n"
    "決済代行会社（けっさいだいこうがいしゃ）は、支払（しはら）いの仕事（しごと）を代（か）わりにする会社（かいしゃ）です。\n"
    "支払期日（しはらいきじつ）は変（か）わりません。",
)


class InvoiceLookUp(LookUp):
    """Invoices by number, of one month of use, or all."""

    topic = TOPIC
    own_way = Wording(
        "ご自身で確認される場合は、ログイン後にマイページの「請求一覧」から、見たい請求の「詳細」をお開きください。\n"
        "サービスとご利用月がわかれば、ご本人確認なしで支払期日だけを計算することもできます。",
        "自分（じぶん）で見（み）ることもできます。ログインして、マイページの「請求一覧」（せいきゅういちらん）を開（ひら）いてください。"
        "見（み）たい請求（せいきゅう）の「詳細」（しょうさい）をクリックしてください。\n"
        "支払期日（しはらいきじつ）だけを計算（けいさん）することもできます。"
        "サービスと、使（つか）った月（つき）がわかれば、本人確認（ほんにんかくにん）はいりません。"
        "支払期日（しはらいきじつ）は、お金（かね）を払（はら）う最後（さいご）の日（ひ）です。",
    )
    own_way_choice = Choice("インボイス対応の請求書", "faq/qualified_invoice_location")

    def wish(self, tracker: Tracker) -> Wish:
        """The numbers, the month of use and the services named, if any."""
        numbers, services = entities_of(tracker, "invoice_number"), entities_of(tracker, "service")
        month = None if is_of_payment(text_of(tracker)) else entity_of(tracker, "usage_month")
        return Wish(TOPIC, numbers, month, services)

    async def found(self, client: Backend, reference: str, wish: Wish) -> Reply | None:
        """Amounts and due dates. A number of somebody else reads like one that does not exist."""
        answer = await client.invoices(reference, wish.usage_month)
        return self.told(answer, wish) if answer["identified"] else None

    def told(self, answer: dict[str, Any], wish: Wish) -> Reply:
        """The backend's answer in words."""
        if wish.numbers:
            return _named(wish.numbers, answer["invoices"])
        invoices = answer["invoices"]
        if wish.services:
            invoices = [invoice for invoice in invoices if invoice["service"] in exact(wish.services)]
        return _listed(invoices, answer["usage_month"], bool(wish.services))

    def further_choices(self) -> tuple[Choice, ...]:
        """A due date can be worked out for anybody."""
        return (CALCULATE,)


def _named(numbers: Sequence[str], invoices: list[dict[str, Any]]) -> Reply:
    by_number = {invoice["number"]: invoice for invoice in invoices}
    shown = [by_number[number] for number in numbers if number in by_number]
    missing = [number for number in numbers if number not in by_number]
    parts = [_line(invoice) for invoice in shown]
    parts += [
        Wording(
            f"請求番号 {number} のご請求は見つかりませんでした。番号をもう一度お確かめください。",
            f"請求番号（せいきゅうばんごう） {number} の請求（せいきゅう）はありませんでした。"
            "番号（ばんごう）をもう一度（いちど）確（たし）かめてください。",
        )
        for number in missing
    ]
    if not shown:
        return Reply(TOPIC, joined("\n", parts), (_ALL_INVOICES,))
    head = Wording("ご請求の内容です。\n\n", "請求（せいきゅう）の内容（ないよう）です。\n\n")
    return _with_card(head + joined("\n", parts), shown, None)


def _listed(invoices: list[dict[str, Any]], usage_month: str | None, of_services: bool) -> Reply:
    narrowed = (_OF_SERVICE if of_services else NOTHING) + _of_month(usage_month)
    if not invoices:
        choices = (Choice("請求確定の時期", "faq/billing_schedule"), CALCULATE)
        text = (narrowed if narrowed != NOTHING else _CONFIRMED) + _NONE
        return Reply(TOPIC, text, (*choices, _ALL_INVOICES) if narrowed != NOTHING else choices)
    shown = invoices[:MOST_SHOWN]
    count = Wording(f"ご請求は{len(invoices)}件です。", f"請求（せいきゅう）は{len(invoices)}件（けん）です。")
    head = narrowed + count + _total(invoices, usage_month)
    if len(invoices) > len(shown):
        head += _newest(len(shown))
    lines = joined("\n", map(_line, shown))
    return _with_card(joined("\n\n", (head, lines)), shown, usage_month)


def _of_month(usage_month: str | None) -> Wording:
    if not usage_month:
        return NOTHING
    return Wording(f"{month_label(usage_month)}ご利用分の", f"{easy_month(usage_month)}に使（つか）った分（ぶん）の")


def _newest(shown: int) -> Wording:
    return Wording(
        f"新しいものから{shown}件をご案内します。\nそのほかのご請求は、マイページの「請求一覧」でご覧いただけます。",
        f"新（あたら）しいものから{shown}件（けん）を書（か）きます。\n"
        "ほかの請求（せいきゅう）は、マイページの「請求一覧」（せいきゅういちらん）で見（み）ることができます。",
    )


def _total(invoices: list[dict[str, Any]], usage_month: str | None) -> Wording:
    """Only of one month and one status: any other sum would read like a debt."""
    if not usage_month or len(invoices) < 2 or len({invoice["status"] for invoice in invoices}) > 1:
        return NOTHING
    total = sum(invoice["amount"] for invoice in invoices)
    return Wording(f"合計は{yen(total)}です。", f"合計（ごうけい）は{easy_yen(total)}です。")


def _with_card(text: Wording, invoices: list[dict[str, Any]], usage_month: str | None) -> Reply:
    card = {"type": "invoices", "invoices": invoices, "usage_month": usage_month}
    if any(invoice["status_label"] == _PAID for invoice in invoices):
        return Reply(TOPIC, text + _PAID_MEANS, (_SHOWN_AS_PAID, CALCULATE), card, line="invoices_shown_as_paid")
    return Reply(TOPIC, text, (CALCULATE,), card)


def _line(invoice: dict[str, Any]) -> Wording:
    return Wording(
        f"・{invoice['number']}　{invoice['service_label']}\n"
        f"　利用月：{month_label(invoice['usage_month'])}　金額：{yen(invoice['amount'])}\n"
        f"　請求確定：{invoice['confirmed_label']}　支払期日：{invoice['due_label']}（{invoice['status_label']}）",
        f"・{invoice['number']}　{easy_label(invoice['service_label'])}\n"
        f"　使（つか）った月（つき）：{easy_month(invoice['usage_month'])}\n"
        f"　金額（きんがく）：{easy_yen(invoice['amount'])}\n"
        f"　請求確定（せいきゅうかくてい）：{easy_label(invoice['confirmed_label'])}\n"
        f"　支払期日（しはらいきじつ）：{easy_label(invoice['due_label'])}\n"
        f"　今（いま）の状態（じょうたい）：{easy_label(invoice['status_label'])}",
    )
