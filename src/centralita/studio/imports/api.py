"""Imports of agents from files, over HTTP."""

from typing import Annotated

from ninja import File, Query
from ninja.files import UploadedFile

from centralita.identity.access import witness
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.errors import TooLarge
from centralita.kit.ids import from_text
from centralita.studio.agents.schemas import ChangeOut
from centralita.studio.imports import presentation, queries
from centralita.studio.imports.actions import Wish, compare, discard, make, take_in, take_over
from centralita.studio.imports.comparing import Comparison
from centralita.studio.imports.domain.loading import MOST_BYTES
from centralita.studio.imports.exporting import Format, export_agent, sentences
from centralita.studio.imports.schemas import (
    AgentExportOut,
    AgentFileChanges,
    AgentImportList,
    AgentImportOut,
    AgentUploadOut,
    ExportLoss,
    ImportedAgentIn,
)

router = TenantRouter("agents")
WRITE = Permission.AGENT_CREATE


def _parts(files: list[UploadedFile]) -> list[tuple[str, bytes]]:
    if sum(file.size or 0 for file in files) > MOST_BYTES:
        raise TooLarge(field="files", limit=f"{MOST_BYTES // 1_000_000} MB")
    return [(file.name or "", file.read()) for file in files]


@router.get("/agent-imports", permission=WRITE, operation="agent_import_list", response=AgentImportList)
def list_imports(request: TenantRequest, agent: Annotated[str, Query(max_length=40)] = "") -> AgentImportList:
    """The last files that came in, newest first; of one agent, the file that it was made of."""
    rows = queries.latest(request.actor, from_text("agt", agent) if agent else None)
    return AgentImportList(items=presentation.summaries(rows))


@router.post(
    "/agent-imports",
    permission=WRITE,
    operation="agent_import_create",
    response=AgentImportOut,
    status=201,
)
def create(request: TenantRequest, files: File[list[UploadedFile]]) -> AgentImportOut:
    """Read an agent from a file of another builder, or from several that belong together, or from an archive of them.

    10 MB at most. Nothing in it is run or fetched, and no agent is made yet. Where there are several agents in it, this
    is the first; its `upload` names them all.
    """
    first, *_ = take_in(request.actor, _parts(files))
    return presentation.detail(request.actor, first)


@router.get(
    "/agent-uploads/{upload_id}", permission=WRITE, operation="agent_upload_read", response=AgentUploadOut
)
def read_upload(request: TenantRequest, upload_id: str) -> AgentUploadOut:
    """The agents that came in at once, in numbers, and what kept others from being read."""
    identifier = from_text("aup", upload_id)
    return presentation.upload(request.actor, identifier, queries.get_upload(request.actor, identifier))


@router.get(
    "/agent-imports/{import_id}", permission=WRITE, operation="agent_import_read", response=AgentImportOut
)
def read(request: TenantRequest, import_id: str) -> AgentImportOut:
    """What would be, or was, made of a file: its flows, variables and tools, and what is lost, by step."""
    return presentation.detail(request.actor, queries.get_import(request.actor, from_text("aim", import_id)))


@router.post(
    "/agent-imports/{import_id}/agent",
    permission=WRITE,
    operation="agent_import_make",
    response=AgentImportOut,
    status=201,
)
def make_agent(request: TenantRequest, import_id: str, payload: ImportedAgentIn) -> AgentImportOut:
    """Make the agent, with its tools. The report stays with it."""
    wish = Wish(payload.name, payload.language, payload.kind.value, payload.purpose.value)
    return presentation.detail(request.actor, make(request.actor, from_text("aim", import_id), wish))


@router.delete(
    "/agent-imports/{import_id}", permission=WRITE, operation="agent_import_discard", response=None
)
def remove(request: TenantRequest, import_id: str) -> None:
    """Forget a file and the report about it. An agent that was made of it stays."""
    discard(request.actor, from_text("aim", import_id))


@router.get(
    "/agents/{agent_id}/export",
    permission=Permission.AGENT_READ,
    operation="agent_export",
    response=AgentExportOut,
)
def export(request: TenantRequest, agent_id: str, format: Format = "yaml") -> AgentExportOut:  # noqa: A002
    """The draft as a file: ours as YAML or JSON, to be kept and compared, or Retell's with what is lost in it."""
    exported = export_agent(request.actor, from_text("agt", agent_id), format)
    return AgentExportOut(
        file_name=exported.name,
        content=exported.content,
        secrets_removed=exported.secrets,
        losses=[
            ExportLoss(how=loss.how, blocking=loss.blocking, node=loss.node, message=sentence)
            for loss, sentence in sentences(exported.losses, request.actor.language)
        ],
    )


@router.post(
    "/agents/{agent_id}/file/compare",
    permission=Permission.AGENT_UPDATE,
    operation="agent_file_compare",
    response=AgentFileChanges,
)
def compare_file(request: TenantRequest, agent_id: str, file: File[UploadedFile]) -> AgentFileChanges:
    """What a file that was exported here would change in the draft. Nothing is changed."""
    found = compare(request.actor, from_text("agt", agent_id), _parts([file]))
    witness.nothing_changed()
    return _changes(found)


@router.post(
    "/agents/{agent_id}/file",
    permission=Permission.AGENT_UPDATE,
    operation="agent_file_take_over",
    response=AgentFileChanges,
)
def take_file_over(request: TenantRequest, agent_id: str, file: File[UploadedFile]) -> AgentFileChanges:
    """Replace the draft by the one in a file that was exported here; what changed."""
    return _changes(take_over(request.actor, from_text("agt", agent_id), _parts([file])))


def _changes(found: Comparison) -> AgentFileChanges:
    return AgentFileChanges(
        only_here=found.only_here,
        changes=[
            ChangeOut(
                area=change.area,
                how=change.how,
                name=change.name,
                path=change.path,
                kind=change.kind,
                before=change.before,
                after=change.after,
            )
            for change in found.changes
        ],
    )
