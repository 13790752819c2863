"""Chains of acts: each link's digest covers the act, its place, and the link before, so a rewrite shows.

Pure: what a link is, and where a chain breaks. There is a chain for each organization, each person and the
platform; the owner's name goes into every link, so that no entry can be moved from one chain to another.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from centralita.kit.errors import Invalid

GENESIS = b"\0" * 32

Snapshot = Mapping[str, object] | None

_ANCHOR = re.compile(r"[0-9]{1,18}\.[0-9a-f]{64}")


class MalformedAnchor(Invalid):
    """Not a `sequence.digest` as a verification gives it."""

    code = "malformed_anchor"


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what to which thing. Snapshots hold JSON values, as they are read back from the database."""

    action: str
    actor_kind: str = "user"
    actor_id: UUID | None = None
    actor_name: str = ""
    address: str = ""
    subject_kind: str = ""
    subject_id: str = ""
    before: object = None
    after: object = None
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a chain: the act, when, its place, and the digest that ties it to the one before."""

    id: UUID
    sequence: int
    at: datetime
    act: Act
    digest: bytes


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link that somebody noted outside of the database; a chain that no longer holds it was rewritten."""

    sequence: int
    digest: bytes

    @property
    def text(self) -> str:
        return f"{self.sequence}.{self.digest.hex()}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What walking a chain found: how many entries, the last link, and the first place that does not hold."""

    entries: int
    broken_at: int | None
    anchor: Anchor

    @property
    def holds(self) -> bool:
        return self.broken_at is None


def digest_of(previous: bytes, owner: str, identifier: UUID, sequence: int, at: datetime, act: Act) -> bytes:
    """SHA-256 over the link before and everything that the entry says, in canonical JSON."""
    fields = {
        "owner": owner,
        "id": str(identifier),
        "sequence": sequence,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_kind": act.actor_kind,
        "actor_id": str(act.actor_id) if act.actor_id else None,
        "actor_name": act.actor_name,
        "address": act.address,
        "action": act.action,
        "subject_kind": act.subject_kind,
        "subject_id": act.subject_id,
        "before": _settled(act.before),
        "after": _settled(act.after),
        "request_id": act.request_id,
    }
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(previous + canonical.encode()).digest()


def _settled(value: object) -> object:
    """Numbers as they come back from the database, which keeps 1e22 and 100.0 as whole numbers."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: _settled(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_settled(part) for part in value]
    return value


def plain(snapshot: Snapshot) -> object:
    """The snapshot as it will be read back from the database, so that the digest can be checked later."""
    if snapshot is None:
        return None
    return json.loads(json.dumps(dict(snapshot), default=str))


def parse_anchor(text: str) -> Anchor:
    """An anchor from its text. Raises MalformedAnchor."""
    if not _ANCHOR.fullmatch(text):
        raise MalformedAnchor(field="anchor")
    number, _, digest = text.partition(".")
    return Anchor(int(number), bytes.fromhex(digest))


def walk(owner: str, links: Iterable[Link], head: Anchor | None, noted: Anchor | None = None) -> Verdict:
    """Walk a chain in its order. `head` is where the next entry would join, `noted` a link to find again."""
    previous, count = GENESIS, 0
    for link in links:
        count += 1
        expected = digest_of(previous, owner, link.id, link.sequence, link.at, link.act)
        replaced = noted is not None and noted.sequence == count and noted.digest != expected
        if link.sequence != count or link.digest != expected or replaced:
            return Verdict(count, count, Anchor(count - 1, previous))
        previous = expected
    last = Anchor(count, previous)
    cut = (head is not None and head != last) or (head is None and count > 0)
    if cut or (noted is not None and noted.sequence > count):
        return Verdict(count, count + 1, last)
    return Verdict(count, None, last)
