"""The routers of the console: a line for each module that has one."""

from fastapi import APIRouter

from backend.console import (
    home,
)

CONSOLE: tuple[APIRouter, ...] = (home.router,)
