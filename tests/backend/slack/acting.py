"""What staff have before them in Slack when they act: matters as messages with the buttons of backend/slack/acts."""

from datetime import timedelta

from backend.container import Container
from backend.core.clock import FixedClock
from backend.slack.acts import buttons
from backend.slack.acts.buttons import Progress
from backend.slack.client import SlackClient
from backend.tickets.models import TicketKind, TicketStatus
from tests.backend.conftest import Visitor
from tests.backend.handing_over import Agent, ask_for_person, messages
from tests.backend.slack.peer import DESK, SlackMessage, SlackPeer, SlackView, Staff

URL = "http://testserver/console"


class Board:
    """The desk's channel: what is posted here stands there as one of the app's messages."""

    def __init__(self, peer: SlackPeer, services: Container, clock: FixedClock) -> None:
        self.peer, self.services, self._clock = peer, services, clock
        self._client = SlackClient(peer.bot_token, peer.api_url)

    def handoff(self, conversation_id: str, state: Progress = "with_agent") -> SlackMessage:
        return self._post([buttons.of_handoff(conversation_id, state, URL)])

    def ticket(
        self,
        number: str,
        kind: TicketKind = TicketKind.CONTACT,
        status: TicketStatus = TicketStatus.OPEN,
        request_id: int | None = None,
    ) -> SlackMessage:
        """With `request_id` it waits for an approval."""
        shown = buttons.of_ticket(
            number,
            kind,
            status,
            awaits_approval=request_id is not None,
            console_url=URL,
            request_id=request_id,
        )
        return self._post([shown])

    def _post(self, shown: list[object]) -> SlackMessage:
        ts = self._client.call("chat.postMessage", channel=DESK, text="件", blocks=shown)["ts"]
        found = self.peer.channels[DESK].find(str(ts))
        assert found is not None
        return found

    # -- what comes of it

    def told(self, who: Staff, times: int = 1) -> str:
        """The newest of what only they see, once there are so many."""
        return self.whispered(who, times).shown

    def whispered(self, who: Staff, times: int = 1) -> SlackMessage:
        def enough() -> list[SlackMessage]:
            found = self.peer.ephemerals(who.user)
            return found if len(found) >= times else []

        return self.peer.wait_for(enough)[-1]

    def modal(self, who: Staff) -> SlackView:
        def opened() -> SlackView | None:
            return self.peer.top_view(who.user)

        found = self.peer.wait_for(opened)
        assert found is not None
        return found

    def waiting(self, visitor: Visitor) -> SlackMessage:
        """The message of a conversation that waits; somebody is at the desk, so that it can."""
        Agent(self.services, 2).comes()
        ask_for_person(self.services, visitor.id)
        return self.handoff(visitor.id, "waiting")

    def claimed(self, visitor: Visitor, who: Staff) -> SlackMessage:
        """A conversation that this one took here; its message as it is then."""
        waiting, before = self.waiting(visitor), len(self.peer.ephemerals(who.user))
        who.presses(waiting, buttons.HANDOFF_CLAIM)
        self.told(who, before + 1)
        return self.handoff(visitor.id)

    def writes(self, who: Staff, message: SlackMessage, text: str) -> SlackView:
        """The preview of a reply."""
        before = self.peer.top_view(who.user)
        who.presses(message, buttons.HANDOFF_REPLY)
        self.peer.wait_for(lambda: self.peer.top_view(who.user) not in (None, before))
        compose = self.modal(who)
        who.submits(compose, {"reply_text": text})
        preview = self.modal(who)
        assert preview is not compose, compose.errors
        return preview

    def sends(self, who: Staff, message: SlackMessage, text: str, *, times: int = 1) -> SlackMessage:
        """What tells them that it will be sent, with the button to take it back."""
        before = len(self.peer.ephemerals(who.user))
        who.submits(self.writes(who, message, text), times=times)
        return self.whispered(who, before + 1)

    def passes(self, seconds: float) -> None:
        self._clock.advance(timedelta(seconds=seconds))

    def said(self, conversation_id: str) -> list[str]:
        """By staff, to the member."""
        return [each.text for each in messages(self.services, conversation_id) if each.author == "agent"]

    def heard(self, visitor: Visitor) -> list[str]:
        """By the member, from staff."""
        return [each["text"] for each in visitor.get("/messages").json()["messages"] if each["author"] == "agent"]
