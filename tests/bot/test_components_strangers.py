"""Words that are blanks in the skeleton of a message."""

from bot.components.documents import Document
from bot.components.strangers import count_ours, kind_of, known_without, skeleton


def doc(*words: str) -> Document:
    kinds = {"猫野": "<name>", "会計": "<noun>", "請求書": "<noun>", "田中": "<person>"}
    return Document(words, tuple(kinds.get(word, "") for word in words), "", "")


def test_unknown_nouns_are_one_blank() -> None:
    assert skeleton(doc("猫野", "会計", "の", "請求書"), {"請求書", "の"}) == ("<name>", "の", "請求書")


def test_a_person_is_a_blank_even_if_known() -> None:
    assert skeleton(doc("田中", "の", "請求書"), {"田中", "請求書"}) == ("<person>", "の", "請求書")


def test_only_our_messages_make_a_word_known() -> None:
    counts = count_ours([doc("請求書"), doc("会計"), doc("請求書")], [True, False, True])
    assert counts == {"請求書": 2}


def test_a_message_does_not_make_its_own_words_known() -> None:
    documents = [doc("請求書", "会計"), *[doc("請求書")] * 3]
    assert known_without(documents[0], count_ours(documents, [True] * 4)) == {"請求書"}


def test_kinds_come_from_the_part_of_speech() -> None:
    assert kind_of("名詞-固有名詞-人名-姓") == "<person>"
    assert kind_of("名詞-固有名詞-一般") == "<name>"
    assert kind_of("名詞-普通名詞-サ変可能") == "<noun>"
    assert kind_of("動詞-一般") == ""
