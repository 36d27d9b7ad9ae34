"""Searching as in the console, with what is hidden there hidden here."""

from collections.abc import Sequence

from backend.core.text import cleaned
from backend.desk import search
from backend.desk.matching import SHORTEST_QUERY
from backend.desk.overview import Overview, overviews
from backend.desk.search import Hit
from backend.desk.snippets import around
from backend.members.models import Member
from backend.personal_data.parts import masked, shown_masked
from backend.slack import blocks
from backend.slack.asks.answers import Answer, opening, saying
from backend.slack.asks.asker import Asker
from backend.slack.blocks import Block
from backend.slack.door import SlackDoor
from backend.slack.names import shown_name
from backend.tickets.models import Ticket

# As the console takes it.
_LONGEST_QUERY = 100
# Of each kind; the console shows more.
_MOST = 5


def answer(door: SlackDoor, asker: Asker, words: str) -> Answer:
    """Conversations, members and tickets. Raises the 429 problem for who searches without end."""
    query = cleaned(words)[:_LONGEST_QUERY]
    if len(query) < SHORTEST_QUERY:
        return saying(f"{SHORTEST_QUERY}文字以上で検索してください。")
    door.services.desk_log.search(asker.acting, query)
    with door.services.database.reading() as session:
        hits = search.conversations(session, query)
        seen = overviews(session, [hit.conversation for hit in hits])
        made = [
            *_kind("チケット", [_ticket(door, each) for each in search.tickets(session, query)]),
            *_kind("会員", [_member(door, each) for each in search.members(session, query)]),
            *_kind("会話", [_conversation(door, hit, of, query) for hit, of in zip(hits, seen, strict=True)]),
        ]
    if not made:
        return saying("見つかりませんでした。言葉を変えてお試しください。")
    return Answer(blocks.fallback("検索の結果"), [*made, blocks.actions(_in_console(door, query))])


def _in_console(door: SlackDoor, query: str) -> Block:
    """With the words in the address, unless there is something personal in them."""
    words = (query,) if masked(query) == query else ()
    return opening(door.console_url, "search", *words, title="コンソールで検索")


def _kind(title: str, found: Sequence[Block]) -> list[Block]:
    rest = [blocks.context(f"ほか{len(found) - _MOST}件")] if len(found) > _MOST else []
    return [blocks.words(f"■{title}"), *found[:_MOST], *rest] if found else []


def _ticket(door: SlackDoor, ticket: Ticket) -> Block:
    said = f"{ticket.number}　{ticket.kind_label}　{ticket.status_label}"
    return _line(said, opening(door.console_url, "tickets", "all", ticket.number, title="開く"))


def _member(door: SlackDoor, member: Member) -> Block:
    name = shown_name(door.services.settings, member.name)
    return blocks.words(f"{name}（ログインID：{masked(member.login_id)}）")


def _conversation(door: SlackDoor, hit: Hit, seen: Overview, query: str) -> Block:
    name = shown_name(door.services.settings, seen.member.name) if seen.member else f"{seen.title}様"
    written = hit.message or hit.note
    said = f"\n{shown_masked(around(written.text, query))}" if written else ""
    return _line(
        f"{name}　{hit.at.month}月{hit.at.day}日{said}",
        opening(door.console_url, "all", seen.conversation.id, title="開く"),
    )


def _line(said: str, link: Block) -> Block:
    return blocks.words(said) | {"accessory": link}
