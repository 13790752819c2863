"""Agents: with their tools, their scenarios and, where wanted, sample knowledge."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text, to_text
from centralita.studio.agents.public import (
    NewAgent,
    agent_facts,
    change_draft,
    draft_blueprint,
    import_agent,
    lock_draft,
    require_agent,
)
from centralita.studio.business.public import known_variables
from centralita.studio.gallery.domain.merging import Step, merged, steps
from centralita.studio.gallery.domain.package import LONGEST_DOCUMENT, MOST_QUESTIONS, Package
from centralita.studio.gallery.errors import unfit
from centralita.studio.gallery.kinds.agent_samples import bring, hold, kept_by, sample_steps, take_samples
from centralita.studio.gallery.kinds.agent_scenarios import (
    bring_scenarios,
    scenario_steps,
    scenarios_followed,
    take_scenarios,
)
from centralita.studio.gallery.kinds.agent_tools import grant
from centralita.studio.gallery.kinds.kind import Made, Wish
from centralita.studio.gallery.models import GalleryCopy, GalleryTemplate
from centralita.studio.gallery.schemas import GalleryPackIn
from centralita.studio.knowledge.public import sample_document, sample_questions
from centralita.studio.saved_templates.public import Saved
from centralita.studio.scenarios.public import scenarios_of
from centralita.studio.tools.public import granted_versions, renamed, with_grants

_BESIDE = frozenset({"scenario", "question", "document"})


class AgentKind:
    """An agent of the organization."""

    prefix = "agt"

    def pack(self, actor: Actor, saved: Saved, told: GalleryPackIn) -> dict[str, Any]:
        blueprint = engine.Blueprint.model_validate(saved.content)
        documents = dict.fromkeys(from_text("doc", each) for each in told.documents)
        return {
            "kind": saved.kind,
            "purpose": saved.purpose,
            "blueprint": blueprint.model_dump(mode="json"),
            "tools": _tools(blueprint) if saved.tools is None else saved.tools,
            "scenarios": _scenarios(actor, saved),
            "questions": [
                {"question": one.title, "answer": one.text, "language": one.language}
                for one in (sample_questions(most=MOST_QUESTIONS) if told.questions else ())
                if one.title.strip() and one.text.strip()
            ],
            "documents": [
                {"title": one.title, "text": one.text, "language": one.language}
                for one in (sample_document(each, longest=LONGEST_DOCUMENT) for each in documents)
                if one.text.strip()
            ],
        }

    def require_fit(self, actor: Actor, package: Package) -> None:
        problems = engine.check(package.blueprint, known=known_variables())
        errors = [engine.sentence(one, actor.language) for one in problems if one.severity == "error"]
        if errors:
            raise unfit(errors[:20])

    def problems(self, package: Package, language: str) -> list[str]:
        found = engine.check(package.blueprint, known=known_variables())
        return [engine.sentence(one, language) for one in found]

    def require(self, actor: Actor, thing_id: UUID) -> None:
        require_agent(actor, thing_id)

    def names_of(self, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
        found = agent_facts(each for each in ids if actor.reaches(each))
        return {identifier: one.name for identifier, one in found.items()}

    def make(self, actor: Actor, template: GalleryTemplate, package: Package, wish: Wish) -> Made:
        granted = grant(actor, template.id, package.tools)
        base = with_grants(package.blueprint.model_dump(mode="json"), granted)
        blueprint = engine.Blueprint.model_validate({**base, "name": wish.name})
        agent_id = import_agent(
            actor,
            NewAgent(
                name=wish.name,
                kind=package.kind,
                purpose=package.purpose,
                blueprint=blueprint,
                description=template.summary,
                template=to_text("gtp", template.id),
            ),
        )
        names = {wished: str(one["name"]) for wished, one in granted.items()}
        scenarios = bring_scenarios(actor, agent_id, package, names)
        if wish.samples:
            bring(actor, package)
        return Made(agent_id, blueprint.model_dump(mode="json"), names, scenarios)

    def steps(
        self, actor: Actor, copy: GalleryCopy, before: Package, after: Package, *, lock: bool
    ) -> Sequence[Step]:
        agent_id = _agent_of(copy)
        if lock:
            hold(copy.gallery_id)
        draft = lock_draft(actor, agent_id) if lock else draft_blueprint(agent_id)
        if draft is None:
            raise NotFound(kind="agent")
        ours = draft.model_dump(mode="json")
        theirs = _as_here(copy, before, after)
        return (
            *steps(copy.base, theirs, ours, engine.node_titles(actor.language)),
            *scenario_steps(scenarios_followed(actor, agent_id, before, after, copy.names, copy.scenarios)),
            *sample_steps(actor, before, after),
        )

    def take(
        self,
        actor: Actor,
        copy: GalleryCopy,
        before: Package,
        after: Package,
        steps: Sequence[Step],
        taken: Collection[str],
    ) -> None:
        agent_id = _agent_of(copy)
        theirs = _as_here(copy, before, after)
        chosen = [step for step in steps if step.key in taken]
        wanted = {step.path[1] for step in chosen if step.area == "tool" and step.theirs}
        here: dict[str, str] = copy.names
        tools = tuple(tool for tool in after.tools if here.get(tool.name, tool.name) in wanted)
        made = grant(actor, copy.gallery_id, tools)
        granted = {here.get(wished, wished): one for wished, one in made.items()}
        ours = lock_draft(actor, agent_id).model_dump(mode="json")
        drawn = [step for step in chosen if step.area not in _BESIDE]
        document = with_grants(merged(theirs, ours, drawn, set(taken)), granted)
        change_draft(actor, agent_id, lambda _draft: document)
        copy.names = {
            tool.name: granted[name]["name"] if (name := here.get(tool.name, tool.name)) in granted else name
            for tool in after.tools
        }
        scenarios = scenarios_followed(actor, agent_id, before, after, copy.names, copy.scenarios)
        copy.scenarios = take_scenarios(actor, agent_id, scenarios, taken)
        take_samples(actor, before, after, chosen)
        copy.base = with_grants(theirs, granted)
        copy.package = kept_by(actor, copy.package, before.model_dump(mode="json"))


def _agent_of(copy: GalleryCopy) -> UUID:
    if copy.agent_id is None:
        raise NotFound(kind="agent")
    return copy.agent_id


def _as_here(copy: GalleryCopy, before: Package, package: Package) -> dict[str, Any]:
    """The newer version with the tools as they are called here; those that did not change are the ones that are here."""
    document = renamed(package.blueprint.model_dump(mode="json"), copy.names)
    same = {tool.name for tool in package.tools if any(map(tool.is_like, before.tools))}
    kept = {copy.names.get(name, name) for name in same}
    here = {tool["name"]: tool for tool in copy.base.get("tools") or ()}
    document["tools"] = [
        here[tool["name"]] if tool["name"] in kept and tool["name"] in here else tool
        for tool in document["tools"]
    ]
    return document


def _tools(blueprint: engine.Blueprint) -> list[dict[str, Any]]:
    """The tools of a template that was saved before templates kept them."""
    wanted = [(tool.id, tool.version) for tool in blueprint.tools if tool.id]
    known = granted_versions(wanted)
    return [known[key].model_dump(mode="json") for key in wanted if key in known]


def _scenarios(actor: Actor, saved: Saved) -> list[dict[str, Any]]:
    if saved.scenarios is not None:
        return saved.scenarios
    if saved.source_agent_id is None:
        return []
    try:
        found = scenarios_of(actor, saved.source_agent_id)
    except NotFound:
        return []
    return [one.packed.model_dump(mode="json") for one in found]
