"""The workers that run beside the server tell by themselves what there is to tell."""

from backend.container import Container
from tests.backend.conftest import Visitor
from tests.backend.handing_over import Agent, ask_for_person
from tests.backend.slack.peer import SlackPeer


def test_a_handoff_is_in_slack_without_anybody_asking(container: Container, visitor: Visitor, peer: SlackPeer) -> None:
    agent = Agent(container).comes()
    visitor.says("助けてください")
    ask_for_person(container, visitor.id)
    root = peer.wait_for(lambda: next(iter(peer.messages()), None))
    assert "担当者を待っています" in root.shown
    agent.claims(visitor.id)
    peer.wait_for(lambda: "木村さんが対応中です" in root.shown)
    peer.wait_for(lambda: any("対応を始めました" in entry.shown for entry in peer.thread(root.channel, root.ts)))
