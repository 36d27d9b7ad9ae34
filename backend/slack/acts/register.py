"""All that this part listens to."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from backend.slack.acts import buttons, conversations, reply_modals, threads, tickets, unlock
from backend.slack.door import SlackDoor


def register(app: AsyncApp, door: SlackDoor) -> None:
    """Every button, modal and event of this part."""
    for part in (conversations, reply_modals, tickets, unlock, threads):
        part.register(app, door)

    @app.action(buttons.OPEN)
    async def opened(ack: AsyncAck) -> None:
        """The browser follows the link by itself; Slack wants an answer all the same."""
        await ack()
