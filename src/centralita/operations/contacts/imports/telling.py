"""What an import says: one audit entry for the whole, and the facts of each contact."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.ids import OrganizationId, to_text
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import Fact, LeadOptedOut, LeadStageChanged, LeadUpdated
from centralita.operations.contacts.models import Contact, ContactImport


def actor_of(job: ContactImport) -> Actor:
    """Whoever asked for the import: what it does is theirs."""
    return Actor(
        organization_id=OrganizationId(job.organization_id),
        kind="user",
        user_id=job.created_by,
        name=job.created_by_name,
    )


def keys_of(job: ContactImport) -> list[str]:
    """The files that an import keeps."""
    return sorted({key for key in (job.storage_key, job.workbook_key) if key})


def record_import(
    actor: Actor, job: ContactImport, action: str, after: Mapping[str, Any] | None = None
) -> None:
    """An audit entry about an import, and a hint to those who look on."""
    trail.record(
        actor,
        action=action,
        subject_kind="contact_import",
        subject_id=to_text("imp", job.id),
        after={"file": job.file_name, **(after or {})},
    )
    changed(job.organization_id, "contact_import", job.id)


def change_facts(contact: Contact, before: Mapping[str, Any], import_id: str) -> list[tuple[UUID, Fact]]:
    """The facts of a change; `before` holds what each changed field was."""
    facts: list[Fact] = []
    if "stage" in before:
        facts.append(LeadStageChanged(before=before["stage"], after=contact.stage))
    if "do_not_call" in before and contact.do_not_call:
        facts.append(LeadOptedOut())
    others = sorted(set(before) - {"stage"})
    if others:
        facts.append(LeadUpdated(fields=others, import_id=import_id))
    return [(contact.id, fact) for fact in facts]
