"""Devices on which a person has signed in before: a signed, long-lived mark in a cookie.

It opens nothing. It only lets that person's own attempts be counted apart from a stranger's.
"""

import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from centralita.identity.accounts.models import User
from centralita.kit.signing import ExpiredToken, InvalidToken

COOKIE = "centralita_device"
KEPT = timedelta(days=180)
_PURPOSE = "device"


def known(request: HttpRequest, email: str) -> str | None:
    """The device's name when this person has signed in on it before."""
    token = request.COOKIES.get(COOKIE)
    if not token:
        return None
    try:
        payload = settings.SIGNER.verify(_PURPOSE, token)
    except (InvalidToken, ExpiredToken):
        return None
    try:
        belongs = User.objects.filter(id=UUID(str(payload.get("user"))), email=email).exists()
    except ValueError:
        return None
    return str(payload.get("device")) if belongs else None


def remember(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Mark the device as this person's, unless it is already."""
    if known(request, user.email):
        return
    payload = {"user": str(user.id), "device": secrets.token_hex(8)}
    response.set_cookie(
        COOKIE,
        settings.SIGNER.sign(_PURPOSE, payload, KEPT),
        max_age=KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
        path="/_allauth/",
    )
