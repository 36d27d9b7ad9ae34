"""How a text is read, word by word."""

import re
import threading
from dataclasses import dataclass

from sudachipy import Dictionary, Morpheme, SplitMode

from backend.core.text import folded
from backend.topics.romaji import spelled

# The kanji themselves, and the signs that stand for one.
_KANJI = re.compile(r"[々〆\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Parts of speech that tell what a text is about, but for verbs that help others along (written in kana: する, いる) …
_TELLING = {"名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞", "接尾辞", "代名詞"}
_HELPING = "非自立可能"
# … and for what goes with any subject, in Sudachi's normalised forms.
_PHATIC = {"教える", "下さる", "頂く", "貰う", "出来る", "願う", "知る", "欲しい", "はい", "いいえ"}


@dataclass(frozen=True)
class Word:
    surface: str
    spelling: str
    is_telling: bool
    # An answer, or how one asks for anything at all: 「はい」, 「教えて」.
    is_phatic: bool
    # 「書」 of 「請求書」: says little without the word before it.
    is_suffix: bool


class Reader:
    """Sudachi's readings. A tokenizer serves one thread at a time, hence the lock (held for about 30 µs)."""

    def __init__(self) -> None:
        self._tokenizer = Dictionary(dict="core").create(mode=SplitMode.A)
        self._lock = threading.Lock()

    def words(self, text: str) -> list[Word]:
        """White space is no word. `text` must be short: Sudachi refuses more than 49,149 bytes."""
        with self._lock:
            morphemes = [_word(morpheme) for morpheme in self._tokenizer.tokenize(folded(text))]
        return [word for word in morphemes if word.spelling]


def _word(morpheme: Morpheme) -> Word:
    surface = morpheme.surface()
    # Kana and Latin letters say their own sound; the dictionary would read a stray k as キロ.
    sound = morpheme.reading_form() if _KANJI.search(surface) else surface
    part, detail = morpheme.part_of_speech()[:2]
    is_phatic = morpheme.normalized_form() in _PHATIC
    is_helping = detail == _HELPING and not has_kanji(surface)
    return Word(
        surface,
        spelled(sound),
        is_telling=part in _TELLING and not is_phatic and not is_helping,
        is_phatic=is_phatic,
        is_suffix=part == "接尾辞",
    )


def has_kanji(text: str) -> bool:
    return _KANJI.search(text) is not None
