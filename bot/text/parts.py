"""The questions and requests that one message holds, where it plainly holds several.

Few messages do, and taking one apart wrongly is worse than leaving it whole: only what ends like a question or a
request counts, only at a full stop or a word that starts something new, and only if it names a subject of its own:
「調べてください。」 and 「どこですか?」 go on with what was said before. What is listed (「1. … 2. …」,
「…と、…と、…」) or added (「…ました。あと…も」) need not ask in so many words. Text is normalised already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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
# A numbered list: 「1. A 2. B」; also 「1A 2B」, as ①A ②B reads once it is normalised, where no counter follows.
_COUNTER = r"(?:日|月|年|か月|ヶ月|カ月|つ|個|件|回|要素|段階|番|円|点|人|社|時|分|営業日|週)"
_ITEM = re.compile(rf"(?:^|(?<=[\s。?!、,]))\(?(?P<number>[1-9])(?:[.)、:．]\s*|\s+|(?=[^\d\s])(?!{_COUNTER}))")
_BULLET = re.compile(r"(?:^|\s)[・•●\-*]\s*")
_JOINED = re.compile(r"と[、,\s]+|と(?=[^、,\s]{3,})")
# Clauses are no names.
_NAME = re.compile(r"[^をがはにでて]{2,16}")
_TEACH = re.compile(
    r"(?:に(?:ついて|関して)|を|が|は)?(?:(?:教えて|おしえて|知りたい|聞きたい|お願い).{0,12})?[?。!~〜ー\s]*\Z"
)
_LEAST_LISTED = 2
_LEAST_JOINED = 3
_ADDED = re.compile(rf"^[\s、。,]*{_STARTS_ANEW}")
_SAYS_MORE = re.compile(r"も[。?!~〜ー\s]*\Z")
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
# Words for one subject in a line. Which topic is meant is for the classifier; here it only matters that they differ.
_SUBJECTS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        "パスワード|ぱすわーど|PW|パス(?!ポート)",
        "ログイン ?ID|ユーザー?(?:ID|名)|(?<![A-Z])ID(?![A-Z])",
        "二要素|二段階|2要素|2段階|多要素|認証|SMS|2FA",
        "バックアップ|予備の?コード",
        "ロック|凍結",
        "住所|電話番号|社名|会社名|会員情報|登録情報|登録内容|メールアドレス|引っ?越|移転",
        "会員登録|会員になる|新規登録|アカウントを?(?:作|開設)",
        "PDF|ピーディーエフ|規約|約款",
        "退会|会員をやめ|アカウントを?(?:削除|消)",
        "見積",
        "注文|オーダー|発注",
        "キャンセル|取り?消",
        "支払|払い|振込|引き?落|口座振替|決済|クレジットカード|クレカ",
        "締め?日|〆|日締め|末締め",
        "請求",
        "入金済",
        "Paid|ペイド",
        "審査",
        "インボイス|適格|登録番号|T番号",
        "契約(?!後|前|中)",
        "解約|サービスをやめ",
        "トライアル|お試し|利用開始|使えるまで|何日(?:かか|くらい|ぐらい)",
        "領収|返金|料金|値段|価格",
        "担当者|オペレーター|人と話|問い?合わせ先|電話で",
    )
)
_GOES_ON = re.compile(
    r"(?:それとも|または|もしくは|あるいは|つまり|要するに|なので|ですので|だから|その(?:場合|際|とき|時|後))"
)
_LEAST = 6
"""Characters of a part: fewer say too little to be understood alone."""
_MOST = 4
_AT_LEAST = 2


def requests_in(text: str) -> tuple[str, ...]:
    """The parts that each ask for something of their own, in their order; nothing where they are fewer than two."""
    return _listed(text) or _joined(text) or _said_in_turn(text)


def _listed(text: str) -> tuple[str, ...]:
    """The items of a list, numbered from 1 on or with bullets; what stands before it introduces it."""
    items: list[str] = []
    marks = list(_ITEM.finditer(text))
    if marks and [int(mark["number"]) for mark in marks] == list(range(1, len(marks) + 1)):
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        items = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    if len(items) < _AT_LEAST:
        items = _BULLET.split(text)[1:]
    return _of_their_own([item.strip(" 、,。") for item in items])


def _joined(text: str) -> tuple[str, ...]:
    """Three subjects and more that stand side by side: 「入金済の意味と、支払期日と、退会方法」."""
    pieces = [piece.strip() for piece in _JOINED.split(_TEACH.sub("", text))]
    if len(pieces) < _LEAST_JOINED or not all(map(_NAME.fullmatch, pieces)):
        return ()
    return _of_their_own(pieces)


def _of_their_own(pieces: Sequence[str]) -> tuple[str, ...]:
    """The pieces, if there are several and each names a subject that no other names."""
    if len(pieces) < _AT_LEAST or any(len(piece) < _LEAST_LISTED or not _subjects(piece) for piece in pieces):
        return ()
    return tuple(pieces[:_MOST]) if _each_of_its_own(pieces) else ()


def _said_in_turn(text: str) -> tuple[str, ...]:
    pieces = [piece for chunk in _NUMBERED.split(text) for piece in _STOP.split(chunk) if piece]
    # What something is added to need not be a question, nor what is added: 「…を忘れました。あと注文の状況も」.
    added = [bool(_ADDED.match(piece)) for piece in pieces]
    short = [_LEAD.sub("", piece).strip() for piece in pieces]
    wishes = [
        piece
        for at, piece in enumerate(short)
        if _is_wish(piece) or (any(added) and _adds(piece, added=added[at] or any(added[at + 1 :])))
    ][:_MOST]
    return tuple(wishes) if len(wishes) >= _AT_LEAST and _each_of_its_own(wishes) else ()


def _adds(piece: str, *, added: bool) -> bool:
    if len(piece) < _LEAST_LISTED or _GOES_ON.match(piece) or not _subjects(piece):
        return False
    return added or bool(_SAYS_MORE.search(piece))


def _is_wish(piece: str) -> bool:
    if len(piece) < _LEAST or _GOES_ON.match(piece) or not _subjects(piece):
        return False
    return bool(_ASKS.search(piece.rstrip("、, ")))


def _subjects(piece: str) -> frozenset[int]:
    return frozenset(at for at, subject in enumerate(_SUBJECTS) if subject.search(piece))


def _each_of_its_own(wishes: Sequence[str]) -> bool:
    """Whether every part names a subject that no other part names."""
    named = list(map(_subjects, wishes))
    return all(
        subjects - frozenset().union(*(others for index, others in enumerate(named) if index != at))
        for at, subjects in enumerate(named)
    )
