"""The words of a calculated due date: the date, its reasons, and what may be asked next."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.due_question import CARD, DueQuestion
from actions.labels import month_after, month_label
from actions.reply import Choice, Reply

TOPIC = "account/payment_due"
OWN_INVOICES = Choice("自分の請求を調べる", TOPIC, {"mode": "own"})

METHOD_LABELS = {"card": "クレジットカード", "bank_transfer": "銀行振込", "direct_debit": "口座振替"}
CLOSING_LABELS = {"20": "20日締め", "end": "末日締め"}
_OTHER_CLOSING = {"20": "end", "end": "20"}
_OTHER_METHOD = {"bank_transfer": "direct_debit", "direct_debit": "bank_transfer"}


def due_reply(question: DueQuestion, answers: Sequence[Mapping[str, Any]], note: str = "") -> Reply:
    """Restate the question as the backend understood it, with the dates of every month and service asked for."""
    answer = answers[0]
    results = [result for each in answers for result in each["results"]]
    head = f"{_months(answers)}の支払期日は、次のとおりです{_terms(question)}。{note}"
    blocks = [_block(result, question) for result in results]
    card = {
        "type": "due_date",
        "results": results,
        "usage_month": answer["usage_month"],
        "payment_method": answer["payment_method"],
        "closing": answer["closing"],
    }
    text = "\n\n".join([head, *blocks, _pointer(question)])
    return Reply(TOPIC, text, _choices(question, answer["usage_month"]), card)


def confirmation_reply(question: DueQuestion, answers: Sequence[Mapping[str, Any]]) -> Reply:
    """Only when the charge is confirmed, which does not hang on the way of paying; the due date is offered."""
    results = [result for each in answers for result in each["results"]]
    blocks = ["\n".join(_confirmed_lines(result)) for result in results]
    text = "\n\n".join([f"{_months(answers)}の請求が確定する時期は、次のとおりです。", *blocks])
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


def _terms(question: DueQuestion) -> str:
    labels = [METHOD_LABELS.get(question.method or "")]
    if question.method != CARD:
        labels.insert(0, CLOSING_LABELS.get(question.closing or ""))
    known = [label for label in labels if label]
    return f"（{'・'.join(known)}）" if known else ""


def _months(answers: Sequence[Mapping[str, Any]]) -> str:
    labels = dict.fromkeys(month_label(answer["usage_month"]) for answer in answers)
    return f"{'、'.join(labels)}ご利用分"


def _confirmed_lines(result: Mapping[str, Any]) -> list[str]:
    return [
        f"【{result['service_label']}】",
        f"・利用月：{month_label(result['usage_month'])}",
        f"・請求確定：{result['confirmed_label']}",
    ]


def _block(result: Mapping[str, Any], question: DueQuestion) -> str:
    lines = _confirmed_lines(result)
    if question.method == CARD or result["due_on"]:
        return "\n".join([*lines, *_due_lines(result, question.method)])
    for closing in result["by_closing"]:
        lines.append(f"［{closing['closing_label']}の場合］")
        lines += _due_lines(closing, question.method)
    return "\n".join(lines)


def _due_lines(dates: Mapping[str, Any], method: str | None) -> list[str]:
    """An invoice is sent for a bank transfer only; a direct debit has a day of its own in its place."""
    if method == "direct_debit":
        return [f"・口座振替日：{dates['due_label']}"]
    due = f"・支払期日：{dates['due_label']}"
    if method == CARD:
        return [due]
    if method == "bank_transfer":
        return [f"・請求書送付：{dates['invoice_sent_label']}", due]
    return [f"・請求書送付：{dates['invoice_sent_label']}（銀行振込の場合）", f"{due}（口座振替日も同じ日です）"]


def _pointer(question: DueQuestion) -> str:
    if question.method == CARD:
        return "クレジットカードの締め日・支払日はカード会社ごとに異なりますので、各カード会社へお問い合わせください。"
    return "支払期日の確認や変更のご相談は、Paidお客様サポートデスクへお願いします。"


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
