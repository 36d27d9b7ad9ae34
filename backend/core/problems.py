"""Errors as RFC 9457 problem details, one shape for every route."""

from collections.abc import Callable, Mapping
from http import HTTPMethod, HTTPStatus
from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

MEDIA_TYPE = "application/problem+json"
# A body is larger than any may be; a field is longer than that field may be.
TOO_LARGE = "送信された内容が大きすぎます。"
TOO_LONG = "送信された内容が長すぎます。"


class Problem(Exception):  # noqa: N818 - the RFC's own word
    """Raised by doors and services; becomes the answer.

    `code` is for programs and stays the same; `detail` is Japanese and can be shown to people.
    """

    def __init__(
        self, status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **extra: Any
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers
        self.extra = extra


class ProblemDetails(BaseModel):
    """The body of every error (RFC 9457). Some have more in it, such as `fields`, the names of what is invalid."""

    model_config = ConfigDict(title="Problem", extra="allow")

    type: Literal["about:blank"]
    title: Annotated[str, Field(description="The status in words")]
    status: Annotated[int, Field(ge=400, le=599)]
    code: Annotated[str, Field(description="What happened, for programs; it stays the same", pattern="^[a-z_]+$")]
    detail: Annotated[str, Field(description="What happened, in Japanese, fit to be shown to people")]


def problem_response(
    status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **extra: Any
) -> JSONResponse:
    title = HTTPStatus(status).phrase
    body = ProblemDetails(type="about:blank", title=title, status=status, code=code, detail=detail, **extra)
    return JSONResponse(body.model_dump(), status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


_DETAILS = {
    401: ("unauthorized", "認証が必要です。"),
    403: ("forbidden", "この操作はできません。"),
    404: ("not_found", "見つかりませんでした。"),
    405: ("method_not_allowed", "この方法では呼び出せません。"),
    413: ("too_large", TOO_LARGE),
    415: ("unsupported_media_type", "JSON 形式で送信してください。"),
    429: ("too_many_requests", "回数が多すぎます。しばらくしてからもう一度お試しください。"),
}


# Shows a problem in another way than as JSON, where the request wants that; None where it doesn't.
Show = Callable[[Request, Problem], Response | None]


async def answered(request: Request, problem: Problem, show: Show | None) -> Response:
    """The answer that tells of a problem, shown in the way this request wants."""
    shown = None if show is None else await to_thread.run_sync(show, request, problem)
    return shown or problem_response(
        problem.status, problem.code, problem.detail, headers=problem.headers, **problem.extra
    )


def install(app: FastAPI, show: Show | None = None) -> None:
    """Make every error of the app a problem. None echoes its input: that may hold a secret or break JSON."""

    async def answer(request: Request, problem: Problem) -> Response:
        return await answered(request, problem, show)

    @app.exception_handler(Problem)
    async def _problem(request: Request, error: Problem) -> Response:
        return await answer(request, error)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        return await answer(request, _of_invalid(error))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        code, detail = _DETAILS.get(error.status_code, ("error", "処理できませんでした。"))
        headers = {"Allow": _allowed(request)} if error.status_code == 405 else error.headers
        return await answer(request, Problem(error.status_code, code, detail, headers=headers))

    @app.exception_handler(Exception)
    async def _unexpected(request: Request, _error: Exception) -> Response:
        detail = "エラーが発生しました。時間をおいてもう一度お試しください。"
        return await answer(request, Problem(500, "internal_error", detail))


def _of_invalid(error: RequestValidationError) -> Problem:
    if any(found["type"] == "json_invalid" for found in error.errors()):
        return Problem(400, "json_invalid", "JSON として読み取れませんでした。")
    fields = [".".join(str(part) for part in found["loc"]) for found in error.errors()]
    is_too_long = all(found["type"] == "string_too_long" for found in error.errors())
    detail = TOO_LONG if is_too_long else "送信された内容に誤りがあります。"
    return Problem(422, "invalid", detail, fields=_encodable(fields))


def _allowed(request: Request) -> str:
    """Every method at this address (RFC 9110, 10.2.1); the framework names those of the first route there only."""
    routes = request.app.routes
    scopes = {method: {**request.scope, "method": method} for method in sorted(HTTPMethod)}
    return ", ".join(
        method for method, scope in scopes.items() if any(route.matches(scope)[0] is Match.FULL for route in routes)
    )


def _encodable(fields: list[str]) -> list[str]:
    """A field's name comes from the client and can hold lone surrogates."""
    return [field.encode("utf-8", "replace").decode()[:100] for field in fields]
