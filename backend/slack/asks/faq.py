"""What the assistant says to a question, as staff would quote it to a member."""

from dataclasses import dataclass

from backend.bot_gateway.messages import Style, Suggestion
from backend.container import Container
from backend.personal_data.parts import masked
from backend.slack import blocks
from backend.slack.asks.answers import Answer, opening, saying
from backend.slack.asks.asker import Asker
from backend.slack.blocks import Block
from backend.slack.door import SlackDoor

OTHER = "ask_other"
SHARE = "ask_share"

_LONGEST_QUESTION = 1000
_OTHERS = 2
# Below this the first answer is a guess: those that fit have 0.38 and more, words that say nothing 0.05.
_SURE = 0.3

_DOWN = "いまは回答を調べられません。番号やログインIDでの照会、チケットの一覧、検索はそのまま使えます。"
_NOTHING = "合う回答が見つかりませんでした。言い方を変えるか、「検索 キーワード」でお試しください。"
_UNSURE = "確度が低い回答です。合わないときは言い方を変えるか、「検索 キーワード」でお試しください。"
_ADD_NUMBER = (
    "会員ごとの状況は、ログインIDか番号を添えてください。"
    "例：「ORD-2026-000123はどうなってる？」「ログインID yamada01 の支払期日」"
)


@dataclass(frozen=True)
class Pressed:
    """What a button under an answer stands for: the answer of a topic to a question, asked in a thread or not."""

    topic: str
    question: str
    thread: str | None = None

    @property
    def value(self) -> str:
        return f"{self.topic} {self.thread or '-'} {self.question}"

    @classmethod
    def read(cls, value: str) -> "Pressed | None":
        """None for what is no value of ours."""
        topic, _, rest = value.partition(" ")
        thread, _, question = rest.partition(" ")
        return cls(topic, question, None if thread == "-" else thread) if question else None


def asked(text: str) -> str:
    """The question as the assistant gets it: nothing personal, and no longer than it reads."""
    return masked(text)[:_LONGEST_QUESTION]


async def answer(door: SlackDoor, question: str, asker: Asker, *, topic: str | None = None) -> Answer:
    """The likeliest answer to what `asked` gave, or that of the topic; the others to choose from."""
    found = await door.services.gateway.suggestions(question, Style.STANDARD)
    if not found:
        return await _none(door, question)
    chosen = next((each for each in found if each.topic == topic), found[0])
    others = [each for each in found if each is not chosen][:_OTHERS]
    made: list[Block] = []
    if topic is None and chosen.confidence < _SURE:
        made.append(blocks.context(_UNSURE))
    title = _title(door.services, chosen)
    made += [blocks.header(title), blocks.words(chosen.text)]
    buttons = [*_share(chosen, question, asker), *_others(door.services, others, question, asker)]
    if buttons:
        made.append(blocks.actions(*buttons))
    if _is_about_account(door.services, question):
        made.append(blocks.context(_ADD_NUMBER))
    return Answer(blocks.fallback(title), made)


async def to_share(door: SlackDoor, pressed: Pressed) -> Answer | None:
    """The same answer for everybody in the channel: an answer of the FAQ holds nobody's data. None: not to be had."""
    found = await door.services.gateway.suggestions(pressed.question, Style.STANDARD)
    chosen = next((each for each in found if each.topic == pressed.topic), None)
    if chosen is None:
        return None
    title = _title(door.services, chosen)
    return Answer(blocks.fallback(title), [blocks.header(title), blocks.words(chosen.text)])


def _share(chosen: Suggestion, question: str, asker: Asker) -> list[Block]:
    if not asker.may_share:
        return []
    return [blocks.button("チャンネルに共有", SHARE, Pressed(chosen.topic, question, asker.thread).value)]


def _others(services: Container, others: list[Suggestion], question: str, asker: Asker) -> list[Block]:
    return [
        blocks.button(
            f"ほかの回答：{_title(services, each)}",
            f"{OTHER}_{number}",
            Pressed(each.topic, question, asker.thread).value,
        )
        for number, each in enumerate(others)
    ]


async def _none(door: SlackDoor, question: str) -> Answer:
    if _is_about_account(door.services, question):
        return saying(_ADD_NUMBER)
    if "rasa" in await door.services.gateway.parts_down():
        return saying(_DOWN)
    return saying(_NOTHING, blocks.actions(opening(door.console_url, "search", title="コンソールで検索")))


def _is_about_account(services: Container, question: str) -> bool:
    """Whether members who ask so are told how things stand with themselves."""
    return any(each.topic.startswith("account/") for each in services.suggester.suggest(question)[:2])


def _title(services: Container, of: Suggestion) -> str:
    return services.topics.title(of.topic) if of.topic in services.topics else "回答"
