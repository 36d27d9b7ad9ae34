"""A bot of a few intents, really trained and really served, for the tests of channel and tracker store.

Rasa's server and rasa-sdk's action server listen on loopback, in a thread of the test process.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import socket
import tempfile
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import rasa.core.run
import rasa_sdk.endpoint
import requests
from rasa.core.agent import Agent, load_agent
from rasa.core.utils import AvailableEndpoints
from rasa.model_training import train
from rasa.utils.log_utils import configure_structlog
from sanic import Sanic

SECRET = "a secret of the tests, long enough"
DEADLINE_SECONDS = 1.0
T = TypeVar("T")

_CONFIG = """
recipe: default.v1
assistant_id: tiny
language: en
pipeline:
  - name: KeywordIntentClassifier
policies:
  - name: RulePolicy
    core_fallback_action_name: action_listen
    core_fallback_threshold: 0.1
"""

_DOMAIN = """
version: "3.1"
intents: [faq_backup_codes, faq_withdrawal, account_unlock, account_password_reset, account_ticket_status,
  conversation_clarify, identity_confirmed, inform_login_id, faq_pdf_viewer, faq_view_contract, account_contracts]
entities: [login_id, service]
slots:
  style: {type: categorical, values: [standard, easy], initial_value: standard, influence_conversation: false,
    mappings: [{type: custom}]}
  login_id: {type: text, influence_conversation: false, mappings: [{type: from_entity, entity: login_id}]}
  checked:
    type: text
    influence_conversation: false
    mappings: [{type: custom, action: action_check_slot, intent: faq_view_contract}]
forms:
  reset_form: {required_slots: [login_id]}
actions: [action_say, action_raise, action_hang, action_check_slot, action_reset]
responses:
  utter_faq_backup_codes:
    - text: |-
        一行目

        二行目
      buttons: [{title: 退会, payload: "choice:faq/withdrawal", data: {service: fjcloud_v}}]
  utter_conversation_clarify:
    - {text: どのことでしょうか}
    - {text: 何（なに）を知（し）りたいですか, condition: [{type: slot, name: style, value: easy}]}
  utter_goodbye: [{text: 話題のない返事}]
  utter_ask_reset_form_login_id: [{text: ログインIDは？, custom: {topic: account/password_reset}}]
session_config: {session_expiration_time: 60, carry_over_slots_to_new_session: false}
"""

_NLU = """
version: "3.1"
nlu:
  - {intent: faq_backup_codes, examples: "- バックアップコード\\n- backup\\n"}
  - {intent: account_unlock, examples: "- ロック\\n- lock\\n"}
  - {intent: faq_withdrawal, examples: "- 退会\\n- leave\\n"}
  - {intent: inform_login_id, examples: "- taro\\n- hanako\\n"}
"""

_RULES = """
version: "3.1"
rules:
  - {rule: an answer, steps: [{intent: faq_backup_codes}, {action: utter_faq_backup_codes}]}
  - {rule: an action, steps: [{intent: account_unlock}, {action: action_say}]}
  - {rule: half a reply, steps: [{intent: faq_withdrawal}, {action: utter_faq_backup_codes}, {action: action_raise}]}
  - {rule: no topic, steps: [{intent: faq_pdf_viewer}, {action: utter_goodbye}]}
  - {rule: hangs, steps: [{intent: account_contracts}, {action: action_hang}]}
  - {rule: ask back, steps: [{intent: conversation_clarify}, {action: utter_conversation_clarify}]}
  - {rule: confirmed, steps: [{intent: identity_confirmed}, {action: action_say}]}
  - {rule: form, steps: [{intent: account_password_reset}, {action: reset_form}, {active_loop: reset_form}]}
  - rule: form done
    condition: [{active_loop: reset_form}]
    steps: [{action: reset_form}, {active_loop: null}, {slot_was_set: [{requested_slot: null}]}, {action: action_reset}]
"""


@functools.lru_cache(maxsize=1)
def trained_model() -> str:
    """The path of the tiny bot's model, trained once a test run."""
    folder = Path(tempfile.mkdtemp(prefix="tiny-bot-"))
    files = {"config.yml": _CONFIG, "domain.yml": _DOMAIN, "nlu.yml": _NLU, "rules.yml": _RULES}
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    training_files = [str(folder / "nlu.yml"), str(folder / "rules.yml")]
    result = train(str(folder / "domain.yml"), str(folder / "config.yml"), training_files, output=str(folder))
    assert result.model
    return result.model


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


class TinyBot:
    """Both servers, each of which can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.port, self.action_port = free_port(), free_port()
        self.tracker_file = folder / "state" / "trackers.sqlite"
        self.endpoints_file = folder / "endpoints.yml"
        self.endpoints_file.write_text(
            f"action_endpoint: {{url: 'http://127.0.0.1:{self.action_port}/webhook', enable_selective_domain: true}}\n"
            f"tracker_store: {{type: bot.tracker_store.RowTrackerStore, url: 'sqlite:///{self.tracker_file}'}}\n"
        )
        self.credentials_file = folder / "credentials.yml"
        self.credentials_file.write_text(
            f"bot.channel.MadoguchiInput: {{secret: '{SECRET}', deadline: {DEADLINE_SECONDS}}}\n"
        )
        configure_structlog(logging.INFO)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._servers: dict[str, Any] = {}

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run something on the servers' loop and wait for it."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=60)

    def start_rasa(self, model: str | None) -> None:
        """Serve the model; None for a server without one."""
        self.run(self._serve("rasa", self.port, self._rasa_app(model)))

    def start_actions(self) -> None:
        """Serve tests/bot/tiny_actions.py."""
        self.run(self._serve("actions", self.action_port, self._action_app()))

    def stop(self, name: str) -> None:
        """Stop `rasa` or `actions` as if it had been killed: nothing is finished first."""
        server = self._servers.pop(name)

        async def close() -> None:
            server.server.close()
            for connection in list(server.connections):
                connection.abort()
            await server.server.wait_closed()

        self.run(close())

    @property
    def agent(self) -> Agent:
        """The agent of the running server."""
        return self._app.ctx.agent

    def close(self) -> None:
        """Stop everything."""
        for name in list(self._servers):
            self.stop(name)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)

    def post(self, body: Any, *, secret: str = SECRET, **kwargs: Any) -> requests.Response:
        """Post a turn; `data=` sends raw bytes instead of the body."""
        content = {} if "data" in kwargs else {"json": body}
        headers = {"Authorization": f"Bearer {secret}"}
        return requests.post(f"{self.url}/turns", headers=headers, timeout=30, **content, **kwargs)

    def say(self, text: str, *, conversation: str = "conversation-1") -> dict[str, Any]:
        """One turn of a member's words."""
        return self.turn({"kind": "text", "text": text}, conversation=conversation)

    def choose(self, topic: str, data: Any = None, *, conversation: str = "conversation-1") -> dict[str, Any]:
        """One turn of a choice."""
        return self.turn({"kind": "choice", "topic": topic, "data": data}, conversation=conversation)

    def turn(self, message: Any, *, conversation: str = "conversation-1", style: str | None = None) -> dict[str, Any]:
        """One turn, which the channel must take; without a style as the backend of an older release sends it."""
        styled = {"style": style} if style else {}
        answer = self.post({"conversation": conversation, "message": message, **styled})
        assert answer.status_code == 200, answer.text
        result: dict[str, Any] = answer.json()
        return result

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/webhooks/madoguchi"

    async def _serve(self, name: str, port: int, building: Coroutine[Any, Any, Sanic]) -> None:
        app = await building
        server = await app.create_server(
            host="127.0.0.1", port=port, return_asyncio_server=True, asyncio_server_kwargs={"start_serving": False}
        )
        await server.startup()
        await server.start_serving()
        self._servers[name] = server

    async def _rasa_app(self, model: str | None) -> Sanic:
        Sanic.test_mode = True
        endpoints = AvailableEndpoints.read_endpoints(str(self.endpoints_file))
        channels = rasa.core.run.create_http_input_channels(None, str(self.credentials_file))
        app = rasa.core.run.configure_app(channels, enable_api=False, endpoints=endpoints, use_uvloop=False)
        app.ctx.agent = await load_agent(model, endpoints=endpoints)
        self._app = app
        return app

    async def _action_app(self) -> Sanic:
        Sanic.test_mode = True
        return rasa_sdk.endpoint.create_app("tests.bot.tiny_actions")
