"""What the bot would answer to the member's last words: a draft for the agent.

Words that ask nothing, such as those that ask for a person, bring no answer: then those before them are taken.
"""

import asyncio
from dataclasses import dataclass

from anyio import to_thread
from fastapi import APIRouter

from backend.bot_gateway.messages import Style
from backend.console.access import Staff
from backend.console.packet_schemas import Suggestion, Suggestions
from backend.console.parts import Parts, Place, TextPart, shown
from backend.container import Container, Services
from backend.conversations.models import Message
from backend.core.openapi import PathText, problems
from backend.desk.lookup import conversation
from backend.desk.packet import last_words
from backend.desk.reveals import Source

MOST = 3
# So many times the member spoke are looked at, and so long in all.
MOST_TIMES = 4
_PATIENCE_SECONDS = 3.0

router = APIRouter(prefix="/console/api/conversations", tags=["console: conversations"])


@router.get("/{conversation_id}/suggestions", responses=problems(404))
async def show_suggestions(me: Staff, services: Services, conversation_id: PathText) -> Suggestions:
    """The three likeliest answers, each in full. Nothing of it reaches the member or the bot's own memory."""
    await to_thread.run_sync(services.desk_log.reading, me.acting, conversation_id)
    times, style = await to_thread.run_sync(_asked, services, conversation_id)
    drafts = await drafted(services, times, style)
    return Suggestions(question=_question(drafts.words), suggestions=drafts.suggestions)


@dataclass(frozen=True)
class Drafts:
    """Answers, and the messages that they are to; where there are none, the member's last."""

    words: list[Message]
    suggestions: list[Suggestion]


async def drafted(services: Container, times: list[list[Message]], style: Style) -> Drafts:
    """To the first of these that any answer fits; messages said at one time are as one."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            for words in times:
                if found := await _suggested(services, words, style):
                    return Drafts(words, found)
    except TimeoutError:
        pass  # the bot is too busy: who looks at the conversation does not wait for it
    return Drafts(times[0] if times else [], [])


async def _suggested(services: Container, words: list[Message], style: Style) -> list[Suggestion]:
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


def _asked(services: Container, conversation_id: str) -> tuple[list[list[Message]], Style]:
    with services.database.reading() as session:
        style = Style(conversation(session, conversation_id).style)
        return last_words(session, conversation_id, MOST_TIMES), style


def _question(words: list[Message]) -> Parts | None:
    parts: Parts = []
    for message in words:
        parts += [TextPart(text="\n")] if parts else []
        parts += shown(message.text, Place(source=Source.MESSAGE, id=message.id))
    return parts or None
