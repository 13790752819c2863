"""One batch of an import: which rows become contacts, which complete one, which are passed over or refused."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.ids import to_text
from centralita.kit.words import plain_text
from centralita.ledger.events.append import append_many
from centralita.ledger.events.schemas import Fact, LeadCreated, LeadUpdated
from centralita.operations.contacts.domain.fields import MOST_EMAILS, MOST_PHONES, MOST_TAGS, merged_custom
from centralita.operations.contacts.imports.making import Made
from centralita.operations.contacts.imports.planning import Drafted, RowProblem
from centralita.operations.contacts.imports.telling import actor_of, change_facts
from centralita.operations.contacts.keys import (
    claim,
    count_tags,
    holders,
    insert_contacts,
    insert_keys,
    keep_words,
    tag_change,
    words_of,
)
from centralita.operations.contacts.models import Consent, Contact, ContactImport, ImportedChange, RefusedRow

_LONGEST_KEPT_CELL: Final = 500
# What a restored contact gets back.
RESTORED: Final = (
    *("name", "company", "phones", "emails", "language", "time_zone", "country", "region", "source", "stage"),
    *("score", "tags", "interest", "custom", "do_not_call"),
)


class Raced(Exception):
    """Somebody else took a number while the batch was written: the batch is read and written again."""


class Batch:
    """One batch of rows, written in the transaction that is open."""

    def __init__(self, job: ContactImport) -> None:
        self.job = job
        self.import_id: str = to_text("imp", job.id)
        self.actor: Actor = actor_of(job)
        self.new: dict[UUID, Made] = {}
        self.touched: dict[UUID, Contact] = {}
        self.refused: list[tuple[Drafted, list[RowProblem]]] = []
        self.facts: list[tuple[UUID, Fact]] = []
        self.tags: Counter[str] = Counter()
        # Those who want no calls: known before this file, and made by this batch.
        self.stopped: set[UUID] = set()
        self.uncalled: set[UUID] = set()
        self.agreed: dict[UUID, date] = {}

    def write(self, rows: Sequence[Made]) -> None:
        known = holders(key for each in rows for key in each.row.keys)
        there = {
            contact.id: contact
            for contact in Contact.objects.select_for_update()
            .filter(id__in=set(known.values()))
            .order_by("id")
        }
        for each in rows:
            row = each.row
            found = {known[key] for key in row.keys if key in known}
            if row.do_not_call:
                self.uncalled |= found & self.new.keys()
                self._stop_calling([there[one] for one in found if one in there])
            if each.columns is None:
                self.refused.append((row, row.problems))
            elif len(found) > 1:
                self.refused.append((row, [RowProblem("", "contact_ambiguous")]))
            elif not found:
                self._create(each, each.columns)
                known.update(dict.fromkeys(row.keys, each.contact_id))
            elif self.job.mode == "update" and self._foreign(there.get(next(iter(found)))):
                self._update(there[next(iter(found))], row)
                known.update(dict.fromkeys(row.keys, next(iter(found))))
            elif not found & self.stopped:
                self.job.skipped_count += 1
        self._store()

    def _stop_calling(self, contacts: Sequence[Contact]) -> None:
        """Who wants no calls gets none, whatever else their row is: passed over, a second one, or refused."""
        for contact in contacts:
            if contact.do_not_call:
                continue
            if self._foreign(contact):
                before = {name: getattr(contact, name) for name in RESTORED}
                contact.do_not_call = True
                self._keep(contact, before)
                self.stopped.add(contact.id)
                continue
            contact.do_not_call = True
            # Made by an earlier batch of this file: still as it was made, so that undoing removes it.
            contact.save(update_fields=["do_not_call"])
            self.facts += change_facts(contact, {"do_not_call": False}, self.import_id)

    def _foreign(self, contact: Contact | None) -> bool:
        """A row that says the same as another row of its own file is passed over."""
        return contact is not None and contact.import_id != self.job.id

    def _create(self, made: Made, columns: Mapping[str, Any]) -> None:
        self.new[made.contact_id] = made
        self._agree(made.contact_id, made.row)
        self.tags.update(tag_change((), columns["tags"]))
        self.facts.append(
            (
                made.contact_id,
                LeadCreated(name=columns["name"], source=columns["source"], import_id=self.import_id),
            )
        )
        self.job.created_count += 1

    def _update(self, contact: Contact, row: Drafted) -> None:
        before = {name: getattr(contact, name) for name in RESTORED}
        for name, value in merged(contact, row.fields).items():
            setattr(contact, name, value)
        agreed = self._agree(contact.id, row)
        if not agreed and all(getattr(contact, name) == before[name] for name in RESTORED):
            if contact.id not in self.stopped:
                self.job.skipped_count += 1
            return
        self._keep(contact, before)

    def _agree(self, contact_id: UUID, row: Drafted) -> bool:
        """Note that the contact agreed, unless a row of this file said so already."""
        if row.agreed is None or contact_id in self.agreed:
            return False
        self.agreed[contact_id] = row.agreed
        return True

    def _keep(self, contact: Contact, before: dict[str, Any]) -> None:
        """Store what a contact that was there has become, and what it was."""
        moved = {name: before[name] for name in RESTORED if getattr(contact, name) != before[name]}
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
        if moved:
            self.facts += change_facts(contact, moved, self.import_id)

    def _store(self) -> None:
        organization_id = self.job.organization_id
        insert_contacts(
            [
                {**made.columns, "do_not_call": True} if made.contact_id in self.uncalled else made.columns
                for made in self.new.values()
                if made.columns is not None
            ]
        )
        pairs = [(contact_id, key) for contact_id, made in self.new.items() for key in made.row.keys]
        if insert_keys(organization_id, pairs) != len(pairs):
            raise Raced
        self._store_consents()
        keep_words(
            organization_id,
            {contact_id: made.words for contact_id, made in self.new.items()}
            | {contact.id: words_of(contact) for contact in self.touched.values()},
        )
        count_tags(organization_id, self.tags)
        RefusedRow.objects.bulk_create(
            RefusedRow(
                organization_id=organization_id,
                import_id=self.job.id,
                line=row.number,
                cells=[cell[:_LONGEST_KEPT_CELL] for cell in row.cells],
                problems=[[problem.field, problem.code] for problem in problems],
            )
            for row, problems in self.refused
        )
        self.job.refused_count += len(self.refused)
        append_many(self.actor, self.facts)

    def _store_consents(self) -> None:
        wanted = self.job.consent
        told = Consent.objects.filter(import_id=self.job.id, contact_id__in=list(self.agreed))
        already = set(told.values_list("contact_id", flat=True)) if self.agreed else set()
        consents = [
            Consent(
                organization_id=self.job.organization_id,
                contact_id=contact_id,
                purpose=wanted["purpose"],
                channel=wanted["channel"],
                given_at=datetime.combine(day, time(0), UTC),
                source=wanted["source"],
                wording=wanted["wording"],
                automated=wanted["automated"],
                import_id=self.job.id,
                recorded_by=self.job.created_by,
                recorded_by_name=self.job.created_by_name,
            )
            for contact_id, day in self.agreed.items()
            if contact_id not in already
        ]
        Consent.objects.bulk_create(consents)
        self.facts += [
            (one.contact_id, LeadUpdated(fields=["consents"], import_id=self.import_id))
            for one in consents
            if one.contact_id not in self.new
        ]


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
