"""How months are written. Patterns stand in either kana and are read in katakana (`bot.text.kana`), as the text is."""

import re

from bot.text.kana import katakana
from bot.text.kanji_numbers import NUMBER, YEAR


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern for a text in katakana."""
    return re.compile(katakana(source), flags)


# The year before the first of an era: 令和1年 is 2019.
_ERAS = {"(?:令和?|れいわ)": 2018, "(?:平成|へいせい)": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ERA_LETTERS = {r"(?<![A-Za-z0-9])R": 2018, r"(?<![A-Za-z0-9])H": 1988, r"(?<![A-Za-z0-9])S": 1925}
_TWELVE = ("いち", "に", "さん", "し", "ご", "ろく", "しち", "はち", "く", "じゅう", "じゅういち", "じゅうに")
_KANA_MONTHS = {kana: month for month, kana in enumerate(_TWELVE, start=1)} | {"よん": 4, "なな": 7, "きゅう": 9}
_KANA_COUNTS = {"いっ": 1, "に": 2, "さん": 3}
KANA_NUMBERS = {katakana(kana): number for kana, number in (_KANA_MONTHS | _KANA_COUNTS).items()}
"""Numbers written in kana, as they sound before 「月」 and 「か月」."""
_BILLED = r"(?:分|ぶん|の?(?:ご?利用|使)|の(?:請求|支払|料金))"
_USED = r"(?:分|ぶん|の?(?:ご?利用|使))"
_RELATIVE = {
    rf"半年前(?={_USED}|の)": -6,
    r"先々々月|前々々月": -3,
    rf"先々月|先先月|せんせんげつ|前々月(?={_BILLED})|おととい?の?月|一昨月|ふた月前(?={_USED}|の)": -2,
    rf"先月|せんげつ|前月(?={_BILLED})|昨月|(?<!その)前の月(?=に(?:使|利用))|ひと月前(?={_USED}|の)": -1,
    r"今月|当月|こんげつ|本月": 0,
    r"再来月|さらいげつ": 2,
    r"来月|らいげつ": 1,
}
_YEARS = {
    r"一昨年|おととし": -2,
    r"去年|昨年|前年|きょねん": -1,
    r"今年|本年|ことし": 0,
    r"再来年|さらいねん": 2,
    r"来年|らいねん": 1,
}
# Not 「4月5日」, a day; 「4月20日締め」 is a month and a closing.
_NO_DAY = rf"(?!\s?の?\s?{NUMBER}\s?日(?!\s?(?:締(?!め?切)|〆|[しじ]め|閉め)))"
_KANA_AFTER = r"(?=\s|ぶん|の|に|は|が|を|も(?!り)|で|から|まで|りよう|と(?![ァ-ヶー])|[^ァ-ヶー]|$)"
_NAME_AFTER = rf"(?:月(?!間|曜|決算|期(?:決算|末)|入社|生まれ|(?:ほど|くらい|ぐらい)前)|がつ{_KANA_AFTER})"
_KANA = "|".join(sorted(_KANA_MONTHS, key=len, reverse=True))
_MONTH = rf"(?:(?P<month>{NUMBER})\s?{_NAME_AFTER}|(?P<kana>{_KANA})\s?(?=がつ){_NAME_AFTER}){_NO_DAY}"
_YEAR_NAME = r"\s?(?:年|ねん)\)?\s?の?\s?"
# 「99999年4月」 is of no year, so not of this one either.
_NO_YEAR_BEFORE = r"(?<!\d年)(?<!\d年の)"
_KANJI = "[一二三四五六七八九十]"
# 「4,5月」 are two; 「1,200」 is one.
_NO_DIGIT_BEFORE = r"(?<![\d〇一二三四五六七八九十百千./-])(?<!\d,(?=\d{3}))"
# 「田中さんがつかった」 names no month: kana begin a word or follow a particle.
_KANA_BEFORE = r"(?:(?<![ァ-ヶー一-龠々A-Za-z0-9])|(?<=[のはでともをが年])|(?<=ねん))"
# 「4、5月分」: the first is a month as well.
_FIRST = rf"(?P<month>1[0-2]|[1-9])(?=(?:\s?(?:[・、,とや&/~〜-]|から)\s?(?:1[0-2]|[1-9])){{1,11}}\s?月(?!間){_NO_DAY})"
# A year of which no month is said; not 「2025年度」 or 「2年間」.
_NO_MONTH = r"年(?!\s?の?\s?\d|[度間前後以内目])"
# 「翌月20日払い」 is a term of payment, 「前月分」 the month before this one.
_STEPS = {
    r"(?:その)?(?:(?:ひと|一)つ?)?前の月|(?:その)?前月|ひと月前|一月前": -1,
    r"(?:その)?次の月|(?:その)?翌月(?!\s?(?:末|\d|払))|ひと月後|一月後": 1,
}

WITH_YEAR = (
    # 「4月1日〜4月30日」 and 「4/1〜4/30」 are a month of use.
    pattern(
        r"(?<![\d.-])(?:(?P<year>20\d\d)(?:年|/)|(?<![\d/]))(?P<month>\d{1,2})(?:月1日|/0?1)\s?(?:から|~|〜|-|ー|−)\s?"
        r"(?:(?:20\d\d[年/])?(?P=month)(?:月|/))?(?:28|29|30|31|末)(?:日|(?!\d))"
    ),
    # 「2026年4月」, 「2026 4月」, 「2026年(令和8年)4月」, 「令和8年(2026年)4月」.
    pattern(
        rf"(?:(?:令和?|R)\s?\d{{1,2}}年?\()?(?<!\d)(?:西暦)?(?P<year>{YEAR})"
        rf"(?:{_YEAR_NAME}|\s?年?\((?:令和?|R)\s?\d{{1,2}}年?\)\s?年?の?|\s)(?:{_MONTH})"
    ),
    pattern(rf"(?<!\d)(?P<year>{YEAR}){_YEAR_NAME}{_FIRST}"),
    pattern(rf"(?<![\d和成正治])(?P<short>2\d)\s?年\s?の?{_MONTH}"),
    # 「04/2026」.
    pattern(r"(?<![\d/.-])(?P<month>0?[1-9]|1[0-2])/(?P<year>20\d\d)(?![\d/.-])"),
    # 「26/4利用分」; 「24/7」 is round the clock.
    pattern(r"(?<![\d/.A-Za-z-])'?(?!24/7)(?P<short>2\d)\s?[/.-]\s?(?P<month>\d{1,2})(?=\s?(?:月|分|ご?利用|使))"),
)
"""A month after its year, `year` in full or `short` for two figures; or, a whole month by its days, without one."""
WITH_ERA = [
    # 「8年4月分」: of the era that is.
    (pattern(rf"(?<![\d和成正治])(?P<year>[1-9]|1\d)\s?年\s?の?{_MONTH}"), 2018),
    *((pattern(rf"{era}\s?(?P<year>元|{NUMBER}){_YEAR_NAME}{_MONTH}"), before) for era, before in _ERAS.items()),
    *(
        (
            pattern(
                rf"{era}\s?(?P<year>\d{{1,2}})(?:\s?[./年-]\s?|\s(?=\d{{1,2}}\s?月))"
                r"(?P<month>\d{1,2})(?![\d./-]*\d)\s?月?",
                re.IGNORECASE,
            ),
            before,
        )
        for era, before in (_ERAS | _ERA_LETTERS).items()
    ),
]
"""「令和8年4月」, 「R8.4」; with the year before the era."""
IN_FIGURES = re.compile(
    r"(?<![\w.-])(?P<year>(?:19|20|21)\d\d)(?:\s?[/.ー−-]\s?(?P<month>\d{1,2})(?![\w]|[./-]\d)(?:\s?月)?"
    r"|(?P<packed>0[1-9]|1[0-2])(?=\s?(?:月|分|ノ|ゴ?利用)))",
    re.ASCII,
)
"""「2026/04」, 「2026-4」, 「202604分」."""
_YEARS_AGO = {"[1一]年前": -1, "[2二]年前": -2}
IN_YEAR_WORDS = [
    (pattern(rf"(?:{words})(?:\s?の)?\s?{month}"), years)
    for words, years in (_YEARS | _YEARS_AGO).items()
    for month in (_MONTH, _FIRST)
]
"""「去年の12月」."""
WITHOUT_YEAR = (
    pattern(
        rf"{_NO_YEAR_BEFORE}(?:(?:{_NO_DIGIT_BEFORE}|(?<=\d-)(?<!\d{{3}}-))(?=\d|{_KANJI})|{_KANA_BEFORE}(?!\d|{_KANJI})){_MONTH}"
    ),
    pattern(rf"{_NO_DIGIT_BEFORE}{_FIRST}"),
)
"""「4月分」, 「四月」, 「しがつ」, 「13月」."""
FROM_NOW = [(pattern(rf"(?:{words}){_NO_DAY}"), months) for words, months in _RELATIVE.items()]
"""「先月」; with the months from now."""
COUNTED = pattern(
    rf"(?:{_NO_DIGIT_BEFORE}(?P<month>{NUMBER})|(?P<kana>{'|'.join(_KANA_COUNTS)}))\s?(?:[かヶケカ箇ヵ個]月|かげつ)"
    rf"\s?(?P<side>前|後(?!半)|まえ)(?!から(?!の?(?:請求|利用))|に(?!{_USED}|請求)|までは)"
)
"""「2か月前」."""
AND = pattern(r"\s?(?:利用)?(?:分|ぶん)?\s?(?:それ)?(?:[とやか・、,&/]|および|及び|並びに)?\s?")
"""What may stand between months that share the year said before the first."""
UNTIL = pattern(r"\s?(?:利用)?(?:分|ぶん)?\s?(?:から|~|〜|ー|-|−)\s?")
"""The same where the second may be of the next year: 「2025年11月〜1月」."""
YEAR_ALONE = [
    (pattern(rf"(?<!\d)(?P<year>20\d\d)\s?{_NO_MONTH}"), 0),
    *(
        (pattern(rf"{era}\s?(?P<year>\d{{1,2}}|元|{NUMBER})\s?{_NO_MONTH}", re.IGNORECASE), before)
        for era, before in (_ERAS | _ERA_LETTERS).items()
    ),
]
"""「2025年」, 「令和7年」, without a month; with the year before the era."""
YEAR_WORDS = [(pattern(words), years) for words, years in _YEARS.items()]
STEP_WORDS = [(pattern(words), months) for words, months in _STEPS.items()]
