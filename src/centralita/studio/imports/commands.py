"""Agents as files from the command line, as they live in a repository."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from centralita import engine
from centralita.identity.access.actor import system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId
from centralita.studio.agents.public import agent_begin, draft_problems
from centralita.studio.imports.actions import (
    ImportUnreadable,
    Wish,
    compare,
    discard,
    make,
    take_in,
    take_over,
)
from centralita.studio.imports.comparing import Comparison
from centralita.studio.imports.domain.faults import Fault, fault_sentence
from centralita.studio.imports.domain.losses import Loss, loss_sentence
from centralita.studio.imports.domain.telling import change_lines, loss_line, problem_line, stays_line
from centralita.studio.imports.exporting import Exported, Format, export_agent
from centralita.studio.imports.models import AgentImport


def export(organization_id: OrganizationId, agent_id: UUID, kind: Format) -> Exported:
    """An agent's draft as a file. Raises NotFound."""
    with tenant_scope(organization_id):
        return export_agent(system_actor(organization_id, "files"), agent_id, kind)


@dataclass(frozen=True, slots=True)
class Arrived:
    """The agents that came in, and a line for each of which nothing could be made."""

    rows: list[AgentImport]
    left_out: list[str]


def take(organization_id: OrganizationId, paths: Iterable[Path]) -> Arrived:
    """What there is in files, before anything is made of it. Raises ImportUnreadable."""
    with tenant_scope(organization_id):
        rows = take_in(system_actor(organization_id, "files"), _parts(paths))
    left_out = [
        f"{one['name']}: {fault_sentence(Fault(**fault), 'en')}"
        for one in rows[0].left_out
        for fault in one["faults"]
    ]
    return Arrived(rows, left_out)


def forget(organization_id: OrganizationId, rows: Iterable[AgentImport]) -> None:
    """Those that nobody wanted."""
    with tenant_scope(organization_id):
        for row in rows:
            discard(system_actor(organization_id, "files"), row.id)


def bring_in(
    organization_id: OrganizationId, row: AgentImport, *, name: str | None, language: str | None
) -> tuple[AgentImport, list[str]]:
    """A new agent, with what was lost. Raises PlanLimit; then nothing of it is made."""
    actor = system_actor(organization_id, "files")
    with tenant_scope(organization_id):
        kind, purpose = row.about.get("kind", "both"), row.about.get("purpose", "inbound")
        wish = Wish(name or row.name, language or row.language, kind, purpose)
        row = make(actor, row.id, wish)
    losses = [Loss(**one) for one in row.losses]
    return row, [loss_line(loss.flow, loss.node, loss_sentence(loss, "en")) for loss in losses]


@dataclass(frozen=True, slots=True)
class Told:
    """What a file changes, and what it leaves although it says nothing of it; a line each."""

    changes: list[str]
    stays: list[str]


def differences(organization_id: OrganizationId, agent_id: UUID, path: Path) -> Told:
    """What a file would change in an agent's draft. Raises NotFound and ImportUnreadable."""
    with tenant_scope(organization_id):
        return _told(compare(system_actor(organization_id, "files"), agent_id, _parts([path])))


def replace(organization_id: OrganizationId, agent_id: UUID, path: Path) -> Told:
    """Have an agent's draft be what a file says; what changed. Raises NotFound and ImportUnreadable."""
    with tenant_scope(organization_id):
        return _told(take_over(system_actor(organization_id, "files"), agent_id, _parts([path])))


def _told(found: Comparison) -> Told:
    lines = [line for change in found.changes for line in change_lines(change)]
    return Told(lines, [stays_line(name) for name in found.only_here])


def standing_against(organization_id: OrganizationId, agent_id: UUID) -> list[str]:
    """What keeps an agent's draft from being published, a line each. Raises NotFound."""
    actor = system_actor(organization_id, "files")
    with tenant_scope(organization_id):
        names = {
            node.id: node.name for flow in agent_begin(actor, agent_id).blueprint.flows for node in flow.nodes
        }
        errors = [each for each in draft_problems(actor, agent_id) if each.severity == "error"]
    return [
        problem_line(names.get(node_id) or node_id, engine.sentence(each, "en"))
        for each in errors
        for node_id in [each.node_id or ""]
    ]


def reasons(error: AppError) -> list[str]:
    """Everything that was wrong with a file, a line each; nothing for what is wrong with something else."""
    found = error.data.get("reasons") if isinstance(error, ImportUnreadable) else None
    return [str(reason["sentence"]) for reason in found] if isinstance(found, list) else []


def _parts(paths: Iterable[Path]) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in paths]
