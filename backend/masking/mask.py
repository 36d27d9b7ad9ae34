"""Masks what a member should not have typed, and tells what it was."""

import re
from dataclasses import dataclass

from backend.masking.card_numbers import announces_security_code, find_bare_security_code, find_card_secrets
from backend.masking.folding import folded
from backend.masking.left_over import left_over
from backend.masking.loose_secrets import find_loose_secrets
from backend.masking.one_time_codes import find_announced_codes, find_codes, has_kanji_code
from backend.masking.own_numbers import without_own_numbers
from backend.masking.password_phrases import LABELS
from backend.masking.passwords import announces_password, find_passwords
from backend.masking.spans import Kind, Secret

MASK = "●●●●●●"
# The shortest secret in ASCII has three characters, wherever they stand.
_THREE = re.compile(r"(?:[!-~][^!-~]*+){3}")


@dataclass(frozen=True)
class Circumstances:
    """What was going on when the message came in."""

    # The bot's last message asks for a login id; that may look like anything.
    awaits_login_id: bool = False
    # A one-time code of this conversation can still be used.
    code_outstanding: bool = False
    # The member's message before, as it is kept.
    said_before: str = ""


@dataclass(frozen=True)
class Masked:
    """The text that may be kept, and the kinds of secrets that were in it."""

    text: str
    kinds: frozenset[Kind] = frozenset()

    @property
    def for_bot(self) -> str | None:
        """What the bot is asked; None where the message was but the secret and its announcement."""
        return left_over(self.text, MASK, self.kinds) if self.kinds else self.text


def may_hold_secret(text: str) -> bool:
    """Whether it is worth asking for the circumstances: three ASCII characters, or the word or figures for them."""
    plain = folded(text)
    return _THREE.search(plain) is not None or LABELS.search(plain) is not None or has_kanji_code(plain)


def masked(text: str, circumstances: Circumstances) -> Masked:
    """The text with each secret replaced by `MASK`, everything else as it was typed."""
    secrets = _find(without_own_numbers(folded(text)), circumstances)
    if not secrets:
        return Masked(text)
    pieces, at = [], 0
    for start, end in _merged(secrets):
        pieces += [text[at:start], MASK]
        at = end
    return Masked("".join([*pieces, text[at:]]), frozenset(secret.kind for secret in secrets))


def _find(plain: str, circumstances: Circumstances) -> list[Secret]:
    before = folded(circumstances.said_before)
    awaits_id = circumstances.awaits_login_id
    secrets = [*find_card_secrets(plain, keep_plain_digits=awaits_id)]
    secrets += find_passwords(plain, announced=not awaits_id and announces_password(before))
    secrets += find_loose_secrets(plain, awaits_login_id=awaits_id)
    secrets += find_announced_codes(plain)
    if not awaits_id and announces_security_code(before):
        secrets += find_bare_security_code(plain)
    if circumstances.code_outstanding:
        secrets += find_codes(plain, keep_bare=awaits_id)
    return sorted(secrets)


def _merged(secrets: list[Secret]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap or touch as one."""
    merged: list[tuple[int, int]] = []
    for secret in secrets:
        if merged and secret.start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], secret.end)
        else:
            merged.append((secret.start, secret.end))
    return merged
