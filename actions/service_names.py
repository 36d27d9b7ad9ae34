"""Which services a member's words stand for. Pure."""

from collections.abc import Sequence

from actions.due_question import family


def exact(named: Sequence[str]) -> tuple[str, ...]:
    """The services meant, all of a family where only its name was said."""
    found: list[str] = []
    for service in named:
        members = ("fence_mail_startup", "fence_mail_basic") if service == "fence_mail" else family(service)
        found.extend(members or (service,))
    return tuple(dict.fromkeys(found))
