"""「コードが届かない」: the code of this chat while a look-up waits for it, else the one of the shop's login."""

from __future__ import annotations

import pytest

from tests.dialogue.dialogue_bot import Conversation


@pytest.mark.parametrize("text", ["コードが届かない", "認証コードが届きません", "認証コードのSMSが来ない"])
def test_the_code_of_a_look_up_that_waits(talker: Conversation, text: str) -> None:
    talker.understood("account_contracts", "契約を調べて")
    turn = talker.say(text)

    assert turn.topics == ["account/contracts"]
    assert "「コードを再送する」" in turn.text
    assert "conversation/handoff" in [choice["topic"] for choice in turn.only["choices"]]


@pytest.mark.parametrize("text", ["バックアップコードって何？", "サイトのログインでコードが届かない"])
def test_another_question_about_codes_gets_the_faq(talker: Conversation, text: str) -> None:
    talker.understood("account_contracts", "契約を調べて")

    assert talker.say(text).topics[0] in {"faq/backup_codes", "faq/two_factor_login"}


def test_without_a_look_up_that_waits_it_is_the_faq(talker: Conversation) -> None:
    assert talker.say("認証コードが届かない").topics == ["faq/two_factor_login"]
