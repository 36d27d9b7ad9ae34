"""Twilio's Messages API as a server of its own: same address, same sign-in, same fields, same JSON."""

import base64
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

SID, TOKEN = "AC" + "0" * 32, "token-of-the-account"
NUMBER, SERVICE = "+15005550006", "MG" + "1" * 32

ERRORS = {
    20003: (401, "Authenticate"),
    20404: (404, "The requested resource was not found"),
    21211: (400, "Invalid 'To' Phone Number"),
    21212: (400, "Invalid From Number"),
    21602: (400, "Message body is required"),
    21603: (400, "A 'From' phone number is required"),
}


@dataclass
class FakeTwilio:
    """`answers`: what the next requests get instead, as (status, JSON, headers); None hangs up without a word."""

    messages: list[dict[str, str]] = field(default_factory=list)
    answers: list[tuple[int, Any, dict[str, str]] | None] = field(default_factory=list)
    requests: int = 0
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def running(self) -> Iterator[None]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join(5)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                fake.requests += 1
                answer = fake.answers.pop(0) if fake.answers else fake.answer(self.path, dict(self.headers), body)
                if answer is None:
                    self.close_connection = True
                    return
                status, content, headers = answer
                sent = json.dumps(content).encode()
                self.send_response(status)
                for name, value in {
                    "Content-Type": "application/json",
                    "Content-Length": str(len(sent)),
                    **headers,
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(sent)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler

    def answer(self, path: str, headers: dict[str, str], body: str) -> tuple[int, Any, dict[str, str]]:
        if headers.get("Authorization") != "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode():
            return error(20003)
        if path != f"/2010-04-01/Accounts/{SID}/Messages.json":
            return error(20404)
        assert headers["Content-Type"] == "application/x-www-form-urlencoded"
        form = {name: values[0] for name, values in parse_qs(body, strict_parsing=True).items()}
        return self._taken(form)

    def _taken(self, form: dict[str, str]) -> tuple[int, Any, dict[str, str]]:
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", form.get("To", "")):
            return error(21211)
        if not {"From", "MessagingServiceSid"} & set(form):
            return error(21603)
        if form.get("From", NUMBER) != NUMBER or form.get("MessagingServiceSid", SERVICE) != SERVICE:
            return error(21212)
        if not form.get("Body"):
            return error(21602)
        self.messages.append(form)
        sid = f"SM{len(self.messages):032d}"
        taken = {"account_sid": SID, "sid": sid, "to": form["To"], "from": form.get("From"), "body": form["Body"]}
        return 201, taken | {"status": "queued", "error_code": None, "error_message": None, "num_segments": "1"}, {}


def error(code: int) -> tuple[int, Any, dict[str, str]]:
    status, message = ERRORS[code]
    more_info = f"https://www.twilio.com/docs/errors/{code}"
    return status, {"code": code, "message": message, "more_info": more_info, "status": status}, {}
