"""Adding a link to a chain and walking it. Locking the chain's head puts its writers in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from centralita.identity.audit.chain import GENESIS, Act, Anchor, Link, Verdict, digest_of, walk
from centralita.identity.audit.models import (
    AuditEntry,
    AuditHead,
    PlatformEntry,
    PlatformHead,
    SecurityEntry,
    SecurityHead,
)
from centralita.kit.clock import now
from centralita.kit.ids import new_id

AnyEntry = AuditEntry | SecurityEntry | PlatformEntry


@dataclass(frozen=True, slots=True)
class Chain:
    """Where a chain is kept. `owner` goes into its digests; `keys` are the columns that say whose it is."""

    owner: str
    entries: type[AuditEntry] | type[SecurityEntry] | type[PlatformEntry]
    heads: type[AuditHead] | type[SecurityHead] | type[PlatformHead]
    keys: Mapping[str, object] = field(default_factory=dict)


def act_of(entry: AnyEntry) -> Act:
    """The act that a stored entry tells."""
    return Act(
        action=entry.action,
        actor_kind=entry.actor_kind,
        actor_id=entry.actor_id,
        actor_name=entry.actor_name,
        address=entry.address,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        before=entry.before,
        after=entry.after,
        request_id=entry.request_id,
    )


def add(chain: Chain, act: Act) -> Anchor:
    """Append an act in the caller's transaction; the link that it got."""
    heads = chain.heads.objects
    heads.bulk_create(
        [chain.heads(**chain.keys, sequence=0, digest=GENESIS)],  # type: ignore[list-item]  # one of three models
        ignore_conflicts=True,
    )
    head = heads.select_for_update().get(**chain.keys)
    identifier, at, sequence = new_id(), now(), head.sequence + 1
    digest = digest_of(bytes(head.digest), chain.owner, identifier, sequence, at, act)
    chain.entries.objects.create(
        id=identifier,
        **chain.keys,
        sequence=sequence,
        at=at,
        digest=digest,
        actor_kind=act.actor_kind,
        actor_id=act.actor_id,
        actor_name=act.actor_name,
        address=act.address,
        action=act.action,
        subject_kind=act.subject_kind,
        subject_id=act.subject_id,
        before=act.before,
        after=act.after,
        request_id=act.request_id,
    )
    heads.filter(**chain.keys).update(sequence=sequence, digest=digest)
    return Anchor(sequence, digest)


def _links(chain: Chain) -> Iterator[Link]:
    rows = chain.entries.objects.filter(**chain.keys).order_by("sequence")
    for entry in rows.iterator(chunk_size=500):
        yield Link(entry.id, entry.sequence, entry.at, act_of(entry), bytes(entry.digest))


def check(chain: Chain, noted: Anchor | None = None) -> Verdict:
    """Walk the chain from its first entry; with `noted`, also find that link again."""
    head = chain.heads.objects.filter(**chain.keys).first()
    anchor = Anchor(head.sequence, bytes(head.digest)) if head else None
    return walk(chain.owner, _links(chain), anchor, noted)
