"""Making keys for programs, and taking them back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection

from centralita.identity.access import api_keys
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.keys.models import ApiKey
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, Invalid, NotFound
from centralita.kit.ids import to_text

MOST_KEYS = 50


class TooManyApiKeys(Conflict):
    """The organization has as many keys as it may. Data: `limit`."""

    code = "too_many_api_keys"


@dataclass(frozen=True, slots=True)
class WantedKey:
    """What a key is to be: `permissions` by their values, no `agent_ids` for all of its maker's."""

    name: str
    permissions: Sequence[str]
    agent_ids: Sequence[UUID]
    days: int


def make_api_key(actor: Actor, wanted: WantedKey) -> tuple[ApiKey, str]:
    """A key, and its text, which is told once. Raises TooManyApiKeys, NotFound for an agent, and Invalid."""
    if actor.user_id is None:
        raise NotFound(kind="member")
    agents = list(dict.fromkeys(wanted.agent_ids))
    if agents and not {each.value for each in api_keys.UNBOUND}.isdisjoint(wanted.permissions):
        raise Invalid(field="permissions")
    if not _known(actor, agents):
        raise NotFound(kind="agent")
    if ApiKey.objects.filter(organization_id=actor.organization_id).count() >= MOST_KEYS:
        raise TooManyApiKeys(limit=MOST_KEYS)
    text = api_keys.make_key(actor.organization_id)
    key = ApiKey.objects.create(
        organization_id=actor.organization_id,
        name=wanted.name,
        user_id=actor.user_id,
        made_by_name=actor.name,
        key_hash=api_keys.hash_of(text),
        ending=text[-4:],
        permissions=sorted(set(wanted.permissions)),
        agent_ids=agents,
        expires_at=now() + timedelta(days=wanted.days),
    )
    _told(actor, "api_key_create", key, after=_shown(key))
    return key, text


def delete_api_key(actor: Actor, key_id: UUID) -> None:
    """Take a key back; what showed it is refused from now on."""
    key = ApiKey.objects.select_for_update().filter(id=key_id).first()
    if key is None:
        raise NotFound(kind="api_key")
    _told(actor, "api_key_delete", key, before=_shown(key))
    key.delete()


def _known(actor: Actor, agent_ids: Sequence[UUID]) -> bool:
    if not agent_ids:
        return True
    with connection.cursor() as cursor:
        # Plain SQL: agents live in a room above this one.
        cursor.execute("SELECT count(*) FROM agent WHERE id = ANY(%s)", [list(agent_ids)])
        (found,) = cursor.fetchone()
    return bool(found == len(agent_ids)) and all(actor.reaches(each) for each in agent_ids)


def _shown(key: ApiKey) -> dict[str, object]:
    return {
        "name": key.name,
        "permissions": key.permissions,
        "agents": [to_text("agt", each) for each in key.agent_ids],
        "expires_at": key.expires_at.isoformat(),
    }


def _told(
    actor: Actor,
    action: str,
    key: ApiKey,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="api_key",
        subject_id=to_text("key", key.id),
        before=before,
        after=after,
    )
