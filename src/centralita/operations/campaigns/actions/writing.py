"""Making, changing, copying and deleting campaigns."""

from typing import Any
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.organizations.models import Organization
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text
from centralita.ledger.events.hints import changed
from centralita.operations.campaigns import audience, ports
from centralita.operations.campaigns.actions.ending import record
from centralita.operations.campaigns.actions.errors import (
    CampaignAgentMissing,
    CampaignNotEditable,
    CampaignWrongState,
)
from centralita.operations.campaigns.actions.lock import expect, lock_campaign
from centralita.operations.campaigns.models import Campaign
from centralita.operations.campaigns.schemas import CampaignChange, CampaignIn
from centralita.operations.contacts.public import require_view
from centralita.studio.agents.public import agent_facts

EMPTIED_BY_NULL = frozenset({"agent_id", "starts_at", "budget_micros"})
# Whom it is for and who calls stays once people are in.
FIXED_ONCE_STARTED = frozenset({"audience", "agent_id", "purpose", "kind", "starts_at"})
_PLAIN = ("audience", "windows", "stop_rules")


def create_campaign(actor: Actor, new: CampaignIn) -> Campaign:
    """A new draft."""
    fields = _columns(actor, new.model_dump(), new)
    campaign = Campaign(
        organization_id=actor.organization_id,
        created_by=actor.user_id,
        created_by_name=actor.name,
        currency=_currency(actor, fields.get("agent_id")),
        **fields,
    )
    campaign.save(force_insert=True)
    campaign.refresh_from_db()
    record(actor, campaign, "campaign_create")
    changed(actor.organization_id, "campaign", campaign.id)
    return campaign


def update_campaign(actor: Actor, campaign_id: UUID, change: CampaignChange, *, seen: int | None) -> Campaign:
    """Apply what the change names. Stale when the campaign has moved on from revision `seen`."""
    campaign = lock_campaign(actor, campaign_id)
    expect(campaign, seen)
    sent = {
        name: value
        for name, value in change.model_dump(exclude_unset=True).items()
        if value is not None or name in EMPTIED_BY_NULL
    }
    fields = _columns(actor, sent, change)
    before = {
        name: getattr(campaign, name) for name, value in fields.items() if getattr(campaign, name) != value
    }
    if not before:
        witness.nothing_changed()
        return campaign
    if campaign.status not in {"draft", "paused"}:
        raise CampaignNotEditable
    if campaign.status == "paused" and (fixed := sorted(FIXED_ONCE_STARTED & set(before))):
        raise CampaignNotEditable(field=fixed[0])
    for name in before:
        setattr(campaign, name, fields[name])
    if "agent_id" in before:
        campaign.currency = _currency(actor, campaign.agent_id)
    campaign.revision += 1
    campaign.updated_at = now()
    campaign.save()
    record(actor, campaign, "campaign_update", **{name: fields[name] for name in sorted(before)})
    changed(actor.organization_id, "campaign", campaign.id)
    return campaign


def copy_campaign(actor: Actor, campaign_id: UUID) -> Campaign:
    """A draft with the same settings, for the same audience, without a date."""
    source = lock_campaign(actor, campaign_id)
    kept = (
        *("agent_id", "kind", "purpose", "topic", "audience", "windows", "pace", "concurrency"),
        *("max_attempts", "retry", "gap_minutes", "calls_per_day", "voicemail", "budget_micros", "currency"),
    )
    campaign = Campaign(
        organization_id=actor.organization_id,
        name=source.name,
        created_by=actor.user_id,
        created_by_name=actor.name,
        stop_rules={**source.stop_rules, "until": None},
        **{name: getattr(source, name) for name in kept},
    )
    campaign.save(force_insert=True)
    campaign.refresh_from_db()
    record(actor, campaign, "campaign_create")
    changed(actor.organization_id, "campaign", campaign.id)
    return campaign


def delete_campaign(actor: Actor, campaign_id: UUID) -> None:
    """Delete a draft. One that has called somebody is a record and stays."""
    campaign = lock_campaign(actor, campaign_id)
    if campaign.status != "draft":
        raise CampaignWrongState(status=campaign.status)
    record(actor, campaign, "campaign_delete")
    changed(actor.organization_id, "campaign", campaign.id)
    campaign.delete()


def _columns(actor: Actor, sent: dict[str, Any], given: CampaignIn | CampaignChange) -> dict[str, Any]:
    fields = dict(sent)
    if fields.get("agent_id") is not None:
        fields["agent_id"] = known_agent(actor, fields["agent_id"])
    plain = given.model_dump(mode="json", include=set(_PLAIN) & set(fields))
    fields |= plain
    if "audience" in fields:
        _check(actor, fields["audience"])
    return fields


def known_agent(actor: Actor, text: str) -> UUID:
    """The agent with this id. Raises CampaignAgentMissing."""
    agent_id = from_text("agt", text)
    if agent_id not in agent_facts([agent_id]) or not actor.reaches(agent_id):
        raise CampaignAgentMissing(field="agent_id")
    return agent_id


def _currency(actor: Actor, agent_id: UUID | None) -> str:
    """In what the agent's calls are paid, as far as that is known; else the organization's own currency."""
    if agent_id is not None and ports.has_telephone():
        worst = ports.telephone().worst_case(actor.organization_id, agent_id)
        if worst is not None:
            return worst.currency
    organization = Organization.objects.filter(id=actor.organization_id).first()
    return organization.currency if organization else "EUR"


def _check(actor: Actor, wanted: dict[str, Any]) -> None:
    try:
        if wanted.get("kind") == "view":
            require_view(actor, from_text("cvw", str(wanted["view_id"])))
        audience.page(actor.organization_id, wanted, after=None, limit=1)
    except NotFound:
        raise audience.AudienceUnknown(field="audience.view_id") from None
