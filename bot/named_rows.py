"""An answer that lists all services, cut down to the ones that the member named.

The rows stay in the response's own words: there is one place for every figure (`data/responses/faq_billing.yml`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

# The responses that list all services, a service a row beginning with `・`, its kinds below it indented.
LISTING = frozenset({"utter_faq_billing_schedule", "utter_faq_paid_invoice_period"})
HEADS = {
    "fjcloud_o": "FJcloud-O",
    "fjcloud_v": "FJcloud-V",
    "excloser": "Finplex eXcloser",
    "fence_mobile": "FENCE-Mobile",
    "fence_mail": "FENCEメール",
    "cloud_file_server": "クラウドファイルサーバー",
}
_ROW, _BELOW, _SECTION = "・", "　", "\n■"
_CONFIRMED = re.compile("確定")
_TO_PAY = re.compile("払|引き?落|振り?込|振替|期日|期限|締め")


def keep_named_rows(
    messages: Sequence[dict[str, Any]], responses: Sequence[str | None], services: Collection[str], text: str
) -> None:
    """Leave out the rows of other services; asked when charges are confirmed and no more, also all of paying."""
    for message, response in zip(messages, responses, strict=False):
        if response in LISTING and services:
            message["text"] = _cut(message["text"], services)
            if _CONFIRMED.search(text) and not _TO_PAY.search(text):
                message["text"] = _first_section(message["text"])


def _cut(text: str, services: Collection[str]) -> str:
    """The text without the rows of services that are not among these; a family (`fence`) names all of its own."""
    kept, showing = [], True
    for line in text.split("\n"):
        if not line.startswith(_BELOW):
            head = next((key for key, label in HEADS.items() if line.startswith(_ROW + label)), None)
            showing = head is None or any(head.startswith(name) or name.startswith(head) for name in services)
        if showing:
            kept.append(line)
    return "\n".join(kept)


def _first_section(text: str) -> str:
    first = text.find(_SECTION)
    second = text.find(_SECTION, first + 1)
    return text[:second] if 0 <= first < second else text
