"""Messages that name no subject at all: a cry for help, a bare yes or no, 「わからない」, 「じゃあどうすればいいの」.

Nothing can be guessed from them; they are asked what it is about. Text is normalised already.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\s、。,.!?…~〜ー・()\"'」「\U0001f300-\U0001faff]+")
_LEAD = (
    r"(?:すみません|すいません|あの|えっと|ええと|ねえ|もう|ちょっと|とにかく|本当に|ほんとに|マジで|まじで|だれか|"
    r"誰か|お願い|とても|"
    r"すごく|大変|至急|今すぐ|じゃあ|では|それなら|なら|で|え|ん|hey|please)*"
)
_TAIL = (
    r"(?:です|でした|ます|だ|よ|ね|の|ん|んです|のです|なんです|けど|んだけど|んですけど|んですが|が|か|から|ので|"
    r"お願いします|w)*"
)
_HELP = (
    r"助けて(?:くれ|ください|下さい|ほしい|欲しい|くれませんか|もらえませんか)?|たすけて(?:くれ|ください|下さい|"
    r"ほしい)?|SOS|"
    r"困(?:って(?:い)?(?:る|ます|おります)?|りました|った|り果てて(?:い)?(?:る|ます))|こまって(?:い)?(?:る|ます)|"
    r"こまりました|こまった|"
    r"急(?:いで(?:い)?(?:る|ます|おります)?|ぎ)|いそいで(?:い)?(?:る|ます)|至急|緊急|やばい|ヤバい|どうしよう|"
    r"なんとかして(?:くれ|ください)?|何とかして(?:くれ|ください)?|どうにかして(?:くれ|ください)?|"
    r"(?:問題|トラブル)(?:が)?(?:あります|ある|発生)|"
    r"help ?me|ineedhelp|helpmeplease|helpplease|ihaveaproblem|urgent|emergency|itsurgent|it'surgent"
)
_ANSWER = (
    r"はい|ハイ|ええ|うん|うんうん|いいえ|いえ|いや|ううん|そう|そうそう|そうだね|そうか|さあ|べつに|別に|たぶん|多分|"
    r"yes|yeah|yep|no|nope|maybe|はいはい"
)
_LOST = (
    r"わか(?:らない|りません|らん|んない|らへん)|分か(?:らない|りません|らん|んない|らへん)|判(?:らない|りません)|"
    r"(?:ぜんぜん|全然|まったく|全く|よく|何も|なにも|何が何だか|なにがなんだか)+"
    r"(?:わか|分か)(?:らない|りません|らん|んない)|しらん|知らん|知らない|しらない|さっぱり(?:わからない|です)?|"
    r"どう(?:すれば|したら|すりゃ)(?:いい|よい|良い|ええ)?|どうする|どうしたら|何を(?:すれば|したら)(?:いい|よい)|"
    r"(?:idon'?tknow|dontknow|noidea|whatshouldido|whatnow|(?:in)?english(?:please)?|(?:please)?speakenglish|"
    r"cani(?:write|speak)(?:in)?english)"
)
_BARE = re.compile(
    rf"{_LEAD}(?:(?:{_HELP}|{_LOST}){_TAIL}){{1,3}}\Z|(?:{_ANSWER})(?:です|ね|よ)?\Z|ok(?:ay)?\Z", re.IGNORECASE
)
_YES = re.compile(r"(?:はい|ハイ|ええ|うん|そう|yes|yeah|yep|ok|okay|オッケー)+(?:です|ね|よ)?\Z", re.IGNORECASE)
_LONGEST = 30


def names_nothing(text: str) -> bool:
    """Whether a message says that something is wanted, or agrees, and not what it is about."""
    return len(text) <= _LONGEST and bool(_BARE.match(_SIGNS.sub("", text)))


def is_yes(text: str) -> bool:
    """Whether a message is nothing but a yes."""
    return len(text) <= _LONGEST and bool(_YES.match(_SIGNS.sub("", text)))
