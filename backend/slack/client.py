"""Calls of Slack's Web API."""

import json
import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

_DEADLINE_SECONDS = 10
# Callers are the web server's threads, some forty: a Slack that takes calls and never answers keeps no more of them,
# and who finds none free is refused after this.
_AT_ONCE = threading.BoundedSemaphore(16)
_TURN_SECONDS = 0.5
_NOT_NOW = frozenset(
    {"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
)


class SlackError(Exception):
    """A call that did nothing, as far as is known. `code` is Slack's own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TemporarySlackError(SlackError):
    """Later it may go through; `retry_after` is what Slack asks for, zero where it names nothing."""

    def __init__(self, code: str, retry_after: timedelta = timedelta(0)) -> None:
        super().__init__(code)
        self.retry_after = retry_after


class PermanentSlackError(SlackError):
    """As it is, it will never go through: a channel that there is not, a message that is gone."""


class SlackClient:
    """Waits for the answer: call it from threads. Thread-safe."""

    def __init__(self, token: str, api_url: str) -> None:
        self._client = WebClient(token=token, base_url=api_url, timeout=_DEADLINE_SECONDS, retry_handlers=[])

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """The answer to a method of the Web API (docs.slack.dev/reference/methods); what is None is left out.

        Raises `TemporarySlackError` and `PermanentSlackError`. Neither holds anything of the arguments.
        """
        given = {name: _as_form(value) for name, value in arguments.items() if value is not None}
        if not _AT_ONCE.acquire(timeout=_TURN_SECONDS):
            raise TemporarySlackError("too_many_at_once")
        try:
            answer = self._client.api_call(method, data=given)
        except SlackApiError as error:
            raise _refused(error) from None
        except (SlackClientError, OSError, ValueError) as error:  # ValueError: what came was no JSON
            raise TemporarySlackError(type(error).__name__) from None
        finally:
            _AT_ONCE.release()
        data = answer.data
        return data if isinstance(data, dict) else {}


def _as_form(value: Any) -> Any:
    """Every method takes a form, and some nothing else; blocks and views are JSON in a field of it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _refused(error: SlackApiError) -> SlackError:
    response = error.response
    status = int(response.status_code)
    code = str(response.get("error", "")) if isinstance(response.data, dict) else ""
    if status == 429 or code == "ratelimited":
        asked = str(response.headers.get("Retry-After", ""))
        return TemporarySlackError("ratelimited", timedelta(seconds=int(asked) if asked.isdigit() else 0))
    if status >= 500 or code in _NOT_NOW:
        return TemporarySlackError(code or f"http_{status}")
    return PermanentSlackError(code or f"http_{status}")
