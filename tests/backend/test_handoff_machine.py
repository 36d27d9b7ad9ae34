"""A conversation under everything that can happen to it in any order, against a model of who speaks.

Members post and the bot answers in two steps, as in the product: taken in and asked; answered later, or never. Between
them anything may happen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from backend.bot_gateway.messages import BotMessage, BotReply, Style
from backend.container import Container
from backend.conversations.intake import Received, receive
from backend.conversations.keeping import AskedTurn, Keeper
from backend.conversations.models import Author, Conversation, Message, Owner
from backend.conversations.schemas import MessageIn
from backend.core.clock import FixedClock
from backend.core.problems import Problem
from backend.handoff.models import Handoff
from backend.handoff.states import HandoffState
from tests.backend.conftest import NOW
from tests.backend.handing_over import Agent, ask_for_person, conversation, handoffs, messages

BY_MISSES = st.sampled_from([0, 1, 2, 3])
AGENTS = st.sampled_from([0, 1])
RARELY = st.sampled_from([1, 2, 3, 4, 5, 6, 7, 0])
# Long enough for each of the clock's rules, and for the desk to close.
SECONDS = st.sampled_from([1, 30, 61, 181, 601, 901, 3 * 60 * 60])


@dataclass
class Model:
    """Whose the conversation is, and since which message."""

    owner: Owner = Owner.BOT
    agent: int | None = None
    ended: bool = False
    # Messages with these serials were said while an agent had it: from the first, up to before the second.
    with_agent: list[tuple[int, int | None]] = field(default_factory=list)
    # Members' messages that the bot has to answer still, or that an agent has taken from it.
    open: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)

    @property
    def speaker(self) -> int | str | None:
        if self.ended:
            return None
        return "bot" if self.agent is None else self.agent


class WhoSpeaks(RuleBasedStateMachine):
    container: Container
    clock: FixedClock

    def __init__(self) -> None:
        super().__init__()
        self.clock.advance(NOW - self.clock.now())
        self.agents = [Agent(self.container, place).comes() for place in (0, 1)]
        services = self.container
        self.keeper = Keeper(services.database, services.conversations, services.handoffs)
        self.model = Model()
        self.received: list[Received] = []
        self.asked: list[AskedTurn] = []
        with services.database.unit_of_work() as session:
            made, self.token, _greeting = services.conversations.begin(
                session, channel="web", style=Style.STANDARD, member_id=None
            )
            self.id, self.reference = made.id, made.bot_reference

    # -- the member and the bot

    @precondition(lambda self: not self.model.ended)
    @rule(asked_at_once=st.booleans())
    def member_says(self, asked_at_once: bool) -> None:
        received = self._post()
        if self.model.owner is Owner.AGENT:
            assert received.turn is None
            assert received.replies == []
            self.model.taken.add(received.serial)
        else:
            assert received.turn is not None
            self.received.append(received)
            self.model.open.add(received.serial)
            if asked_at_once:
                self.bot_is_asked(together=False)

    def _post(self) -> Received:
        return receive(self.container, self.id, self.token, MessageIn(text="質問"))

    @precondition(lambda self: self.received)
    @rule(together=st.booleans())
    def bot_is_asked(self, together: bool) -> None:
        """Of the first message that waits, or of all."""
        batch = self.received if together else self.received[:1]
        self.received = self.received[len(batch) :]
        serials = [one.serial for one in batch]
        look = self.keeper.look(self.id, serials)
        assert (look is None) == (self.model.speaker != "bot")
        if look is None:
            self.keeper.settle(serials)
            self.model.open -= set(serials)
            return
        assert look.reference == self.reference
        assert look.serials - {None} == self.model.open & set(serials)
        still = [serial for serial in serials if serial in look.serials]
        turn = batch[0].turn
        assert turn is not None
        if still:
            self.asked.append(AskedTurn(self.id, look.reference, turn, Style.STANDARD, still))

    @precondition(lambda self: self.asked)
    @rule(misses=BY_MISSES, denied=st.booleans(), is_down=st.booleans())
    def bot_replies(self, misses: int, denied: bool, is_down: bool) -> None:
        asked = self.asked.pop(0)
        said = BotMessage(text="お答え", topic="faq/backup_codes")
        reply = BotReply(messages=[said], failed=False, misses=misses, denied=denied)
        replies = self.keeper.keep(asked, None if is_down else reply)
        if self.model.speaker != "bot" or asked.reference != self.reference:
            assert replies == []
        else:
            assert 1 <= len(replies) <= 2
            if self._now().owner == Owner.QUEUE and self.model.owner is Owner.BOT:
                assert is_down or misses >= 2
                self.model.owner = Owner.QUEUE
        self.model.open -= set(asked.serials)

    # -- asking for a person, and giving up

    @precondition(lambda self: not self.model.ended)
    @rule()
    def ask(self) -> None:
        with self.container.database.reading() as session:
            is_open = self.container.handoffs.desk.is_open(session)
        ask_for_person(self.container, self.id)
        if self.model.owner is Owner.BOT and is_open:
            self.model.owner = Owner.QUEUE

    @precondition(lambda self: not self.model.ended)
    @rule(by_mail=st.booleans())
    def give_up(self, by_mail: bool) -> None:
        def leave() -> None:
            with self.container.database.unit_of_work() as session:
                found = session.get_one(Conversation, self.id)
                if by_mail:
                    self.container.handoffs.call_back(session, found)
                else:
                    self.container.handoffs.call_off(session, found)

        if self.model.owner is not Owner.QUEUE:
            self._refused("not_waiting", leave)
        else:
            leave()
            self.model.owner = Owner.BOT

    @precondition(lambda self: not self.model.ended)
    @rule(chance=RARELY)
    def member_ends(self, chance: int) -> None:
        if chance == 0:
            with self.container.database.unit_of_work() as session:
                self.container.handoffs.end(session, self.id, None)
            self._ended()

    # -- agents

    @precondition(lambda self: not self.model.ended)
    @rule(who=AGENTS, how=st.sampled_from(["claim", "step in", "assign"]))
    def take(self, who: int, how: str) -> None:
        agent, colleague = self.agents[who].comes(), self.agents[1 - who].comes()
        if how == "claim":
            self._take(who, lambda: agent.claims(self.id), {Owner.QUEUE})
        elif how == "step in":
            self._take(who, lambda: agent.steps_in(self.id), {Owner.QUEUE, Owner.BOT})
        else:
            self._take(1 - who, lambda: agent.assigns(self.id, colleague), {Owner.QUEUE})

    @precondition(lambda self: self.model.agent is not None)
    @rule(who=AGENTS, to=st.sampled_from([0, 1, None]))
    def transfer(self, who: int, to: int | None) -> None:
        def act() -> None:
            if to is None:
                self.agents[who].releases(self.id)
            else:
                self.agents[who].transfers(self.id, self.agents[to])

        if to is not None:
            self.agents[to].comes()
        if not self._is_theirs(who, act):
            return
        act()
        if to is None:
            self._left_agent(Owner.QUEUE)
        else:
            self.model.agent = to

    @precondition(lambda self: self.model.agent is not None)
    @rule(who=AGENTS)
    def hand_back(self, who: int) -> None:
        def act() -> None:
            self.agents[who].hands_back(self.id)

        if self._is_theirs(who, act):
            before = self._newest()
            act()
            self._left_agent(Owner.BOT, before)

    @precondition(lambda self: self.model.agent is not None)
    @rule(who=AGENTS, chance=RARELY)
    def agent_ends(self, who: int, chance: int) -> None:
        if chance == 0 and self._is_theirs(who, lambda: self.agents[who].ends(self.id)):
            self.agents[who].ends(self.id)
            self._ended()

    @precondition(lambda self: self.model.agent is not None)
    @rule(who=AGENTS)
    def agent_says(self, who: int) -> None:
        if self._is_theirs(who, lambda: self.agents[who].says(self.id, "はい")):
            assert self.agents[who].says(self.id, "はい").staff_id == self.agents[who].id

    @precondition(lambda self: self.model.agent is None)
    @rule(who=AGENTS)
    def nobodys(self, who: int) -> None:
        agent = self.agents[who].comes()
        acts: list[Callable[[], object]] = [
            lambda: agent.transfers(self.id, self.agents[1 - who]),
            lambda: agent.releases(self.id),
            lambda: agent.hands_back(self.id),
            lambda: agent.ends(self.id),
            lambda: agent.says(self.id, "はい"),
        ]
        if self.model.ended:
            acts += [lambda: agent.claims(self.id), lambda: agent.steps_in(self.id), self._post]
            acts.append(lambda: ask_for_person(self.container, self.id))
        for act in acts:
            self._refused("conversation_ended" if self.model.ended else "not_yours", act)

    # -- time

    @precondition(lambda self: not self.model.ended)
    @rule(seconds=SECONDS, present=st.sets(AGENTS))
    def time_passes(self, seconds: int, present: set[int]) -> None:
        self.clock.advance(timedelta(seconds=seconds))
        for who in present:
            self.agents[who].comes()
        before = self._newest()
        self.container.watch.look()
        now = self._now()
        if self.model.owner is Owner.BOT:
            assert now.owner == Owner.BOT
        elif self.model.owner is Owner.QUEUE:
            assert now.owner != Owner.AGENT
            self.model.owner = Owner(now.owner)
        elif now.owner == Owner.AGENT:
            assert now.agent_id == self.agents[self.model.agent or 0].id
        else:
            self._left_agent(Owner(now.owner), before)
        self._nobody_waits_in_vain()

    def _nobody_waits_in_vain(self) -> None:
        if self.model.owner is not Owner.QUEUE:
            return
        with self.container.database.reading() as session:
            assert self.container.handoffs.desk.is_open(session)
        queued_at = handoffs(self.container, self.id)[-1].queued_at
        assert queued_at is not None
        longest = timedelta(seconds=self.container.settings.longest_wait_seconds)
        assert self.clock.now() - queued_at < longest

    # -- how the model moves

    def _take(self, to: int, act: Callable[[], object], sources: set[Owner]) -> None:
        if self.model.agent == to:
            act()  # theirs already
        elif self.model.owner not in sources:
            self._refused("already_claimed" if self.model.owner is Owner.AGENT else "not_waiting", act)
        else:
            act()
            self.model.owner, self.model.agent = Owner.AGENT, to
            self.model.with_agent.append((self._newest(), None))
            self.model.taken |= self.model.open
            self.model.open.clear()

    def _is_theirs(self, who: int, act: Callable[[], object]) -> bool:
        """Whether this agent may act; else it is tried that they may not."""
        if self.model.agent != who:
            self._refused("not_yours", act)
        return self.model.agent == who

    def _left_agent(self, owner: Owner, until: int | None = None) -> None:
        since, _open_end = self.model.with_agent.pop()
        self.model.with_agent.append((since, until or self._newest()))
        self.model.owner, self.model.agent = owner, None
        reference = self._now().bot_reference
        assert reference != self.reference
        self.reference = reference

    def _ended(self) -> None:
        if self.model.owner is Owner.AGENT:
            self._left_agent(Owner.BOT)
        self.model.owner, self.model.ended = Owner.BOT, True

    def _refused(self, code: str, act: Callable[[], object]) -> None:
        with pytest.raises(Problem) as refused:
            act()
        assert (refused.value.status, refused.value.code) == (409, code)

    def _now(self) -> Conversation:
        return conversation(self.container, self.id)

    def _newest(self) -> int:
        return messages(self.container, self.id)[-1].serial

    # -- what always holds

    @invariant()
    def all_is_well(self) -> None:
        with self.container.database.reading() as session:
            now = session.get_one(Conversation, self.id)
            said = session.scalars(
                select(Message).where(Message.conversation_id == self.id).order_by(Message.serial)
            ).all()
            still_open = session.scalars(
                select(Handoff).where(Handoff.conversation_id == self.id, Handoff.ended_at.is_(None))
            ).all()
            state = self.container.handoffs.state(session, now)
        self._is_as_the_model(now)
        self._one_speaks(now, still_open)
        self._the_member_is_told_so(state)
        self._nobody_spoke_out_of_turn(said)
        self._nothing_that_a_member_said_is_lost(said)

    def _is_as_the_model(self, now: Conversation) -> None:
        agent_id = None if self.model.agent is None else self.agents[self.model.agent].id
        found = (now.owner, now.agent_id, now.ended_at is not None, now.bot_reference)
        assert found == (self.model.owner, agent_id, self.model.ended, self.reference)

    def _one_speaks(self, now: Conversation, still_open: Sequence[Handoff]) -> None:
        """An agent is named exactly while it is theirs, and one handoff is open exactly while it is not the bot's."""
        assert (now.agent_id is not None) == (now.owner == Owner.AGENT)
        assert len(still_open) == (0 if now.owner == Owner.BOT else 1)
        assert all(handoff.agent_id == now.agent_id for handoff in still_open)

    def _the_member_is_told_so(self, state: HandoffState) -> None:
        expected = {Owner.BOT: "none", Owner.QUEUE: "queued", Owner.AGENT: "with_agent"}[self.model.owner]
        assert state.state == expected
        assert (state.position is not None) == (expected == "queued")

    def _nobody_spoke_out_of_turn(self, said: Sequence[Message]) -> None:
        for message in said:
            is_agents = any(
                since < message.serial and (until is None or message.serial <= until)
                for since, until in self.model.with_agent
            )
            assert not (is_agents and message.author == Author.BOT)
            assert is_agents or message.author != Author.AGENT

    def _nothing_that_a_member_said_is_lost(self, said: Sequence[Message]) -> None:
        answered = max((message.reply_to for message in said if message.reply_to is not None), default=0)
        for message in said:
            if message.author == Author.MEMBER:
                assert message.settled == (message.serial not in self.model.open)
                is_bots = message.serial not in self.model.taken and not self.model.ended
                assert not (message.settled and is_bots and message.serial > answered)

    def teardown(self) -> None:
        """Let the bot answer what it still can; then nothing is left open."""
        while self.received:
            self.bot_is_asked(together=True)
        while self.asked:
            self.bot_replies(misses=0, denied=False, is_down=False)
        assert not self.model.open
        self.all_is_well()
        with self.container.database.unit_of_work() as session:
            self.container.handoffs.end(session, self.id, None)


def test_who_speaks(container: Container, clock: FixedClock) -> None:
    WhoSpeaks.container, WhoSpeaks.clock = container, clock
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        WhoSpeaks,
        settings=settings(
            max_examples=50,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
