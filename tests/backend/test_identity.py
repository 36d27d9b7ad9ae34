"""Who a visitor is: by a code that was sent, or by a token of the shop's own site."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import jwt
import pytest
from fastapi.testclient import TestClient

from backend.app import public_app
from backend.composition import build_container
from backend.container import Container
from backend.core.clock import FixedClock
from tests.backend.conftest import Visitor, login_id_of, mailbox, newest_code
from tests.backend.fake_bot import FakeBot


def reference_of(bot: FakeBot) -> str:
    return str(bot.asked[-1]["conversation"])


def test_a_code_identifies_and_the_bot_goes_on(visitor: Visitor, bot: FakeBot, client: TestClient) -> None:
    bot.says("ご本人確認ができました。", topic="account/order_status")
    answer = visitor.identify(login_id_of(client, "paid_end"))
    assert answer.status_code == 200
    body = answer.json()
    assert body["verified"] is True
    assert [m["text"] for m in body["messages"]] == ["ご本人確認ができました。"]
    assert bot.asked[-1]["message"] == {"kind": "event", "name": "identity_confirmed"}
    assert body["identified_until"] == "2026-07-15T10:15:00+09:00"


def test_the_code_is_nowhere_but_in_the_mailbox(visitor: Visitor, bot: FakeBot, client: TestClient) -> None:
    code = visitor.code(login_id_of(client, "paid_end"))
    visitor.post("/identity/confirm", code=code)
    assert code not in str(bot.asked)
    assert code not in visitor.get("/messages").text


def test_known_and_unknown_login_ids_get_the_same_words(visitor: Visitor, client: TestClient) -> None:
    known = visitor.post("/identity/start", login_id=login_id_of(client, "paid_end"))
    unknown = visitor.post("/identity/start", login_id="nobody-at-all")
    withdrawn = visitor.post("/identity/start", login_id=login_id_of(client, "withdrawn"))
    assert known.status_code == unknown.status_code == withdrawn.status_code == 202
    assert known.text == unknown.text == withdrawn.text
    wrong = visitor.post("/identity/confirm", code="000000")
    assert wrong.status_code == 422
    assert mailbox(client, login_id_of(client, "withdrawn")) == []


def test_a_full_width_code_with_blanks_is_read(visitor: Visitor, client: TestClient) -> None:
    code = visitor.code(login_id_of(client, "plain"))
    typed = " ".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert visitor.post("/identity/confirm", code=typed).status_code == 200


def test_a_code_works_once(visitor: Visitor, client: TestClient) -> None:
    code = visitor.code(login_id_of(client, "plain"))
    assert visitor.post("/identity/confirm", code=code).status_code == 200
    assert visitor.post("/identity/confirm", code=code).status_code == 422


def test_a_code_works_once_under_simultaneous_requests(visitor: Visitor, client: TestClient) -> None:
    code = visitor.code(login_id_of(client, "plain"))
    start = threading.Barrier(4)

    def confirm() -> int:
        start.wait(10)
        return int(visitor.post("/identity/confirm", code=code).status_code)

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(post.result() for post in [pool.submit(confirm) for _ in range(4)])
    assert statuses == [200, 422, 422, 422]


def test_only_the_newest_code_works(visitor: Visitor, client: TestClient) -> None:
    login_id = login_id_of(client, "plain")
    old = visitor.code(login_id)
    new = visitor.code(login_id)
    if old != new:
        assert visitor.post("/identity/confirm", code=old).status_code == 422
    assert visitor.post("/identity/confirm", code=new).status_code == 200


def test_a_code_is_good_for_ten_minutes(visitor: Visitor, client: TestClient, clock: FixedClock) -> None:
    code = visitor.code(login_id_of(client, "plain"))
    clock.advance(timedelta(minutes=10))
    assert visitor.post("/identity/confirm", code=code).status_code == 422


def test_a_code_belongs_to_its_conversation(visitor: Visitor, client: TestClient) -> None:
    code = visitor.code(login_id_of(client, "plain"))
    other = Visitor(client)
    assert other.post("/identity/confirm", code=code).status_code == 422
    assert visitor.post("/identity/confirm", code=code).status_code == 200


def test_five_tries(visitor: Visitor, client: TestClient) -> None:
    code = visitor.code(login_id_of(client, "plain"))
    wrong = "000000" if code != "000000" else "111111"
    assert [visitor.post("/identity/confirm", code=wrong).status_code for _ in range(5)] == [422] * 5
    refused = visitor.post("/identity/confirm", code=code)
    assert (refused.status_code, refused.json()["code"]) == (429, "code_tries_used_up")
    assert visitor.identify(login_id_of(client, "plain")).status_code == 200


def test_codes_cannot_be_guessed_all_day(client: TestClient, container: Container) -> None:
    """New codes and new conversations are no new tries; and nothing tells that there is somebody to guess for."""
    login_id = login_id_of(client, "plain")
    limit = int(container.settings.wrong_codes_per_account.split("/")[0])
    first = Visitor(client)
    right = first.code(login_id)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(limit // container.settings.code_tries):
        guessing = Visitor(client)
        guessing.post("/identity/start", login_id=login_id)
        answers = [guessing.post("/identity/confirm", code=wrong) for _ in range(container.settings.code_tries)]
        assert {answer.status_code for answer in answers} == {422}
    sent = len(mailbox(client, login_id))

    assert first.post("/identity/confirm", code=right).json() == answers[0].json()
    assert Visitor(client).post("/identity/start", login_id=login_id).status_code == 202
    assert len(mailbox(client, login_id)) == sent
    assert Visitor(client).identify("sakura.ito").status_code == 200


def test_right_codes_are_no_guesses(client: TestClient, container: Container) -> None:
    limited = container.settings.model_copy(update={"wrong_codes_per_account": "1/day"})
    with TestClient(public_app(build_container(limited, container.clock)), client=("127.0.0.1", 50000)) as other:
        assert [Visitor(other).identify("sakura.ito").status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("code", ["12345", "1234567", "abcdef", "１２３", "0" * 40, "\x00"])
def test_odd_codes_are_wrong_codes(visitor: Visitor, client: TestClient, code: str) -> None:
    visitor.code(login_id_of(client, "plain"))
    assert visitor.post("/identity/confirm", code=code).status_code == 422


def test_codes_per_account_are_limited_without_a_word(client: TestClient, container: Container) -> None:
    login_id = login_id_of(client, "plain")
    limit = int(container.settings.codes_per_account.split("/")[0])
    for _ in range(limit + 2):
        assert Visitor(client).post("/identity/start", login_id=login_id).status_code == 202
    assert len(mailbox(client, login_id)) == limit


def test_a_start_over_the_limit_leaves_the_code_alone(
    visitor: Visitor, client: TestClient, container: Container
) -> None:
    limit = int(container.settings.codes_per_conversation.split("/")[0])
    codes = [visitor.code(login_id_of(client, "plain")) for _ in range(limit)]
    assert visitor.post("/identity/start", login_id=login_id_of(client, "plain")).status_code == 202
    assert visitor.post("/identity/confirm", code=codes[-1]).status_code == 200


def test_a_member_with_a_phone_gets_an_sms(client: TestClient) -> None:
    sent = []
    for member in client.get("/demo/members").json()["members"]:
        if member["case"] == "withdrawn":
            continue
        Visitor(client).post("/identity/start", login_id=member["login_id"])
        sent.append(mailbox(client, member["login_id"])[0]["channel"])
    assert set(sent) == {"mail", "sms"}


def test_a_bare_code_in_the_chat_is_masked(visitor: Visitor, client: TestClient, bot: FakeBot) -> None:
    code = visitor.code(login_id_of(client, "plain"))
    (notice,) = visitor.says(code)
    assert notice["author"] == "system"
    assert notice["card"] == {"type": "sign_in", "step": "code"}
    assert bot.asked == []
    assert code not in visitor.get("/messages").text
    assert visitor.post("/identity/confirm", code=code).status_code == 200
    visitor.says("123456")
    assert bot.texts == ["123456"]


@pytest.mark.parametrize("said", ["コードは{}です", "認証コード：{} で届きました", "１２３　コード　{}"])
def test_a_code_named_in_a_sentence_is_masked(visitor: Visitor, client: TestClient, bot: FakeBot, said: str) -> None:
    code = visitor.code(login_id_of(client, "plain"))
    (notice,) = visitor.says(said.format(code))
    assert notice["author"] == "system"
    assert bot.asked == []
    assert code not in visitor.get("/messages").text


def test_other_words_are_not_masked_while_a_code_is_outstanding(
    visitor: Visitor, client: TestClient, bot: FakeBot
) -> None:
    visitor.code(login_id_of(client, "plain"))
    for text in ("コードが届きません", "TKT-000123 は？", "コードを3回入れました", "ORD-2026-000123"):
        visitor.says(text)
        assert bot.texts[-1] == text


IDENTIFIED: list[tuple[str, Callable[[FixedClock, Visitor], object], bool]] = [
    ("at once", lambda clock, visitor: None, True),
    ("14 minutes later", lambda clock, visitor: clock.advance(timedelta(minutes=14)), True),
    ("after 15 idle minutes", lambda clock, visitor: clock.advance(timedelta(minutes=15)), False),
    ("ended", lambda clock, visitor: visitor.patch(ended=True), False),
]


@pytest.mark.parametrize(("_name", "passes", "is_known"), IDENTIFIED, ids=[row[0] for row in IDENTIFIED])
def test_how_long_an_identity_holds(
    visitor: Visitor,
    client: TestClient,
    internal: TestClient,
    bot: FakeBot,
    clock: FixedClock,
    _name: str,
    passes: Callable[[FixedClock, Visitor], object],
    is_known: bool,
) -> None:
    visitor.identify(login_id_of(client, "paid_end"))
    passes(clock, visitor)
    orders = internal.get(f"/internal/conversations/{reference_of(bot)}/orders").json()
    assert orders["identified"] is is_known
    assert ("orders" in orders) is is_known


def test_at_most_an_hour_however_busy(
    visitor: Visitor, client: TestClient, internal: TestClient, bot: FakeBot, clock: FixedClock
) -> None:
    visitor.identify(login_id_of(client, "paid_end"))
    known = []
    for _ in range(7):
        clock.advance(timedelta(minutes=10))
        visitor.says("まだいます")
        known.append(internal.get(f"/internal/conversations/{reference_of(bot)}/orders").json()["identified"])
    assert known == [True] * 5 + [False] * 2


def test_a_lapsed_identity_does_not_come_back(
    visitor: Visitor, client: TestClient, internal: TestClient, bot: FakeBot, clock: FixedClock
) -> None:
    visitor.identify(login_id_of(client, "paid_end"))
    clock.advance(timedelta(minutes=16))
    visitor.says("もしもし")
    assert internal.get(f"/internal/conversations/{reference_of(bot)}/orders").json() == {"identified": False}
    assert visitor.get("/messages").json()["identified_until"] is None


def _token(container: Container, clock: FixedClock, login_id: str, **changes: Any) -> str:
    secret = container.settings.identity_token_secret
    assert secret is not None
    claims = {"sub": login_id, "aud": "madoguchi", "exp": int(clock.now().timestamp()) + 300, "jti": "once"} | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(claims, secret.get_secret_value(), algorithm="HS256")


def test_an_identity_token_opens_as_its_member(
    client: TestClient, container: Container, clock: FixedClock, internal: TestClient, bot: FakeBot
) -> None:
    token = _token(container, clock, login_id_of(client, "paid_end"))
    visitor = Visitor(client, identity_token=token)
    visitor.says("注文は？")
    assert internal.get(f"/internal/conversations/{reference_of(bot)}/orders").json()["identified"] is True
    assert client.post("/api/conversations", json={"identity_token": token}).status_code == 401


@pytest.mark.parametrize(
    "changes",
    [{"aud": "other"}, {"exp": 0}, {"exp": 99999999999}, {"jti": None}, {"sub": None}, {"sub": "nobody"}, {"jti": ""}],
)
def test_identity_tokens_that_do_not_fit(
    client: TestClient, container: Container, clock: FixedClock, changes: dict[str, Any]
) -> None:
    token = _token(container, clock, login_id_of(client, "plain"), **changes)
    answer = client.post("/api/conversations", json={"identity_token": token})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


def test_identity_tokens_of_another_making(client: TestClient, clock: FixedClock) -> None:
    claims = {"sub": "x", "aud": "madoguchi", "exp": int(clock.now().timestamp()) + 60, "jti": "1"}
    unsigned = jwt.encode(claims, None, algorithm="none")
    strange = jwt.encode(claims, "another-secret-0123456789abcdef0123", algorithm="HS256")
    for token in (unsigned, strange, "x", "a.b.c", ""):
        assert client.post("/api/conversations", json={"identity_token": token}).status_code == 401


def test_the_mailbox_shows_the_newest_first(visitor: Visitor, client: TestClient) -> None:
    login_id = login_id_of(client, "plain")
    visitor.code(login_id)
    newest = visitor.code(login_id)
    assert newest_code(client, login_id) == newest
