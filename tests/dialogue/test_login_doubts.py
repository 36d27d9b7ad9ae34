"""What may or may not be a login id, and what nobody asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.fake_door2 import FakeDoor2
from tests.dialogue.dialogue_bot import Conversation
from tests.dialogue.login_task import RESET, UNLOCK, Task, begin, done_for


def test_a_bare_id_out_of_the_blue_is_asked_back(member: Conversation, door: FakeDoor2) -> None:
    turn = member.understood("inform_login_id", "yamada_01", {"login_id": "yamada_01"})

    assert turn.topics == ["conversation/clarify"]
    assert member.choose(turn.offers["再設定メールを送る"]).topics == ["account/password_reset"]
    assert done_for(door, RESET) == ["yamada_01"]


@pytest.mark.parametrize("words", ["まだ？", "まだですか", "早くしてください", "いつまで待たせるの", "hurry up"])
@pytest.mark.parametrize("intent", ["account_ticket_status", "conversation_out_of_scope", "conversation_clarify"])
def test_pressed_the_form_says_what_it_waits_for(member: Conversation, words: str, intent: str) -> None:
    member.understood("account_password_reset", "再設定して")
    turn = member.understood(intent, words, candidates=[])
    assert turn.topics == ["account/password_reset"]
    assert "ログインID" in turn.text
    assert member.slots()["requested_slot"] == "login_id"


@pytest.mark.parametrize(
    ("intent", "words"),
    [("conversation_out_of_scope", "tanaka"), ("faq_pdf_viewer", "suzuki です"), ("inform_login_id", "sakura-ito")],
)
@pytest.mark.parametrize("yes", ["はい", "はい、お願いします", "合ってます", "yes", None])
def test_a_word_that_may_be_no_id_is_repeated_first(
    member: Conversation, door: FakeDoor2, task: Task, intent: str, words: str, yes: str | None
) -> None:
    begin(member, task)

    question = member.understood(intent, words, candidates=[])
    assert question.topics == [task.topic]
    assert words.split(maxsplit=1)[0] in question.text
    assert "よろしいですか" in question.text
    assert list(question.offers) == ["はい", "いいえ"]
    assert done_for(door, task) == []

    answer = member.understood("conversation_thanks", yes) if yes else member.choose(question.offers["はい"])
    assert task.done in answer.text
    assert done_for(door, task) == [words.split(maxsplit=1)[0]]
    assert "login_id_unsure" not in member.slots()


@pytest.mark.parametrize("no", ["いいえ", "違います", "no", None])
def test_a_no_to_the_id_asks_for_it_again(member: Conversation, door: FakeDoor2, task: Task, no: str | None) -> None:
    begin(member, task)
    question = member.understood("conversation_out_of_scope", "tanaka", candidates=[])

    turn = member.understood("deny_answer", no) if no else member.choose(question.offers["いいえ"])
    assert "続きです" in turn.text
    member.understood("inform_login_id", "suzuki2", {"login_id": "suzuki2"})
    assert done_for(door, task) == ["suzuki2"]


def test_another_id_or_a_refusal_instead_of_a_yes(
    talk: Callable[[], Conversation], door: FakeDoor2, task: Task
) -> None:
    for words in ("suzuki2", "やめます"):
        member = talk()
        begin(member, task)
        member.understood("conversation_out_of_scope", "tanaka", candidates=[])
        member.understood("conversation_out_of_scope", words, candidates=[])
        assert "login_id_unsure" not in member.slots()
    assert done_for(door, task) == ["suzuki2"]


@pytest.mark.parametrize(
    "words", ["what?", "why", "help", "naze", "wakaranai desu", "pasuwa-do", "pasuwa-do wasureta", "Paidは？"]
)
@pytest.mark.parametrize("intent", ["conversation_out_of_scope", "inform_login_id", "faq_pdf_viewer"])
def test_words_of_other_languages_do_nothing(
    member: Conversation, door: FakeDoor2, task: Task, words: str, intent: str
) -> None:
    begin(member, task)
    member.understood(intent, words, candidates=[])
    assert done_for(door, task) == []


@pytest.mark.parametrize("words", ["no", "cancel", "stop"])
def test_a_refusal_in_latin_letters_ends_it(member: Conversation, door: FakeDoor2, task: Task, words: str) -> None:
    begin(member, task)
    assert "承知しました" in member.understood("conversation_out_of_scope", words, candidates=[]).text
    assert done_for(door, task) == []


@pytest.mark.parametrize(
    "text",
    ["ログインID suzuki_01 pw これ で入れない", "ID: suzuki_01 PASS これ", "ログインID: suzuki_01, パスワード: これ"],
)
@pytest.mark.parametrize("done_before", [True, False])
def test_naming_an_id_asks_for_nothing(
    member: Conversation, door: FakeDoor2, task: Task, text: str, done_before: bool
) -> None:
    if done_before:
        member.understood(task.intent, "お願いします", {"login_id": "yamada_01"})
    for intent in (task.intent, "inform_login_id"):
        turn = member.understood(intent, text, {"login_id": "suzuki_01"})
        assert turn.topics == ["conversation/clarify"]
    assert done_for(door, task) == ["yamada_01"] * done_before
    member.choose(turn.offers["再設定メールを送る"])
    assert done_for(door, RESET)[-1] == "suzuki_01"


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("account_password_reset", "パスワード忘れた naoko.yamamoto"),
        ("account_password_reset", "リセットしたのにメールが来ない naoko.yamamoto"),
        ("account_unlock", "naoko.yamamoto ロックされた"),
    ],
)
def test_trouble_with_an_id_is_asked_about(member: Conversation, door: FakeDoor2, intent: str, text: str) -> None:
    turn = member.understood(intent, text, {"login_id": "naoko.yamamoto"})
    assert "naoko.yamamoto" in turn.text
    assert not done_for(door, RESET) + done_for(door, UNLOCK)
    member.understood("conversation_thanks", "はい")
    assert done_for(door, RESET) + done_for(door, UNLOCK) == ["naoko.yamamoto"]


def test_a_romaji_message_names_no_id(member: Conversation, door: FakeDoor2) -> None:
    turn = member.understood(RESET.intent, "pasuwa-do wasureta", {"login_id": "pasuwa-do"})
    assert "ログインIDを入力してください" in turn.text
    assert done_for(door, RESET) == []


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("パスワード再設定メールを送って", ["what?", "why", "help"]),
        ("ロックを解除してください", ["why", "tanaka", "いいえ"]),
        (None, ["pasuwa-do wasureta"]),
        (None, ["ログインID: momiji.ito"]),
        (None, ["パスワード忘れた momiji.ito"]),
    ],
)
def test_nothing_is_done_unasked(talker: Conversation, door: FakeDoor2, wish: str | None, words: list[str]) -> None:
    for text in [*filter(None, [wish]), *words]:
        assert not talker.say(text).failed
    assert done_for(door, RESET) + done_for(door, UNLOCK) == []


def test_a_clear_answer_is_done_at_once_and_a_doubtful_one_after_a_yes(talker: Conversation, door: FakeDoor2) -> None:
    for answer in (["t.momiji"], ["IDはmomijiです"], ["tanaka", "はい"]):
        talker.say("パスワード再設定メールを送って")
        for text in answer:
            talker.say(text)
    assert done_for(door, RESET) == ["t.momiji", "momiji", "tanaka"]


def test_who_cannot_tell_the_id_twice_gets_no_thanks(talker: Conversation, door: FakeDoor2) -> None:
    talker.say("ロックを解除してください")
    first, second = talker.say("わからない"), talker.say("わからない")
    assert first.topics == ["faq/forgot_login_id"]
    assert "conversation/thanks" not in second.topics
    assert done_for(door, UNLOCK) == []
