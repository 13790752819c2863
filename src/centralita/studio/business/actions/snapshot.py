"""Compiling: what conversations that begin from now on will know."""

from uuid import UUID

from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.kit.ids import new_id
from centralita.ledger.events.hints import changed
from centralita.studio.business import queries
from centralita.studio.business.domain import compile as compiler
from centralita.studio.business.domain import sheets
from centralita.studio.business.domain.records import LANGUAGES, BusinessRecords
from centralita.studio.business.models import BusinessProfile, BusinessSnapshot
from centralita.studio.knowledge.public import FactSheet, NewPassage, replace_business_facts


def lock_profile(actor: Actor) -> BusinessProfile:
    """The profile, locked for this transaction; made by the first write."""
    fresh = queries.unsaved_profile(queries.organization_of(actor))
    with connection.cursor() as cursor:
        # Two first writes at once: the second waits here and finds the first one's row.
        cursor.execute(
            "INSERT INTO business_profile (id, organization_id, name, description, industry, phone, email, website,"
            " address, currency, time_zone, country, subdivision, public_holidays, payment_methods, hours, setup,"
            " revision, created_at, updated_at)"
            " VALUES (%s, %s, %s, '', '', '', '', '', '', %s, %s, %s, '', false, '{}', '{}', '{}', 0, now(), now())"
            " ON CONFLICT DO NOTHING",
            [
                new_id(),
                actor.organization_id,
                fresh.name,
                fresh.currency,
                fresh.time_zone,
                fresh.country,
            ],
        )
    return BusinessProfile.objects.select_for_update().get()


def store_snapshot(actor: Actor, content: compiler.Content) -> UUID:
    """The id of this content, stored once however often it is asked for."""
    digest = compiler.content_hash(content)
    BusinessSnapshot.objects.bulk_create(
        [BusinessSnapshot(organization_id=actor.organization_id, content_hash=digest, content=content)],
        ignore_conflicts=True,
    )
    return BusinessSnapshot.objects.values_list("id", flat=True).get(content_hash=digest)


def recompile(actor: Actor, profile: BusinessProfile) -> None:
    """Have the profile's snapshot say what the records say now, and tell the pages that show it."""
    changed(actor.organization_id, "business", profile.id)
    records = queries.read_records(profile, queries.organization_of(actor))
    content = compiler.content_of(compiler.compile_business(records))
    snapshot_id = store_snapshot(actor, content)
    if snapshot_id != profile.snapshot_id:
        profile.snapshot_id = snapshot_id
        profile.save(update_fields=["snapshot_id", "updated_at"])
    _teach(actor, records)


def _teach(actor: Actor, records: BusinessRecords) -> None:
    """Have the facts found by a search as well: in the business's language, and translated where we word them."""
    replace_business_facts(
        actor.organization_id,
        sheets.SHEET_NAMES[records.language],
        [
            FactSheet(
                language=language,
                title=sheets.SHEET_NAMES[language],
                passages=tuple(
                    NewPassage(fact.text, fact.place, fact.heading, language)
                    for fact in sheets.facts_of(records, language)
                ),
                # Each language is served by its own sheet.
                hidden_in=tuple(other for other in LANGUAGES if other != language),
            )
            for language in LANGUAGES
        ],
    )
