"""Who is calling: the session cookie of the dashboard or an access token of an app."""

from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import ROLE_PERMISSIONS, Role
from centralita.identity.tenancy.scope import user_scope
from centralita.kit.errors import NotFound, Unauthenticated
from centralita.kit.ids import OrganizationId, from_text
from centralita.kit.logs import current_request_id


class Person(Protocol):
    """What the edge needs to know of a signed-in user."""

    id: UUID
    is_active: bool
    is_super_admin: bool
    language: str

    def get_full_name(self) -> str: ...


class SessionAuth(APIKeyCookie):
    """The dashboard's session; writes need the CSRF token too."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:
        return _person(request)


class AccessTokenAuth(HttpBearer):
    """An app's short-lived access token, checked against its session so that ending one ends the other."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        from allauth.headless.tokens.strategies.jwt.internal import validate_access_token

        validated = validate_access_token(token)
        if validated is None:
            return None
        request.user = validated[0]
        return _person(request)


session_auth = [AccessTokenAuth(), SessionAuth()]


def _person(request: HttpRequest) -> Person | None:
    user = request.user
    if not isinstance(user, AbstractBaseUser) or not user.is_active:
        return None
    return cast("Person", user)


def current_user(request: HttpRequest) -> Person:
    """The signed-in person, or Unauthenticated."""
    person = _person(request)
    if person is None:
        raise Unauthenticated
    return person


def requested_organization(request: HttpRequest) -> OrganizationId:
    """The organization that the request names, or the only one that the caller belongs to.

    A foreign organization, an unknown one and a malformed id all answer `not_found`.
    """
    text = request.headers.get("X-Organization") or request.GET.get("organization")
    if text:
        return OrganizationId(from_text("org", text))
    user = current_user(request)
    with user_scope(user.id), connection.cursor() as cursor:
        cursor.execute("SELECT organization_id FROM membership WHERE user_id = %s LIMIT 2", [user.id])
        found = cursor.fetchall()
    if len(found) != 1:
        raise NotFound(kind="organization")
    return OrganizationId(found[0][0])


def actor_of(request: HttpRequest, organization_id: OrganizationId) -> Actor:
    """The caller as an actor of this organization; must run inside its scope."""
    user = current_user(request)
    with connection.cursor() as cursor:
        # Plain SQL, so that the edge stays below the slices that use it.
        cursor.execute(
            "SELECT m.role, m.agent_ids FROM membership m JOIN organization o ON o.id = m.organization_id"
            " WHERE m.user_id = %s AND o.suspended_at IS NULL",
            [user.id],
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound(kind="organization")
    role = Role(row[0])
    agents: frozenset[UUID] | None = frozenset(row[1]) if role is Role.MANAGER else None
    return Actor(
        organization_id=organization_id,
        kind="user",
        user_id=user.id,
        name=user.get_full_name(),
        role=role,
        permissions=ROLE_PERMISSIONS[role],
        agent_ids=agents,
        language=user.language or "en",
        address=client_address(request),
        request_id=current_request_id() or "",
    )


def client_address(request: HttpRequest) -> str:
    """The caller's address, counted from the right past our own proxies."""
    proxies = settings.ENVIRONMENT.trusted_proxies
    forwarded = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
    ]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
