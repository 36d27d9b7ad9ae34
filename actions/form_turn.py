"""What the turns of every form have in common: where the message came in, refusals, and giving up."""

import re

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.base import Event
from actions.message import intent_of, text_of
from bot.text.english_refusal import is_refusal

LISTEN = "action_listen"
# Turns in a row without progress after which a form lets go.
MISSES_ALLOWED = 2

# How a form ended, kept in the slot form_outcome for the action that follows it.
FILLED = "filled"
REFUSED = "refused"
GAVE_UP = "gave_up"
LEFT = "left"

_REFUSAL = re.compile(
    r"^(いえ|いや|いいえ|あ|えっと|すみません|ごめんなさい|申し訳ありません|ちょっと)*"
    r"(やっぱり?|やはり|もう|まだ|今回は|今は|今日は|一旦|いったん|ひとまず|とりあえず)*"
    r"(いいです|いいや|いい|結構です|結構|けっこうです|大丈夫です|大丈夫|不要です|不要|要りません|いりません|いらない|要らない|いらん"
    r"|必要ありません|必要ない|なしで|遠慮しておきます|遠慮します"
    r"|(手続き?|入力|送信|依頼|計算|再設定|ロック解除|解除|リセット|これ|それ)?[をはの]?"
    r"(やめます|やめる|やめた|やめたい|やめておきます|やめておく|やめとく|やめて|やめ|止めます|止めて|やめにします"
    r"|キャンセル|中止|取り?消し?|ストップ)"
    r"|また(今度|あとで|後で|にします).*|あとで(します|やります)?)"
    r"(します|してください|して|ください|下さい|ほしい|したい|で|です|お願いします|にします)*$"
)
# Called off with the reason before it (「思い出したので大丈夫です」), or because it is done without us.
_WITH_REASON = re.compile(
    r"^.{1,20}(ので|から)(もう)?(大丈夫|結構|いい|不要|やめ(ます|る|ておきます|とく|ときます))(です|や|よ)?$"
    r"|^.{0,10}自分で(やり|見|調べ|計算し|確認し|し|確認)(ます|てみます|ておきます|とく|とくよ)$"
)
# A bare no (the question was whether to go on), and 「やっぱなし」.
_NO = re.compile(
    r"^((いいえ|いえ|いや|ううん|のー|no|nope|ノー|嫌だ?|いやだ|やだ|違う|ちがう)(です)?)+$|^(やっぱり?|やはり)なし(です)?$",
    re.I,
)
# 「送らないで」, 「依頼しなくていい」. That something does not come or work is no refusal.
_NEGATED = re.compile(
    r"^(?!.*(でき|出来|届か|わから|分から|入れ|こ|来)な).{1,14}"
    r"(ないで((くだ|下)さい|ほしい|ね|よ)?|なくても?(いい|よい|大丈夫|結構|けっこう)(です)?|たくない(です)?|たくありません"
    r"|ほしくない(です)?)$"
)
# 「まだ？」 while the form waits for the member: they take it for us who keep them waiting.
_PRESSES = re.compile(
    r"^(あの|ねえ|もう|ちょっと)*(まだ((です|なの|かな|なん|でしょう|か)*|(来|こ)ない(の|です)*か?|終わ(らない|りません)(の|です)*か?)"
    r"|(早く|はやく|急いで|いそいで)(して|しろ|やって|お願い(します)?)?(ください|下さい|よ|ね)*"
    r"|いつまで(待たせる|待てばいい|かかる)(の|ん|です|か)*|遅い(です|よ|んだけど)*"
    r"|(hurryup|stillwaiting|notyet|comeon|hurry|faster|howlong|whatareyouwaitingfor)(please)?)$",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[\s、。,.!！?？…ー〜~「」『』\"']+")


def refuses(tracker: Tracker) -> bool:
    """Whether the message calls off what the form is about (「やっぱりいいです」, 「送らないで」), or says goodbye."""
    plain = _PUNCTUATION.sub("", text_of(tracker))
    said = any(pattern.match(plain) for pattern in (_REFUSAL, _NO, _NEGATED)) or is_refusal(text_of(tracker))
    if not tracker.latest_message.get("entities"):
        said = said or bool(_WITH_REASON.match(plain))
    return said or intent_of(tracker) == "conversation_goodbye"


def presses(tracker: Tracker) -> bool:
    """Whether the message only says that it takes long (「まだ？」, "hurry up")."""
    return bool(_PRESSES.match(_PUNCTUATION.sub("", text_of(tracker))))


def answers_form(tracker: Tracker) -> bool:
    """Whether the form sees a new message: not at its opening, nor when it takes up again after a digression."""
    return _action_before_form(tracker) == LISTEN


def after_digression(tracker: Tracker) -> bool:
    """Whether something else was just answered while the form was open."""
    before = _action_before_form(tracker)
    # At its opening the form follows the action of its own that the rules put before it.
    form = str((tracker.active_loop or {}).get("name") or "")
    return before not in {LISTEN, f"action_{form.removesuffix('_form')}"}


def misses(tracker: Tracker) -> int:
    """Turns in a row that brought the form no further."""
    return int(tracker.get_slot("form_misses") or 0)


def ask(slot: str, misses_so_far: int = 0) -> list[Event]:
    """Go on with the form by asking for a slot."""
    return [SlotSet("form_misses", float(misses_so_far)), SlotSet("requested_slot", slot)]


def end(outcome: str) -> list[Event]:
    """Close the form; the action after it reads how it ended."""
    return [SlotSet("form_outcome", outcome), SlotSet("form_misses", 0.0), SlotSet("requested_slot", None)]


def missed(tracker: Tracker, slot: str) -> list[Event]:
    """Ask again for what the message did not tell, but not for ever."""
    if misses(tracker) >= MISSES_ALLOWED:
        return end(GAVE_UP)
    return ask(slot, misses(tracker) + 1)


def take_up_again(tracker: Tracker, slot: str) -> list[Event]:
    """Ask again after a digression; after several in a row the member has plainly moved on."""
    if misses(tracker) >= MISSES_ALLOWED:
        return end(LEFT)
    return ask(slot, misses(tracker) + 1)


def _action_before_form(tracker: Tracker) -> str | None:
    """Rasa adds the form's own run to the tracker that it sends, so the action before is the last but one."""
    names = (event["name"] for event in reversed(tracker.events) if event.get("event") == "action")
    next(names, None)
    return next(names, None)
