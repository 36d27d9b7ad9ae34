"""Who waits, and which tickets are open."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend.desk import listing, ticket_listing
from backend.desk.listing import View as Conversations
from backend.desk.overview import Overview, overviews
from backend.desk.ticket_listing import View, is_overdue
from backend.handoff.models import Reason
from backend.slack import blocks
from backend.slack.asks.answers import Answer, address, moment_label, opening, saying
from backend.slack.asks.asker import Asker
from backend.slack.blocks import Block
from backend.slack.door import SlackDoor
from backend.slack.names import shown_name
from backend.staff.models import StaffMember
from backend.tickets.models import Ticket

_MOST = 10

_TITLES = {View.OPEN: "開いているチケット", View.MINE: "担当しているチケット", View.OVERDUE: "期限切れのチケット"}


def tickets(door: SlackDoor, asker: Asker, view: View) -> Answer:
    """Those that are due first, without anything that members wrote."""
    now = door.services.clock.now()
    with door.services.database.reading() as session:
        found = ticket_listing.page(
            session, ticket_listing.Wanted(view=view, limit=_MOST), asker.who.staff_id, now
        ).tickets
        counts = ticket_listing.counts(session, asker.who.staff_id, now)
        names = _names(session, found)
        said = [_ticket_line(door, each, names, now) for each in found]
    total = {View.MINE: counts.mine, View.OVERDUE: counts.overdue}.get(view, counts.open)
    if not said:
        return saying(f"{_TITLES[view]}はありません。")
    return _list(f"{_TITLES[view]}：{total}件", said, total, opening(door.console_url, "tickets", view))


def queue(door: SlackDoor) -> Answer:
    """Who waits for a person, who came first first."""
    now = door.services.clock.now()
    with door.services.database.reading() as session:
        page = listing.page(session, listing.Wanted(view=Conversations.QUEUE, limit=_MOST), staff_id=0)
        total = listing.counts(session, 0, now).queue
        said = [_waiting_line(door, each, now) for each in overviews(session, page.conversations)]
    if not said:
        return saying("いま待っている方はいません。")
    made: list[Block] = [blocks.words(f"いま待っている方：{total}人"), *said]
    return Answer(blocks.fallback(f"いま待っている方：{total}人"), [*made, *_rest(total, len(said), "人")])


def _list(title: str, said: Sequence[str], total: int, link: Block) -> Answer:
    made = [blocks.words(title), blocks.section("\n".join(said)), *_rest(total, len(said), "件"), blocks.actions(link)]
    return Answer(blocks.fallback(title), made)


def _rest(total: int, shown: int, unit: str) -> list[Block]:
    return [blocks.context(f"ほか{total - shown}{unit}")] if total > shown else []


def _ticket_line(door: SlackDoor, ticket: Ticket, names: dict[int, str], now: datetime) -> str:
    """Our own words and links; colleagues' names could hold anything."""
    link = f"<{address(door.console_url, 'tickets', 'all', ticket.number)}|{ticket.number}>"
    assignee = blocks.escaped(names.get(ticket.assignee_id or 0, "未定"))
    due = "期限なし" if ticket.due_at is None else f"期限 {moment_label(ticket.due_at, now.date())}"
    late = "（期限切れ）" if is_overdue(ticket, now) else ""
    return f"• {link}　{ticket.kind_label}　{ticket.status_label}　{due}{late}　担当：{assignee}"


def _names(session: Session, found: Sequence[Ticket]) -> dict[int, str]:
    ids = {each.assignee_id for each in found if each.assignee_id is not None}
    return {each: session.get_one(StaffMember, each).name for each in ids}


def _waiting_line(door: SlackDoor, seen: Overview, now: datetime) -> Block:
    """A guest's name is one that we gave."""
    name = shown_name(door.services.settings, seen.member.name) if seen.member else f"{seen.title}様"
    reason = Reason(seen.handoff.reason).label if seen.handoff else ""
    since = seen.handoff.queued_at if seen.handoff else None
    waited = "" if since is None else f"　{_minutes(now - since)}"
    return blocks.words(f"・{name}{waited}　{reason}") | {
        "accessory": opening(door.console_url, "queue", seen.conversation.id, title="開く")
    }


def _minutes(waited: timedelta) -> str:
    minutes = int(waited.total_seconds() // 60)
    return f"{minutes}分待ち" if minutes else "1分未満"
