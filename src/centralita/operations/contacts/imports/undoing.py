"""Taking an import back: what it made goes, what it changed is as before; what people touched since stays."""

from collections import Counter
from typing import Final
from uuid import UUID

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId, to_text
from centralita.kit.words import plain_text
from centralita.ledger.events.append import append_many
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import Fact, LeadDeleted
from centralita.operations.contacts.imports.batch import RESTORED
from centralita.operations.contacts.imports.telling import actor_of, change_facts, record_import
from centralita.operations.contacts.keys import claim, count_tags, index, tag_change
from centralita.operations.contacts.models import (
    Consent,
    Contact,
    ContactImport,
    ContactNote,
    ImportedChange,
)

BATCH: Final = 500


def undo(organization_id: OrganizationId, import_id: UUID) -> None:
    """Do what is left of taking an import back. Does nothing unless that was asked for."""
    last: UUID | None = UUID(int=0)
    while last is not None:
        with tenant_scope(organization_id):
            job = _current(import_id)
            if job is None:
                return
            last = _remove(job, last)
    restoring = True
    while restoring:
        with tenant_scope(organization_id):
            job = _current(import_id)
            if job is None:
                return
            restoring = _restore(job)
    with tenant_scope(organization_id):
        job = _current(import_id)
        if job is None:
            return
        # What was agreed to stays on record; that it was taken over from this file does not hold any more.
        Consent.objects.filter(import_id=import_id, withdrawn_at__isnull=True).update(
            withdrawn_at=now(), withdrawn_by_name=job.created_by_name
        )
        job.kept_count += Contact.objects.filter(import_id=import_id).count()
        job.status = "undone"
        job.save()
        record_import(
            actor_of(job),
            job,
            "contact_import_undone",
            {"removed": job.removed_count, "restored": job.restored_count, "kept": job.kept_count},
        )


def _current(import_id: UUID) -> ContactImport | None:
    return ContactImport.objects.select_for_update().filter(id=import_id, status="undoing").first()


def _remove(job: ContactImport, after: UUID) -> UUID | None:
    """Remove what the next batch of contacts is still as it was made; the last one looked at."""
    batch = list(
        Contact.objects.select_for_update().filter(import_id=job.id, id__gt=after).order_by("id")[:BATCH]
    )
    if not batch:
        return None
    noted = set(
        ContactNote.objects.filter(contact_id__in=[one.id for one in batch]).values_list(
            "contact_id", flat=True
        )
    )
    gone = [
        contact
        for contact in batch
        # Something happened with those who are active since.
        if contact.revision == 1 and contact.id not in noted and contact.active_at <= contact.created_at
    ]
    tags: Counter[str] = Counter()
    facts: list[tuple[UUID, Fact]] = []
    for contact in gone:
        tags.update(tag_change(contact.tags, ()))
        facts.append((contact.id, LeadDeleted(name=contact.name, import_id=to_text("imp", job.id))))
    Contact.objects.filter(id__in=[contact.id for contact in gone]).delete()
    count_tags(job.organization_id, tags)
    append_many(actor_of(job), facts)
    job.removed_count += len(gone)
    job.save(update_fields=["removed_count"])
    changed(job.organization_id, "contact_import", job.id)
    return batch[-1].id


def _restore(job: ContactImport) -> bool:
    """Give a batch of contacts back what they were; False when none is left."""
    batch = list(ImportedChange.objects.filter(import_id=job.id).order_by("contact_id")[:BATCH])
    if not batch:
        return False
    contacts = {
        contact.id: contact
        for contact in Contact.objects.select_for_update()
        .filter(id__in=[each.contact_id for each in batch])
        .order_by("id")
    }
    tags: Counter[str] = Counter()
    facts: list[tuple[UUID, Fact]] = []
    touched: list[Contact] = []
    for each in batch:
        contact = contacts.get(each.contact_id)
        if contact is None or contact.revision != each.revision:
            job.kept_count += 1
            continue
        now_is = {name: getattr(contact, name) for name in RESTORED}
        for name in RESTORED:
            setattr(contact, name, each.before[name])
        moved = {name: now_is[name] for name in RESTORED if each.before[name] != now_is[name]}
        contact.name_key = plain_text(contact.name)
        contact.revision += 1
        contact.updated_at = contact.active_at = now()
        contact.save()
        claim(contact)
        tags.update(tag_change(now_is["tags"], contact.tags))
        facts += change_facts(contact, moved, to_text("imp", job.id))
        touched.append(contact)
        job.restored_count += 1
    ImportedChange.objects.filter(id__in=[each.id for each in batch]).delete()
    index(job.organization_id, touched)
    count_tags(job.organization_id, tags)
    append_many(actor_of(job), facts)
    job.save(update_fields=["kept_count", "restored_count"])
    return True
