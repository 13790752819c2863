"""Who is calling: the session cookie of the dashboard, an access token of an app, or a key of a program."""

from datetime import timedelta
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from centralita.identity.access import api_keys
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import BOUND_ROLES, Permission, Role, permissions_of
from centralita.identity.tenancy.scope import tenant_scope, user_scope
from centralita.kit.clock import now
from centralita.kit.errors import Forbidden, NotFound, Unauthenticated
from centralita.kit.ids import OrganizationId, from_text
from centralita.kit.logs import current_request_id
from centralita.kit.proxies import visitor_address


class TwoStepRequired(Forbidden):
    """The organization (or the platform) asks its administrators for a second step, and this account has none."""

    code = "two_step_required"


class Person(Protocol):
    """What the edge needs to know of a signed-in user."""

    id: UUID
    email: str
    is_active: bool
    is_super_admin: bool
    language: str

    def get_full_name(self) -> str: ...


class SessionAuth(APIKeyCookie):
    """The dashboard's session; writes need the CSRF token too."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, permission: Permission | None = None) -> None:
        super().__init__()
        self.permission = permission

    def __call__(self, request: HttpRequest) -> Person | None:
        # Somebody without a session is told to sign in, not that a token against forgery is missing.
        if self.param_name not in request.COOKIES:
            return None
        person: Person | None = super().__call__(request)
        return person

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:  # the library's shape
        return _announce(request, self.permission, _person(request))


class AccessTokenAuth(HttpBearer):
    """An app's short-lived access token, checked against its session so that ending one ends the other; or a key.

    A key opens what needs a permission in its organization, and nothing that is a person's own.
    """

    def __init__(self, permission: Permission | None = None) -> None:
        super().__init__()
        self.permission = permission

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        if token.startswith(f"{api_keys.PREFIX}_"):
            return self._by_key(request, token)
        from allauth.headless.tokens.strategies.jwt.internal import validate_access_token

        validated = validate_access_token(token)
        if validated is None:
            return None
        request.user = validated[0]
        return _announce(request, self.permission, _person(request))

    def _by_key(self, request: HttpRequest, token: str) -> Person | None:
        found = None if self.permission is None else _granted(token)
        if found is None:
            return None
        user_id, grant = found
        request.user = get_user_model().objects.filter(id=user_id).first()  # type: ignore[assignment]  # its model
        request.api_key = grant  # type: ignore[attr-defined]  # carried to `actor_of`
        return _announce(request, self.permission, _person(request))


def _granted(token: str) -> tuple[UUID, api_keys.Grant] | None:
    """Whose a key is and what it carries; None when there is no such key, or no longer."""
    try:
        organization_id = api_keys.organization_of(token)
    except Unauthenticated:
        return None
    moment = now()
    with tenant_scope(organization_id), connection.cursor() as cursor:
        # Plain SQL, so that the edge stays below the slices that use it.
        cursor.execute(
            "SELECT k.id, k.name, k.user_id, k.permissions, k.agent_ids FROM api_key k"
            " JOIN membership m ON m.user_id = k.user_id WHERE k.key_hash = %s AND k.expires_at > %s",
            [api_keys.hash_of(token), moment],
        )
        row = cursor.fetchone()
        if row is None:
            return None
        # To the hour: a program may ask a thousand times in one.
        cursor.execute(
            "UPDATE api_key SET last_used_at = %s WHERE id = %s"
            " AND (last_used_at IS NULL OR last_used_at < %s)",
            [moment, row[0], moment - timedelta(hours=1)],
        )
    return row[2], api_keys.Grant(organization_id, row[1], frozenset(row[3]), frozenset(row[4]))


def _key_of(request: HttpRequest) -> api_keys.Grant | None:
    grant: api_keys.Grant | None = getattr(request, "api_key", None)
    return grant


def doors(permission: Permission | None = None) -> list[AccessTokenAuth | SessionAuth]:
    """The ways to show who one is, for a route that needs this permission in the request's organization."""
    return [AccessTokenAuth(permission), SessionAuth(permission)]


session_auth = doors()


def _announce(request: HttpRequest, permission: Permission | None, person: Person | None) -> Person | None:
    request.required_permission = permission  # type: ignore[attr-defined]  # carried to `refuse_before_explaining`
    return person


def refuse_before_explaining(request: HttpRequest) -> None:
    """Called when a request has the wrong shape: who may not do it at all is told that, and nothing of the shape.

    The shape is looked at before the transaction is opened, so this is the one place where the order is put right.
    """
    permission: Permission | None = getattr(request, "required_permission", None)
    if permission is None:
        return
    organization_id = requested_organization(request)
    with tenant_scope(organization_id):
        actor_of(request, organization_id).require(permission)


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
    grant = _key_of(request)
    if grant is not None:
        if text and from_text("org", text) != grant.organization_id:
            raise NotFound(kind="organization")
        return grant.organization_id
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
            "SELECT m.role, m.agent_ids, o.settings ->> 'two_step' = 'administrators'"
            " AND m.role IN ('owner', 'admin') FROM membership m JOIN organization o ON o.id = m.organization_id"
            " WHERE m.user_id = %s AND o.suspended_at IS NULL",
            [user.id],
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound(kind="organization")
    if row[2] and not has_two_step(user.id):
        raise TwoStepRequired
    role = Role(row[0])
    bound = role in BOUND_ROLES and bool(row[1])
    agents: frozenset[UUID] | None = frozenset(row[1]) if bound or role is Role.MANAGER else None
    actor = Actor(
        organization_id=organization_id,
        kind="user",
        user_id=user.id,
        name=user.get_full_name(),
        role=role,
        permissions=permissions_of(role, bound=bound),
        agent_ids=agents,
        language=user.language or "en",
        address=client_address(request),
        request_id=current_request_id() or "",
    )
    grant = _key_of(request)
    return actor if grant is None else grant.narrowed(actor)


def has_two_step(user_id: UUID) -> bool:
    """Whether the account has a second step: an authenticator app or a passkey."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM mfa_authenticator WHERE user_id = %s AND type IN ('totp', 'webauthn'))",
            [user_id],
        )
        found: bool = cursor.fetchone()[0]
    return found


def client_address(request: HttpRequest) -> str:
    """The caller's address, counted from the right past our own proxies."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    peer = str(request.META.get("REMOTE_ADDR", ""))
    return visitor_address(peer, [forwarded], settings.ENVIRONMENT.trusted_proxies)
