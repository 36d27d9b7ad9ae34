"""「コードが届かない」: the code of this chat while a look-up waits for it, else the one of the shop's login."""

from __future__ import annotations

import pytest

from tests.dialogue.dialogue_bot import Conversation


@pytest.mark.parametrize("intent", ["faq_two_factor_login", "faq_backup_codes"])
@pytest.mark.parametrize("text", ["コードが届かない", "認証コードが届きません", "SMSが来ない", "再送してほしい"])
def test_the_code_of_a_look_up_that_waits(member: Conversation, intent: str, text: str) -> None:
    member.understood("account_contracts", "契約を調べて")
    turn = member.understood(intent, text)

    assert turn.topics == ["account/contracts"]
    assert "「コードを再送する」" in turn.text
    assert "conversation/handoff" in [choice["topic"] for choice in turn.only["choices"]]


@pytest.mark.parametrize("text", ["バックアップコードって何？", "サイトのログインでコードが届かない"])
def test_another_question_about_codes_gets_the_faq(member: Conversation, text: str) -> None:
    member.understood("account_contracts", "契約を調べて")

    assert member.understood("faq_backup_codes", text).topics == ["faq/backup_codes"]


def test_without_a_look_up_that_waits_it_is_the_faq(member: Conversation) -> None:
    assert member.understood("faq_two_factor_login", "コードが届かない").topics == ["faq/two_factor_login"]
