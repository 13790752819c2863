"""Hints to those who look on: something of an organization changed, look again.

A hint leaves with the transaction that makes it, or not at all, and reaches every process that listens. It only
saves a wait: what is lost is found at the next look.
"""

from typing import Final
from uuid import UUID

import msgspec
from django.db import connection

from centralita.kit.ids import to_text

CHANNEL: Final = "centralita_live"
_ORIGIN: Final = "facts"
_PREFIXES: Final = {
    "agent": "agt",
    "draft": "agt",
    "conversation": "cnv",
    "knowledge": "doc",
    "provider": "pac",
    "voice_account": "pac",
    "voice": "pac",
    "number": "pac",
    "channel": "chn",
    "deployment": "dep",
    "lead": "con",
    "contact_import": "imp",
    "budget": "bud",
    "call": "call",
    "transcript": "call",
    "callback": "cbk",
    "campaign": "cmp",
    "scenario_run": "run",
    "approval": "tap",
    "replay": "rpl",
    "translation_run": "trn",
    "parity_run": "prn",
}


class Hint(msgspec.Struct, array_like=True, frozen=True):
    """Something happened: `topic` is a conversation's or an organization's id, `kind` what, `body` what is known."""

    topic: str
    kind: str
    body: dict[str, object] = {}


class Envelope(msgspec.Struct, array_like=True, frozen=True):
    """Hints on their way between processes. `origin` says whose, so that nobody hears themselves twice."""

    origin: str
    hints: list[Hint]


def changed(organization_id: UUID, noun: str, subject_id: UUID) -> None:
    """Tell the organization's dashboards that an agent, a document … changed, once this transaction commits."""
    prefix = _PREFIXES.get(noun)
    body: dict[str, object] = {} if prefix is None else {"id": to_text(prefix, subject_id)}
    envelope = Envelope(_ORIGIN, [Hint(organization_id.hex, f"{noun}.changed", body)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, msgspec.json.encode(envelope).decode()])
