"""`python -m backend.staff.create`: the first admin, and the way back in for the last one."""

import pytest
from fastapi.testclient import TestClient

from backend.audit.actions import Action
from backend.audit.models import Actor
from backend.container import Container
from backend.staff import create
from backend.staff.models import Role
from tests.backend.conftest import mailbox
from tests.backend.desk import ADMIN
from tests.backend.pages import Browser
from tests.backend.staff_signing_in import change, newest_act, person

FIRST = ["first.admin", "--name", "高橋 真", "--email", "first@desk.example", "--role", "admin"]


def run(container: Container, arguments: list[str]) -> str:
    return create.invite(container, create._parser().parse_args(arguments))


def test_the_first_admin_gets_a_link(container: Container, client: TestClient) -> None:
    link = run(container, FIRST)

    made = person(container, "first.admin")
    assert (made.role, made.display_name, made.password_hash) == (Role.ADMIN, "高橋 真", None)
    assert link.startswith(f"{container.settings.base_url}/console/invitation/")
    assert Browser(client, container).get(link.removeprefix(container.settings.base_url)).status == 200
    written = newest_act(container)
    assert (written.action, written.actor, written.actor_id) == (Action.STAFF_INVITED, Actor.SYSTEM, None)
    # The link is on the screen of whoever runs the server, and nowhere else.
    assert mailbox(client, "first@desk.example") == []


def test_who_is_there_already_is_let_in_again(container: Container) -> None:
    change(container, ADMIN, locked_at=container.clock.now(), failed_sign_ins=10)
    run(container, [ADMIN, "--reset-second-factor"])

    found = person(container, ADMIN)
    assert (found.locked_at, found.enrolled_at, found.failed_sign_ins) == (None, None, 0)


@pytest.mark.parametrize(
    "arguments",
    [["new.agent"], ["new.agent", "--name", "新井"], ["新井", "--name", "新井", "--email", "a@desk.example"]],
)
def test_somebody_new_must_be_described(container: Container, arguments: list[str]) -> None:
    with pytest.raises(ValueError, match=r"login id|needs"):
        run(container, arguments)


def test_a_mail_address_must_be_one(container: Container) -> None:
    with pytest.raises(ValueError, match="メールアドレス"):
        run(container, ["new.agent", "--name", "新井", "--email", "none"])


def test_who_has_left_is_not_invited(container: Container) -> None:
    change(container, ADMIN, disabled_at=container.clock.now())

    with pytest.raises(ValueError, match="disabled"):
        run(container, [ADMIN])


def test_it_says_what_is_wrong_and_prints_the_link(
    container: Container, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(create, "Settings", lambda: container.settings)

    assert create.main(["new.agent"]) == 2
    assert "--name" in capsys.readouterr().err
    assert create.main(FIRST) == 0
    assert "/console/invitation/" in capsys.readouterr().out
