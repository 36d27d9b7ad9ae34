"""The fake backend's people: waiting for them, talking to them, and what is said of it afterwards."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

if TYPE_CHECKING:
    from tests.web.fake_backend import FakeBackend

TICKET = {
    "type": "ticket",
    "number": "TKT-000207",
    "kind": "contact",
    "kind_label": "お問い合わせ",
    "status": "open",
    "status_label": "受付済み",
    "created_on": None,
}
NOBODY: dict[str, Any] = {"state": "none", "position": None, "estimate": None, "agent_name": None, "ticket": None}


class FakeDesk:
    """What a test makes people do, and what members have said; `backend.newest` is the conversation meant."""

    def __init__(self, backend: FakeBackend) -> None:
        self._backend = backend
        self.states: dict[str, dict[str, Any]] = defaultdict(lambda: dict(NOBODY))
        self.is_identified = False
        self.persons_took_part: set[str] = set()
        self.typing: list[bool] = []
        self.addresses: list[str] = []
        self.verdicts: list[tuple[str, dict[str, Any]]] = []
        self.ratings: list[dict[str, Any]] = []
        self.transcripts = 0

    # -- what tests do

    def queues(self, position: int = 1, low: int | None = None, high: int | None = None) -> None:
        """The member waits at this place, by an estimate of so many minutes."""
        estimate = None if high is None else {"low_minutes": low or 0, "high_minutes": high}
        self._moves(state="queued", position=position, estimate=estimate)

    def joins(self, name: str = "木村") -> None:
        self.persons_took_part.add(self._backend.newest)
        self._backend.pushes(f"担当者の{name}がお話をうかがいます。", author="system")
        self._moves(state="with_agent", agent_name=name)

    def hands_back(self) -> None:
        self._backend.pushes("ここからは自動応答がお答えします。", author="bot", topic="conversation/handoff")
        self._moves()

    def gives_up(self) -> None:
        """Nobody came: the answer is to be a mail."""
        self._backend.pushes(
            "担当者におつなぎできませんでした。お返事の送り先のメールアドレスをお知らせください。",
            author="system",
            card=TICKET | {"asks_for_address": True},
        )
        self._moves(ticket=TICKET["number"])

    def ends(self) -> None:
        """The person ends the conversation."""
        self._backend.pushes("担当者がこの会話を終了しました。", author="system")
        self.states[self._backend.newest] = dict(NOBODY)
        self._backend.ended.add(self._backend.newest)
        self._backend.tells("status", {"ended": True, "rating": True})

    def _moves(self, **state: Any) -> None:
        self.states[self._backend.newest] = NOBODY | state
        self._backend.tells("status", {"handoff": self.states[self._backend.newest]})

    # -- what handlers do

    def has_person(self, conversation: str) -> bool:
        return bool(self.states[conversation]["state"] == "with_agent")

    def leaves_queue(self, conversation: str, *, by_mail: bool) -> JSONResponse:
        if self.states[conversation]["state"] != "queued":
            return _refusal(409, "not_waiting")
        card = TICKET | ({} if self.is_identified else {"asks_for_address": True}) if by_mail else None
        text = "担当者へのご相談を受け付けました。" if by_mail else "担当者の呼び出しをやめました。"
        message = self._backend.pushes(text, author="system", card=card)
        self.states[conversation] = NOBODY | ({"ticket": TICKET["number"]} if by_mail else {})
        return JSONResponse({"handoff": self.states[conversation], "messages": [message]})

    def takes_address(self, email: str) -> JSONResponse:
        if email.endswith(".invalid"):
            return _refusal(422, "email_invalid")
        self.addresses.append(email)
        return JSONResponse({"accepted": True})

    def takes_verdict(self, conversation: str, message_id: str, verdict: dict[str, Any]) -> JSONResponse:
        found = [message for message in self._backend.conversations[conversation] if message["id"] == message_id]
        if not found:
            return _refusal(404, "not_found")
        if found[0]["author"] != "bot" or not found[0]["topic"]:
            return _refusal(409, "not_an_answer")
        self.verdicts.append((message_id, verdict))
        return JSONResponse({"accepted": True})

    def takes_rating(self, conversation: str, rating: dict[str, Any]) -> JSONResponse:
        if conversation not in self._backend.ended:
            return _refusal(409, "not_ended")
        if conversation not in self.persons_took_part:
            return _refusal(409, "no_person")
        if self.ratings:
            return _refusal(409, "already_rated")
        self.ratings.append(rating)
        return JSONResponse({"accepted": True}, 201)

    def sends_transcript(self) -> JSONResponse:
        if not self.is_identified:
            return _refusal(409, "not_identified")
        self.transcripts += 1
        return JSONResponse({"accepted": True}, 202)


def _refusal(status: int, code: str) -> JSONResponse:
    return JSONResponse({"status": status, "code": code, "title": "problem"}, status)


def desk_router(fake: FakeBackend) -> APIRouter:
    """The doors. `fake.fails` knows them by the last part of their address."""
    router = APIRouter(prefix="/api/conversations/{conversation}")
    desk = fake.desk

    @router.post("/handoff/{way}")
    def leave_queue(conversation: str, way: str, request: Request) -> JSONResponse:
        refused = fake.refused(way, request, conversation)
        return refused or desk.leaves_queue(conversation, by_mail=way == "call-back")

    @router.put("/reply-address")
    async def set_address(conversation: str, request: Request) -> JSONResponse:
        refused = fake.refused("reply-address", request, conversation)
        return refused or desk.takes_address((await request.json())["email"])

    @router.post("/typing")
    async def typing(conversation: str, request: Request) -> Response:
        if refused := fake.refused("typing", request, conversation):
            return refused
        desk.typing.append((await request.json())["active"])
        return Response(status_code=204)

    @router.put("/messages/{message_id}/feedback")
    async def judge(conversation: str, message_id: str, request: Request) -> JSONResponse:
        refused = fake.refused("feedback", request, conversation)
        return refused or desk.takes_verdict(conversation, message_id, await request.json())

    @router.post("/rating")
    async def rate(conversation: str, request: Request) -> JSONResponse:
        refused = fake.refused("rating", request, conversation)
        return refused or desk.takes_rating(conversation, await request.json())

    @router.post("/transcript")
    def send_transcript(conversation: str, request: Request) -> JSONResponse:
        return fake.refused("transcript", request, conversation) or desk.sends_transcript()

    return router
