"""Taking files in, and making agents of them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, Invalid, TooLarge
from centralita.kit.ids import new_id, to_text
from centralita.studio.agents.public import NewAgent, change_draft, describe_agent, import_agent
from centralita.studio.imports.comparing import Comparison, compared, like_here
from centralita.studio.imports.domain.drawn import ReadTool
from centralita.studio.imports.domain.faults import Fault, Unreadable, fault_sentence
from centralita.studio.imports.domain.speaking import relabelled, spoken
from centralita.studio.imports.exporting import file_of
from centralita.studio.imports.knowing import missing_sources, with_sources_here
from centralita.studio.imports.models import AgentImport
from centralita.studio.imports.queries import get_import
from centralita.studio.imports.reading import OWN, Reading, read, read_all
from centralita.studio.knowledge.parsing.language import language_of
from centralita.studio.scenarios.public import (
    PackedScenario,
    add_scenario,
    change_scenario,
    paired,
    scenarios_of,
    with_tools_renamed,
)
from centralita.studio.tools.public import PackedTool, Share, grant_new, granted_versions, with_grants

MOST_FILES = 30
# Files that became no agent are looked at and forgotten.
MOST_WAITING = 100


class ImportUnreadable(Invalid):
    """Nothing could be made of what came in. Data: `first`, and `reasons`, each a sentence."""

    code = "agent_file_unreadable"


class AlreadyMade(Conflict):
    """An agent was made of it; data: `agent_id`."""

    code = "import_already_made"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is chosen of an agent that is to be made."""

    name: str
    language: str
    kind: str
    purpose: str


def take_in(actor: Actor, parts: Iterable[tuple[str, bytes]]) -> list[AgentImport]:
    """Read files and keep what the agents in them would be. Raises ImportUnreadable; then nothing is kept.

    There is one at least. Of several, each becomes an agent or not as somebody chooses.
    """
    files = [(_name(name), content) for name, content in parts]
    if not files:
        raise Invalid(field="files")
    if len(files) > MOST_FILES:
        raise TooLarge(field="files", limit=str(MOST_FILES))
    try:
        found = read_all(files, language_of)
    except Unreadable as error:
        raise _refused(actor, error) from None
    several = len(found.readings) + len(found.left) > 1
    upload_id = new_id() if several else None
    left_out = [{"name": one.name, "faults": [asdict(fault) for fault in one.faults]} for one in found.left]
    rows = [_kept(actor, reading, files, upload_id, left_out) for reading in found.readings]
    _forget_oldest()
    for row in rows:
        _record(actor, "agent_import_read", row)
    return rows


def _kept(
    actor: Actor,
    reading: Reading,
    files: list[tuple[str, bytes]],
    upload_id: UUID | None,
    left_out: list[dict[str, Any]],
) -> AgentImport:
    """What one of them would be."""
    drawn = reading.drawn
    # Of several files, the one that it was in.
    own = next(((name, content) for name, content in files if reading.path.startswith(name)), None)
    name = own[0] if own and upload_id else files[0][0]
    size = len(own[1]) if own and upload_id else sum(len(content) for _, content in files)
    missing = missing_sources(drawn.blueprint) if reading.format == OWN else ()
    losses = (*drawn.losses, *missing)
    return AgentImport.objects.create(
        organization_id=actor.organization_id,
        file_name=name,
        size=size,
        upload_id=upload_id,
        left_out=left_out,
        format=reading.format,
        format_version=reading.version,
        name=drawn.name,
        language=drawn.language,
        blueprint=drawn.blueprint.model_dump(mode="json"),
        tools=[tool.model_dump(mode="json") for tool in _packed(drawn.tools)],
        scenarios=[one.model_dump(mode="json") for one in drawn.scenarios],
        about=dict(drawn.about),
        losses=[asdict(loss) for loss in losses],
        secrets=drawn.secrets,
        created_by=actor.user_id,
        created_by_name=actor.name,
    )


def make(actor: Actor, import_id: UUID, wish: Wish) -> AgentImport:
    """The agent, with the tools that the file describes. Raises NotFound, AlreadyMade and PlanLimit."""
    row = get_import(actor, import_id, lock=True)
    if row.agent_id is not None:
        raise AlreadyMade(agent_id=to_text("agt", row.agent_id))
    if row.format == OWN:
        # It knows its languages.
        own = engine.Blueprint.model_validate({**row.blueprint, "name": wish.name})
        blueprint, tools = with_sources_here(own), row.tools
    else:
        blueprint = spoken(row.blueprint, wish.language, wish.name)
        tools = [relabelled(tool, wish.language) for tool in row.tools]
    blueprint, names = _with_tools(actor, [PackedTool.model_validate(tool) for tool in tools], blueprint)
    row.agent_id = import_agent(
        actor,
        NewAgent(
            name=wish.name,
            kind=wish.kind,
            purpose=wish.purpose,
            blueprint=blueprint,
            description=row.about.get("description", ""),
            tags=row.about.get("tags", ()),
        ),
    )
    for one in map(PackedScenario.model_validate, row.scenarios):
        add_scenario(actor, row.agent_id, name=one.name, script=with_tools_renamed(one.script, names))
    row.name, row.language, row.made_at = wish.name, wish.language, now()
    row.save()
    _record(actor, "agent_import_make", row)
    return row


def discard(actor: Actor, import_id: UUID) -> None:
    """Forget a file, or the report about one; an agent that was made of it stays."""
    row = get_import(actor, import_id, lock=True)
    _record(actor, "agent_import_discard", row)
    row.delete()


def compare(actor: Actor, agent_id: UUID, parts: Iterable[tuple[str, bytes]]) -> Comparison:
    """What a file would change in an agent's draft. Raises NotFound and ImportUnreadable."""
    here = file_of(actor, agent_id)
    there = _own(actor, parts).drawn
    return compared(actor, here, there)


def take_over(actor: Actor, agent_id: UUID, parts: Iterable[tuple[str, bytes]]) -> Comparison:
    """Replace an agent's draft by a file's; what changed. Raises NotFound and ImportUnreadable."""
    here = file_of(actor, agent_id)
    drawn = _own(actor, parts).drawn
    changed = compared(actor, here, drawn)
    same = like_here(here, drawn)
    blueprint, names = _with_tools(actor, _packed(drawn.tools), same)
    change_draft(actor, agent_id, lambda _draft: blueprint.model_dump(mode="json"))
    if any(here.agent.model_dump(mode="json")[key] != value for key, value in drawn.about.items()):
        describe_agent(actor, agent_id, drawn.about)
    wanted = [
        one.model_copy(update={"script": with_tools_renamed(one.script, names)}) for one in drawn.scenarios
    ]
    for one, own in paired(scenarios_of(actor, agent_id), wanted):
        if own is None:
            add_scenario(actor, agent_id, name=one.name, script=one.script)
        elif own.script != one.script:
            change_scenario(actor, own.id, name=None, script=one.script, seen=None)
    return changed


def _own(actor: Actor, parts: Iterable[tuple[str, bytes]]) -> Reading:
    """A file of our own kind."""
    try:
        reading = read([(_name(name), content) for name, content in parts], language_of)
    except Unreadable as error:
        raise _refused(actor, error) from None
    if reading.format != OWN:
        raise _refused(actor, Unreadable(Fault("own_only", data={"found": reading.format})))
    return reading


def _refused(actor: Actor, error: Unreadable) -> ImportUnreadable:
    told = [
        {"code": fault.code, "sentence": fault_sentence(fault, actor.language), "until": None}
        for fault in error.faults
    ]
    return ImportUnreadable(field="files", first=told[0]["sentence"], reasons=told)


def _packed(tools: Iterable[ReadTool]) -> list[PackedTool]:
    return [
        PackedTool(
            name=tool.name,
            label=tool.label,
            definition=tool.definition,
            cases=tool.cases,
            sign_in=tool.sign_in,
        )
        for tool in tools
    ]


def _with_tools(
    actor: Actor, tools: list[PackedTool], blueprint: engine.Blueprint
) -> tuple[engine.Blueprint, dict[str, str]]:
    """The blueprint with its tools granted, and what those are called here: those that a file brought before, too.

    Who may not make tools gets the agent with tools that fail, as told.
    """
    known = granted_versions((tool.id, tool.version) for tool in blueprint.tools if tool.id)
    here = {tool.name for tool in blueprint.tools if (tool.id, tool.version) in known}
    wanted = [tool for tool in tools if tool.name not in here]
    granted = (
        grant_new(actor, wanted, share=Share.SAME) if wanted and actor.may(Permission.TOOL_MANAGE) else {}
    )
    lost = {
        tool.name: {"name": tool.name, "id": "", "version": 0}
        for tool in blueprint.tools
        if tool.name not in here and tool.name not in granted
    }
    document = blueprint.model_dump(mode="json")
    document["tools"] = [{**tool, **lost.get(tool["name"], {})} for tool in document["tools"]]
    names = {old: str(grant["name"]) for old, grant in granted.items()}
    return engine.Blueprint.model_validate(with_grants(document, granted)), names


def _forget_oldest() -> None:
    waiting = AgentImport.objects.filter(agent_id=None).order_by("-created_at", "-id")
    AgentImport.objects.filter(id__in=list(waiting.values_list("id", flat=True)[MOST_WAITING:500])).delete()


def _name(name: str) -> str:
    """A file's name without the folders it came from."""
    plain = name.replace("\\", "/").rpartition("/")[2].replace("\0", "")
    return plain.encode("utf-8", "replace").decode()[:200] or "file"


def _record(actor: Actor, action: str, row: AgentImport) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="agent_import",
        subject_id=to_text("aim", row.id),
        after={
            "file": row.file_name,
            "format": row.format,
            "losses": len(row.losses),
            "secrets_removed": row.secrets,
            "agent": to_text("agt", row.agent_id) if row.agent_id else None,
        },
    )
