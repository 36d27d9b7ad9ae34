"""Showing an answer of the FAQ to everybody in the channel."""

from anyio import to_thread

from backend.slack import blocks, once
from backend.slack.asks import faq
from backend.slack.asks.answers import Answer, saying
from backend.slack.asks.faq import Pressed
from backend.slack.client import SlackError
from backend.slack.door import SlackDoor
from backend.slack.people import Linked

_SHARED = "回答をチャンネルに共有しました。会員には届きません。"
_GONE = "いまは共有できません。時間をおいて、もう一度質問してください。"


async def share(door: SlackDoor, who: Linked, pressed: Pressed, channel: str, shown: str) -> Answer:
    """What is told to who pressed. `shown` is the ts of the answer with the button: it is shared once."""
    answer = await faq.to_share(door, pressed)
    if answer is None:
        return saying(_GONE)
    signed = Answer(answer.text, [*answer.blocks, blocks.context(f"{who.name}さんが共有しました")])
    is_shared = await to_thread.run_sync(_post, door, channel, pressed.thread, signed, shown)
    return saying(_SHARED if is_shared else _GONE)


def _post(door: SlackDoor, channel: str, thread: str | None, answer: Answer, shown: str) -> bool:
    if not once.is_new(door.services, f"share:{channel}:{shown}"):
        return True
    try:
        door.client.call("chat.postMessage", channel=channel, thread_ts=thread, text=answer.text, blocks=answer.blocks)
    except SlackError:
        return False
    return True
