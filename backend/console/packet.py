"""The handoff packet: all that an agent needs to know when they take a conversation over."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from anyio import to_thread
from fastapi import APIRouter

from backend.bot_gateway.messages import Style
from backend.console.access import Staff
from backend.console.packet_schemas import KnownSlot, Packet, ProposedReply, Proven, ShownAnswer
from backend.console.parts import Place, shown
from backend.console.suggestions import MOST_TIMES, drafted
from backend.container import Container, Services
from backend.conversations.models import Message, Proof
from backend.core.clock import today
from backend.core.openapi import PathText, problems
from backend.desk import packet as packets
from backend.desk.lookup import conversation
from backend.desk.reveals import Source
from backend.desk.understood import understood
from backend.handoff.models import Reason

router = APIRouter(prefix="/console/api/conversations", tags=["console: conversations"])


@dataclass(frozen=True)
class _Record:
    """What is to be known without the bot.

    `until`: the identity holds so long, None if it has lapsed. `times`: what the member said the last times they spoke.
    """

    packet: packets.Packet
    until: datetime | None
    times: list[list[Message]]
    style: Style
    reference: str


@router.get("/{conversation_id}/packet", responses=problems(404))
async def show_packet(me: Staff, services: Services, conversation_id: PathText) -> Packet:
    """What was asked, answered, rejected, proven and looked up, and what could be replied."""
    await to_thread.run_sync(services.desk_log.reading, me.acting, conversation_id)
    record = await to_thread.run_sync(_record, services, conversation_id)
    drafts, slots = await asyncio.gather(
        drafted(services, record.times, record.style), services.gateway.slots(record.reference)
    )
    found = record.packet
    return Packet(
        reason_label=None if found.handoff is None else Reason(found.handoff.reason).label,
        asked=[shown(message.text, Place(source=Source.MESSAGE, id=message.id)) for message in found.asked],
        answers=[_answer(services, message) for message in found.answers],
        identification=_proven(record),
        looked_up=found.looked_up,
        slots=[
            KnownSlot(label=label, parts=shown(value, None))
            for label, value in understood(slots, services.topics, today(services.clock))
        ],
        replies=[ProposedReply(topic=reply.topic, title=reply.title, text=reply.text) for reply in drafts.suggestions],
    )


def _record(services: Container, conversation_id: str) -> _Record:
    with services.database.reading() as session:
        found = conversation(session, conversation_id)
        is_identified = services.conversations.identified_member(session, found) is not None
        return _Record(
            packet=packets.packet(session, conversation_id),
            until=services.conversations.window.ends(found) if is_identified else None,
            times=packets.last_words(session, conversation_id, MOST_TIMES),
            style=Style(found.style),
            reference=found.bot_reference,
        )


def _answer(services: Container, message: Message) -> ShownAnswer:
    topic = message.topic or ""
    return ShownAnswer(
        topic=topic,
        title=services.topics.title(topic) if topic in services.topics else None,
        confidence=message.confidence,
        rejected=message.rejected_at is not None,
        at=message.created_at,
    )


def _proven(record: _Record) -> Proven | None:
    found = record.packet.identification
    if found is None:
        return None
    return Proven(proof_label=Proof(found.proof).label, at=found.at, until=record.until)
