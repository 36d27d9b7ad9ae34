"""Errors on the console's pages are pages too; those of `/console/api` are for its scripts and stay JSON."""

from fastapi import Request
from starlette.responses import Response

from backend.console import cookies, pages
from backend.console.access import StaffSignInNeeded, look_in_thread
from backend.container import Container
from backend.core.problems import Problem, Show
from backend.pages.csrf import CsrfProblem

_SIGN_IN_ENDED = "ログインの有効期限が切れたため、送信された内容は保存されていません。もう一度ログインしてください。"
_API = f"{cookies.PATH}/api"


def shown_as_page(services: Container, otherwise: Show) -> Show:
    """For `problems.install` and `BodyLimit`; `otherwise` shows what is not about the console."""

    def show(request: Request, problem: Problem) -> Response | None:
        path = request.url.path
        if not _is_below(path, cookies.PATH):
            return otherwise(request, problem)
        if _is_below(path, _API):
            return None
        return _page(request, services, problem)

    return show


def _page(request: Request, services: Container, problem: Problem) -> Response:
    is_looked_at = request.method in {"GET", "HEAD"}
    if isinstance(problem, StaffSignInNeeded):
        return pages.go_to(services, "/console/sign-in", notice=None if is_looked_at else _SIGN_IN_ENDED)
    if problem.status >= 500:
        return pages.bare_error(services, problem.status)
    look_in_thread(request, services)
    answer = pages.page(
        request, services, "console_error.html", status=problem.status, lines=_lines(problem, is_looked_at=is_looked_at)
    )
    answer.headers.update(problem.headers or {})
    return answer


def _lines(problem: Problem, *, is_looked_at: bool) -> list[str]:
    if problem.status == 404:
        return ["ページが見つかりませんでした。", "アドレスに間違いがないか、ご確認ください。"]
    if is_looked_at:
        return [problem.detail]
    advice = (
        "ページを開き直して、もう一度入力してください。"
        if isinstance(problem, CsrfProblem)
        else "前の画面に戻って、もう一度お試しください。"
    )
    return [problem.detail, "入力された内容は保存されていません。", advice]


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")
