"""The backend's half of the contract; the actions' half is tests/actions/test_contract.py."""

import json

from tests.contract.write import CONTRACT, offered


def test_the_backend_offers_what_is_on_record() -> None:
    """After a change of door 2, `python -m tests.contract.write` records it, and the actions' tests judge it."""
    assert offered() == json.loads(CONTRACT.read_text("utf-8"))
