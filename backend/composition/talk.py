"""Conversations: with the bot, with people, and who of the two speaks."""

from functools import lru_cache
from pathlib import Path

from backend.bot_gateway.client import BotGateway
from backend.composition.ground import Ground, seconds
from backend.conversations.choices import Choices
from backend.conversations.identities import IdentityWindow
from backend.conversations.service import ConversationService
from backend.handoff.call_backs import CallBacks
from backend.handoff.desk import Desk
from backend.handoff.moves import Mover
from backend.handoff.patience import Limits
from backend.handoff.service import Handoffs
from backend.handoff.situation import Situation
from backend.handoff.telling import Teller
from backend.handoff.watch import Watch
from backend.identity.challenges import Challenges
from backend.identity.tokens import IdentityTokens
from backend.topics.catalogue import TopicCatalogue
from backend.topics.suggest import Suggester


@lru_cache(maxsize=4)
def topics_of(file: Path) -> tuple[TopicCatalogue, Suggester]:
    """Neither ever changes, and both take a while to make."""
    topics = TopicCatalogue.load(file)
    return topics, Suggester(topics)


def gateway(ground: Ground) -> BotGateway:
    settings = ground.settings
    return BotGateway(
        rasa_url=settings.rasa_url,
        actions_url=settings.actions_url,
        secret=settings.channel_secret.get_secret_value(),
        deadline_seconds=settings.turn_deadline_seconds,
    )


def conversations(ground: Ground, topics: TopicCatalogue, choices: Choices) -> ConversationService:
    return ConversationService(
        clock=ground.clock,
        vault=ground.vault,
        topics=topics,
        choices=choices,
        window=IdentityWindow(
            idle=seconds(ground.settings.identified_idle_seconds),
            total=seconds(ground.settings.identified_total_seconds),
        ),
        fan_out=ground.fan_out,
    )


def challenges(ground: Ground) -> Challenges:
    settings = ground.settings
    return Challenges(
        clock=ground.clock,
        vault=ground.vault,
        limiter=ground.limiter,
        letters=ground.letters,
        valid_for=seconds(settings.code_valid_seconds),
        tries=settings.code_tries,
        per_account=settings.codes_per_account,
        per_conversation=settings.codes_per_conversation,
        wrong_per_account=settings.wrong_codes_per_account,
    )


def identity_tokens(ground: Ground) -> IdentityTokens:
    shared = ground.settings.identity_token_secret
    return IdentityTokens(
        # Without one that a shop's own site shares, only My Page can vouch for anybody.
        secret=shared.get_secret_value() if shared else ground.vault.derived_secret("identity-token"),
        audience=ground.settings.identity_token_audience,
        clock=ground.clock,
    )


def handoffs(ground: Ground, call_backs: CallBacks) -> Handoffs:
    settings = ground.settings
    situation = Situation(ground.clock, call_backs)
    return Handoffs(
        conversations=call_backs.conversations,
        call_backs=call_backs,
        desk=Desk(
            clock=ground.clock,
            hours=settings.business_hours,
            closed_days=settings.closed_days,
            seen_within=seconds(settings.staff_seen_seconds),
            longest_queue=settings.longest_queue,
            limiter=ground.limiter,
            calls_per_address=settings.calls_per_address,
        ),
        situation=situation,
        mover=Mover(ground.clock, Teller(ground.database, ground.fan_out, situation.states)),
    )


def watch(ground: Ground, handoffs: Handoffs) -> Watch:
    settings = ground.settings
    patience = Limits(
        wait=seconds(settings.longest_wait_seconds),
        gone=seconds(settings.agent_gone_seconds),
        silent=seconds(settings.member_silent_seconds),
    )
    return Watch(ground.database, ground.clock, handoffs, patience)
