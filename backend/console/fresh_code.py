"""The code that is asked for again before something weighty: whoever came by a session alone has none."""

from typing import Annotated, Final

from pydantic import Field

from backend.console.schemas import Input
from backend.container import Container
from backend.core.problems import Problem

LONGEST: Final = 40

Code = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST,
        description="Of the caller's own app, or one of their backup codes. Good once; a call that is refused for "
        "another reason uses none up",
        examples=["123456"],
    ),
]


class FreshCode(Input):
    code: Code


class CodeWrong(Problem):
    """422: neither the app's code of this moment nor a backup code, or used before."""

    def __init__(self) -> None:
        super().__init__(
            422,
            "code_wrong",
            "認証コードが正しくないか、すでに使われています。認証アプリに新しいコードが表示されてから、入力してください。",
        )


def may_try(services: Container, staff_id: int) -> bool:
    """Count a code before it is looked at."""
    return services.limiter.allows(services.settings.staff_code_checks, *_key(staff_id))


def count(services: Container, staff_id: int) -> None:
    """The same; raises the 429 problem where there were too many."""
    services.limiter.check(services.settings.staff_code_checks, *_key(staff_id))


def _key(staff_id: int) -> tuple[str, str]:
    return "staff-code-checks", str(staff_id)
