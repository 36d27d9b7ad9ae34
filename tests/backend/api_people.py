"""Somebody to call the API as: with a conversation, a code on its way, a session on My Page, orders and the like.

A new kind of thing that routes are about gets its word in `Own.path`, a new security scheme its proof in `Own.proofs`.
"""

import re
from dataclasses import dataclass

import schemathesis
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.billing import service as billing
from backend.bot_gateway.messages import Style
from backend.console.fresh_code import LONGEST
from backend.container import Container
from backend.contracts import service as contracts
from backend.demo.people import PEOPLE
from backend.feedback.models import AnswerFeedback
from backend.feedback.service import Opinion
from backend.identity import codes
from backend.members import service as members
from backend.orders import service as orders
from backend.pages import csrf
from backend.sign_in.sessions import Browser
from backend.staff import service as staff
from backend.tickets import service as tickets
from backend.tickets.models import TicketStatus
from tests.backend import api_desk, api_tickets
from tests.backend.api_staff import EVERYBODY, AtDesk

# Somebody with an order, a contract and invoices.
LOGIN_ID = next(person.login_id for person in PEOPLE if person.case == "in_use")


def is_like_a_code(invented: object) -> bool:
    """Whether the description lets it be one: what it does not is left as it is."""
    return isinstance(invented, str) and 0 < len(invented) <= LONGEST


@dataclass(frozen=True)
class Own:
    """What somebody has: values for a path's parameters by the word before each, and proofs by security scheme."""

    path: dict[str, str]
    proofs: dict[str, dict[str, str]]
    message_id: str
    code: str
    # Somebody at the desk to give a conversation to, and what makes an invented colleague a possible one.
    colleague_id: int
    new_colleague: dict[str, str]
    colleague_change: dict[str, str]
    # What an admin is asked for before something weighty.
    fresh_code: str
    # Tickets that steps of the work are for, by the last word of the route.
    tickets: dict[str, str]
    # In the place of what an answer to a request of a colleague's is about.
    request: dict[str, int]
    # In the place of an invented canned reply's.
    shortcut: dict[str, str]
    # In the place of what an invented reveal asks for.
    hidden: dict[str, str]

    @property
    def proof_headers(self) -> set[str]:
        return {name.lower() for proof in self.proofs.values() for name in proof}

    def instead_of_invented(self, case: schemathesis.Case) -> schemathesis.Case:
        """The same call, about what is theirs."""
        theirs = case.derive()
        for word, parameter in re.findall(r"([\w-]+)/\{(\w+)\}", case.path):
            known = self.path.get(parameter) or self.path.get(word)
            known = self.tickets.get(case.path.rpartition("/")[2], known) if word == "tickets" else known
            if known:
                theirs.path_parameters[parameter] = known
        for requirement in case.operation.definition.raw.get("security", []):
            for scheme in requirement:
                theirs.headers.update(self.proofs[scheme])
        if "last-event-id" in theirs.headers:
            theirs.headers["last-event-id"] = self.message_id
        if "/staff-accounts" in case.path and isinstance(theirs.body, dict) and is_like_a_code(theirs.body.get("code")):
            theirs.body["code"] = self.fresh_code
        match theirs.body:
            case {"login_id": str(), "email": str(), "role": str()} if self.new_colleague:
                theirs.body |= self.new_colleague
            case dict() if case.path.endswith("/staff-accounts/{staff_id}"):
                theirs.body |= self.colleague_change
            case {"shortcut": str(), "title": str(), "text": str()}:
                theirs.body |= self.shortcut
            case dict(body) if api_desk.asks_for_something(body):
                theirs.body |= self.hidden
            case {"request_id": int(request)} if 0 < request < 2**31 and request is not True:
                theirs.body |= self.request
            case {"to": int(to)} if 0 < to < 2**31 and to is not True:
                theirs.body["to"] = self.colleague_id
            case {"code": str(code)} if 0 < len(code) <= len(self.code):
                theirs.body["code"] = self.code
        return theirs


@dataclass(frozen=True)
class Somebody:
    """A member with a conversation, a code on its way and a session on My Page; somebody new at every call.

    `ended`: the conversation is over. `no_tries_left`: of the code. `served`: a person had the conversation, and it is
    over. `unknown`: nobody is identified in it, and the message is none that was answered with.
    `desk` is who calls the console, and how things are there.
    """

    ended: bool = False
    served: bool = False
    unknown: bool = False
    no_tries_left: bool = False
    desk: AtDesk = EVERYBODY[0]

    def own(self, services: Container, route: str) -> Own:
        """`route` is the path that will be called: what it is not about takes time, too, and is left out."""
        with services.database.unit_of_work() as session:
            member = members.find_active(session, LOGIN_ID)
            assert member is not None
            conversation, token, greeting = services.conversations.begin(
                session, channel="web", style=Style.STANDARD, member_id=None if self.unknown else member.id
            )
            message = greeting
            path: dict[str, str] = {}
            if "/feedback" in route:
                path["feedback"] = _judged(services, session, conversation.id, greeting.id)
            if self.unknown:
                message = services.conversations.add_notice(session, conversation.id, "お知らせ", reply_to=None)
            ticket = tickets.open_contact_ticket(
                session, conversation.id, services.ticket_book, member_id=conversation.member_id
            )
            if self.served:
                ticket.status = TicketStatus.CLOSED
            services.challenges.start(session, conversation.id, LOGIN_ID)
            challenge = services.challenges.outstanding(session, conversation.id)
            assert challenge is not None
            if self.no_tries_left:
                challenge.tries = services.settings.code_tries
            if self.served:
                agent = staff.everybody(session)[0]
                services.handoffs.step_in(session, conversation.id, agent.id)
                services.handoffs.end(session, conversation.id, agent.id)
            if self.ended:
                services.conversations.end(conversation)
            desk = self.desk.take(services, session, conversation, route)
            shortcut = {}
            if "/canned-replies" in route:
                canned = api_desk.canned_ones(services, session)
                path["canned-replies"] = str(canned.reply_id)
                shortcut = {"shortcut": canned.taken} if self.desk.is_odd else {}
            steps = api_tickets.ByStep()
            if "/tickets" in route and not self.unknown:
                steps = api_tickets.by_step(services, session, conversation.id, route, desk.receiver_id)
            return Own(
                path=path
                | {
                    "conversation_id": conversation.id,
                    "reference": conversation.bot_reference,
                    "orders": orders.orders_of(session, member.id)[0].number,
                    "contracts": contracts.contracts_of(session, member.id)[0].number,
                    "invoices": billing.invoices_of(session, member.id)[0].number,
                    "tickets": ticket.number,
                    "messages": message.id,
                    "staff-accounts": str(desk.colleague_id),
                    "members": str(member.id),
                },
                proofs={
                    "conversation": {"Authorization": f"Bearer {token}"},
                    "internal": {"Authorization": f"Bearer {services.settings.internal_secret.get_secret_value()}"},
                    "session": _signed_in(services, session, member.id),
                    "staff": desk.proof,
                },
                message_id=greeting.id,
                code=codes.code_of(services.vault.decrypt(challenge.secret)),
                colleague_id=desk.receiver_id,
                new_colleague=desk.new_colleague,
                colleague_change=desk.colleague_change,
                fresh_code=desk.fresh_code,
                shortcut=shortcut,
                hidden={} if self.unknown else api_desk.something_hidden(str(member.id)),
                tickets=steps.numbers,
                request=steps.request,
            )


def _judged(services: Container, session: Session, conversation_id: str, message_id: str) -> str:
    """The id of what somebody said of an answer."""
    services.feedback.thumb(session, conversation_id, message_id, Opinion(is_helpful=False))
    found = session.scalar(select(AnswerFeedback.id).where(AnswerFeedback.message_id == message_id))
    assert found is not None
    return str(found)


def _signed_in(services: Container, session: Session, member_id: int) -> dict[str, str]:
    token = services.sessions.open(session, member_id, Browser("192.0.2.1", "test"))
    session.flush()
    found = services.sessions.find(session, token)
    assert found is not None
    csrf_token = services.vault.token_hash(f"csrf:session:{found.id}")
    return {"Cookie": f"madoguchi_session={token}", csrf.HEADER: csrf_token}
