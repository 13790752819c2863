"""Carrying an import out, and taking it back: a batch to a transaction, each counted in its own.

Killed at any moment, the job goes on after the last batch that is there for good.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from centralita.identity.access.actor import Actor
from centralita.identity.organizations.tasks import forget_later
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId, new_id, to_text
from centralita.kit.storage import Storage
from centralita.kit.words import plain_text
from centralita.ledger.events.append import append_many
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import Fact, LeadCreated
from centralita.operations.contacts.domain.fields import MOST_EMAILS, MOST_PHONES, MOST_TAGS, merged_custom
from centralita.operations.contacts.imports.planning import Drafted, Plan, RowProblem, draft
from centralita.operations.contacts.imports.reading import Shape, header_names, rows
from centralita.operations.contacts.imports.telling import actor_of, change_facts, record_import
from centralita.operations.contacts.keys import (
    ContactExists,
    claim,
    count_tags,
    holders,
    index,
    insert_keys,
    tag_change,
)
from centralita.operations.contacts.models import Contact, ContactImport, ImportedChange, RefusedRow
from centralita.studio.business.public import home_country

BATCH: Final = 500
_LONGEST_KEPT_CELL: Final = 500
_TRIES: Final = 5
# What a restored contact gets back.
RESTORED: Final = (
    *("name", "company", "phones", "emails", "language", "time_zone", "country", "region", "source", "stage"),
    *("score", "tags", "interest", "custom", "do_not_call"),
)


class Raced(Exception):
    """Somebody else took a number while the batch was written: the batch is read and written again."""


def plan_of(job: ContactImport) -> Plan:
    """How this import reads rows."""
    return Plan(
        mapping=job.mapping,
        names=header_names(job.columns, job.has_header),
        country=home_country(OrganizationId(job.organization_id)),
        source=job.source,
        tags=tuple(job.tags),
    )


def carry_out(organization_id: OrganizationId, import_id: UUID) -> None:
    """Do what is left of an import. Does nothing when it is gone, done or undone."""
    with tenant_scope(organization_id):
        job = ContactImport.objects.select_for_update().filter(id=import_id).first()
        if job is None or job.status not in {"waiting", "running"}:
            return
        job.status = "running"
        job.save(update_fields=["status"])
        plan = plan_of(job)
    storage: Storage = settings.STORAGE
    try:
        with storage.get(job.storage_key) as file:
            shape = Shape(job.encoding, job.separator)
            remaining = itertools.islice(rows(file, shape), job.rows_done, None)
            while batch := list(itertools.islice(remaining, BATCH)):
                drafts = [
                    draft(number, cells, plan)
                    for number, cells in batch
                    if any(cells) and not (job.has_header and number == job.first_row)
                ]
                if not _write(organization_id, import_id, drafts, batch[-1][0]):
                    return
    except AppError as error:
        _finish(organization_id, import_id, error.code)
        return
    _finish(organization_id, import_id, "")


def _write(organization_id: OrganizationId, import_id: UUID, drafts: Sequence[Drafted], done: int) -> bool:
    """Write one batch; False when the import is not to go on."""
    for attempt in range(_TRIES):
        try:
            with tenant_scope(organization_id):
                job = ContactImport.objects.select_for_update().filter(id=import_id).first()
                if job is None or job.status != "running":
                    return False
                if done > job.rows_done:
                    _Batch(job).write(drafts)
                    job.rows_done = done
                    job.save()
                    changed(organization_id, "contact_import", import_id)
        except (Raced, ContactExists):
            if attempt == _TRIES - 1:
                raise
        else:
            return True
    return False


def _finish(organization_id: OrganizationId, import_id: UUID, code: str) -> None:
    with tenant_scope(organization_id):
        job = ContactImport.objects.select_for_update().filter(id=import_id).first()
        if job is None or job.status != "running":
            return
        job.status = "failed" if code else "done"
        job.error_code = code
        job.finished_at = now()
        forget_later([job.storage_key])
        job.storage_key = ""
        job.save()
        record_import(actor_of(job), job, "contact_import_finish", counts_of(job))


def counts_of(job: ContactImport) -> dict[str, Any]:
    """What came of an import."""
    return {
        "created": job.created_count,
        "updated": job.updated_count,
        "skipped": job.skipped_count,
        "refused": job.refused_count,
    }


class _Batch:
    """One batch of rows, written in the transaction that is open."""

    def __init__(self, job: ContactImport) -> None:
        self.job = job
        self.actor: Actor = actor_of(job)
        self.new: list[Contact] = []
        self.touched: dict[UUID, Contact] = {}
        self.refused: list[Drafted] = []
        self.facts: list[tuple[UUID, Fact]] = []
        self.tags: Counter[str] = Counter()

    def write(self, drafts: Sequence[Drafted]) -> None:
        known = holders(key for row in drafts for key in row.keys)
        there = {
            contact.id: contact
            for contact in Contact.objects.select_for_update()
            .filter(id__in=set(known.values()))
            .order_by("id")
        }
        for row in drafts:
            if row.problems:
                self.refused.append(row)
                continue
            found = {known[key] for key in row.keys if key in known}
            if len(found) > 1:
                row.problems.append(RowProblem("", "contact_ambiguous"))
                self.refused.append(row)
            elif not found:
                contact = self._create(row)
                known.update(dict.fromkeys(row.keys, contact.id))
            elif self.job.mode == "update" and self._foreign(there.get(next(iter(found)))):
                self._update(there[next(iter(found))], row)
                known.update(dict.fromkeys(row.keys, next(iter(found))))
            else:
                self.job.skipped_count += 1
        self._store()

    def _foreign(self, contact: Contact | None) -> bool:
        """A row that says the same as another row of its own file is passed over."""
        return contact is not None and contact.import_id != self.job.id

    def _create(self, row: Drafted) -> Contact:
        contact = Contact(
            id=new_id(),
            organization_id=self.job.organization_id,
            created_by=self.job.created_by,
            name_key=plain_text(row.fields["name"]),
            import_id=self.job.id,
            **row.fields,
        )
        self.new.append(contact)
        self.tags.update(tag_change((), contact.tags))
        self.facts.append(
            (
                contact.id,
                LeadCreated(name=contact.name, source=contact.source, import_id=to_text("imp", self.job.id)),
            )
        )
        self.job.created_count += 1
        return contact

    def _update(self, contact: Contact, row: Drafted) -> None:
        before = {name: getattr(contact, name) for name in RESTORED}
        for name, value in merged(contact, row.fields).items():
            setattr(contact, name, value)
        moved = {name: before[name] for name in RESTORED if getattr(contact, name) != before[name]}
        if not moved:
            self.job.skipped_count += 1
            return
        contact.name_key = plain_text(contact.name)
        contact.revision += 1
        contact.updated_at = contact.active_at = now()
        contact.save()
        claim(contact)
        kept, made = ImportedChange.objects.get_or_create(
            organization_id=contact.organization_id,
            import_id=self.job.id,
            contact_id=contact.id,
            defaults={"before": before, "revision": contact.revision},
        )
        if not made:
            kept.revision = contact.revision
            kept.save(update_fields=["revision"])
        else:
            self.job.updated_count += 1
        self.touched[contact.id] = contact
        self.tags.update(tag_change(before["tags"], contact.tags))
        self.facts += change_facts(contact, moved, to_text("imp", self.job.id))

    def _store(self) -> None:
        organization_id = self.job.organization_id
        Contact.objects.bulk_create(self.new)
        pairs = [
            (contact.id, key)
            for contact in self.new
            for key in [*(("phone", p) for p in contact.phones), *(("email", e) for e in contact.emails)]
        ]
        if len(insert_keys(organization_id, pairs)) != len(pairs):
            raise Raced
        index(organization_id, [*self.new, *self.touched.values()])
        count_tags(organization_id, self.tags)
        RefusedRow.objects.bulk_create(
            RefusedRow(
                organization_id=organization_id,
                import_id=self.job.id,
                line=row.number,
                cells=[cell[:_LONGEST_KEPT_CELL] for cell in row.cells],
                problems=[[problem.field, problem.code] for problem in row.problems],
            )
            for row in self.refused
        )
        self.job.refused_count += len(self.refused)
        append_many(self.actor, self.facts)


def merged(contact: Contact, told: dict[str, Any]) -> dict[str, Any]:
    """What a contact becomes when a row says more of it: nothing is emptied, lists grow, no number is lost."""
    fields = {name: value for name, value in told.items() if value not in ("", None)}
    # A row without a name is called by its number or address: that is no name for one who has one.
    if told["name"] in {*told.get("phones", ()), *told.get("emails", ()), told.get("company", "")}:
        fields.pop("name")
    for name, limit in (("phones", MOST_PHONES), ("emails", MOST_EMAILS), ("tags", MOST_TAGS)):
        if name in fields:
            fields[name] = list(dict.fromkeys([*getattr(contact, name), *fields[name]]))[:limit]
    if "custom" in fields:
        fields["custom"] = merged_custom(fields["custom"], contact.custom)
    if not fields.get("do_not_call"):
        fields.pop("do_not_call", None)
    return fields
