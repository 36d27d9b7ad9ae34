"""What members write is words in Slack, and nothing else; their personal data stays behind."""

import pytest
from sqlalchemy import update

from backend.container import Container
from backend.members.models import Member
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.handing_over import Agent, ask_for_person
from tests.backend.slack.sights import unescaped
from tests.backend.slack.telling import Telling
from tests.backend.ticket_kit import from_form

LIVE = (
    "<!channel> <!here|x> <@U0KIMURA> <#C0DESK01> <https://evil.example|ここ> @channel @here https://evil.example "
    "*太字* _斜体_ ~線~ `code` :tada: &lt;!channel&gt; <!subteam^S1>"
)


def nothing_is_live(telling: Telling) -> bool:
    return not any(message.mentions or message.auto_linked for message in telling.peer.messages())


def test_a_members_words_mention_nobody_and_link_nowhere(telling: Telling, agent: Agent) -> None:
    guest = telling.guest_who_waits(LIVE)
    agent.claims(guest.id)
    agent.says(guest.id, LIVE)
    telling.settle(1)
    entries = telling.thread(telling.root())
    assert sum(unescaped(LIVE) in entry for entry in entries) == 2
    assert nothing_is_live(telling)


def test_names_mention_nobody_also_where_they_are_not_masked(
    telling: Telling, agent: Agent, visitor: Visitor, container: Container
) -> None:
    object.__setattr__(container.settings, "slack_masks_names", False)
    visitor.identify(login_id_of(telling.client, "plain"))
    with container.database.unit_of_work() as session:
        session.execute(update(Member).values(name="<!channel> https://evil.example"))
    visitor.says("はい")
    ask_for_person(container, visitor.id)
    from_form(container, name="<!everyone> @here <https://evil.example|x>")
    telling.settle(1)
    assert any("<!channel>" in root.shown for root in telling.roots())
    assert any("<!everyone>" in root.shown for root in telling.roots())
    assert nothing_is_live(telling)


@pytest.mark.parametrize(
    "words",
    [
        "電話は090-1234-5678です",
        "taro@mihon.example に送ってください",
        "口座は普通 1234567 です",
        "カードは 4111 1111 1111 1111 です",
    ],
)
def test_personal_data_in_words_is_hidden(telling: Telling, agent: Agent, words: str) -> None:
    guest = telling.guest_who_waits(words)
    agent.claims(guest.id)
    agent.says(guest.id, words)
    telling.settle(1)
    raw = "".join(message.raw for message in telling.peer.messages())
    for part in ("090-1234", "taro@", "1234567", "4111"):
        assert part not in raw
    assert "●●●●" in raw


def test_a_very_long_text_is_cut(telling: Telling, agent: Agent) -> None:
    guest = telling.guest_who_waits()
    for number in range(30):
        guest.says(f"{number}" + "あ" * 900)
    telling.settle(1)
    entries = telling.thread(telling.root())
    assert [entry.partition("：")[2][:2] for entry in entries if "あ" in entry] == [
        f"{number}あ"[:2] for number in range(30)
    ]


def test_what_the_bot_told_of_an_account_is_left_out(telling: Telling, agent: Agent, visitor: Visitor) -> None:
    visitor.says("はい")
    ask_for_person(telling.container, visitor.id)
    with telling.container.database.unit_of_work() as session:
        said = telling.container.conversations.add_words_of_bot(
            session, visitor.id, "ご注文は ORD-2026-000123 です。", topic="account/orders", choices=[]
        )
        said.receipt = "ご注文 1件を表示"
    telling.settle(1)
    assert "ORD-2026" not in "".join(message.raw for message in telling.peer.messages())
    assert any("コンソールで確認" in entry for entry in telling.thread(telling.root()))
