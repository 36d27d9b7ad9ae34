"""Who works in Slack alone is at the desk while they are active there, and keeps what they have."""

from datetime import timedelta

import pytest

from backend.audit.actions import Action
from backend.container import Container
from backend.conversations.models import Conversation
from backend.core.clock import FixedClock
from backend.demo.staff import COLLEAGUES
from backend.slack import people, presence
from backend.slack.door import SlackDoor
from backend.slack.presence import PresenceWatch
from backend.staff.models import Role, StaffMember
from backend.staff.presence import at_desk
from tests.backend.conftest import Visitor
from tests.backend.desk import AGENT, OTHER_AGENT
from tests.backend.handing_over import ask_for_person
from tests.backend.slack.peer import SlackPeer, Staff
from tests.backend.staff_signing_in import change, newest_act, person

PAUSE = timedelta(seconds=presence.PAUSE_SECONDS)


@pytest.fixture(autouse=True)
def nobody_else(container: Container) -> None:
    """The demo's staff come linked."""
    for colleague in COLLEAGUES:
        change(container, colleague.login_id, slack_user_id=None)


@pytest.fixture
def slack_settings() -> dict[str, bool]:
    """The tests look themselves."""
    return {"slack_presence": False}


@pytest.fixture
def door(container: Container) -> SlackDoor:
    made = SlackDoor.of(container)
    assert made is not None
    return made


@pytest.fixture
def watch(door: SlackDoor, nobody_else: None) -> PresenceWatch:
    return PresenceWatch(door)


def is_open(container: Container) -> bool:
    with container.database.reading() as session:
        return container.handoffs.desk.is_open(session)


def asked(peer: SlackPeer) -> list[str]:
    return [call.args["user"] for call in peer.calls if call.method == "users.getPresence"]


def owner(container: Container, conversation: str) -> tuple[str, int | None]:
    with container.database.reading() as session:
        found = session.get_one(Conversation, conversation)
        return found.owner, found.agent_id


def passes(container: Container, clock: FixedClock, watch: PresenceWatch, long: timedelta) -> None:
    """Time, with both watches looking as they do."""
    until = clock.now() + long
    while clock.now() < until:
        clock.advance(PAUSE)
        watch.look()
        container.watch.look()


def test_the_desk_is_open_while_somebody_is_active_in_slack(
    container: Container, peer: SlackPeer, clock: FixedClock, kimura: Staff, watch: PresenceWatch
) -> None:
    watch.look()
    assert not is_open(container)
    peer.users[kimura.user].is_active = True
    watch.look()
    assert is_open(container)
    passes(container, clock, watch, timedelta(minutes=10))
    assert is_open(container)

    peer.users[kimura.user].is_active = False
    passes(container, clock, watch, timedelta(seconds=container.settings.staff_seen_seconds))
    assert not is_open(container)


def test_a_member_who_asks_for_a_person_waits_and_gets_no_ticket(
    container: Container, peer: SlackPeer, kimura: Staff, watch: PresenceWatch, visitor: Visitor
) -> None:
    peer.users[kimura.user].is_active = True
    watch.look()
    visitor.says("担当者と話したい")
    ask_for_person(container, visitor.id)
    assert owner(container, visitor.id) == ("queue", None)


@pytest.fixture
def talk(container: Container, peer: SlackPeer, kimura: Staff, watch: PresenceWatch, visitor: Visitor) -> Visitor:
    """A conversation that Kimura has, whose member waits for an answer."""
    peer.users[kimura.user].is_active = True
    watch.look()
    visitor.says("質問")
    ask_for_person(container, visitor.id)
    linked = people.find(container, kimura.user)
    assert linked is not None
    with container.database.unit_of_work() as session:
        container.handoffs.claim(session, visitor.id, linked.staff_id)
    visitor.post("/messages", text="まだですか")
    return visitor


def test_who_is_active_in_slack_keeps_a_conversation(
    container: Container, clock: FixedClock, watch: PresenceWatch, talk: Visitor
) -> None:
    passes(container, clock, watch, 3 * timedelta(seconds=container.settings.agent_gone_seconds))
    assert owner(container, talk.id) == ("agent", person(container).id)


def test_who_takes_no_new_ones_keeps_theirs_too(
    container: Container, clock: FixedClock, watch: PresenceWatch, talk: Visitor
) -> None:
    change(container, AGENT, is_available=False)
    passes(container, clock, watch, 3 * timedelta(seconds=container.settings.agent_gone_seconds))
    assert owner(container, talk.id) == ("agent", person(container).id)
    assert not is_open(container)


def test_of_who_has_left_slack_it_goes_back_to_the_queue(
    container: Container, peer: SlackPeer, clock: FixedClock, watch: PresenceWatch, talk: Visitor, ishii: Staff
) -> None:
    peer.users[ishii.user].is_active = True
    peer.users["U0KIMURA"].is_active = False
    passes(container, clock, watch, timedelta(seconds=container.settings.agent_gone_seconds) + PAUSE)
    assert owner(container, talk.id) == ("queue", None)


def test_it_can_be_passed_on_to_who_is_active_in_slack_only(
    container: Container, peer: SlackPeer, watch: PresenceWatch, talk: Visitor, ishii: Staff
) -> None:
    to = person(container, OTHER_AGENT).id
    assert not _can_take(container, to)
    peer.users[ishii.user].is_active = True
    watch.look()
    with container.database.unit_of_work() as session:
        container.handoffs.transfer(session, talk.id, person(container).id, to)
    assert owner(container, talk.id) == ("agent", to)


def _can_take(container: Container, staff_id: int) -> bool:
    with container.database.reading() as session:
        return container.handoffs.desk.can_take(session, staff_id)


@pytest.mark.parametrize(
    "columns", [{"is_available": False}, {"disabled_at": True}, {"locked_at": True}, {"enrolled_at": None}]
)
def test_nobody_else_is_asked_about(
    container: Container,
    peer: SlackPeer,
    clock: FixedClock,
    kimura: Staff,
    watch: PresenceWatch,
    columns: dict[str, bool | None],
) -> None:
    change(container, AGENT, **{name: clock.now() if value is True else value for name, value in columns.items()})
    peer.users[kimura.user].is_active = True
    watch.look()
    assert asked(peer) == []


def test_a_command_says_so(container: Container, peer: SlackPeer, kimura: Staff) -> None:
    kimura.commands("/madoguchi", "受付停止")
    peer.wait_for(lambda: any("停止しました" in each.shown for each in peer.ephemerals(kimura.user)))
    assert not person(container).is_available
    kimura.commands("/madoguchi", "受付開始")
    peer.wait_for(lambda: any("開始しました" in each.shown for each in peer.ephemerals(kimura.user)))
    assert person(container).is_available


@pytest.fixture
def fifty(container: Container, peer: SlackPeer) -> list[str]:
    """Fifty colleagues, all of them active in Slack."""
    users = [f"U0MANY{number:02d}" for number in range(50)]
    with container.database.unit_of_work() as session:
        now = container.clock.now()
        for user in users:
            named = {"login_id": user.lower(), "name": user, "display_name": user, "email": f"{user}@desk.example"}
            known = {"created_at": now, "enrolled_at": now, "slack_user_id": user, "role": Role.AGENT}
            session.add(StaffMember(**named, **known))
            peer.add_user(user, user).is_active = True
    return users


def test_many_are_asked_about_in_turn_and_stay_between_their_turns(
    container: Container, peer: SlackPeer, clock: FixedClock, fifty: list[str], watch: PresenceWatch
) -> None:
    for look in range(1, 7):
        watch.look()
        assert len(asked(peer)) <= look * 20, "about fifty a minute are allowed"
        clock.advance(PAUSE)
    assert set(asked(peer)) == set(fifty)
    assert asked(peer)[:50] == fifty
    assert there(container) == set(fifty)

    peer.users[fifty[0]].is_active = False
    for _ in range(4):
        watch.look()
        clock.advance(PAUSE)
    watch.look()
    assert there(container) == set(fifty[1:])


def there(container: Container) -> set[str | None]:
    """The Slack users of who can be given a conversation."""
    with container.database.reading() as session:
        people_there = at_desk(session, container.clock.now(), container.handoffs.desk.seen_within)
        return {each.slack_user_id for each in people_there}


def test_slack_is_left_alone_for_as_long_as_it_asks(
    peer: SlackPeer, clock: FixedClock, kimura: Staff, watch: PresenceWatch, container: Container
) -> None:
    peer.users[kimura.user].is_active = True
    peer.limits_rate(on=False, retry_after=90)
    peer.refuses("users.getPresence", "ratelimited")
    watch.look()
    assert len(asked(peer)) == 1
    for _ in range(2):
        clock.advance(PAUSE)
        watch.look()
    assert len(asked(peer)) == 1
    clock.advance(PAUSE)
    watch.look()
    assert (len(asked(peer)), is_open(container)) == (2, True)


def test_while_slack_is_down_nobody_is_taken_to_be_there(
    peer: SlackPeer, clock: FixedClock, kimura: Staff, watch: PresenceWatch, container: Container
) -> None:
    peer.users[kimura.user].is_active = True
    watch.look()
    peer.down()
    passes(container, clock, watch, timedelta(minutes=1))
    assert not is_open(container)
    peer.up()
    watch.look()
    assert is_open(container)


def test_a_missing_scope_is_told_once(
    peer: SlackPeer, kimura: Staff, watch: PresenceWatch, caplog: pytest.LogCaptureFixture
) -> None:
    peer.scopes = {"chat:write"}
    for _ in range(3):
        watch.look()
    assert [record.getMessage() for record in caplog.records if "active there" in record.getMessage()] == [
        "Slack does not tell who is active there: missing_scope"
    ]


def test_who_is_unknown_to_slack_keeps_nobody_else_out(
    peer: SlackPeer, container: Container, ishii: Staff, watch: PresenceWatch
) -> None:
    change(container, AGENT, slack_user_id="U0GONE")
    peer.users[ishii.user].is_active = True
    watch.look()
    assert is_open(container)


def test_somebody_says_in_slack_whether_they_take_conversations(
    container: Container, door: SlackDoor, kimura: Staff
) -> None:
    linked = people.find(container, kimura.user)
    assert linked is not None
    assert "停止しました" in presence.set_available(door, linked, False)
    assert not person(container).is_available
    assert (newest_act(container).action, newest_act(container).details) == (
        Action.STAFF_AVAILABILITY_CHANGED,
        {"available": False, "slack_user": kimura.user},
    )
    before = newest_act(container).id
    assert "停止しました" in presence.set_available(door, linked, False)
    assert newest_act(container).id == before, "nothing changed"
    assert "開始しました" in presence.set_available(door, linked, True)
    assert person(container).is_available
