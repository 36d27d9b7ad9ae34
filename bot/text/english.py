"""Whether a message is written in English. Pure; the text is normalised already.

Members who write Japanese use many English words (「2FA」, 「PW reset」, 「Paid」, 「contractの確認」), and members who
write English put the site's Japanese labels into their sentences. So single words and names prove nothing: English is
what has words that no Japanese sentence borrows, or several ordinary ones, and no Japanese grammar around them.
"""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["english", "japanese"]

# Never borrowed: one is enough. No word that is also a syllable or a word of romaji (no, to, are, made, so).
_TELLING_WORDS = """
able accounts after all allowed already am any anyone anything applied applying aren't asked asking available because
been before being bills broken by can can't canceled cancelled cancelling cannot cant changed changing charged
contracts could couldn't details did didn't didnt documents does doesn't doesnt doing don't done dont during ended
ending find forget forgot forgotten found get gets getting give given gives got had has hasn't have haven't having
hello her hey hi him his hurt how how's i'd i'll i'm i've im idiot idiots impossible into invoices is isn't it it's
its ive know leaving let's locked look looking lost methods my myself need needed needs never nevermind not options
ordered ordering orders our paying payments pays please pls possible quit quotation quote received refused registered
requests requirements see seen sending sent she should show showing shown shows since some something sorry still stuck
stupid tell terms than thank thanks thankyou that that's the their them then there there's these they this those
tickets told unsubscribe until us used useless using waiting wanna want wanted wants was wasn't we we'd we're we've
were what what's when where where's which while who whom whose why will with withdraw withdrawal without won't worst
would wrong yet you your
"""
# English as well as borrowed, or a syllable of romaji too: two different ones are needed.
_ORDINARY_WORDS = """
a account actual address afternoon again agent an and another answer application apply approval approved are as asap
ask at authentication automatic automatically back backup bank be benefit benefits bill billing book box business but
button buy call cancel cancellation card chance change characters check choice choose click close closing code come
company condition conditions confirm contact content contents contract copy cost create credit current customer data
date dates day days deadline debit delete detail die difference different direct disabled display do document
downgrade download due each early edit email end enter error estimate ever every examination expired factor fail
failed fast fee file first for form formal forms free from full function go good greyed guide happen he help history
human i if immediately in include info information inquiry invoice issue item join keep kill kind last late later lead
leave let license like line link list live loading lock log login logins long made mail mailing make manual match me
meet member members membership menu message method minutes mismatch missing mistake month monthly months more morning
moved much name near new newsletter next nice no nobody normal now number of off office official old on once one
online only open option or order other out over own page paper part password passwords pay payment people per period
person phone plan post price problem procedure process profile progress proper qualified question quick read reader
ready real receipt receive recommend recovery refund register registration remove renew replace representative request
require required resend reset result returned right rules same save say says scan screen screening seal search second
section secure security select selectable send service services set setting settings sheet shut sign site so someone
soon stamp stamped start started state status step stop submit support switch system take talk tax terminate text
thing ticket time timing to today tomorrow too transfer trial try turn two type unlock unregister up update upgrade
usable usage use user username users verification very view viewer wait way week weeks window wont work working works
write year yes yesterday
"""
# Names and abbreviations say nothing about the language around them.
_NEUTRAL_WORDS = """
acrobat adobe ai amazon aws cloud cnt co docomo excloser faq fence finplex fjcloud fujitsu gmail google id inv ltd mfa
mobile ng ok ord otp paid pc pdf pw rakuten remotemanager sms softbank t tkt url vip web
"""

_TELLING = frozenset(_TELLING_WORDS.split())
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_NEUTRAL = frozenset(_NEUTRAL_WORDS.split())

_QUOTED = re.compile(r"「[^」]*」|『[^』]*』")
# Mail addresses, ids, numbers: whatever holds a figure or a sign inside.
_TOKEN = re.compile(r"(?<![A-Za-z0-9._%+@-])(?=[A-Za-z0-9._%+@-]*[0-9_@])[A-Za-z0-9._%+@-]+")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_JAPANESE = re.compile(r"[ぁ-んァ-ヺー一-龠々〆]")
# Of a Japanese sentence: its signs, を, hiragana leaning on a Latin word, beginning a word or three in a row. What
# stands inside labels is less: 「支払い」, 「お問い合わせ」.
_GRAMMAR = re.compile(r"[、。を]|[a-z0-9][ぁ-ん]|[ぁ-ん][a-z]|(?:^|[\s(])(?![おご])[ぁ-ん]|[ぁ-ん]{3}")
_ROMAJI = re.compile(
    r"(?:(?:[kgnhbpmr]y|sh|sy|ch|ts|ty|jy|[kgsztdnhbpmrwyfj])?(?:[kstp](?=[kstp]))?[aiueo]|n|(?<=[aiueo])[kstp](?=[kstp]))+"
)
_ENOUGH = 2
_LEAST_KNOWN = 0.3
"""Of the words that are no names. Measured on data/nlu: English with rare words has half, romaji next to none."""


def language_of(text: str) -> Language | None:
    """The language of a message; None for what could be of either (「2FA」, 「suzuki01」, 「OK」, a number, romaji)."""
    plain = _QUOTED.sub(" ", text.lower())
    latin = _TOKEN.sub(" ", plain)
    japanese = len(_JAPANESE.findall(plain))
    letters = sum(map(len, _WORD.findall(latin)))
    mostly_latin = letters >= japanese and not _GRAMMAR.search(plain)
    if mostly_latin and _sounds_english([word.replace("’", "'") for word in _WORD.findall(latin)]):
        return "english"
    return "japanese" if _JAPANESE.search(text) else None


def _sounds_english(words: list[str]) -> bool:
    counted = {word for word in words if word not in _NEUTRAL}
    telling, ordinary = counted & _TELLING, counted & _ORDINARY
    known = len(telling | ordinary)
    romaji = sum(1 for word in counted - telling - ordinary if len(word) > 1 and _ROMAJI.fullmatch(word))
    score = 2 * len(telling) + len(ordinary - telling)
    return score >= _ENOUGH and known > romaji and known >= _LEAST_KNOWN * len(counted)
