"""A ticket's history in words, for staff."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from backend.billing.dates import japanese_date
from backend.core.clock import JST
from backend.tickets.models import Lapse, TicketEvent, TicketStatus, TicketStep
from backend.tickets.unlocking import label

Details = Mapping[str, Any]
# Of staff, by their ids.
Names = Mapping[int, str]


def told(event: TicketEvent, names: Names) -> str:
    """What happened, in one line; who did it is told beside it."""
    step = TicketStep(event.step)
    if step is TicketStep.OPENED:
        return "受け付けました" if event.staff_id is None else "作成しました"
    return _PLAIN[step] if step in _PLAIN else _WITH_DETAILS[step](event.details, names)


def _assigned(details: Details, names: Names) -> str:
    after = details["after"]
    return "担当者を外しました" if after is None else f"担当者を{names[after]}にしました"


def _status(details: Details, _names: Names) -> str:
    before, now = (TicketStatus(details[key]).label for key in ("before", "after"))
    return f"状態を「{before}」から「{now}」に変えました"


def _due(details: Details, _names: Names) -> str:
    if details["after"] is None:
        return "期限をなくしました"
    at = datetime.fromisoformat(details["after"]).astimezone(JST)
    return f"期限を{japanese_date(at.date())} {at.hour}:{at.minute:02d}に変えました"


def _answered(details: Details, _names: Names) -> str:
    to = "登録のメールアドレス" if details["is_registered"] else "知らされたメールアドレス"
    return f"{to}へ回答を送りました"


def _checked(details: Details, _names: Names) -> str:
    named = {
        is_match: "・".join(label(check["key"]) for check in details["checks"] if check["matched"] is is_match)
        for is_match in (True, False)
    }
    found = [f"一致：{named[True] or 'なし'}"] + ([f"不一致：{named[False]}"] if named[False] else [])
    outcome = "解除の条件を満たしました" if details["is_enough"] else "解除の条件を満たしませんでした"
    return f"ご本人確認（{'、'.join(found)}）：{outcome}"


def _lapsed(details: Details, _names: Names) -> str:
    return _WHY_LAPSED[Lapse(details["why"])]


_WHY_LAPSED: Mapping[Lapse, str] = {
    Lapse.CLOSED: "チケットが完了したため、承認の依頼を取り下げました",
    Lapse.NOT_ENOUGH: "ご本人確認の条件を満たさないため、承認の依頼を取り下げました",
    Lapse.OUTDATED: "依頼のあとで状況が変わったため、前の承認の依頼を取り下げました",
}
_PLAIN: Mapping[TicketStep, str] = {
    TicketStep.NOTED: "メモ",
    TicketStep.UNLOCK_ASKED: "ロック解除の承認を依頼しました",
    TicketStep.UNLOCK_APPROVED: "ロックの解除を承認しました",
    TicketStep.UNLOCK_DECLINED: "ロック解除の依頼を差し戻しました",
    TicketStep.UNLOCKED: "アカウントのロックを解除しました",
    TicketStep.RESET_LINK_SENT: "登録のメールアドレスへ、パスワード再設定のリンクを送りました",
    TicketStep.ACCOUNT_CLOSED: "アカウントを閉じました",
}
_WITH_DETAILS: Mapping[TicketStep, Callable[[Details, Names], str]] = {
    TicketStep.ASSIGNED: _assigned,
    TicketStep.STATUS_CHANGED: _status,
    TicketStep.DUE_CHANGED: _due,
    TicketStep.ANSWERED: _answered,
    TicketStep.UNLOCK_CHECKED: _checked,
    TicketStep.UNLOCK_LAPSED: _lapsed,
}
