"""Questions that name no subject because they go on with the last answer: 「いつまでに？」, 「それやったけど来ない」.

Text is normalised already.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\s、。,.!?…~〜ー・]+")
_LEAD = (
    r"(?:あの|えっと|え|で|じゃあ?|では|なら|ちなみに|あと|それ|これ|そこ|それら|その場合|それって|これって|その(?:番号|コード|メール|手続き|やり方|画面|期限|"
    r"日)|は|を|が|も|って|に|へ|から)*"
)
_QUESTION = (
    r"(?:いつ(?:まで|から|ごろ|頃)?(?:に|は)?|どこ(?:で|から|に|の|へ|を)?|(?:だれ|誰)(?:が|に)?|どうやって|どうすれば|なんで|何で|なぜ|"
    r"どうして|いくら|何日(?:で|前)?(?:まで)?(?:に)?|どれ(?:くらい|ぐらい)|どの(?:くらい|ぐらい)|どの画面(?:で|から)?|何時(?:まで)?)"
)
_DOING = (
    r"(?:(?:確認|連絡|申請|手続き|申し込み|操作|ログイン|入力|クリック)?(?:を)?(?:す(?:る|れば)|し(?:たら|ます|ないと)|でき(?:る|ます)|なの|必要)?|"
    r"(?:見|み|調べ|しらべ)(?:れ(?:る|ば|ます)?|られ(?:る|ます)|る|たら|ます)?|や(?:る|れば|ります|ったら)|書いてあ(?:る|ります)|"
    r"載って(?:い)?(?:る|ます)|あ(?:る|ります)|かか(?:る|ります)|な(?:る|ります)|いい|よい|必要)*"
)
_END = r"(?:の|ん)?(?:です|でしょう|なの|だ)?(?:か|かな|よ|ね)?(?:教えて(?:ください)?)?"
_ASKS_ON = re.compile(rf"{_LEAD}{_QUESTION}{_DOING}{_END}")
_TRIED = re.compile(
    r"(?:(?:それ|これ|さっきの|その(?:通り|とおり|方法|手順|やり方)|言われた(?:通り|とおり)|案内(?:の)?(?:通り|とおり)|全部|もう)(?:は|を|も|に|で|なら|、)?)+"
    r"(?:全部|もう)?(?:何度も)?(?:やっ|し|試し|やってみ|試してみ|送っ|送り|押し|見)(?:た|まし|て)"
)
_AGAIN = re.compile(
    r"(?:(?:それ|これ|今の|さっきの)(?:を)?)?(?:すみません)?もう(?:一|1)?(?:回|度)(?:だけ)?|(?:(?:それ|これ|今の|さっきの)(?:を)?)?もっかい"
)
_ASK_AGAIN = re.compile(
    r"(?:お願い(?:し(?:ます|たい(?:です)?))?|おねがい(?:します)?|教えて(?:ください)?|説明(?:して(?:ください)?)?|言って(?:ください)?|見せて(?:ください)?|"
    r"頼(?:む|みます)|いい(?:です)?か?)?(?:か|ね)?"
)
_POINTS_BACK = re.compile(r"(?:それ|これ|その|そこ|そしたら|すると)")
_BARE_NAME = re.compile(r"[^\s]{1,7}(?:は|って)")
_LONGEST = 40


def asks_on(text: str) -> bool:
    """Whether it is a question without any subject, or says that what was told has been tried."""
    plain = _SIGNS.sub("", text)
    return len(plain) <= _LONGEST and bool(_ASKS_ON.fullmatch(plain) or _TRIED.match(plain))


def wants_again(text: str) -> bool:
    """Whether the last answer is wanted once more: 「もう一回お願い」."""
    plain = _SIGNS.sub("", text)
    again = _AGAIN.match(plain) if len(plain) <= _LONGEST else None
    return bool(again and _ASK_AGAIN.fullmatch(plain[again.end() :]))


def may_go_on(text: str) -> bool:
    """Whether it may well be about the last answer, if nothing else: 「それだと…」, 「会社名は？」."""
    plain = _SIGNS.sub("", text)
    return len(plain) <= _LONGEST and bool(_POINTS_BACK.match(plain) or _BARE_NAME.fullmatch(plain))
