"""Making agents, flows, prompts and tools of templates."""

from typing import Any
from uuid import UUID

from django.db.models import F

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.kit.ids import new_id, to_text
from centralita.studio.agents.public import NewAgent, change_draft, import_agent, lock_draft
from centralita.studio.prompts.public import PackedPrompt, make_prompt
from centralita.studio.saved_templates.actions import locked
from centralita.studio.saved_templates.domain.flows import put_into
from centralita.studio.saved_templates.models import SavedTemplate
from centralita.studio.scenarios.public import ScenarioScript, add_scenario, with_tools_renamed
from centralita.studio.tools.public import PackedTool, Share, current_grants, grant_new, with_grants

_ID_LETTERS = 12


def make_agent(actor: Actor, template_id: UUID, name: str) -> UUID:
    """A new agent whose draft is the template's. Raises NotFound and PlanLimit."""
    template = locked(template_id, holds="agent")
    document, names = _with_tools(actor, template, template.content)
    blueprint = engine.Blueprint.model_validate({**document, "name": name})
    agent_id = import_agent(
        actor,
        NewAgent(
            name=name,
            kind=template.kind,
            purpose=template.purpose,
            blueprint=blueprint,
            description=template.summary,
            template=to_text("tpl", template.id),
        ),
    )
    for one in template.scenarios or ():
        script = ScenarioScript.model_validate(one["script"])
        add_scenario(actor, agent_id, name=one["name"], script=with_tools_renamed(script, names))
    _count(template)
    return agent_id


def _with_tools(
    actor: Actor, template: SavedTemplate, content: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The template's content with tools that are there, and what those are called that had to be made again.

    Who may not make tools gets none in place of those that are gone: calls of them fail.
    """
    granted = [tool for tool in content.get("tools") or () if tool.get("id")]
    here = current_grants(tool["id"] for tool in granted)
    # A flow from the gallery has tools that nobody has made here yet.
    kept = {one["name"] for one in template.tools or ()}
    gone = {tool["name"] for tool in granted if tool["id"] not in here}
    gone |= {tool["name"] for tool in content.get("tools") or () if not tool["id"] and tool["name"] in kept}
    packed = [PackedTool.model_validate(one) for one in template.tools or () if one["name"] in gone]
    made = (
        grant_new(actor, packed, share=Share.ALIKE, own=True)
        if packed and actor.may(Permission.TOOL_MANAGE)
        else {}
    )
    # What waited for its first version when the template was saved may have it by now.
    waited = {
        tool["name"]: here[tool["id"]] for tool in granted if tool["id"] in here and not tool["version"]
    }
    lost = {name: {"id": "", "version": 0} for name in gone}
    content = {
        **content,
        "tools": [{**tool, **lost.get(tool["name"], {})} for tool in content.get("tools") or ()],
    }
    names = {wished: str(one["name"]) for wished, one in {**made, **waited}.items()}
    return with_grants(content, {**made, **waited}), names


def put_flow(actor: Actor, template_id: UUID, agent_id: UUID) -> str:
    """Put a template's flow into an agent's draft beside its own; its id there. Raises NotFound."""
    template = locked(template_id, holds="flow")
    ours = lock_draft(actor, agent_id).model_dump(mode="json")
    # As a blueprint of this one flow, so that its steps name the tools that are there.
    content: dict[str, Any] = template.content
    document, _names = _with_tools(actor, template, {**content, "flows": [content["flow"]]})
    kept = {**content, "flow": document["flows"][0], "tools": document["tools"]}
    changed, flow_id = put_into(ours, kept, _identifier)
    change_draft(actor, agent_id, lambda _draft: changed)
    _count(template)
    return flow_id


def make_prompt_of(actor: Actor, template_id: UUID, title: str) -> UUID:
    """A new prompt, a draft. Raises NotFound and TooManyPrompts."""
    template = locked(template_id, holds="prompt")
    made = make_prompt(actor, PackedPrompt.model_validate(template.content), title)
    _count(template)
    return made


def make_tool_of(actor: Actor, template_id: UUID, title: str) -> tuple[str, bool]:
    """A new tool, a draft that signs in nowhere; its id, and whether it has to. Raises NotFound and TooManyTools."""
    template = locked(template_id, holds="tool")
    packed = PackedTool.model_validate(template.content["tool"]).model_copy(update={"label": title})
    (granted,) = grant_new(actor, [packed], publish=False, own=True).values()
    _count(template)
    return str(granted["id"]), bool(template.content["signs_in"])


def _identifier(what: str) -> str:
    return f"{what}_{new_id().hex[-_ID_LETTERS:]}"


def _count(template: SavedTemplate) -> None:
    SavedTemplate.objects.filter(id=template.id).update(installs=F("installs") + 1)
