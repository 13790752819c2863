"""Making the house's rules stricter, and an owner's word on what is looser."""

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.audit import trail
from centralita.kit.errors import Conflict, NotFound, Stale
from centralita.operations.compliance import house
from centralita.operations.compliance.domain.numbers import CONFIRMED, NUMBER_PACK
from centralita.operations.compliance.domain.packs import LineRule, find_rule
from centralita.operations.compliance.models import ContactRuleSet, RuleConfirmation

KEEP: Any = object()


class RuleNotNegotiable(Conflict):
    """This is said or refused whatever anyone confirms."""

    code = "rule_not_negotiable"


@dataclass(frozen=True, slots=True)
class RulesEdit:
    """What is to change; `KEEP` stays. None takes a limit of the house away, and the packs' own hold alone."""

    allowed_countries: Any = KEEP
    hours: Any = KEEP
    closed_on_holidays: Any = KEEP
    calls_per_day: Any = KEEP
    minimum_gap_minutes: Any = KEEP
    consent_days: Any = KEEP
    consent_always: Any = KEEP
    registers: Any = KEEP
    chosen: Any = KEEP


def set_rules(actor: Actor, edit: RulesEdit, *, seen: int | None) -> ContactRuleSet:
    """Apply what the edit names. Stale when the rules have moved on from revision `seen`."""
    stored = house.stored_rules(actor.organization_id)
    revision = stored.revision if stored else 0
    if seen is not None and seen != revision:
        raise Stale(actual=revision, seen=seen)
    row = house.ensured_rules(actor.organization_id, lock=True)
    if stored and row.revision != revision:
        raise Stale(actual=row.revision, seen=revision)
    given = {each.name: getattr(edit, each.name) for each in fields(edit)}
    changed = {
        name: value for name, value in given.items() if value is not KEEP and getattr(row, name) != value
    }
    if not changed:
        witness.nothing_changed()
        return row if stored else house.unsaved_rules(actor.organization_id)
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.revision = revision + 1
    row.save()
    trail.record(
        actor,
        action="contact_rules_update",
        subject_kind="contact_rules",
        before=before,
        after=changed,
    )
    return row


def confirm_looser(actor: Actor, pack: str, rule: str, note: str) -> RuleConfirmation:
    """Record an owner's word that a rule does not hold here. Raises NotFound, RuleNotNegotiable."""
    actor.require(Permission.OWNER_MANAGE)
    _check(pack, rule)
    row = _confirmation(actor.organization_id, pack, rule)
    before: dict[str, object] | None = {"note": row.note} if row else None
    if row and row.note == note:
        witness.nothing_changed()
        return row
    if row:
        row.delete()
    row = RuleConfirmation.objects.create(
        organization_id=actor.organization_id,
        pack=pack,
        rule=rule,
        note=note,
        confirmed_by=actor.user_id,
        confirmed_by_name=actor.name,
    )
    _tell(actor, "contact_rule_confirm", pack, rule, before, {"note": note})
    return row


def withdraw_confirmation(actor: Actor, pack: str, rule: str) -> None:
    """Let the rule hold again. Not found when nothing was confirmed."""
    row = _confirmation(actor.organization_id, pack, rule)
    if row is None:
        raise NotFound(kind="rule_confirmation")
    row.delete()
    _tell(actor, "contact_rule_restore", pack, rule, {"note": row.note, "by": row.confirmed_by_name}, None)


def _check(pack: str, rule: str) -> None:
    if pack == NUMBER_PACK and rule in CONFIRMED.values():
        return
    found = find_rule(pack, rule)
    if found is None:
        raise NotFound(kind="contact_rule")
    if isinstance(found, LineRule):
        raise RuleNotNegotiable


def _confirmation(organization_id: UUID, pack: str, rule: str) -> RuleConfirmation | None:
    rows = RuleConfirmation.objects.select_for_update()
    return rows.filter(organization_id=organization_id, pack=pack, rule=rule).first()


def _tell(
    actor: Actor,
    action: str,
    pack: str,
    rule: str,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="contact_rule",
        subject_id=f"{pack}.{rule}",
        before=before,
        after=after,
    )
