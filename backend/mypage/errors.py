"""Errors on My Page are pages too: calm words and a way on, instead of JSON."""

from fastapi import Request
from starlette.responses import Response

from backend.container import Container
from backend.core.problems import Problem, Show
from backend.mypage import pages
from backend.mypage.access import SignInNeeded, sign_in_address

# Everything else is read by programs.
_PAGES = ("/mypage", "/sign-in", "/sign-out", "/sign-up", "/password-reset", "/email-change", "/contact")


def shown_as_page(services: Container) -> Show:
    """For `problems.install`."""

    def show(request: Request, problem: Problem) -> Response | None:
        if not request.url.path.startswith(_PAGES):
            return None
        if isinstance(problem, SignInNeeded):
            return pages.go_to(services, sign_in_address(request))
        if problem.status >= 500:
            # The database may be what is down, and the usual surroundings need it.
            return pages.bare_error(services, problem.status)
        detail = "ページが見つかりませんでした。" if problem.status == 404 else problem.detail
        return pages.page(request, services, "error.html", status=problem.status, detail=detail)

    return show
