"""Where it is told what happens in conversations: each has a channel, and the desk hears of all.

On a conversation's channel: `message` (there are new ones; a poke, the record holds them), `typing` and `status`, which
its member's page gets as they are. On the desk's, which only staff hear: `conversation` (something about it changed),
`handoff` (it waits for a person), `given` (a colleague passed it on to who has it now), `typing` and `presence` (of its
member), each with `conversation_id`; `ticket` with `number`; `staff` (who takes conversations changed). Who of
the staff looks at one conversation hears on a channel of its own that it `changed`, and all of them on staff's that
somebody was `signed_out`.
"""

from backend.core.fan_out import Event, FanOut

DESK = "desk"
CHANGED = "changed"
STAFF = "staff"
SIGNED_OUT = "signed_out"


def of_conversation(conversation_id: str) -> str:
    return f"conversation:{conversation_id}"


def at_desk(conversation_id: str) -> str:
    """For staff who look at this conversation."""
    return f"{DESK}:{conversation_id}"


def tell_of_messages(fan_out: FanOut, conversation_id: str) -> None:
    """There are new messages on record."""
    fan_out.publish(of_conversation(conversation_id), Event("message", {}))
    tell_desk(fan_out, conversation_id)


def tell_desk(fan_out: FanOut, conversation_id: str) -> None:
    """Something that staff see of the conversation changed: what was said, a note, whose it is, who its member is."""
    fan_out.publish(at_desk(conversation_id), Event(CHANGED, {}))
    fan_out.publish(DESK, Event("conversation", {"conversation_id": conversation_id}))


def tell_who_is_there(fan_out: FanOut) -> None:
    """Somebody of the staff takes conversations from now on, or none: the desk may have opened or shut."""
    fan_out.publish(DESK, Event(STAFF, {}))


def tell_signed_out(fan_out: FanOut) -> None:
    """Somebody of the staff was signed out: each open console looks whether it was them."""
    fan_out.publish(STAFF, Event(SIGNED_OUT, {}))
