"""Asking for plainer words: 「もっと簡単に言って」, 「やさしい日本語でお願いします」, 「意味がわからない」.

Only where the message says nothing else. Text is normalised already.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\s、。,.!?…~〜ー・()\"'」「]+")
_LEAD = (
    r"(?:すみません|すいません|あの|えっと|ごめんなさい|ごめん|もう|もっと|もう少し|もうすこし|ちょっと|少し|"
    r"できれば|全然|ぜんぜん|まったく|よく|何|なに|なん)*"
)
_PLAIN = (
    r"(?:簡単|かんたん|カンタン|シンプル|平易|平たく|わかりやす|分かりやす|易し|やさし|優し|短|噛み砕|かみくだ|"
    r"噛みくだ)"
    r"(?:な|い|く|に|め|めに|いて)?(?:日本語|にほんご|言葉|ことば|言い方|説明|文章|表現)?(?:で|に|を)?"
)
_SAY = (
    r"(?:(?:言|い)(?:って|い直して|いなおして|ってほしい|えますか|えない)|説明(?:して|できますか|を)?|話(?:して|"
    r"せますか)|"
    r"書(?:いて|けますか)|教えて|おしえて|して|答えて|お?願い|おねがい|頼む|頼みます)?"
    r"(?:し|いた|致)*(?:ます|ください|下さい|くれ|くれませんか|もらえ|もらえますか|もらえませんか|いただけますか|"
    r"ほしい|欲しい|です|よ|ね|か)*"
)
_HARD = (
    r"(?:(?:意味|いみ|説明|日本語|にほんご|言葉|ことば|言っている(?:こと|意味)|言ってる(?:こと|意味)|"
    r"何を言っているのか|何を言ってるのか|なにを言ってるのか|書いてある(?:こと|意味)|漢字)"
    r"(?:が|は|も)?(?:難し|むずかし|わかりにく|分かりにく|わかりづら|分かりづら|わから|分から|判ら|わかり|分かり|"
    r"読め|不明)|"
    r"(?:難し|むずかし|ムズ|わかりにく|分かりにく|わかりづら|分かりづら)(?:すぎ)?|(?:漢字|日本語)が(?:読め|苦手)|"
    r"意味不明)"
    r"(?:い|くて|る|ます|ない|ません|なくて|りません|ん|んない|らん)*(?:です|んです|のです|んだけど|のですが|けど|よ|"
    r"わ|ね|な|か)*"
)
_READINGS = re.compile(
    r"(?:漢字|かんじ)?(?:に|の)?(?:ふりがな|フリガナ|振り仮名|ルビ|よみがな|読み仮名|読み方)(?:を|が)?(?:つけ|付け|ふっ|振っ|ふり|ほし|欲し|くだ|下さ|教え|おしえ)"
)
_ENGLISH = (
    r"(?:could|can|would)?(?:you)?(?:please)?(?:say|explain|write|speak|use|in)?(?:it|that|this)?(?:more|in)?(?:simply|"
    r"simpler|"
    r"easier|easy|plain|simple)(?:in)?(?:words|japanese|terms|language)?(?:please)?"
)
_PLAINER = re.compile(
    rf"(?:{_LEAD}(?:{_PLAIN}{_SAY}|{_HARD})){{1,2}}\Z|{_ENGLISH}\Z|idon'?tunderstand(?:the|your|this)?(?:japanese|"
    rf"answer)\Z",
    re.IGNORECASE,
)
_LONGEST = 40


def wants_plainer(text: str) -> bool:
    """Whether a message says nothing but that the answers are hard to follow, or asks for easier ones."""
    plain = _SIGNS.sub("", text)
    return len(text) <= _LONGEST and bool(_PLAINER.match(plain) or _READINGS.match(plain))
