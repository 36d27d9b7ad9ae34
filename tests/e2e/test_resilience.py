"""A part is killed in mid-conversation: a calm reply in time, nothing lost, and it works again by itself."""

import os
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from tests.e2e.conftest import ROOT, Member, Product, healthy, login_id_of, until

pytestmark = pytest.mark.e2e

CALM_SECONDS = 10


@pytest.fixture(autouse=True)
def _whole_again(product: Product) -> None:
    """What the test before has killed is back."""
    until(lambda: healthy(product))


@pytest.mark.parametrize("words", ["rasa run", "rasa_sdk"])
def test_a_part_that_dies_is_missed_calmly_and_comes_back(product: Product, words: str) -> None:
    member = Member(product)
    backend = product.child("-m backend")
    product.child(words).kill()
    before = time.monotonic()
    (reply,) = member.says("注文状況を調べて")
    assert time.monotonic() - before < CALM_SECONDS
    assert (reply["author"], reply["topic"]) == ("system", None)
    until(lambda: healthy(product))
    assert backend.is_running()
    assert member.says("注文状況を調べて")[0]["topic"] == "account/order_status"
    texts = [m["text"] for m in member.http.get(f"/api/conversations/{member.id}/messages").json()["messages"]]
    assert texts.count("注文状況を調べて") == 2


def test_a_hanging_action_server_is_missed_calmly(product: Product) -> None:
    member = Member(product)
    actions = product.child("rasa_sdk")
    actions.send_signal(signal.SIGSTOP)
    try:
        before = time.monotonic()
        (reply,) = member.says("注文状況を調べて")
        assert time.monotonic() - before < CALM_SECONDS
        assert reply["author"] == "system"
        assert member.says("バックアップコードとは")[0]["topic"] == "faq/backup_codes"
    finally:
        actions.send_signal(signal.SIGCONT)
    assert member.says("注文状況を調べて")[0]["topic"] == "account/order_status"


def test_sixty_account_turns_at_once(product: Product) -> None:
    members = [Member(product) for _ in range(60)]
    with ThreadPoolExecutor(60) as pool:
        answers = list(pool.map(lambda member: member.says("自分の契約の状態を調べてほしい"), members))
    assert all([reply["topic"] for reply in answer] == ["account/contracts"] for answer in answers)


def test_sixty_identified_turns_at_once(product: Product) -> None:
    login_ids = [login_id_of(product, case) for case in ("in_use", "paid_20", "paid_end")]
    members = []
    for login_id in login_ids:
        member = Member(product)
        member.identify(login_id)
        members.append(member)
    with ThreadPoolExecutor(60) as pool:
        texts = [pool.submit(members[i % 3].says, "FJcloud-Vの2026年4月分はいつ払う？") for i in range(60)]
        answers = [text.result() for text in texts]
    said = [reply for answer in answers for reply in answer]
    assert said
    assert all(reply["author"] == "bot" for reply in said)


def test_only_the_backend_can_be_reached_from_elsewhere(product: Product) -> None:
    """Here even the backend is on loopback; what matters is that nothing listens on all addresses."""
    listening = [
        connection.laddr
        for process in psutil.Process(product.process.pid).children(recursive=True)
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert len(listening) >= 4
    assert {address.ip for address in listening} == {"127.0.0.1"}


def test_two_copies_have_ports_of_their_own(product: Product) -> None:
    """Starting a second one on the same port is refused in words, and harms nothing."""
    second = subprocess.run(
        ["ops/up"],
        check=False,
        cwd=ROOT,
        env=os.environ | {"PORT": str(product.port)},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert second.returncode == 1
    assert "in use" in second.stderr
    assert healthy(product)
