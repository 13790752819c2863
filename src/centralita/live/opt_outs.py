"""Whoever says in a conversation that they want no more calls is on the organization's own list at once.

The same rows as the control plane writes, in the transaction of the turn itself: when what was said is kept, nobody
dials any more, whichever processes run.
"""

import os
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

import msgspec

from centralita import engine
from centralita.identity.audit.chain import Act
from centralita.kit.encryption import Cipher, Undecryptable
from centralita.kit.ids import ConversationId, OrganizationId, new_id, to_text
from centralita.kit.logs import get_logger
from centralita.kit.phone import PhoneInvalid, read_phone
from centralita.live import audit
from centralita.live.database import Connection
from centralita.operations.compliance.domain.hashes import KEY_LENGTH, key_context, number_hash

_ACTOR: Final = "opt-out"
# What authors and platforms call the number and the address of whoever is at the other end.
_PHONES: Final = frozenset(
    {"phone", "contact.phone", "contact_phone", "phone_number", "telefono", "teléfono", "movil", "móvil"}
    | {"telefone", "celular", "numero", "número", "user_number", "lead.phone"}
)
_EMAILS: Final = frozenset({"email", "contact.email", "contact_email", "correo", "e_mail", "lead.email"})
_MOST: Final = 10

_CALL: Final = (
    "SELECT CASE WHEN direction = 'inbound' THEN from_number ELSE to_number END AS number, contact_id FROM call"
    " WHERE organization_id = $1 AND conversation_id = $2"
)
_CALLER: Final = "SELECT channel, visitor_id FROM conversation WHERE organization_id = $1 AND id = $2"
_CONTACTS: Final = (
    "SELECT id, phones FROM contact WHERE organization_id = $1 AND (id = ANY($2::uuid[]) OR id IN (SELECT contact_id"
    " FROM contact_key WHERE organization_id = $1 AND (kind, value) IN (SELECT * FROM unnest($3::text[], $4::text[]))))"
)
_KEY: Final = "SELECT number_key FROM contact_rule_set WHERE organization_id = $1"
_MAKE_KEY: Final = (
    "INSERT INTO contact_rule_set (id, organization_id, allowed_countries, closed_on_holidays, consent_always, registers,"
    " chosen, number_key, revision, created_at, updated_at)"
    " VALUES ($1, $2, '{}', false, false, '{}', '{}', $3, 1, now(), now()) ON CONFLICT (organization_id) DO NOTHING"
)
_SUPPRESS: Final = (
    "INSERT INTO suppression (id, organization_id, number, number_hash, topic, source, reason, created_by_name,"
    " created_at, lifted_by_name, lifted_reason) VALUES ($1, $2, $3, $4, '', $5, '', $6, now(), '', '')"
    " ON CONFLICT (organization_id, number_hash, topic) WHERE lifted_at IS NULL DO NOTHING RETURNING id"
)
_FACT: Final = (
    "INSERT INTO ledger_event (id, organization_id, at, kind, subject_id, actor_kind, data)"
    " VALUES ($1, $2, now(), 'lead.opted_out', $3, 'system', $4)"
)
# Of somebody without a number there is nothing to hash yet: whatever number they get is not called.
_NEVER: Final = (
    "UPDATE contact SET do_not_call = true, revision = revision + 1, updated_at = now()"
    " WHERE organization_id = $1 AND id = $2 AND NOT do_not_call"
)

log = get_logger(__name__)
_encoder = msgspec.json.Encoder()


class OptOuts:
    """Writes opt-outs. `cipher` opens the key that an organization's numbers are hashed with."""

    def __init__(self, cipher: Cipher | None = None) -> None:
        self._cipher = cipher

    async def keep(
        self,
        connection: Connection,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        source: str,
        blueprint: engine.Blueprint,
        state: engine.State,
    ) -> None:
        """Put every number that is known of the conversation on the list; in the caller's transaction."""
        if self._cipher is None:
            return
        phones = set(_phones(blueprint, state))
        emails = {text.strip().lower() for text in _told(blueprint, state, "email", _EMAILS)}
        contact_ids: list[UUID] = []
        for call in await connection.fetch(_CALL, organization_id, conversation_id):
            phones |= set(_readable([call["number"]], ""))
            contact_ids += [call["contact_id"]] if call["contact_id"] else []
        here = await connection.fetchrow(_CALLER, organization_id, conversation_id)
        if here is not None and here["channel"] == "voice":
            phones |= set(_readable([here["visitor_id"]], ""))
        keys = [("phone", one) for one in sorted(phones)] + [("email", one) for one in sorted(emails)]
        contacts = await connection.fetch(
            _CONTACTS,
            organization_id,
            contact_ids,
            [kind for kind, _ in keys],
            [value for _, value in keys],
        )
        numbers = sorted(phones.union(*(contact["phones"] for contact in contacts)))[:_MOST]
        new = False
        if numbers:
            try:
                key = await self._key(connection, organization_id)
            except Undecryptable:
                # With a key that is lost nobody can be called at all.
                log.exception("number_key_lost", organization=str(organization_id))
                return
            for number in numbers:
                new |= await _suppress(connection, organization_id, number, number_hash(key, number), source)
        for contact in contacts:
            if not contact["phones"]:
                new |= await connection.execute(_NEVER, organization_id, contact["id"]) != "UPDATE 0"
        if new:
            data = _encoder.encode({"purpose": "", "channel": "call"}).decode()
            for contact in contacts:
                await connection.execute(_FACT, new_id(), organization_id, contact["id"], data)

    async def _key(self, connection: Connection, organization_id: OrganizationId) -> bytes:
        assert self._cipher is not None
        context = key_context(organization_id)
        sealed = await connection.fetchval(_KEY, organization_id)
        if sealed is None:
            fresh = self._cipher.encrypt(os.urandom(KEY_LENGTH), context)
            await connection.execute(_MAKE_KEY, new_id(), organization_id, fresh)
            sealed = await connection.fetchval(_KEY, organization_id)
        return self._cipher.decrypt(bytes(sealed), context)


async def _suppress(
    connection: Connection, organization_id: OrganizationId, number: str, digest: bytes, source: str
) -> bool:
    identifier = await connection.fetchval(
        _SUPPRESS, new_id(), organization_id, number, digest, source, _ACTOR
    )
    if identifier is None:
        return False
    # The trail outlives an erasure, so it names the entry and not the number.
    act = Act(
        action="suppression_create",
        actor_kind="system",
        actor_name=_ACTOR,
        subject_kind="suppression",
        subject_id=to_text("sup", identifier),
        after={"topic": "", "source": source, "reason": ""},
    )
    await audit.append(connection, organization_id, act)
    return True


def _phones(blueprint: engine.Blueprint, state: engine.State) -> Iterator[str]:
    yield from _readable(_told(blueprint, state, "phone", _PHONES), blueprint.settings.phone_region)


def _told(blueprint: engine.Blueprint, state: engine.State, kind: str, names: Iterable[str]) -> Iterator[str]:
    """What the conversation's variables say of this kind: asked for as such, or known under such a name."""
    asked = {
        variable
        for place in blueprint.program.places.values()
        if place.kind == "ask" and getattr(getattr(place.data, "input", None), "type", "") == kind
        if (variable := getattr(place.data, "variable", None))
    }
    for name in sorted(asked.union(names)):
        value = state.variables.get(name)
        if isinstance(value, str) and value.strip():
            yield value


def _readable(texts: Iterable[str], region: str) -> Iterator[str]:
    for text in texts:
        try:
            yield read_phone(text, region).e164
        except PhoneInvalid:
            continue
