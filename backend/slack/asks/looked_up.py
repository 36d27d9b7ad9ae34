"""A member's data, found for one of the staff: with what the audit log has to say of it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.desk.of_member import conversations_of
from backend.desk.reveals import Source
from backend.members.models import Member
from backend.slack import blocks
from backend.slack.asks.answers import opening
from backend.slack.asks.asker import Asker
from backend.slack.blocks import Block
from backend.slack.door import SlackDoor


@dataclass(frozen=True)
class LookedUp:
    """`of` is what `action` was done to; None where nothing was found."""

    blocks: list[Block]
    action: Action = Action.MEMBER_CARD_SEEN
    of: str | None = None

    def note(self, door: SlackDoor, asker: Asker) -> None:
        """Before anybody is told."""
        if self.of is not None:
            door.services.desk_log.look(asker.acting, self.action, self.of)


def about(member: Member, made: list[Block]) -> LookedUp:
    return LookedUp(made, of=f"{Source.MEMBER}:{member.id}")


def not_found(what: str) -> LookedUp:
    return LookedUp([blocks.words(f"{what}は見つかりませんでした。")])


def to_console(door: SlackDoor, session: Session, member: Member) -> list[Block]:
    """The console shows members beside their conversations: the newest of theirs, if there is one."""
    newest = conversations_of(session, member.id)[:1]
    return [blocks.actions(opening(door.console_url, "all", each.id)) for each in newest]
