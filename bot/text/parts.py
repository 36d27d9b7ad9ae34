"""The questions and requests that one message holds, where it plainly holds several.

Few messages do, and taking one apart wrongly is worse than leaving it whole: only what ends like a question or a
request counts, and only at a full stop or a word that starts something new. Text is normalised already.
"""

from __future__ import annotations

import re

_STARTS_ANEW = (
    r"(?:それと|それから|あと|あとは|また|ついでに|さらに|加えて|もう一つ|もう1つ|もうひとつ|もう一点|もう1点|"
    r"別件(?:です|ですが|で)?|次に|"
    r"並びに|ならびに|2つ目(?:は|に)?|二つ目(?:は|に)?|2点目(?:は|に)?)"
)
_STOP = re.compile(
    rf"(?<=[。?!])\s*|(?<=[かすいね])[、,\s]+(?={_STARTS_ANEW})|"
    # 「…したいのと、…」, 「…ですかと」: the first wish ends where the second is added.
    r"(?<=たい)の?と[、,\s]+|(?<=たい)(?:です)?し[、,\s]+|(?<=ほしい)の?と[、,\s]+|"
    r"(?<=[るすた]の)か(?:と)?[、,\s]+(?=[^\s]{4,}か)|"
    r"(?<=(?:ます|です)か)[、,\s]+"
)
_NUMBERED = re.compile(r"(?:^|(?<=\s)|(?<=[。?!]))(?:[1-9][.)、:]|\([1-9]\))\s*")
_LEAD = re.compile(rf"^(?:{_STARTS_ANEW}[、,\s]*|[1-9][.)、:]\s*|\([1-9]\)\s*|[\s、。,・-]+)+")
_ASKS = re.compile(
    r"(?:\?|か|かな|かね|かしら|でしょう|っけ|[なん]の|のは|教えて|おしえて|知りたい(?:です|のです|んです)?|"
    r"聞きたい(?:です)?|"
    r"たい(?:の|ん|と思(?:い|って(?:い|おり)?))?(?:です|ます)?(?:が|けど|けれど|のですが|んですが|んですけど)?|"
    r"(?:ほし|欲し)い(?:の|ん)?(?:です)?(?:が|けど)?|(?:くだ|下)さい(?:ませ)?|(?:お?願い|おねがい)(?:し(?:ます|"
    r"たい(?:です)?)|いたします|致します)?|"
    r"(?:て|で)(?:くれ|もらえ)(?:ますか|ません?か|る)?|て|どこ|いつ|いくら|どうすれば(?:いい|よい)?|どうやって|方法|"
    r"やり方)[?。!~〜ー\s]*\Z"
)
_LEAST = 6
"""Characters of a part: fewer say too little to be understood alone."""
_MOST = 4


def requests_in(text: str) -> tuple[str, ...]:
    """The parts that each ask for something, in their order; nothing where they are fewer than two."""
    pieces = [_LEAD.sub("", piece).strip() for chunk in _NUMBERED.split(text) for piece in _STOP.split(chunk) if piece]
    wishes = [piece for piece in pieces if len(piece) >= _LEAST and _ASKS.search(_finished(piece))]
    return tuple(wishes[:_MOST]) if len(wishes) > 1 else ()


def _finished(piece: str) -> str:
    return piece.rstrip("、, ")
