"""The words of a calculated due date: the date, its reasons, and what may be asked next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.due_question import CARD, DueQuestion
from actions.easy_labels import easy_label, easy_month
from actions.labels import month_after, month_label
from actions.reply import Choice, Reply
from actions.wording import NOTHING, Wording, joined

TOPIC = "account/payment_due"
OWN_INVOICES = Choice("自分の請求を調べる", TOPIC, {"mode": "own"})

METHOD_LABELS = {"card": "クレジットカード", "bank_transfer": "銀行振込", "direct_debit": "口座振替"}
CLOSING_LABELS = {"20": "20日締め", "end": "末日締め"}
_OTHER_CLOSING = {"20": "end", "end": "20"}
_OTHER_METHOD = {"bank_transfer": "direct_debit", "direct_debit": "bank_transfer"}

_FOR_TRANSFER = Wording("（銀行振込の場合）", "（銀行振込（ぎんこうふりこみ）のとき）")
_DEBIT_TOO = Wording("（口座振替日も同じ日です）", "（口座振替（こうざふりかえ）の日（ひ）も同（おな）じです）")
_ASK_CARD_COMPANY = Wording(
    "クレジットカードの締め日・支払日はカード会社ごとに異なりますので、各カード会社へお問い合わせください。",
    "クレジットカードの締（し）め日（び）と支払日（しはらいび）は、カード会社（がいしゃ）ごとに違（ちが）います。"
    "カード会社（がいしゃ）に聞（き）いてください。",
)
_ASK_PAID = Wording(
    "支払期日の確認や変更のご相談は、Paidお客様サポートデスクへお願いします。",
    "支払期日（しはらいきじつ）を確（たし）かめるときは、Paidお客様（きゃくさま）サポートデスクに聞（き）いてください。"
    "変（か）えるときも、同（おな）じところに聞（き）いてください。",
)


def due_reply(question: DueQuestion, answers: Sequence[Mapping[str, Any]], note: Wording = NOTHING) -> Reply:
    """Restate the question as the backend understood it, with the dates of every month and service asked for."""
    answer = answers[0]
    results = [result for each in answers for result in each["results"]]
    months, terms = _months(answers), _terms(question)
    head = Wording(
        f"{months.standard}の支払期日は、次のとおりです{terms.standard}。",
        f"{months.easy}の支払期日（しはらいきじつ）です。{terms.easy}"
        "支払期日（しはらいきじつ）は、お金（かね）を払（はら）う最後（さいご）の日（ひ）です。",
    )
    blocks = [_block(result, question) for result in results]
    card = {
        "type": "due_date",
        "results": results,
        "usage_month": answer["usage_month"],
        "payment_method": answer["payment_method"],
        "closing": answer["closing"],
    }
    text = joined("\n\n", [head + note, *blocks, _pointer(question)])
    return Reply(TOPIC, text, _choices(question, answer["usage_month"]), card)


def confirmation_reply(question: DueQuestion, answers: Sequence[Mapping[str, Any]], note: Wording = NOTHING) -> Reply:
    """Only when the charge is confirmed, which does not hang on the way of paying; the due date is offered."""
    results = [result for each in answers for result in each["results"]]
    blocks = [joined("\n", _confirmed_lines(result)) for result in results]
    head = Wording(
        "の請求が確定する時期は、次のとおりです。",
        "の請求（せいきゅう）が確定（かくてい）する時期（じき）です。確定（かくてい）は、決（き）まることです。",
    )
    text = joined("\n\n", [_months(answers) + head + note, *blocks])
    ways = (
        ("20日締めの支払期日", DueQuestion(closing="20")),
        ("末日締めの支払期日", DueQuestion(closing="end")),
        ("カード払いの支払期日", DueQuestion(method=CARD)),
    )
    choices = [Choice(title, TOPIC, question_data(question.changed_by(way))) for title, way in ways]
    return Reply(TOPIC, text, (*choices, OWN_INVOICES))


def question_data(question: DueQuestion) -> dict[str, Any]:
    """The whole question as a choice's data, so that the choice works whenever it is taken."""
    data: dict[str, Any] = {"mode": "calculate"}
    if question.services:
        data["service"] = question.services[0] if len(question.services) == 1 else list(question.services)
    months = [question.month, *(month for _, month in question.others)]
    named = {
        "usage_month": months if len(months) > 1 else question.month,
        "closing": question.closing,
        "payment_method": question.method,
    }
    return {**data, **{name: value for name, value in named.items() if value}}


def _terms(question: DueQuestion) -> Wording:
    labels = [METHOD_LABELS.get(question.method or "")]
    if question.method != CARD:
        labels.insert(0, CLOSING_LABELS.get(question.closing or ""))
    known = [label for label in labels if label]
    if not known:
        return NOTHING
    return Wording(f"（{'・'.join(known)}）", f"{'、'.join(map(easy_label, known))}のときです。")


def _months(answers: Sequence[Mapping[str, Any]]) -> Wording:
    months = list(dict.fromkeys(answer["usage_month"] for answer in answers))
    return Wording(
        f"{'、'.join(map(month_label, months))}ご利用分",
        f"{'、'.join(map(easy_month, months))}に使（つか）った分（ぶん）",
    )


def _confirmed_lines(result: Mapping[str, Any]) -> list[Wording]:
    month, confirmed = result["usage_month"], result["confirmed_label"]
    return [
        Wording(f"【{result['service_label']}】", f"【{easy_label(result['service_label'])}】"),
        Wording(f"・利用月：{month_label(month)}", f"・使（つか）った月（つき）：{easy_month(month)}"),
        Wording(f"・請求確定：{confirmed}", f"・請求確定（せいきゅうかくてい）：{easy_label(confirmed)}"),
    ]


def _block(result: Mapping[str, Any], question: DueQuestion) -> Wording:
    lines = _confirmed_lines(result)
    if question.method == CARD or result["due_on"]:
        return joined("\n", [*lines, *_due_lines(result, question.method)])
    for closing in result["by_closing"]:
        label = closing["closing_label"]
        lines.append(Wording(f"［{label}の場合］", f"［{easy_label(label)}のとき］"))
        lines += _due_lines(closing, question.method)
    return joined("\n", lines)


def _due_lines(dates: Mapping[str, Any], method: str | None) -> list[Wording]:
    """An invoice is sent for a bank transfer only; a direct debit has a day of its own in its place."""
    label = dates["due_label"]
    if method == "direct_debit":
        return [Wording(f"・口座振替日：{label}", f"・口座振替（こうざふりかえ）の日（ひ）：{easy_label(label)}")]
    due = Wording(f"・支払期日：{label}", f"・支払期日（しはらいきじつ）：{easy_label(label)}")
    if method == CARD:
        return [due]
    sent_label = dates["invoice_sent_label"]
    sent = Wording(
        f"・請求書送付：{sent_label}",
        f"・請求書（せいきゅうしょ）を送（おく）る時期（じき）：{easy_label(sent_label)}",
    )
    if method == "bank_transfer":
        return [sent, due]
    return [sent + _FOR_TRANSFER, due + _DEBIT_TOO]


def _pointer(question: DueQuestion) -> Wording:
    return _ASK_CARD_COMPANY if question.method == CARD else _ASK_PAID


def _choices(question: DueQuestion, usage_month: str) -> tuple[Choice, ...]:
    """The nearest follow-ups, four at most; a choice cannot say which of several services has which month."""
    if any(services for services, _ in question.others):
        return (OWN_INVOICES,)
    changes: list[tuple[str, DueQuestion]] = []
    if question.method == CARD:
        changes += [(f"Paidの{CLOSING_LABELS[c]}なら？", DueQuestion(closing=c)) for c in ("20", "end")]
    elif question.closing in _OTHER_CLOSING:
        other = _OTHER_CLOSING[question.closing]
        changes.append((f"{CLOSING_LABELS[other]}なら？", DueQuestion(closing=other)))
    if question.method in _OTHER_METHOD:
        other = _OTHER_METHOD[question.method]
        changes.append((f"{METHOD_LABELS[other]}なら？", DueQuestion(method=other)))
    following = month_after(max(usage_month, *(month for _, month in question.others), ""))
    changes.append((f"{month_label(following)}分なら？", DueQuestion(month=following)))
    asked = replace(question, month=usage_month)
    follow_ups = [Choice(title, TOPIC, question_data(asked.changed_by(change))) for title, change in changes]
    return (*follow_ups[:3], OWN_INVOICES)
