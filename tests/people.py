"""People and organizations for tests, made by the product's own actions."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import ROLE_PERMISSIONS, Role
from centralita.identity.accounts.models import User
from centralita.identity.organizations.actions import create_organization
from centralita.identity.organizations.models import Membership
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId, to_text

PASSWORD = "correct horse battery staple"


class Api:
    """The API as a signed-in browser calls it."""

    def __init__(self, client: Client, organization_id: uuid.UUID | None) -> None:
        self.client = client
        self.headers = {"X-Organization": to_text("org", organization_id)} if organization_id else {}

    def request(
        self, method: str, path: str, body: Any = None, *, headers: dict[str, str] | None = None
    ) -> HttpResponse:
        """`path` is below /api/v1; a body that is not bytes is sent as JSON."""
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.client.generic(
            method,
            f"/api/v1{path}",
            data,
            content_type="application/json",
            headers={**self.headers, **(headers or {})},
        )

    def get(self, path: str, **named: Any) -> HttpResponse:
        return self.request("GET", path, **named)

    def post(self, path: str, body: Any = None, **named: Any) -> HttpResponse:
        return self.request("POST", path, {} if body is None else body, **named)

    def put(self, path: str, body: Any, **named: Any) -> HttpResponse:
        return self.request("PUT", path, body, **named)

    def patch(self, path: str, body: Any, **named: Any) -> HttpResponse:
        return self.request("PATCH", path, body, **named)

    def delete(self, path: str, **named: Any) -> HttpResponse:
        return self.request("DELETE", path, **named)


@dataclass(frozen=True)
class Member:
    """A person in an organization: as an actor, and as a signed-in browser."""

    user: User
    actor: Actor
    api: Api

    @property
    def organization_id(self) -> OrganizationId:
        return self.actor.organization_id


def make_user(**fields: Any) -> User:
    """A person with a fresh address, whose password is PASSWORD's unusable twin: tests sign in directly."""
    return User.objects.create_user(f"{uuid.uuid4().hex}@example.test", None, name="Marta López", **fields)


def make_member(
    *,
    in_: Member | None = None,
    role: Role = Role.OWNER,
    agent_ids: list[uuid.UUID] | None = None,
    **fields: Any,
) -> Member:
    """A new person: the owner of a new organization, or a member of somebody's with a role."""
    user = make_user(**fields)
    if in_ is None:
        with transaction.atomic():
            organization = create_organization(
                user.id,
                user.name,
                name="Clínica Sol",
                language="es",
                time_zone="Europe/Madrid",
                currency="EUR",
            )
        organization_id = OrganizationId(organization.id)
    else:
        organization_id = in_.organization_id
        with tenant_scope(organization_id):
            Membership.objects.create(
                organization_id=organization_id, user_id=user.id, role=role, agent_ids=agent_ids or []
            )
    actor = Actor(
        organization_id=organization_id,
        kind="user",
        user_id=user.id,
        name=user.name,
        role=role,
        permissions=ROLE_PERMISSIONS[role],
        agent_ids=frozenset(agent_ids or []) if role is Role.MANAGER else None,
        language=user.language or "en",
    )
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Member(user=user, actor=actor, api=Api(client, organization_id))
