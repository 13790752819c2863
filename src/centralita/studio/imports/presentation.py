"""Imports as the API shows them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from centralita import engine
from centralita.engine.data import pick
from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.studio.agents.presentation import problems_of
from centralita.studio.agents.public import agent_facts
from centralita.studio.business.public import known_variables
from centralita.studio.imports.domain.drawing import LANGUAGE
from centralita.studio.imports.domain.faults import Fault, fault_sentence
from centralita.studio.imports.domain.losses import Loss, loss_sentence
from centralita.studio.imports.models import AgentImport
from centralita.studio.imports.schemas import (
    AgentImportOut,
    AgentImportSummary,
    AgentUploadOut,
    FoundAgent,
    ImportedAgent,
    ImportedFlow,
    ImportedStep,
    ImportedTool,
    ImportLoss,
    LeftOutAgent,
)
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.public import is_sound

_SHOWN_STEPS = 300
_SHOWN_TEXT = 160


def summaries(rows: Sequence[AgentImport]) -> list[AgentImportSummary]:
    """Files in a list."""
    names = _names(rows)
    return [AgentImportSummary(**_told(row, names)) for row in rows]


def detail(actor: Actor, row: AgentImport) -> AgentImportOut:
    """A file with what would be made of it."""
    blueprint = engine.Blueprint.model_validate(row.blueprint)
    return AgentImportOut(
        **_told(row, _names([row])),
        flows=_flows(blueprint),
        variables=[variable.name for variable in blueprint.variables],
        tools=[_tool(tool) for tool in row.tools],
        scenarios=[one["name"] for one in row.scenarios],
        kind=row.about.get("kind"),
        purpose=row.about.get("purpose"),
        losses=[
            ImportLoss(
                code=loss.code,
                weight=loss.weight,
                flow=loss.flow,
                node=loss.node,
                message=loss_sentence(loss, actor.language),
            )
            for loss in (Loss(**one) for one in row.losses)
        ],
        problems=problems_of(engine.check(blueprint, known=known_variables()), actor.language),
    )


def upload(actor: Actor, upload_id: UUID, rows: Sequence[AgentImport]) -> AgentUploadOut:
    """The agents that came in at once, and what kept others from being read."""
    names, known = _names(rows), known_variables()
    return AgentUploadOut(
        id=to_text("aup", upload_id),
        items=[_found(row, names, known) for row in rows],
        left_out=[
            LeftOutAgent(
                name=one["name"],
                message=" ".join(fault_sentence(Fault(**fault), actor.language) for fault in one["faults"]),
            )
            for one in rows[0].left_out
        ],
    )


def _found(row: AgentImport, names: Mapping[UUID, str], known: Collection[str]) -> FoundAgent:
    blueprint = engine.Blueprint.model_validate(row.blueprint)
    severities = [problem.severity for problem in engine.check(blueprint, known=known)]
    return FoundAgent(
        **_told(row, names),
        kind=row.about.get("kind"),
        purpose=row.about.get("purpose"),
        flows=len(blueprint.flows),
        steps=sum(len(flow.nodes) for flow in blueprint.flows),
        losses=len(row.losses),
        errors=severities.count("error"),
        warnings=len(severities) - severities.count("error"),
    )


def _names(rows: Sequence[AgentImport]) -> Mapping[UUID, str]:
    facts = agent_facts(row.agent_id for row in rows if row.agent_id is not None)
    return {agent_id: one.name for agent_id, one in facts.items()}


def _told(row: AgentImport, names: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "id": to_text("aim", row.id),
        "file_name": row.file_name,
        "size": row.size,
        "format": row.format,
        "format_version": row.format_version,
        "name": row.name,
        "language": row.language,
        "secrets_removed": row.secrets,
        "upload": to_text("aup", row.upload_id) if row.upload_id else None,
        "agent": ImportedAgent(id=to_text("agt", row.agent_id), name=names.get(row.agent_id, row.name))
        if row.agent_id
        else None,
        "author": row.created_by_name,
        "created_at": row.created_at,
        "made_at": row.made_at,
    }


def _flows(blueprint: engine.Blueprint) -> list[ImportedFlow]:
    left = _SHOWN_STEPS
    shown = []
    for flow in blueprint.flows:
        steps = [
            ImportedStep(id=node.id, name=node.name, kind=node.kind, text=_text(node))
            for node in flow.nodes[:left]
        ]
        left -= len(steps)
        entry = flow.id == blueprint.first_flow
        shown.append(ImportedFlow(id=flow.id, name=flow.name, entry=entry, steps=steps))
    return shown


def _text(node: engine.Node) -> str:
    """What is said, asked or told to the model at a node."""
    for field in ("text", "question", "opening", "prompt", "tool", "to"):
        value = getattr(node.data, field, None)
        said = pick(value, LANGUAGE, LANGUAGE) if isinstance(value, dict) else value
        if isinstance(said, str) and said.strip():
            return said[:_SHOWN_TEXT]
    return ""


def _tool(tool: Mapping[str, Any]) -> ImportedTool:
    definition = ToolDefinition.model_validate(tool["definition"])
    return ImportedTool(
        name=tool["name"],
        label=tool["label"],
        method=definition.request.method,
        address=definition.request.address,
        problem=not is_sound(definition),
    )
