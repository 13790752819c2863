"""What a model is really told: the engine itself puts it together, with this prompt as the task of the only step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from centralita import engine
from centralita.engine.business import Business
from centralita.engine.settings import Interrupt, Interrupts
from centralita.identity.access.actor import Actor
from centralita.identity.organizations.models import Organization
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.studio.agents.public import agent_begin
from centralita.studio.business.public import current_snapshot

_OFF: Final = Interrupt(enabled=False)
# So that a case about a person, another language or a new start reaches the prompt, which is what is looked at.
_NO_INTERRUPTS: Final = Interrupts(person=_OFF, restart=_OFF, language=_OFF)


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a prompt is put: an agent's own manner (none: a plain one), a language, what is known and what is said."""

    agent_id: UUID | None
    language: str
    channel: engine.Channel
    values: Mapping[str, engine.Value]
    message: str


def wish(actor: Actor, text: str, situation: Situation) -> engine.AskModel | None:
    """What would be asked of a model; None when the engine itself answers such a message. Inside the scope.

    Raises NotFound for an agent that is not the actor's to see.
    """
    own = agent_begin(actor, situation.agent_id).blueprint if situation.agent_id else None
    return ask_of(_blueprint(actor.organization_id, own, text, situation), situation)


def ask_of(blueprint: engine.Blueprint, situation: Situation) -> engine.AskModel | None:
    """Begin a conversation and have the message said."""
    at = now().timestamp()
    state = engine.begin(
        blueprint,
        seed="preview",
        channel=situation.channel,
        language=situation.language,
        variables={name: value for name, value in situation.values.items() if value is not None},
    )
    state, _ = engine.advance(blueprint, state, engine.Started(at=at))
    _, effects = engine.advance(blueprint, state, engine.UserSaid(at=at, text=situation.message))
    return next((each for each in effects if isinstance(each, engine.AskModel)), None)


def _blueprint(
    organization_id: OrganizationId, own: engine.Blueprint | None, text: str, situation: Situation
) -> engine.Blueprint:
    base = own or engine.Blueprint(languages=(situation.language,))
    step = engine.Flow.model_validate(
        {
            "id": "main",
            "nodes": [{"id": "step", "kind": "ai_answer", "data": {"prompt": text, "use_knowledge": False}}],
        }
    )
    return base.model_copy(
        update={
            "flows": (step,),
            "entry_flow": "main",
            "business": business_of(organization_id),
            "interrupts": _NO_INTERRUPTS,
            "settings": base.settings.model_copy(update={"model_connected": True}),
        }
    )


def business_of(organization_id: OrganizationId) -> Business:
    """What conversations know of the business now."""
    snapshot = current_snapshot(organization_id)
    if snapshot is not None:
        return snapshot.business()
    organization = Organization.objects.get(id=organization_id)
    return Business(facts={"name": organization.name}, time_zone=organization.time_zone)
