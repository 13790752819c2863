"""Deployments as the API shows them."""

import json
from collections.abc import Sequence
from typing import Final, Literal, cast

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.kit.ids import to_text
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.agents.public import version_number
from centralita.studio.deployments.compile import Loss
from centralita.studio.deployments.domain.drift import Difference
from centralita.studio.deployments.domain.labels import label_of
from centralita.studio.deployments.domain.reading import place_of
from centralita.studio.deployments.domain.sentences import error_sentence
from centralita.studio.deployments.domain.target import Mode, Voice
from centralita.studio.deployments.models import Deployment
from centralita.studio.deployments.schemas import (
    DeployedAccount,
    DeploymentOut,
    FieldOut,
    LossList,
    LossOut,
)
from centralita.studio.deployments.sources import compile_row
from centralita.studio.voice_accounts.public import AccountFacts, account_facts

_PERMISSIONS: Final = (Permission.AGENT_READ, Permission.AGENT_UPDATE, Permission.AGENT_PUBLISH)
_LONGEST: Final = 20_000


def deployments(actor: Actor, rows: Sequence[Deployment]) -> list[DeploymentOut]:
    """Deployments with what is lost at each."""
    accounts = account_facts(row.account_id for row in rows)
    return [_deployment(actor, row, accounts[row.account_id]) for row in rows]


def deployment(actor: Actor, row: Deployment) -> DeploymentOut:
    """One deployment."""
    return deployments(actor, [row])[0]


def _deployment(actor: Actor, row: Deployment, account: AccountFacts) -> DeploymentOut:
    ready = compile_row(row, row.agent_id, account) if row.agent_id and row.goal != "withdrawn" else None
    compiled = ready.compiled if ready else None
    sentence = (
        error_sentence(row.error, VoicePlatform(account.platform), actor.language) if row.error else None
    )
    if row.error == "deployment_blocked" and compiled and compiled.blocking:
        sentence = compiled.blocking[0].sentence(actor.language)
    return DeploymentOut(
        id=to_text("dep", row.id),
        agent_id=to_text("agt", row.agent_id) if row.agent_id else "",
        account=DeployedAccount(
            id=to_text("pac", account.id),
            label=account.label,
            platform=account.platform,
            health=cast("Literal['unknown', 'ok', 'failing']", account.health),
        ),
        mode=Mode(row.mode),
        voice=Voice.model_validate(row.voice),
        max_minutes=row.max_minutes,
        state=cast("Literal['pending']", _state(row)),
        goal=cast("Literal['live']", row.goal),
        provider_agent_id=row.provider_agent_id,
        provider_version=row.provider_version,
        live_number=version_number(row.live_version_id) if row.live_version_id else None,
        wanted_number=version_number(row.wanted_version_id) if row.wanted_version_id else None,
        adopted=row.adopted,
        error=row.error or None,
        error_sentence=sentence,
        next_try_at=row.next_try_at,
        deployed_at=row.deployed_at,
        checked_at=row.checked_at,
        drifted_at=row.drifted_at,
        losses=[loss(each, actor.language) for each in compiled.losses] if compiled else [],
        can=[permission.value for permission in _PERMISSIONS if actor.may(permission)],
    )


def _state(row: Deployment) -> str:
    """On its way out it is no longer live, although it may still be there."""
    leaving = {"withdrawn": "withdrawing", "paused": "pausing"}.get(row.goal)
    if leaving is None or row.state in {row.goal, "failed"}:
        return row.state
    return leaving


def losses(found: Sequence[Loss], language: str) -> LossList:
    """What would be lost."""
    return LossList(
        items=[loss(each, language) for each in found], blocked=any(each.blocking for each in found)
    )


def loss(found: Loss, language: str) -> LossOut:
    """One loss in the reader's language."""
    return LossOut(
        feature=found.feature,
        how=found.how,
        sentence=found.sentence(language),
        safety=found.safety,
        blocking=found.blocking,
        flow_id=found.flow_id,
        node_id=found.node_id,
        node_name=found.node_name,
    )


def field(difference: Difference, language: str) -> FieldOut:
    """A changed field in words."""
    return FieldOut(
        path=difference.path,
        label=label_of(difference.path, language),
        base=_shown(difference.base),
        theirs=_shown(difference.theirs),
        ours=_shown(difference.ours),
        takes=place_of(difference.path),
    )


def _shown(value: object) -> object:
    """The value itself; as the beginning of its text where it is longer than anybody reads."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return value if len(text) <= _LONGEST else text[:_LONGEST]
