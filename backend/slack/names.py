"""How somebody is called in Slack: by no more of their name than the settings let out."""

from backend.core.settings import Settings
from backend.core.text import cleaned
from backend.personal_data.parts import masked

_LONGEST = 40


def shown_name(settings: Settings, name: str) -> str:
    """A member's name, or one that somebody typed: 「山●様」, or whole where the settings say so.

    It goes into `plain_text` only. What of it is a number or a mail address is hidden in any case.
    """
    whole = " ".join(masked(cleaned(name)).split())[:_LONGEST]
    if not whole:
        return "お客さま"
    return f"{whole[0]}●様" if settings.slack_masks_names else f"{whole}様"
