"""A member in a browser, and staff who sit in Slack."""

from collections.abc import Iterator

import httpx
import pytest

from tests.backend.slack.peer import DESK, SlackPeer, Staff
from tests.e2e.conftest import Product
from tests.e2e.handoff.conftest import browser, new_visitor, open_page, visitor  # noqa: F401 - fixtures


@pytest.fixture
def ishii(slack: SlackPeer, product: Product) -> Iterator[Staff]:
    """Somebody whom the product does not know yet. They leave the desk empty: other tests count on it."""
    with httpx.Client(base_url=product.origin, timeout=10, trust_env=False) as http:
        staff = slack.staff("U0ISHII", lambda path, body, headers: http.post(path, content=body, headers=headers))
        yield staff
        heard = len(slack.ephemerals(staff.user))
        staff.commands("/madoguchi", "受付停止", DESK)
        slack.wait_for(lambda: len(slack.ephemerals(staff.user)) > heard)
    slack.assert_content()
