"""Choosing in words among what was offered: 「2番目」, 「一番下」, 「解約のほうで」, 「はい」.

Text is normalised already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    """One of the choices as a member knows it: by its title, and by other words for it."""

    title: str
    names: tuple[str, ...] = ()


_SIGNS = " 、。,.!?！？…ー〜~・「」『』（）()\"'"
_BARE = re.compile(rf"[{re.escape(_SIGNS)}]+")
_LEAD = r"(?:じゃあ?|では|それでは|なら|それなら|えっと|えーと|あ|はい|うん|やっぱり?|やはり|たぶん|多分)*"
_NOUN = r"(?:の?(?:やつ|奴|もの|ほう|方|件|こと|選択肢|ボタン|項目|候補|質問))?"
_TAIL = (
    r"(?:の)?(?:で|です|だ|ですね|でお願い(?:し(?:ます|たい(?:です)?)|いたします|致します)?|をお願い(?:し(?:ます|"
    r"たい(?:です)?)|いたします)?|がいい(?:です)?|でいい(?:です)?|"
    r"も(?:お願い(?:し(?:ます|たい(?:です)?)|いたします)?|教えて(?:ください|ほしい(?:です)?)?|知りたい(?:です)?|聞きたい(?:です)?|見たい(?:です)?|見せて(?:ください)?)?|"
    r"を(?:選びます|選ぶ|見たい(?:です)?|見せて(?:ください)?|知りたい(?:です)?|教えて(?:ください)?)|を|が|"
    r"に(?:します|する)|について(?:です|教えて(?:ください)?)?|"
    r"に関して(?:です)?|が知りたい(?:です)?|が聞きたい(?:です)?|だよ|だね|やねん|やで|かな|かも|っす|なんだけど|"
    r"ですが|なんですが|なんですけど)?"
)
_NUMERALS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "ひと": 1,
    "ふた": 2,
    "みっ": 3,
    "よっ": 4,
    "いち": 1,
    "に": 2,
    "さん": 3,
}
_COUNTED = re.compile(
    rf"{_LEAD}(?P<end>上から|下から|うえから|したから)?の?(?P<number>[1-9]|一|二|三|四|ひと|ふた|みっ|よっ|いち|に|"
    rf"さん)"
    rf"(?P<counter>番目?|ばんめ?|つ目|つめ|個目|こめ|個め|番め)?{_NOUN}{_TAIL}\Z"
)
_NEAREST = re.compile(
    rf"{_LEAD}(?:一番|いちばん|1番)?(?P<end>上|うえ|最初|さいしょ|先頭|トップ|下|した|最後|さいご|"
    rf"ラスト){_NOUN}{_TAIL}\Z"
)
_OF_TWO = re.compile(rf"{_LEAD}(?P<which>前者|後者){_NOUN}{_TAIL}\Z")
_FROM_BELOW = {"下", "した", "最後", "さいご", "ラスト", "下から", "したから"}
_YES = re.compile(
    r"(?:はい|ええ|うん|そう|そうです|そうそう|それ|それです|それで|そうですね|お願い(?:します|いたします)|"
    r"おねがいします|お願い|yes|ok|オッケー|"
    r"そのとおりです?|その通りです?|合って(?:い)?ます|せや|そうや)+(?:ね|よ)?\Z",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:いいえ|いえ|いや|ううん|うーん|ん|ノー|no|nope|ちゃう|なし|ない|ないです|ありません)+(?:です|ね|よ)?\Z",
    re.IGNORECASE,
)
_CHOSEN = re.compile(rf"{_LEAD}(?P<name>.+?)(?P<noun>の?(?:やつ|奴|ほう|方(?!法)|件|選択肢|ボタン|項目|候補)){_TAIL}\Z")
_WITH_TAIL = re.compile(rf"{_LEAD}(?P<name>.+?){_TAIL}\Z")
_LONGEST = 30
_LONGEST_NAME = 12
_SHORTEST_NAME = 2


def picked(text: str, offers: Sequence[Offer], *, asked: bool, digits: bool) -> int | None:
    """Tell which of the offers a message picks; None where it picks none, or no single one.

    `asked`: the offers came with a question which of them is meant, so that a bare name or a yes answers it.
    `digits`: a bare figure can be nothing but a choice.
    """
    plain = _BARE.sub("", text)
    if not offers or not plain or len(plain) > _LONGEST:
        return None
    place = _place(plain, len(offers), digits=digits)
    if place is not None:
        return place if 0 <= place < len(offers) else None
    if asked and len(offers) == 1 and _YES.match(plain):
        return 0
    return _named(plain, offers, asked=asked)


def is_no(text: str) -> bool:
    """Whether a message is nothing but a no, which answers a question that choices came with."""
    return bool(_NO.match(_BARE.sub("", text)))


def _place(plain: str, count: int, *, digits: bool) -> int | None:
    """The place said, counted from 0; -1 for one that there cannot be."""
    counted = _COUNTED.match(plain)
    if counted and (digits or counted["counter"]) and (counted["number"].isdigit() or counted["counter"]):
        number = int(_NUMERALS.get(counted["number"], 0) or counted["number"])
        if number > count:
            return -1
        return count - number if counted["end"] in _FROM_BELOW else number - 1
    nearest = _NEAREST.match(plain)
    if nearest:
        return count - 1 if nearest["end"] in _FROM_BELOW else 0
    of_two = _OF_TWO.match(plain)
    if of_two and count == 2:
        return 0 if of_two["which"] == "前者" else 1
    return None


def _named(plain: str, offers: Sequence[Offer], *, asked: bool) -> int | None:
    """By its whole title; or by a part of it or another name, where the message plainly chooses (「…のほう」)."""
    titles = [_BARE.sub("", offer.title).lower() for offer in offers]
    whole = _WITH_TAIL.match(plain.lower())
    for title in (plain.lower(), whole["name"] if whole else ""):
        if title in titles:
            return titles.index(title)
    chosen = _CHOSEN.match(plain)
    match = chosen or (_WITH_TAIL.match(plain) if asked else None)
    name = match["name"].lower() if match else ""
    if not _SHORTEST_NAME <= len(name) <= _LONGEST_NAME:
        return None
    names = [[_BARE.sub("", each).lower() for each in offer.names] for offer in offers]
    ways: tuple[Callable[[int], bool], ...] = (
        lambda at: name in titles[at],
        lambda at: name in names[at],
        lambda at: any(name in each for each in names[at]),
    )
    for way in ways:
        found = [at for at in range(len(offers)) if way(at)]
        if found:
            return found[0] if len(found) == 1 else None
    return None
