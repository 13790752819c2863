"""Agents as files: our own, to be kept and compared, and Retell's, to be taken there. Inside the scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.languages import reading_language
from centralita.studio.agents.public import agent_file_facts
from centralita.studio.deployments.public import FlowLoss, as_retell_flow
from centralita.studio.imports.domain.agent_file import (
    AgentFile,
    FileAgent,
    as_json,
    as_yaml,
    document_of,
)
from centralita.studio.imports.domain.naming import plain
from centralita.studio.scenarios.public import PackedScenario, scenarios_of
from centralita.studio.tools.public import granted_versions

Format = Literal["yaml", "json", "retell"]
_ENDINGS: Final = {"yaml": "yaml", "json": "json", "retell": "retell.json"}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, how many secrets were kept out of it, and what it does not say of the agent."""

    name: str
    content: str
    secrets: int = 0
    losses: tuple[FlowLoss, ...] = ()


def export_agent(actor: Actor, agent_id: UUID, kind: Format) -> Exported:
    """An agent's draft as a file. Raises NotFound."""
    file = file_of(actor, agent_id)
    name = f"{_stem(file.agent.name)}.{_ENDINGS[kind]}"
    if kind == "retell":
        config, losses = as_retell_flow(actor.organization_id, agent_id, file.blueprint)
        return Exported(name, as_json(_as_exported(config)), losses=losses)
    document, secrets = document_of(file)
    return Exported(name, as_yaml(document) if kind == "yaml" else as_json(document), secrets)


def file_of(actor: Actor, agent_id: UUID) -> AgentFile:
    """An agent's draft with the tools that it is granted, and with its scenarios. Raises NotFound."""
    facts = agent_file_facts(actor, agent_id)
    wanted = [(tool.id, tool.version) for tool in facts.blueprint.tools if tool.id]
    known = granted_versions(wanted)
    return AgentFile(
        agent=FileAgent.model_validate(
            {
                "name": facts.name,
                "description": facts.description,
                "kind": facts.kind,
                "purpose": facts.purpose,
                "tags": facts.tags,
            }
        ),
        blueprint=facts.blueprint,
        tools=tuple(tool for key in wanted if (tool := known.get(key)) is not None),
        scenarios=tuple(
            PackedScenario(name=one.name, script=one.script) for one in scenarios_of(actor, agent_id)
        ),
    )


def _as_exported(config: dict[str, Any]) -> dict[str, Any]:
    """As Retell's dashboard exports an agent: the flow inside it, and no address or voice of ours."""
    agent = {
        key: value
        for key, value in config["agent"].items()
        if key not in {"response_engine", "voice_id"} and "webhook" not in key
    }
    return {**agent, "response_engine": {"type": "conversation-flow"}, "conversationFlow": config["flow"]}


def _stem(name: str) -> str:
    """A file's name of an agent's."""
    letters = "".join(
        letter if letter.isascii() and letter.isalnum() else " " for letter in plain(name).lower()
    )
    return "-".join(letters.split())[:60] or "agent"


def sentences(losses: Iterable[FlowLoss], language: str) -> list[tuple[FlowLoss, str]]:
    """Each loss with its sentence in the reader's language."""
    return [(loss, loss.sentences[reading_language(language)]) for loss in losses]
