"""Makes the OpenAPI description say which errors each route gives, and how to prove who is asking.

For a new route:

- Errors that the framework or a middleware gives are described by `install`: 400 and 413 (bodies), 422 (parameters and
  bodies that can be invalid), 401 (routes with a security scheme), 403 (header `X-CSRF-Token`). Name none of these.
- All others the route names itself, `@router.get("/{number}", responses=problems(404, 409))`: those that it can give,
  and no more. A 401 or 422 that it raises itself is named likewise, where there is none by the first rule.
- Who is asking is proven by a scheme below, which the dependencies that look at the proof take: `Bearer` of
  conversations/access.py, for `/api/me/…` `Member` of mypage/access.py, for `/console/api/…` `Staff` or `Admin` of
  console/access.py. These raise the 401; `Admin` a 403 as well, which a GET route names.
- What stands in a path is a `PathText`, so that nothing reaches the database that it cannot hold.

tests/backend/test_openapi.py calls every route that is described, and fails for an answer that is not.
"""

from collections.abc import Iterator
from http import HTTPMethod, HTTPStatus
from typing import Annotated, Any

from fastapi import FastAPI, Path
from fastapi.security import APIKeyCookie, HTTPBearer

from backend.core.problems import MEDIA_TYPE, ProblemDetails

Responses = dict[int | str, dict[str, Any]]

# Text without control characters: PostgreSQL keeps no NUL, and nothing that we name holds any other.
PLAIN_TEXT = r"^[^\x00-\x1f\x7f]+$"
PathText = Annotated[str, Path(max_length=100, pattern=PLAIN_TEXT)]

conversation_bearer = HTTPBearer(
    scheme_name="conversation",
    description="The `token` that opening a conversation answered, once. It opens that conversation and no other.",
    auto_error=False,
)
internal_bearer = HTTPBearer(
    scheme_name="internal", description="The secret that the actions share with the backend.", auto_error=False
)
session_cookie = APIKeyCookie(
    name="madoguchi_session",
    scheme_name="session",
    description=(
        "Set by signing in on the shop's pages. Over https its name is `__Host-madoguchi_session`. "
        "What changes something needs the header `X-CSRF-Token` as well."
    ),
    auto_error=False,
)
staff_cookie = APIKeyCookie(
    name="madoguchi_staff",
    scheme_name="staff",
    description=(
        "Set by signing in to the console, with both factors. Over https its name is `__Secure-madoguchi_staff`. "
        "What changes something needs the header `X-CSRF-Token` as well."
    ),
    auto_error=False,
)

_SCHEMA = {"$ref": "#/components/schemas/Problem"}
_DESCRIPTIONS = {
    400: "The body is not JSON.",
    401: "It is not proven who is asking, or the proof is good no more.",
    403: "Whoever is asking may not do this.",
    404: "There is no such thing, or it is somebody else's.",
    409: "This cannot be done in the state that things are in; `code` says why.",
    413: "The body is too large.",
    422: "Something sent is invalid. `code` is `invalid`, and `fields` names the parts, or it says what is wrong.",
    429: "Too often in a short time.",
    503: "Something that this needs does not answer at the moment.",
}
_BEARER_HEADERS = {
    "WWW-Authenticate": {
        "description": "How to prove it (RFC 6750).",
        "required": True,
        "schema": {"type": "string", "const": "Bearer"},
    }
}
_HEADERS: dict[int, dict[str, Any]] = {
    429: {
        "Retry-After": {
            "description": "Seconds after which it may work again. Missing where waiting does not help.",
            "schema": {"type": "integer", "minimum": 1},
        }
    },
}


def problems(*statuses: int) -> Responses:
    """`responses=` of a route that can give these errors, each with the one shape (RFC 9457)."""
    return {status: _described(status) for status in statuses}


def _described(status: int, headers: dict[str, Any] | None = None) -> dict[str, Any]:
    described = {
        "description": _DESCRIPTIONS.get(status, HTTPStatus(status).phrase),
        "content": {MEDIA_TYPE: {"schema": _SCHEMA}},
    }
    headers = headers or _HEADERS.get(status)
    return described | {"headers": headers} if headers else described


def install(app: FastAPI) -> None:
    """Let `app.openapi()` describe the errors that routes don't name themselves."""
    generate = app.openapi
    told: dict[str, Any] | None = None

    def openapi() -> dict[str, Any]:
        nonlocal told
        described = generate()  # made anew by FastAPI only if a route was added
        if described is not told:
            _complete(described)
            told = described
        return described

    app.openapi = openapi  # type: ignore[method-assign]


def _complete(described: dict[str, Any]) -> None:
    schemas = described.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = ProblemDetails.model_json_schema()
    schemes = described["components"].get("securitySchemes", {})
    for path in described["paths"].values():
        for method, operation in path.items():
            responses = operation["responses"]
            if _is_frameworks_own(responses.get("422")):
                del responses["422"]
            for status, response in _framework_errors(method, operation, schemes):
                responses.setdefault(str(status), response)
            operation["responses"] = dict(sorted(responses.items()))


def _is_frameworks_own(response: dict[str, Any] | None) -> bool:
    return response is not None and "application/json" in response.get("content", {})


def _framework_errors(
    method: str, operation: dict[str, Any], schemes: dict[str, Any]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The errors that come before the route itself is asked."""
    body = operation.get("requestBody", {}).get("content", {})
    if "application/json" in body:
        yield 400, _described(400)
    if method.upper() not in {HTTPMethod.GET, HTTPMethod.HEAD}:
        yield 413, _described(413)
    if body or any(map(_can_be_invalid, operation.get("parameters", []))):
        yield 422, _described(422)
    if any(parameter["name"].lower() == "x-csrf-token" for parameter in operation.get("parameters", [])):
        yield 403, _described(403)
    names = [name for requirement in operation.get("security", []) for name in requirement]
    if names:
        is_bearer = any(schemes[name].get("scheme") == "bearer" for name in names)
        yield 401, _described(401, _BEARER_HEADERS if is_bearer else None)


def _can_be_invalid(parameter: dict[str, Any]) -> bool:
    is_missable = parameter["required"] and parameter["in"] != "path"
    return is_missable or not _takes_any_text(parameter["schema"])


def _takes_any_text(schema: dict[str, Any]) -> bool:
    if "anyOf" in schema:
        return any(map(_takes_any_text, schema["anyOf"]))
    return schema.get("type") == "string" and not schema.keys() - {"type", "title", "description", "default"}
