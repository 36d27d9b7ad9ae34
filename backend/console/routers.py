"""The routers of the console: a line for each module that has one."""

from fastapi import APIRouter

from backend.console import (
    account,
    enrolment,
    home,
    invitations,
    sign_in,
)

CONSOLE: tuple[APIRouter, ...] = (
    account.router,
    enrolment.router,
    home.router,
    invitations.router,
    sign_in.router,
)
