"""Deciding about what another hand changed at a platform: take it, keep it there, or write ours over it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.studio.agents.public import change_draft, published, rename_agent
from centralita.studio.deployments.actions.deploy import DeploymentStepNotPossible, want
from centralita.studio.deployments.domain.drift import Difference, differences, replaced_inside
from centralita.studio.deployments.domain.reading import place_of
from centralita.studio.deployments.domain.target import Voice
from centralita.studio.deployments.models import Deployment
from centralita.studio.deployments.queries import get_deployment
from centralita.studio.deployments.sources import compile_row
from centralita.studio.voice_accounts.public import account_facts

Decision = Literal["take", "keep", "overwrite"]


@dataclass
class Taken:
    """Paths that were brought in, and those that have no place with us."""

    taken: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def drift_of(row: Deployment) -> tuple[Difference, ...]:
    """What is different there, with what we would write now."""
    if row.theirs is None or row.pushed is None or row.agent_id is None:
        return ()
    ready = compile_row(row, row.agent_id, account_facts([row.account_id])[row.account_id])
    return differences(row.pushed, row.theirs, ready.compiled.config if ready else {}, row.pushing)


def decide(actor: Actor, deployment_id: UUID, decision: Decision) -> tuple[Deployment, Taken]:
    """Settle a drift. Raises DeploymentStepNotPossible where there is none."""
    row = get_deployment(actor, deployment_id, lock=True)
    if row.state != "drifted" or row.theirs is None:
        raise DeploymentStepNotPossible(state=row.state)
    found = drift_of(row)
    outcome = Taken()
    if decision == "overwrite":
        row.overwrite = True
        want(row, "live")
    else:
        if decision == "take":
            outcome = _take(actor, row, found)
        row.pushed, row.theirs, row.drifted_at, row.pushing = row.theirs, None, None, []
        row.state = "live"
        row.revision += 1
        version = published(row.agent_id) if row.agent_id else None
        # A version that was published meanwhile has waited for this decision.
        if version is not None and version.version_id != row.live_version_id and not row.adopted:
            want(row, "live")
        row.save()
    changed(actor.organization_id, "deployment", row.id)
    trail.record(
        actor,
        action=f"deployment_drift_{decision}",
        subject_kind="deployment",
        subject_id=to_text("dep", row.id),
        after={"fields": [each.path for each in found], "taken": outcome.taken},
    )
    return row, outcome


def _take(actor: Actor, row: Deployment, found: tuple[Difference, ...]) -> Taken:
    outcome = Taken()
    for difference in found:
        fits = _bring_in(actor, row, difference)
        (outcome.taken if fits else outcome.left).append(difference.path)
    return outcome


def _bring_in(actor: Actor, row: Deployment, difference: Difference) -> bool:
    place, value = place_of(difference.path), difference.theirs
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if row.agent_id is None or place is None:
        return False
    if place == "name":
        return isinstance(value, str) and bool(value.strip()) and rename_agent(actor, row.agent_id, value)
    if place == "voice":
        return isinstance(value, str) and _voice(row, {"id": value, "name": ""})
    if place.startswith("voice_"):
        return number is not None and _voice(row, {place.removeprefix("voice_"): number})
    if place.startswith("limit_"):
        return number is not None and _limit(row, place, number)
    return _text(actor, row.agent_id, place, difference)


def _voice(row: Deployment, change: dict[str, Any]) -> bool:
    try:
        row.voice = Voice.model_validate({**row.voice, **change}).model_dump()
    except ValueError:
        return False
    return True


def _limit(row: Deployment, place: str, number: float) -> bool:
    minutes = number / {"limit_ms": 60_000, "limit_seconds": 60, "limit_minutes": 1}[place]
    if not (1 <= minutes <= 240 and minutes == int(minutes)):
        return False
    row.max_minutes = int(minutes)
    return True


def _text(actor: Actor, agent_id: UUID, place: str, difference: Difference) -> bool:
    """A prompt or first message: where just our author's own part of it changed, that part goes into the draft."""
    if not isinstance(difference.base, str) or not isinstance(difference.theirs, str):
        return False
    base, theirs = difference.base, difference.theirs
    done = False

    def change(draft: dict[str, Any]) -> Mapping[str, Any]:
        nonlocal done
        part = _prompt_of(draft) if place == "prompt" else _greeting_of(draft)
        new = replaced_inside(base, theirs, part)
        if new is None or not new.strip():
            return draft
        done = True
        return _with_prompt(draft, new) if place == "prompt" else _with_greeting(draft, new)

    change_draft(actor, agent_id, change)
    return done


def _single(draft: Mapping[str, Any]) -> dict[str, Any] | None:
    """The one node of a single-prompt agent."""
    nodes = [node for flow in draft.get("flows", ()) for node in flow.get("nodes", ())]
    asked = [node for node in nodes if node.get("kind") == "ai_answer"]
    return asked[0] if len(asked) == 1 and len(nodes) <= _SINGLE else None


# A greeting, the prompt and an end: more is a flow, whose text is not one prompt.
_SINGLE = 3


def _prompt_of(draft: Mapping[str, Any]) -> str:
    node = _single(draft)
    return str(node["data"].get("prompt", "")) if node else ""


def _with_prompt(draft: dict[str, Any], text: str) -> dict[str, Any]:
    node = _single(draft)
    if node is not None:
        # Another text than the library's is the step's own.
        own = {key: value for key, value in node["data"].items() if key != "library"}
        node["data"] = {**own, "prompt": text}
    return draft


def _language(draft: Mapping[str, Any]) -> str:
    languages = draft.get("languages") or ["es"]
    default = draft.get("default_language")
    return str(default if default in languages else languages[0])


def _greeting_of(draft: Mapping[str, Any]) -> str:
    return str((draft.get("greeting") or {}).get(_language(draft), ""))


def _with_greeting(draft: dict[str, Any], text: str) -> dict[str, Any]:
    return {**draft, "greeting": {**(draft.get("greeting") or {}), _language(draft): text}}
