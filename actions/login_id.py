"""Finding the login id in an answer to the question for it. Pure; the text is normalised already.

A login id is any string. Yet people answer a question with much else, so Japanese counts only where it is plainly meant
as the id: in quotes, or behind 「IDは」. Anything in Latin letters or figures counts, but for everyday words.
"""

import re

from bot.text.filler import is_filler
from bot.text.login_ids import find_login_ids, is_known_word

LONGEST = 64
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+@-]*[A-Za-z0-9]")
_SENTENCE = re.compile(
    r"[。、?!\s]|(です|ます|ません|ました|でした|ください|下さい|たい|ない|た|ん|か|ね|よ|えて|して|って|の|は|が|けど)$"
)
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々〆]")
_QUOTED = re.compile(r"「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\"|'([^']+)'")
_NAMED = re.compile(
    r"ID\s*(?:は|が|:|=)\s*(?P<id>\S+?)\s*(?:です|になります|でお願いします|と申します|といいます)?[。.!]*$",
    re.IGNORECASE,
)
_THINKING = re.compile(
    r"(?:(?:う+[ー〜~]*ん*|え[えー〜~]*っ?と|あの[ー〜~う]*|その[ー〜~]+|そうですね[ーえ]*|そうだな[ーあ]*|ん[ー〜~]*|む[ーう〜~]*|は(?:て|ぁ)"
    r"|ちょっと待って(?:ください)?|待って(?:ください)?|少々お待ちください)[\s、。…・.!?ー〜~]*)+|[…・.。、ー〜~\s]+"
)
_KNOWS_NONE = re.compile(
    r"わかりません|わからな|わからん|わかんな|分かりません|分からな|分からん|忘れ|わすれ|覚えて(?:い)?な|知りません|知らな|知らん|不明|"
    r"\b(?:(?:do not|don['’]?t|can['’]?t|cannot) (?:know|remember|recall)|forg[eo]t(?:ten)?|no idea|not sure|"
    r"idk|dunno|"
    r"waka(?:ra(?:nai|n)|rimasen)|wasure(?:ta|mashita|chatta)?|shir(?:anai|imasen)|oboete(?:nai| ?inai|masen))\b",
    re.IGNORECASE,
)
_EVERYDAY_WORDS = """
ok okay okey yes yeah no ng hi hello hey help stop cancel quit exit back wait sorry thanks thx bye
please yep yup sure fine good great hmm well what why where when how who none nothing wrong incorrect useless maybe
never later again idk dunno skip english japanese slow hurry faster
again anyone anything button change contact email error forgot forgotten give human link mail me mine my new not
nothing old operator page person phone question real refund repeat reset same screen send sign signin start talk test
that there this token unlock user username wrongly you your
password passwd pass pw id login loginid
hai iie un ee naze doushite nande nani nan doko dare itsu dore wakaranai wakarimasen wakaran shiranai shirimasen
wasureta wasuremashita yameru yamemasu yamete kyanseru chigau chigaimasu dame muri tasukete konnichiwa arigatou arigato
sumimasen gomen gomennasai chotto matte mou onegai onegaishimasu pasuwado pasuwa-do rogin roguin akaunto rokku meru
me-ru desu masu dekinai hairenai sore kore
はい ええ うん え あ お おお ああ あの えーと えっと うーん はあ は へ いいよ わかった 了解 承知
待って ちょっと待って まって
わからん わからない わかりません 分からない 分かりません しらない 知らない 知りません 忘れた 忘れました
なし 無し ない ありません 不明 未定 秘密 内緒 同じ どこ どれ
なに 何 いつ だれ 誰 これ それ あれ ここ メール パスワード あとで まだ 早く 早くして 急いで お願い よろしく
"""
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())


_BARE = re.compile(r"[\s、。,.!?・ー〜~…]+")
_YES = re.compile(
    r"(?:はい|うん|ええ|そう|そうです|それです|それで|(?:よろし|宜し|い)いです|よろしく|いいよ|(?:合|あ)って(?:い)?ます|その(?:とお|通)り|大丈夫|ok|okay|"
    r"オッケ|お?願いします?|おねがいします|yes|yeah|yep|sure|correct|right|please|hai|です|ね|よ)+"
)
_NO = re.compile(
    r"(?:いいえ|いえ|いや|ううん|(?:違|ちが)(?:う|います|いました)|(?:間違|まちが)(?:い|え|えました)|no|nope|wrong|iie|chigau|chigaimasu|です|ね|よ)+"
)
_SHAPED = re.compile(r"[\d._@]")
_ANNOUNCED = (
    r"(?:ID|アイディー?|あいでぃー|ユーザー?名|アカウント名|user(?: ?name)?)\s*(?:は|が|:|=|is\b|、)?\s*[「『\"']?\s*"
)


def is_clear(login_id: str, text: str) -> bool:
    """Whether a word is plainly meant as a login id: by a figure, a dot, `_` or `@` in it, or announced, or in quotes.

    Anything else may be a word of a language that we do not read, and is better repeated to the member for a yes.
    """
    if _SHAPED.search(login_id):
        return True
    plain = re.escape(login_id)
    return bool(
        re.search(rf"{_ANNOUNCED}{plain}(?![A-Za-z0-9])", text, re.IGNORECASE)
        or re.search(rf"[「『]{plain}[」』]", text)
    )


def login_id_in(text: str) -> str | None:
    """The one id that the text holds; None where there is none, or no telling which."""
    found = {span.value for span in find_login_ids(text)} or _only_word(text) or _meant_as_id(text)
    found = {value for value in found if not is_everyday(value) or _SHAPED.search(value)}
    return found.pop() if len(found) == 1 else None


def lone_word(text: str) -> str | None:
    """A word of Latin letters or figures with nothing but filler around it (「suzuki です」)."""
    found = {value for value in _only_word(text) if not is_everyday(value)}
    return next(iter(found), None)


def whole_answer(text: str) -> str | None:
    """The whole text as an id, unless it is long, a sentence, an everyday word, or Japanese."""
    plain = text.strip()
    if not reads_like_an_answer(plain) or _JAPANESE.search(plain) or is_everyday(plain):
        return None
    return plain


def reads_like_an_answer(text: str) -> bool:
    """Whether a text is short and no sentence: an attempt to answer, be it with an id or not."""
    plain = text.strip()
    return any(map(str.isalnum, plain)) and len(plain) <= LONGEST and not _SENTENCE.search(plain)


def is_everyday(text: str) -> bool:
    """Whether a text is but a word that anybody says (「はい」, 「えーと」, "ok"): never an id."""
    plain = text.strip(" 、。,.!?…ー〜~").lower()
    return plain in _EVERYDAY or is_known_word(plain) or is_filler(plain)


def says_nothing(text: str) -> bool:
    """Whether a text is a mere sound of thinking (「うーん」, 「えっと…」)."""
    return _THINKING.fullmatch(text.strip()) is not None


def agrees(text: str) -> bool:
    """Whether a text is nothing but a yes to 「… でよろしいですか」."""
    return _YES.fullmatch(_BARE.sub("", text.lower())) is not None


def declines(text: str) -> bool:
    """Whether a text is nothing but a no to 「… でよろしいですか」."""
    return _NO.fullmatch(_BARE.sub("", text.lower())) is not None


def knows_none(text: str) -> bool:
    """Whether somebody asked for the id says that they cannot tell it (「わからない」, 「忘れました」)."""
    return len(text) <= LONGEST and _KNOWS_NONE.search(text) is not None


def _meant_as_id(text: str) -> set[str]:
    """What stands in quotes, or behind 「IDは」, with nothing but filler around it."""
    quoted = [match for match in _QUOTED.finditer(text) if is_filler(text[: match.start()] + text[match.end() :])]
    if len(quoted) == 1:
        return {value.strip() for value in quoted[0].groups() if value and len(value) <= LONGEST}
    named = _NAMED.search(text)
    return {named["id"]} if named and reads_like_an_answer(named["id"]) else set()


def _only_word(text: str) -> set[str]:
    """A plain word of Latin letters with nothing but filler around it: 「suzuki です」, 「IDは suzuki」."""
    words = [match for match in _WORD.finditer(text) if match[0].lower() not in {"id", "login"}]
    if len(words) != 1:
        return set()
    rest = text[: words[0].start()] + " " + text[words[0].end() :]
    return {words[0][0]} if is_filler(rest) else set()
