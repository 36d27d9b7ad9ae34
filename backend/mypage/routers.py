"""Every router of My Page, for the application."""

from fastapi import APIRouter

from backend.mypage import (
    api,
    contact,
    contracts,
    email_change,
    home,
    identity_token,
    invoices,
    ordering,
    orders,
    paid,
    password,
    password_reset,
    profile,
    security,
    sign_in,
    sign_up,
    two_factor,
    withdrawal,
)

MY_PAGE: tuple[APIRouter, ...] = (
    api.router,
    contact.router,
    contracts.router,
    email_change.router,
    home.router,
    identity_token.router,
    invoices.router,
    ordering.router,
    orders.router,
    paid.router,
    password.router,
    password_reset.router,
    profile.router,
    security.router,
    sign_in.router,
    sign_up.router,
    two_factor.router,
    withdrawal.router,
)
