"""The steps of a handoff in words, for the timeline that staff see."""

from collections.abc import Mapping

from backend.handoff.models import HandoffEvent, HandoffStep, Reason

_NOBODY = "担当者"
_STEPS = {
    HandoffStep.CLAIMED: "{by}が対応を始めました。",
    HandoffStep.STEPPED_IN: "{by}が会話に参加しました。",
    HandoffStep.ASSIGNED: "{by}が{to}に割り当てました。",
    HandoffStep.TRANSFERRED: "{by}が{to}に引き継ぎました。",
    HandoffStep.REQUEUED: "{by}が順番待ちに戻しました。",
    HandoffStep.HANDED_BACK: "{by}が自動応答に戻しました。",
    HandoffStep.CALLED_OFF: "お客さまが順番待ちを取りやめました。",
    HandoffStep.CALL_BACK: "お客さまがメールでの回答に切り替えました。",
    HandoffStep.WAITED_TOO_LONG: "対応できる担当者がいなかったため、チケットに切り替えました。",
    HandoffStep.DESK_CLOSED: "窓口の受付が終わったため、チケットに切り替えました。",
    HandoffStep.MEMBER_SILENT: "お客さまからの返信がないため、自動応答に戻しました。",
    HandoffStep.AGENT_GONE: "担当者の画面が閉じられたため、順番待ちに戻しました。",
}
_ASKED = {
    Reason.ASKED: "お客さまが担当者との会話を希望しました。",
    Reason.MISSED_TWICE: "自動応答が続けて答えられなかったため、担当者を呼びました。",
    Reason.DENIED_TWICE: "回答が続けて「違います」とされたため、担当者を呼びました。",
    Reason.BOT_DOWN: "自動応答が停止しているため、担当者を呼びました。",
}


def told(event: HandoffEvent, reason: str, names: Mapping[int, str]) -> str:
    """`reason` is its handoff's, `names` those of staff by id."""
    step = HandoffStep(event.step)
    by = None if event.staff_id is None else names[event.staff_id]
    to = None if event.to_staff_id is None else names[event.to_staff_id]
    if step is HandoffStep.ASKED:
        return _ASKED[Reason(reason)]
    if step is HandoffStep.ENDED:
        return "お客さまが会話を終了しました。" if by is None else f"{by}が会話を終了しました。"
    return _STEPS[step].format(by=by or _NOBODY, to=to or _NOBODY)
