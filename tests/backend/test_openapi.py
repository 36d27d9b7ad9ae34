"""Every answer of the two APIs is one that their OpenAPI descriptions know of, and whatever they describe happens.

A new route is called from its description alone. If it fails here with an "Undocumented HTTP status code", add the
status to its `responses=problems(…)`, or mend the route; backend/core/openapi.py says which errors need no naming.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pydantic import SecretStr

from backend.app import internal_app, public_app
from backend.composition import build_container
from backend.core.problems import MEDIA_TYPE
from backend.core.settings import Settings
from tests.backend.conftest import SECRET_KEY, Visitor
from tests.backend.databases import SeededDatabases
from tests.backend.described_api import AppUnderTest, Calls, World
from tests.backend.fake_bot import FakeBot

_CONFIG = {
    "seed": 417,
    # Parameters that nobody described are ignored, as everywhere.
    "generation": {
        "deterministic": True,
        "database": "none",
        "max-examples": 6,
        "allow-extra-parameters": False,
    },
    # A text of blanks, a wrong code, a month that is none: rules that a schema cannot tell.
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "422", "429"]}},
}


def _described(app: AppUnderTest) -> Any:
    """What the app says of itself; nothing is connected to for that."""
    key = SecretStr("x" * 32)
    unused = f"sqlite:///{Path(gettempdir(), 'unused.db')}"
    settings = Settings(secret_key=key, channel_secret=key, internal_secret=key, database_url=unused)
    described = app.made_from(build_container(settings)).openapi()
    schema = schemathesis.openapi.from_dict(described, config=schemathesis.Config.from_dict(_CONFIG))
    schema.app = app
    return schema


PUBLIC = _described(AppUnderTest(public_app))
INTERNAL = _described(AppUnderTest(internal_app))
# All calls of a route share a fixture: each brings somebody new.
_shared = hypothesis_settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def world(databases: SeededDatabases) -> Iterator[World]:
    bot = FakeBot(secret="channel-secret-for-tests-0123456789")
    bot.says("お答えです。")
    with bot.running(), databases.fresh() as url:
        made = World(
            Settings(
                database_url=url,
                secret_key=SecretStr(SECRET_KEY),
                channel_secret=SecretStr(bot.secret),
                internal_secret=SecretStr("internal-secret-for-tests-0123456789"),
                rasa_url=f"http://127.0.0.1:{bot.port}",
                actions_url=f"http://127.0.0.1:{bot.port}",
            )
        )
        yield made
        made.close()


@pytest.fixture
def public_calls(world: World) -> Iterator[Calls]:
    yield from _calls(PUBLIC, world)


@pytest.fixture
def internal_calls(world: World) -> Iterator[Calls]:
    yield from _calls(INTERNAL, world)


def _calls(schema: Any, world: World) -> Iterator[Calls]:
    calls = Calls(schema.app, world)
    with schema.app.serving(world.usual):
        yield calls
    calls.provoke()
    world.empty_queue()
    operation = calls.accepted[0].operation
    unseen = {int(status) for status in operation.responses.status_codes} - calls.seen
    assert not unseen, (
        f"{operation.label} describes {unseen}, and nothing brings these about: describe only what it can give, "
        "or add to tests/backend/api_people.py what it takes."
    )


@PUBLIC.parametrize()
@_shared
def test_the_public_api_answers_as_described(case: schemathesis.Case, public_calls: Calls) -> None:
    public_calls.make(case)


@INTERNAL.parametrize()
@_shared
def test_the_internal_api_answers_as_described(case: schemathesis.Case, internal_calls: Calls) -> None:
    internal_calls.make(case)


@pytest.mark.parametrize("schema", [PUBLIC, INTERNAL], ids=["public", "internal"])
def test_every_error_is_described_as_the_one_problem(schema: Any) -> None:
    described = schema.raw_schema
    assert "HTTPValidationError" not in described["components"]["schemas"]
    problem = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    errors = [
        response["content"]
        for path, methods in described["paths"].items()
        for operation in methods.values()
        for status, response in operation["responses"].items()
        if int(status) >= 400 and path != "/api/health"
    ]
    assert errors
    assert all(content == problem for content in errors)


def test_another_method_is_told_which_ones_there_are(client: TestClient, visitor: Visitor) -> None:
    for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "PROPFIND"):
        answer = client.request(method, f"/api/conversations/{visitor.id}/messages", headers=visitor.headers)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST"), method
        assert answer.headers["content-type"] == MEDIA_TYPE


def test_browsers_may_ask_before_calling_from_another_site(client: TestClient) -> None:
    asked = {
        "Origin": "https://shop.example",
        "Access-Control-Request-Headers": "authorization,content-type,last-event-id",
    }
    for method, status in {"GET": 200, "POST": 200, "PATCH": 200, "DELETE": 400}.items():
        headers = asked | {"Access-Control-Request-Method": method}
        assert client.options("/api/conversations/x/messages", headers=headers).status_code == status, method
