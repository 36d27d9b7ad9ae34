"""Errors on My Page are pages too: calm words and a way on, instead of JSON."""

from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from backend.container import Container
from backend.core.problems import TOO_LARGE, TOO_LONG, Problem, Show
from backend.mypage import pages
from backend.mypage.access import SignInNeeded, look_in_thread, page_of, sign_in_address
from backend.pages.csrf import CsrfProblem

# Only people ask for these, whatever their browser says it takes.
_PAGES = ("/mypage", "/sign-in", "/sign-out", "/sign-up", "/password-reset", "/email-change", "/contact")
# Only programs ask for these; what is left is a page for whoever asks for one.
_PROGRAMS = ("/api", "/console/api", "/internal", "/demo", "/static", "/widget.js")
_SIGN_IN_ENDED = "ログインの有効期限が切れたため、送信された内容は保存されていません。もう一度ログインしてください。"


@dataclass(frozen=True)
class _Words:
    """What a page says of a problem. `way_back` names the link to the page the form was on."""

    title: str
    lines: tuple[str, ...]
    way_back: str | None = None


def shown_as_page(services: Container) -> Show:
    """For `problems.install` and `BodyLimit`."""

    def show(request: Request, problem: Problem) -> Response | None:
        if not _wants_page(request):
            return None
        if isinstance(problem, SignInNeeded):
            notice = None if _is_looked_at(request) else _SIGN_IN_ENDED
            return pages.go_to(services, sign_in_address(request), notice=notice)
        if problem.status >= 500:
            # The database may be what is down, and the usual surroundings need it.
            return pages.bare_error(services, problem.status)
        look_in_thread(request, services)
        words = _words(request, problem)
        back = page_of(request) if words.way_back else None
        answer = pages.page(request, services, "error.html", status=problem.status, words=words, back=back)
        answer.headers.update(problem.headers or {})
        return answer

    return show


def _wants_page(request: Request) -> bool:
    path = request.url.path
    if path.startswith(_PAGES):
        return True
    return "text/html" in request.headers.get("accept", "") and not path.startswith(_PROGRAMS)


def _is_looked_at(request: Request) -> bool:
    return request.method in {"GET", "HEAD"}


def _words(request: Request, problem: Problem) -> _Words:
    if problem.status == 404:
        return _Words(
            "ページを表示できませんでした",
            ("ページが見つかりませんでした。", "アドレスに間違いがないか、ご確認ください。"),
        )
    if _is_looked_at(request):
        return _Words("ページを表示できませんでした", (problem.detail,))
    unsaved = "入力された内容は保存されていません。"
    advice = "前の画面に戻って、もう一度お試しください。"
    if isinstance(problem, CsrfProblem):
        advice = "お手数ですが、ページを開き直して、もう一度入力してください。"
    elif problem.detail in {TOO_LARGE, TOO_LONG}:
        advice = "前の画面に戻って、入力を短くしてください。"
    return _Words("送信できませんでした", (problem.detail, unsaved, advice), "前の画面を開き直す")
