"""`python -m backend.staff.create LOGIN_ID --name … --email … --role admin`: prints an invitation's link.

For the first admin, whom nobody can invite yet, and for when no admin can sign in any more: somebody who is there
already is unlocked and gets a link to set another password; `--reset-second-factor` is for who has lost that one, too.
"""

import argparse
import re
import sys
from collections.abc import Sequence

from backend.composition import build_container
from backend.container import Container
from backend.core.settings import Settings
from backend.members import contact_details
from backend.staff import service as staff
from backend.staff.accounts import LOGIN_ID, By, NewColleague
from backend.staff.models import Role


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0, or 2 for arguments that won't do."""
    given = _parser().parse_args(arguments)
    container = build_container(Settings())
    try:
        print(invite(container, given))
    except (ValueError, contact_details.Unusable) as error:
        print(error, file=sys.stderr)
        return 2
    finally:
        container.database.dispose()
    return 0


def invite(container: Container, given: argparse.Namespace) -> str:
    """The link. Raises `ValueError` for somebody who is new but not described, and for somebody who is disabled."""
    with container.database.unit_of_work() as session:
        person = staff.find(session, given.login_id)
        if person is None:
            if not given.name or not given.email:
                raise ValueError("somebody new needs --name and --email")
            if not re.fullmatch(LOGIN_ID, given.login_id):
                raise ValueError("a login id is 3 to 254 letters, digits and . _ @ + -")
            colleague = NewColleague(
                login_id=given.login_id,
                name=given.name,
                display_name=given.display_name or given.name,
                email=contact_details.email(given.email),
                role=Role(given.role),
            )
            person = container.staff_accounts.add(session, colleague, By(None))
        elif person.disabled_at is not None:
            raise ValueError(f"{person.login_id} is disabled")
        if person.locked_at is not None:
            container.staff_accounts.unlock(session, person.id, By(None))
        if given.reset_second_factor:
            container.staff_accounts.reset_second_factor(session, person.id, By(None))
        return container.staff_invitations.issue(session, person)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m backend.staff.create", description="Print an invitation's link.")
    parser.add_argument("login_id")
    parser.add_argument("--name", help="what colleagues see")
    parser.add_argument("--display-name", help="what members see; the name, if left out")
    parser.add_argument("--email")
    parser.add_argument("--role", choices=[role.value for role in Role], default=Role.AGENT.value)
    parser.add_argument("--reset-second-factor", action="store_true", help="for who has lost app and backup codes")
    return parser


if __name__ == "__main__":
    sys.exit(main())
