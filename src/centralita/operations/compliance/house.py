"""The organization's own rules: the row that is made by the first write, and what the decision reads of it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from centralita.engine.business import WEEKDAYS, Weekday
from centralita.identity.organizations.models import Organization
from centralita.kit.ids import OrganizationId
from centralita.operations.compliance import hashing
from centralita.operations.compliance.domain.packs import minutes_of
from centralita.operations.compliance.domain.question import Confirmation, HouseRules, Spans
from centralita.operations.compliance.models import ContactRuleSet, RuleConfirmation
from centralita.studio.business.public import home_country

StoredHours = Mapping[str, Sequence[Mapping[str, str]]]


def stored_rules(organization_id: UUID) -> ContactRuleSet | None:
    """The row, if anything was ever written."""
    return ContactRuleSet.objects.filter(organization_id=organization_id).first()


def unsaved_rules(organization_id: UUID) -> ContactRuleSet:
    """What holds before anyone wrote: nothing beside the packs."""
    return ContactRuleSet(organization_id=organization_id, revision=0, number_key=b"")


def ensured_rules(organization_id: UUID, *, lock: bool = False) -> ContactRuleSet:
    """The row, made with a key of its own where there is none."""
    ContactRuleSet.objects.bulk_create(
        [ContactRuleSet(organization_id=organization_id, number_key=hashing.new_key(organization_id))],
        ignore_conflicts=True,
    )
    rows = ContactRuleSet.objects.filter(organization_id=organization_id)
    return (rows.select_for_update() if lock else rows).get()


def house_rules(organization_id: UUID) -> HouseRules:
    """The organization's rules as the decision reads them."""
    row = stored_rules(organization_id) or unsaved_rules(organization_id)
    organization = Organization.objects.filter(id=organization_id).first()
    return HouseRules(
        own_country=home_country(OrganizationId(organization_id)),
        language=organization.language if organization else "en",
        allowed_countries=frozenset(row.allowed_countries),
        hours=None if row.hours is None else _minutes(row.hours),
        closed_on_holidays=row.closed_on_holidays,
        calls_per_day=row.calls_per_day,
        minimum_gap_minutes=row.minimum_gap_minutes,
        consent_days=row.consent_days,
        consent_always=row.consent_always,
        registers=frozenset(row.registers),
        chosen=frozenset(row.chosen),
        confirmations=tuple(
            Confirmation(each.pack, each.rule, each.confirmed_by_name, each.confirmed_at, each.note)
            for each in RuleConfirmation.objects.filter(organization_id=organization_id).order_by("id")
        ),
    )


def _minutes(hours: StoredHours) -> dict[Weekday, Spans]:
    return {
        day: tuple((minutes_of(span["opens"]), minutes_of(span["closes"])) for span in hours[day])
        for day in WEEKDAYS
        if hours.get(day)
    }
