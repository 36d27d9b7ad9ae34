"""What the bot would answer to the member's last words: a draft for the agent."""

from anyio import to_thread
from fastapi import APIRouter

from backend.bot_gateway.messages import Style
from backend.console.access import Staff
from backend.console.acts import note_reading
from backend.console.packet_schemas import Suggestion, Suggestions
from backend.console.parts import Parts, Place, TextPart, shown
from backend.console.summaries import conversation
from backend.container import Container, Services
from backend.conversations.models import Message
from backend.core.openapi import PathText, problems
from backend.desk.packet import last_words
from backend.desk.reveals import Source

MOST = 3

router = APIRouter(prefix="/console/api/conversations", tags=["console: conversations"])


@router.get("/{conversation_id}/suggestions", responses=problems(404))
async def show_suggestions(me: Staff, services: Services, conversation_id: PathText) -> Suggestions:
    """The three likeliest answers, each in full. Nothing of it reaches the member or the bot's own memory."""
    await to_thread.run_sync(note_reading, services, me, conversation_id)
    words, style = await to_thread.run_sync(_asked, services, conversation_id)
    return Suggestions(question=_question(words), suggestions=await suggested(services, words, style))


async def suggested(services: Container, words: list[Message], style: Style) -> list[Suggestion]:
    """Answers to these messages as to one; none to nothing."""
    if not words:
        return []
    found = await services.gateway.suggestions("\n".join(message.text for message in words), style)
    return [
        Suggestion(
            topic=each.topic,
            title=services.topics.title(each.topic) if each.topic in services.topics else None,
            confidence=each.confidence,
            text=each.text,
        )
        for each in found[:MOST]
    ]


def _asked(services: Container, conversation_id: str) -> tuple[list[Message], Style]:
    with services.database.reading() as session:
        style = Style(conversation(session, conversation_id).style)
        return last_words(session, conversation_id), style


def _question(words: list[Message]) -> Parts | None:
    parts: Parts = []
    for message in words:
        parts += [TextPart(text="\n")] if parts else []
        parts += shown(message.text, Place(source=Source.MESSAGE, id=message.id))
    return parts or None
