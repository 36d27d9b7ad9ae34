"""What the bot's last message asks for, told by its topic and choices (docs/architecture.md, door 1)."""

from backend.conversations.models import Author, Message

_ASKS_FOR_LOGIN_ID = {"account/password_reset", "account/unlock"}
# The one way out that is offered beside the question, and nothing else.
_WAY_OUT = ["faq/forgot_login_id"]


def asks_for_login_id(message: Message) -> bool:
    """Whether the answer to this message is a login id."""
    return (
        message.author == Author.BOT
        and message.topic in _ASKS_FOR_LOGIN_ID
        and message.card is None
        and [choice["topic"] for choice in message.choices] == _WAY_OUT
    )
