"""Errors as RFC 9457 problem details, one shape for every route."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"


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


def problem_response(
    status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **extra: Any
) -> JSONResponse:
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "code": code, "detail": detail}
    return JSONResponse(body | extra, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


_DETAILS = {
    401: ("unauthorized", "認証が必要です。"),
    403: ("forbidden", "この操作はできません。"),
    404: ("not_found", "見つかりませんでした。"),
    405: ("method_not_allowed", "この方法では呼び出せません。"),
    413: ("too_large", "送信された内容が大きすぎます。"),
    415: ("unsupported_media_type", "JSON 形式で送信してください。"),
    429: ("too_many_requests", "回数が多すぎます。しばらくしてからもう一度お試しください。"),
}


def install(app: FastAPI) -> None:
    """Make every error of the app a problem. None echoes its input: that may hold a secret or break JSON."""

    @app.exception_handler(Problem)
    async def _problem(_request: Request, error: Problem) -> JSONResponse:
        return problem_response(error.status, error.code, error.detail, headers=error.headers, **error.extra)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        if any(found["type"] == "json_invalid" for found in error.errors()):
            return problem_response(400, "json_invalid", "JSON として読み取れませんでした。")
        fields = [".".join(str(part) for part in found["loc"]) for found in error.errors()]
        return problem_response(422, "invalid", "送信された内容に誤りがあります。", fields=_encodable(fields))

    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException) -> JSONResponse:
        code, detail = _DETAILS.get(error.status_code, ("error", "処理できませんでした。"))
        return problem_response(error.status_code, code, detail, headers=error.headers)

    @app.exception_handler(Exception)
    async def _unexpected(_request: Request, _error: Exception) -> JSONResponse:
        return problem_response(500, "internal_error", "エラーが発生しました。時間をおいてもう一度お試しください。")


def _encodable(fields: list[str]) -> list[str]:
    """A field's name comes from the client and can hold lone surrogates."""
    return [field.encode("utf-8", "replace").decode()[:100] for field in fields]
