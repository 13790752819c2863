"""What a model is really told: the engine itself puts it together, with this prompt as the task of the only step."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from uuid import UUID

import msgspec

from centralita import engine
from centralita.engine.business import Business
from centralita.engine.settings import Interrupt, Interrupts
from centralita.identity.access.actor import Actor
from centralita.identity.organizations.models import Organization
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId, to_text
from centralita.studio.agents.public import agent_begin
from centralita.studio.business.public import current_snapshot
from centralita.studio.knowledge.public import find_by_words

_MOST_TOOLS: Final = 50
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
    # The prompt whose step in the agent is taken: with its knowledge and tools. None: the task alone is sent.
    prompt_id: str | None = None
    # What was said before, by whom ("caller" or "agent"), the oldest first.
    earlier: tuple[tuple[str, str], ...] = ()
    # What the text is of the agent: the task of a step, or its persona, seen with the task of that step.
    part: Literal["task", "persona"] = "task"
    # The ids of that step's flow and of the step; empty: the one that is linked to the prompt, if any.
    step: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Sent:
    """What would be asked of a model, and the passages that were found for it."""

    ask: engine.AskModel
    passages: tuple[engine.Passage, ...]


def sent(actor: Actor, text: str, situation: Situation) -> Sent | None:
    """What the agent would send, with what it finds in its knowledge and the tools that it may use.

    None when the engine itself answers such a message. Inside the scope. Raises NotFound for an agent that is not the
    actor's to see.
    """
    organization_id = actor.organization_id
    own = agent_begin(actor, situation.agent_id).blueprint if situation.agent_id else None
    blueprint = _blueprint(organization_id, own, text, situation)
    return _asked(blueprint, situation, lambda search: _found(organization_id, search))


def _asked(
    blueprint: engine.Blueprint,
    situation: Situation,
    search: Callable[[engine.SearchKnowledge], tuple[engine.Passage, ...]],
) -> Sent | None:
    at = now().timestamp()
    state = engine.begin(
        blueprint,
        seed="preview",
        channel=situation.channel,
        language=situation.language,
        variables={name: value for name, value in situation.values.items() if value is not None},
    )
    state, _ = engine.advance(blueprint, state, engine.Started(at=at))
    state, effects = engine.advance(blueprint, state, engine.UserSaid(at=at, text=situation.message))
    passages: tuple[engine.Passage, ...] = ()
    wanted = next((each for each in effects if isinstance(each, engine.SearchKnowledge)), None)
    if wanted is not None:
        passages = search(wanted)
        known = engine.KnowledgeFound(at=at, effect_id=wanted.id, passages=passages)
        _, effects = engine.advance(blueprint, state, known)
    ask = next((each for each in effects if isinstance(each, engine.AskModel)), None)
    if ask is None:
        return None
    before = tuple(
        engine.ModelMessage(role="user" if who == "caller" else "assistant", text=text)
        for who, text in situation.earlier
    )
    return Sent(msgspec.structs.replace(ask, messages=(*before, *ask.messages)), passages)


def _found(organization_id: OrganizationId, search: engine.SearchKnowledge) -> tuple[engine.Passage, ...]:
    found = find_by_words(
        organization_id, search.query, search.sources, language=search.language, limit=search.limit
    )
    return tuple(
        engine.Passage(
            id=to_text("pas", each.id),
            document_id=to_text("doc", each.document_id),
            title=each.title,
            place=each.place,
            text=each.text,
            score=each.score,
        )
        for each in found
    )


def _step(own: engine.Blueprint | None, text: str, situation: Situation) -> dict[str, object]:
    """The step that asks: the agent's own one whose task the text is, else one that may use all that the agent has."""
    if own is None or situation.prompt_id is None:
        return {"prompt": text, "use_knowledge": False}
    for place, data in _asking(own):
        linked = (data.get("library") or {}).get("id") == situation.prompt_id
        if situation.part == "persona" and (place == situation.step or not situation.step[1]):
            return data
        if situation.part == "task" and (place == situation.step if situation.step[1] else linked):
            return {**data, "prompt": text}
    task = "" if situation.part == "persona" else text
    return {"prompt": task, "use_knowledge": True, "tools": [tool.name for tool in own.tools][:_MOST_TOOLS]}


def _asking(own: engine.Blueprint) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """The steps that ask a model, by the ids of their flows and their own, with their data."""
    for flow in own.flows:
        for node in flow.nodes:
            if node.kind == "ai_answer":
                yield (flow.id, node.id), node.data.model_dump(mode="json")


def _blueprint(
    organization_id: OrganizationId, own: engine.Blueprint | None, text: str, situation: Situation
) -> engine.Blueprint:
    base = own or engine.Blueprint(languages=(situation.language,))
    persona = {**base.persona, situation.language: text} if situation.part == "persona" else base.persona
    step = engine.Flow.model_validate(
        {
            "id": "main",
            "nodes": [{"id": "step", "kind": "ai_answer", "data": _step(own, text, situation)}],
        }
    )
    return base.model_copy(
        update={
            "flows": (step,),
            "entry_flow": "main",
            "persona": persona,
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
