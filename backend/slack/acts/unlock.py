"""Unlocking an account from Slack: with the console's checklist, and as in the console only against what was shown."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp
from sqlalchemy.orm import Session

from backend.audit.actions import Action
from backend.contracts import service as contracts
from backend.core.problems import Problem
from backend.desk.revealing import reveal_to
from backend.desk.reveals import Source, Wanted
from backend.members.models import Member
from backend.orders import service as orders
from backend.slack.acts import buttons, unlock_views
from backend.slack.acts.pressing import (
    TOO_LATE,
    Answer,
    Press,
    Submission,
    open_modal,
    sentence,
    when_pressed,
    when_submitted,
)
from backend.slack.acts.tickets import by
from backend.slack.door import SlackDoor
from backend.tickets.problems import NotMatched
from backend.tickets.unlocking import UnlockOutcome, lacking
from backend.tickets.work import refuse_closed

UNLOCKED = "ロックを解除しました。会員にメールをお送りしました。"
ASKED = "承認を依頼しました。別の担当者が承認すると、ロックが解除されます。"


def register(app: AsyncApp, door: SlackDoor) -> None:
    when_pressed(app, door, buttons.TICKET_UNLOCK, lambda press: _open(door, press))
    when_submitted(app, door, unlock_views.CHOOSE, lambda sent: _compare(door, sent))
    when_submitted(app, door, unlock_views.CHECK, lambda sent: _unlock(door, sent))


def _open(door: SlackDoor, press: Press) -> str | None:
    """Or say why nothing is to be unlocked."""
    with door.services.database.reading() as session:
        _locked_out(door, session, press.value)
    metadata = press.where.as_metadata(ticket=press.value)
    return None if open_modal(door, press, unlock_views.choose(metadata)) else TOO_LATE


def _compare(door: SlackDoor, sent: Submission) -> Answer:
    """Show what was chosen, each as if it were revealed in the console, beside the questions."""
    number, me = str(sent.about["ticket"]), sent.who.acting
    fields, reason, comment = unlock_views.chosen(sent.view["state"]["values"])
    try:
        with door.services.database.reading() as session:
            member = _locked_out(door, session, number)
            register = _open_fields(session, member)
        for field in fields:
            wanted = Wanted(Source.MEMBER, str(member.id), field=field)
            register[field] = reveal_to(door.services.desk_log, me, wanted, reason, comment).value
    except Problem as problem:
        place = unlock_views.COMMENT if problem.code == "comment_needed" else unlock_views.REASON
        return Answer.errors(**{place: sentence(problem)})
    door.services.desk_log.look(me, Action.MEMBER_CARD_SEEN, f"{Source.MEMBER}:{member.id}")
    asks = door.services.unlocking.needs_approval
    metadata = sent.where.as_metadata(ticket=number)
    return Answer.push(unlock_views.checklist(register, asks=asks, metadata=metadata))


def _unlock(door: SlackDoor, sent: Submission) -> Answer:
    """What did not match is written down, too."""
    number, checks = str(sent.about["ticket"]), unlock_views.checks(sent.view["state"]["values"])
    unlocking = door.services.unlocking
    try:
        with door.services.database.unit_of_work() as session:
            outcome = unlocking.unlock(session, number, replace(by(sent.who), key=sent.key), checks)
        if outcome is UnlockOutcome.NOT_ENOUGH:
            raise NotMatched(lacking(checks, unlocking.needed))
    except Problem as problem:
        return Answer.errors(**{unlock_views.first_field(): sentence(problem)})
    return Answer({"response_action": "clear"}, UNLOCKED if outcome is UnlockOutcome.UNLOCKED else ASKED)


def _locked_out(door: SlackDoor, session: Session, number: str) -> Member:
    ticket = door.services.tickets.find(session, number)
    refuse_closed(ticket)
    return door.services.unlocking.locked_out(session, ticket)


def _open_fields(session: Session, member: Member) -> dict[str, str]:
    """What the console shows of them without being asked."""
    contracted = [each.service_label for each in contracts.contracts_of(session, member.id)]
    ordered = [each.service_label for each in orders.orders_of(session, member.id)]
    services = dict.fromkeys([*contracted, *ordered])
    return {"name": member.name, "company": member.company, "account": "・".join(services)}
