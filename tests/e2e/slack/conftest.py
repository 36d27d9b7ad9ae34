"""A member in a browser, and staff who sit in Slack."""

from collections.abc import Iterator

import httpx
import pytest

from tests.backend.slack.peer import SlackPeer, Staff
from tests.e2e.conftest import Product
from tests.e2e.handoff.conftest import browser, new_visitor, open_page, visitor  # noqa: F401 - fixtures


@pytest.fixture
def ishii(slack: SlackPeer, product: Product) -> Iterator[Staff]:
    """Somebody in the workspace, whom the product does not know yet or knows from the test before."""
    with httpx.Client(base_url=product.origin, timeout=10, trust_env=False) as http:
        yield slack.staff("U0ISHII", lambda path, body, headers: http.post(path, content=body, headers=headers))
    slack.assert_content()
