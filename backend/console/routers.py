"""The routers of the console: a line for each module that has one."""

from fastapi import APIRouter

from backend.console import (
    account,
    canned,
    conversations,
    enrolment,
    feedback,
    home,
    invitations,
    members,
    messages,
    notes,
    packet,
    reveals,
    search,
    sign_in,
    stream,
    suggestions,
    tickets,
    timeline,
)

CONSOLE: tuple[APIRouter, ...] = (
    account.router,
    canned.router,
    conversations.router,
    enrolment.router,
    feedback.router,
    home.router,
    invitations.router,
    members.router,
    messages.router,
    notes.router,
    packet.router,
    reveals.router,
    search.router,
    sign_in.router,
    stream.router,
    suggestions.router,
    tickets.router,
    timeline.router,
)
