"""Fear, cries for help and questions where to ask, in a member's own words through the whole bot."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialogue.dialogue_bot import Conversation

PERSON = "conversation/handoff"
CONTACT_POINTS = ("お問い合わせフォーム", "富士通コンタクトライン")


def topics_of(choices: list[dict[str, Any]]) -> list[str]:
    return [choice["topic"] for choice in choices]


@pytest.mark.parametrize("text", ["不正ログインされたかも", "勝手に注文されてる！", "身に覚えのない契約があります"])
def test_somebody_else_in_the_account_goes_to_a_person(talker: Conversation, text: str) -> None:
    turn = talker.say(text)

    assert turn.topics == [PERSON]
    assert topics_of(turn.only["choices"])[:2] == [PERSON, "faq/change_password"]
    assert all(point in turn.text for point in CONTACT_POINTS)
    assert turn.only["card"] is None


def test_a_doubtful_mail_goes_to_a_person(talker: Conversation) -> None:
    turn = talker.say("詐欺メールが届いた")

    assert turn.only["choices"][0]["topic"] == PERSON
    assert "リンク" in turn.text


@pytest.mark.parametrize(
    "text", ["電話番号教えて", "問い合わせフォームのURLください", "富士通コンタクトラインの電話番号は何番ですか"]
)
def test_asking_where_to_ask_opens_no_ticket(talker: Conversation, text: str) -> None:
    turn = talker.say(text)

    assert turn.topics == [PERSON]
    assert turn.only["card"] is None
    assert "受付番号" not in turn.text
    assert "わかりません" in turn.text
    assert all(point in turn.text for point in CONTACT_POINTS)
    assert topics_of(turn.only["choices"]) == [PERSON]
    # The button is the wish.
    assert talker.choose(turn.only["choices"][0]).card["type"] == "ticket"


def test_a_wish_for_a_person_opens_a_ticket(talker: Conversation) -> None:
    assert talker.say("担当者と話したい").card["type"] == "ticket"


@pytest.mark.parametrize(
    "text", ["助けて", "困ってます", "急いでます！！！", "わからない", "はい", "うん", "じゃあどうすればいいの"]
)
def test_what_names_nothing_is_asked_what_it_is_about(talker: Conversation, text: str) -> None:
    turn = talker.say(text)

    assert turn.topics == ["conversation/clarify"]
    assert len(turn.only["choices"]) == 4
    assert "どのようなこと" in turn.text


@pytest.mark.parametrize("text", ["訴えます", "消費者センターに通報します", "は？また同じ答え？使えねーなこのボット"])
def test_threats_get_an_apology_and_a_person(talker: Conversation, text: str) -> None:
    turn = talker.say(text)

    assert "申し訳ありません" in turn.text
    assert turn.only["choices"][0]["topic"] == PERSON


@pytest.mark.parametrize("text", ["もっと簡単に言って", "やさしい日本語でおねがいします", "意味がわからない"])
def test_plainer_words_are_a_switch_away(talker: Conversation, text: str) -> None:
    turn = talker.say(text)

    assert turn.topics == ["conversation/bot_challenge"]
    assert "「やさしい日本語」" in turn.text


def test_who_reads_plain_words_already_is_offered_a_person(member: Conversation) -> None:
    turn = member.understood("plainer_words", "むずかしい", style="easy")

    assert "押（お）して" not in turn.text
    assert turn.only["choices"][0]["topic"] == PERSON


@pytest.mark.parametrize("style", ["standard", "easy"])
def test_a_tired_member_gets_the_answer_and_a_kind_word(member: Conversation, style: str) -> None:
    text = "ロックされて、もう疲れました"
    kind = member.understood("faq_account_locked", text, style=style).text  # type: ignore[arg-type]
    plain = member.understood("faq_account_locked", "ロックされた", style=style).text  # type: ignore[arg-type]

    first, _, rest = kind.partition("\n")
    assert "ありがとうございます" in first
    assert rest == plain


def test_giving_the_account_away_is_not_ours(talker: Conversation) -> None:
    turn = talker.say("アカウントを他の人に譲りたい")

    assert turn.topics == ["conversation/out_of_scope"]
    assert turn.only["card"] is None
    assert topics_of(turn.only["choices"]) == [PERSON]


def test_only_a_person_to_offer_is_no_guess_at_what_was_meant(member: Conversation) -> None:
    turn = member.understood("conversation_out_of_scope", "返金してほしい", candidates=[PERSON])

    assert "もしかして" not in turn.text
    assert "担当者" in turn.text
    assert topics_of(turn.only["choices"]) == [PERSON]


def test_the_second_shrug_is_offered_a_person(talker: Conversation) -> None:
    talker.say("わからない")

    assert talker.say("わからない").only["choices"][0]["topic"] == PERSON


def test_who_has_no_id_and_no_idea_is_not_thanked(talker: Conversation) -> None:
    talker.say("アカウントのロックを解除してください")
    talker.say("わからない")

    assert talker.say("わからない").topics == ["conversation/clarify"]


def test_a_yes_to_several_is_asked_which_of_them(talker: Conversation) -> None:
    offered = topics_of(talker.say("請求書").only["choices"])

    turn = talker.say("はい")

    assert turn.topics == ["conversation/clarify"]
    assert topics_of(turn.only["choices"]) == [PERSON, *offered[:3]]


@pytest.mark.parametrize("text", ["はい", "うん"])
def test_a_yes_to_an_answer_is_no_miss(talker: Conversation, text: str) -> None:
    talker.say("解約したい")

    assert "ほかにも" in talker.say(text).text


def test_a_cry_for_help_beside_a_subject_is_about_it(talker: Conversation) -> None:
    turn = talker.say("ログイン できません。たすけて ください")

    assert turn.topics == ["conversation/clarify"]
    assert "faq/account_locked" in topics_of(turn.only["choices"])


def test_fear_in_a_form_leaves_it(talker: Conversation) -> None:
    talker.say("パスワードの再設定メールを送ってください")

    assert talker.say("不正ログインされたかも").topics == [PERSON]
    assert "requested_slot" not in talker.slots()


def test_english_says_what_the_japanese_says(talker: Conversation) -> None:
    assert "change your password" in talker.say("Someone logged into my account!").text
    assert "phone number or URL" in talker.say("What is your phone number?").text
