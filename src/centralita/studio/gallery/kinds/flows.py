"""Flows: among the organization's templates, from where they are put into agents."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.studio.business.public import known_variables
from centralita.studio.gallery.domain.merging import Step, merged, steps
from centralita.studio.gallery.domain.package import FlowPackage
from centralita.studio.gallery.errors import unfit
from centralita.studio.gallery.kinds.kind import Made, Wish
from centralita.studio.gallery.models import GalleryCopy, GalleryTemplate
from centralita.studio.gallery.schemas import GalleryPackIn
from centralita.studio.saved_templates.public import (
    KeptFlow,
    Saved,
    keep_flow,
    kept_flow,
    kept_titles,
    rewrite_flow,
    tools_called,
)

Json = dict[str, Any]


class FlowKind:
    """A flow that the organization keeps. Its tools are made where it is put into an agent."""

    prefix = "tpl"

    def pack(self, actor: Actor, saved: Saved, told: GalleryPackIn) -> dict[str, Any]:
        content = saved.content
        blueprint = engine.Blueprint.model_validate(
            {
                "languages": saved.languages,
                "flows": [content["flow"]],
                "variables": content["variables"],
                "tools": content["tools"],
            }
        )
        return {
            "kind": saved.kind,
            "purpose": saved.purpose,
            "blueprint": blueprint.model_dump(mode="json"),
            "tools": saved.tools or [],
        }

    def require_fit(self, actor: Actor, package: FlowPackage) -> None:
        found = [one for one in _problems(package) if one.severity == "error"]
        if found:
            raise unfit([engine.sentence(one, actor.language) for one in found[:20]])

    def problems(self, package: FlowPackage, language: str) -> list[str]:
        return [engine.sentence(one, language) for one in _problems(package)]

    def require(self, actor: Actor, thing_id: UUID) -> None:
        kept_flow(thing_id)

    def names_of(self, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
        return kept_titles(ids)

    def make(self, actor: Actor, template: GalleryTemplate, package: FlowPackage, wish: Wish) -> Made:
        document = _document(package)
        made = keep_flow(
            actor, _kept(document, _grants(package), package), title=wish.name, summary=template.summary
        )
        return Made(made, document)

    def steps(
        self, actor: Actor, copy: GalleryCopy, before: FlowPackage, after: FlowPackage, *, lock: bool
    ) -> Sequence[Step]:
        ours = _here(kept_flow(_flow_of(copy), lock=lock))
        return steps(copy.base, _document(after), ours, engine.node_titles(actor.language))

    def take(
        self,
        actor: Actor,
        copy: GalleryCopy,
        before: FlowPackage,
        after: FlowPackage,
        steps: Sequence[Step],
        taken: Collection[str],
    ) -> None:
        template_id = _flow_of(copy)
        kept = kept_flow(template_id, lock=True)
        theirs = _document(after)
        document = merged(theirs, _here(kept), steps, taken)
        new = {step.path[1] for step in steps if step.key in taken and step.area == "tool"}
        here = {one["name"]: one for one in kept.content["tools"]}
        grants = {**_grants(after), **{name: one for name, one in here.items() if name not in new}}
        rewrite_flow(actor, template_id, _kept(document, grants, after))
        copy.base = theirs


def _flow_of(copy: GalleryCopy) -> UUID:
    if copy.saved_template_id is None:
        raise NotFound(kind="template")
    return copy.saved_template_id


def _problems(package: FlowPackage) -> list[engine.Problem]:
    """What the checks say. A step that goes on to another flow does so where the agent has one of that id."""
    (flow,) = package.blueprint.flows
    leaving = {node.id for node in flow.nodes if node.kind == "go_to_flow"}
    found = engine.check(package.blueprint, known=known_variables())
    return [one for one in found if one.node_id not in leaving]


def _document(package: FlowPackage) -> Json:
    """What is compared: the flow, its variables, and its tools with all that they do."""
    stored = package.model_dump(mode="json")
    blueprint = stored["blueprint"]
    return {
        "flows": blueprint["flows"],
        "variables": blueprint["variables"],
        "tools": stored["tools"],
    }


def _here(kept: KeptFlow) -> Json:
    content = kept.content
    return {"flows": [content["flow"]], "variables": content["variables"], "tools": kept.tools}


def _grants(package: FlowPackage) -> dict[str, Json]:
    return {one["name"]: one for one in package.blueprint.model_dump(mode="json")["tools"]}


def _kept(document: Json, grants: Mapping[str, Json], package: FlowPackage) -> KeptFlow:
    """What is kept: of tools only those that the flow calls."""
    (flow,) = document["flows"]
    called = tools_called(flow)
    return KeptFlow(
        kind=package.kind,
        purpose=package.purpose,
        languages=list(package.languages),
        content={
            "flow": flow,
            "tools": [one for name, one in grants.items() if name in called],
            "variables": document["variables"],
        },
        tools=[one for one in document["tools"] if one["name"] in called],
    )
