"""Every router of My Page, for the composition root."""

from fastapi import APIRouter

from backend.mypage import identity_token

MY_PAGE: tuple[APIRouter, ...] = (identity_token.router,)
