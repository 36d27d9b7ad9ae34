"""Messages that say the last answer was not what was wanted: 「違います」, 「そうじゃなくて」, 「解決しない」.

Alone they ask for something else; before new words (「違います、ログインIDのほうです」) they only get in the way of
these. Text is normalised already.
"""

from __future__ import annotations

import re

from bot.text import english_denial

_SIGNS = r"[\s、。,.!?…~〜ー・]"
_LEADS = (
    r"いや|いえ|いいえ|うーん|ううん|んー|あの|えっと|えーと|あ|すみません(?:が)?|すいません(?:が)?|ごめんなさい|"
    r"申し訳ないですが|だから|なんか|"
    r"でも|やっぱり|やっぱ|やはり|もう|全然|ぜんぜん|全く|まったく|ちょっと|少し|たぶん|多分|何か|これでは?|"
    r"それでは?|それでも|それじゃ|これじゃ|"
    r"(?:それ|これ|そこ|そう|どれ|その(?:話|件|お?答え|回答|説明|やり方|方法)|この(?:話|件|お?答え|回答|説明|やり方|"
    r"方法|チャット|ボット)|"
    r"今の(?:お?答え|回答|説明)?|(?:お?答え|回答|説明)|チャット|ボット)(?:も|は|が|では|じゃ|とは)?|私が|僕が|俺が"
)
_ASKED = (
    r"(?:聞きたい|聞いて(?:い)?る|きいて(?:い)?る|知りたい|質問した|質問して(?:い)?る|求めて(?:い)?る|"
    r"探して(?:い)?る|欲しい|ほしい)"
)
_NOT = (
    r"(?:じゃ(?:ない|なく)|ではない|ではなく|では?ありません|じゃありません|ちゃう|とちがう|とちがいます|と違う|"
    r"と違います|と違って(?:い)?ます)"
)
_CORES = (
    r"違(?:います|う|った|いました|いますよ)|ちがう|ちがいます|ちがった|ちゃう|ちゃいます|(?:違う|ちがう)(?:の|"
    r"ん)(?:です)?|"
    r"(?:そう|それ|これ|そこ|そっち|そちら|こっち|そういうこと|そういう意味|そのこと|その話|その件)(?:のこと|の話)?"
    r"(?:じゃ|では)(?:ない|なく|ありません|ないです)|(?:そう|それ|これ|そっち)ちゃう|"
    rf"{_ASKED}(?:の|こと|内容|もの|件|答え|回答|情報)(?:は|と|とは)?(?:それ|これ|そこ|そっち)?{_NOT}|"
    rf"{_ASKED}(?:こと|内容|もの|答え|回答|情報)に(?:答えて|なって)(?:くれ)?(?:い)?(?:ない|ません)|"
    r"(?:質問|聞いたこと)(?:の答え)?に(?:答えて|なって)(?:い)?(?:ない|ません)|(?:答え|回答|"
    r"こたえ)になって(?:い)?(?:ない|ません)|"
    r"的外れ|見当違い|トンチンカン|とんちんかん|(?:ズレ|ずれ)て(?:い)?(?:る|ます)|話が?(?:通じ|かみ合わ|"
    r"噛み合わ)(?:ない|ません)|"
    r"役に?立た(?:ない|ん)|役に?立ちません(?:でした)?|役に?立たなかった|参考にな(?:らない|りません|らなかった|"
    r"りませんでした)|"
    r"解決(?:し|でき|に(?:なら|なって(?:い)?))?(?:ない|ません(?:でした)?|なかった|ていません|てない|ていない|へん|"
    r"せえへん|せん)|"
    r"(?:やった|やってみた|試した|試してみた|言われたとおりにした|そうした)(?:けど|けれど|が|のに|んですが|"
    r"んですけど|のですが)"
    rf"{_SIGNS}*(?:だめ|ダメ|駄目|でき(?:ない|ません|なかった)|変わ(?:らない|りません|らなかった)|無理|直(?:らない|"
    rf"りません))"
    r"(?:です|でした|だった)?|"
    r"(?:(?:この|その)中に|ここに)は?(?:ない|ありません|なさそう)(?:です)?|(?:当てはま|該当す)る(?:もの|の)?(?:が|"
    r"は)?(?:ない|ありません|なし)|"
    r"(?:どれ|どちら|どっち|両方|いずれ|全部|ぜんぶ|すべて)(?:も|に)?(?:でもない|でもありません|違う|違います|ちがう|当てはまらない|"
    r"当てはまりません)"
)
_TAIL = (
    r"(?:です|でした|んです|なんです|のです|よ|ね|わ|な|の|って|から|って言って(?:い)?る(?:のに|じゃん|でしょ|"
    r"んです)?|と思います|と思う|みたい|んだけど|んだよ|んだ|"
    r"ようです|気がします|けど|けれど|けども|んですけど|んですが|のですが|ですが|ですけど|が|くて|て|ねん|やん|やろ|"
    r"で|か|じゃん|だよ|だけど|"
    r"だろ|でしょ|でしょう)*"
)
_ONE = rf"(?:(?:{_LEADS}){_SIGNS}*)*(?:{_CORES}){_TAIL}"
_ALONE = re.compile(rf"{_SIGNS}*(?:{_ONE}{_SIGNS}*)+\Z")
# What follows without a stop follows only these: 「違う契約」 and 「違いますか」 deny nothing.
_LINKED = r"(?:違くて|違って|ちがくて|(?:そう|それ|これ|そっち|そこ|そういうこと)(?:じゃ|では)なく(?:て)?)"
_FIRST = re.compile(
    rf"{_SIGNS}*(?:(?:(?:{_LEADS}){_SIGNS}*)*(?:{_LINKED}{_SIGNS}*|"
    rf"(?:{_CORES}){_TAIL}(?<!か){_SIGNS}+))+(?=[^\s、。,.!?…])"
)
_ALL = re.compile(
    r"どれ(?:も|でも)|いずれ(?:も|でも)|全部|ぜんぶ|すべて|全て|両方|(?:どちら|どっち)(?:も|でも)|(?:この|その)中に|ここに|当てはま|該当|"
    r"\b(?:none|neither)\b",
    re.IGNORECASE,
)
_LONGEST = 60
"""Characters of a denial: longer texts say more than that, and matching stays cheap."""
_LEAST = 3
"""Characters that must be left to make new words."""


def is_denial(text: str) -> bool:
    """Whether a message says nothing but that the answer before was not it."""
    if english_denial.is_denial(text):
        return True
    return len(text) <= _LONGEST and bool(_ALONE.match(text)) and not text.endswith(("か?", "か。", "か"))


def denies_all(text: str) -> bool:
    """Whether a denial means all that was offered: 「どれも違う」, 「全部違います」, 「この中にない」."""
    return bool(_ALL.search(text))


def without_denial(text: str) -> str:
    """The new words behind a denial; the text itself where there is no denial, or nothing else."""
    if is_denial(text):
        return text
    match = _FIRST.match(text[:_LONGEST])
    rest = text[match.end() :] if match else english_denial.without_denial(text)
    return rest if len(rest) >= _LEAST else text
