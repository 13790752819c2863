"""Reading an agent at its platform, to see whether another hand changed it; and the round of what was left lying."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet
from procrastinate.contrib.django import app

from centralita.identity.access.actor import system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId
from centralita.ledger.events.hints import changed
from centralita.providers.voice.errors import VoiceThingMissing
from centralita.studio.deployments.actions.deploy import want
from centralita.studio.deployments.bringing import AT_FAULT, found_drift
from centralita.studio.deployments.domain.drift import differences
from centralita.studio.deployments.models import Deployment
from centralita.studio.deployments.queueing import later
from centralita.studio.deployments.sources import compile_row
from centralita.studio.voice_accounts.public import (
    account_facts,
    account_failed,
    account_works,
    provider_of,
    see_to_webhook,
)

EVERY: Final = timedelta(minutes=15)
_A_ROUND: Final = 50


def check(organization_id: OrganizationId, deployment_id: UUID) -> str:
    """Compare the agent there with what we left. The code of what went wrong, or ''."""
    actor = system_actor(organization_id, "deployments")
    with tenant_scope(organization_id):
        row = _settled().filter(id=deployment_id).first()
        if row is None or row.pushed is None:
            return ""
        revision = (row.wanted, row.deployed_at)
        provider = provider_of(row.account_id)
    error, missing, remote = "", False, None
    try:
        remote = None if provider is None else provider.read_agent(row.provider_agent_id)
        if provider is not None:
            see_to_webhook(actor, row.account_id, provider)
    except VoiceThingMissing:
        missing = True
    except AppError as failure:
        error = failure.code
    with tenant_scope(organization_id):
        row = _settled().select_for_update().filter(id=deployment_id).first()
        if row is None or row.pushed is None or (row.wanted, row.deployed_at) != revision:
            return error  # it moved on meanwhile
        row.checked_at = now()
        if missing:
            row.state, row.error = "failed", "voice_thing_missing"
        elif error in AT_FAULT:
            row.state, row.error = "failed", error
            account_failed(actor, row.account_id, error)
        elif remote is not None:
            account_works(actor, row.account_id)
            if differences(row.pushed, remote.config, row.pushed, row.pushing):
                found_drift(actor, row, remote)
            elif row.state == "drifted":
                row.state, row.theirs, row.drifted_at = "live", None, None
        if row.state == "live" and not error and _documents_changed(row):
            want(row, "live")
        row.save()
        changed(organization_id, "deployment", row.id)
    return error


def _documents_changed(row: Deployment) -> bool:
    """Whether the platform's own model knows other documents than there are now."""
    if row.agent_id is None or row.live_version_id is None:
        return False  # adopted, and nothing of ours is there yet
    ready = compile_row(row, row.agent_id, account_facts([row.account_id])[row.account_id])
    return ready is not None and ready.compiled.told != row.told


def round_of(organization_id: OrganizationId) -> None:
    """Queue what is due: checks, and what a killed worker or an outage has left undone. Opens its own scope."""
    with tenant_scope(organization_id):
        moment = now()
        due = _settled().filter(Q(checked_at__lt=moment - EVERY) | Q(checked_at=None))
        for row in due.order_by("checked_at")[:_A_ROUND]:
            # Marked as looked at, so that the next round does not queue it once more.
            Deployment.objects.filter(id=row.id).update(checked_at=moment)
            app.configure_task("deployments.check").defer(
                organization_id=str(organization_id), deployment_id=str(row.id)
            )
        left = Deployment.objects.exclude(wanted=F("reached")).filter(
            Q(busy_until=None) | Q(busy_until__lt=moment),
            Q(next_try_at=None) | Q(next_try_at__lt=moment),
            updated_at__lt=moment - timedelta(minutes=2),
        )
        for row in left[:_A_ROUND]:
            row.save(update_fields=["updated_at"])
            later(row)


def _settled() -> QuerySet[Deployment]:
    """What is there and not being changed."""
    return Deployment.objects.filter(
        goal="live", wanted=F("reached"), busy_by=None, pushed__isnull=False, state__in=("live", "drifted")
    ).exclude(provider_agent_id="")
