"""Publishing: a version that agents can be granted. Those that have an older one keep it until they are changed."""

from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.kit.errors import Conflict
from centralita.studio.tools.actions.write import record
from centralita.studio.tools.domain import definition
from centralita.studio.tools.models import Tool, ToolVersion
from centralita.studio.tools.queries import get_tool, get_version
from centralita.studio.tools.signing import problems_of, sign_in_of


class ToolHasProblems(Conflict):
    """The checks found something; the draft stays a draft. `count` says how much."""

    code = "tool_has_problems"


class NothingNew(Conflict):
    """The draft is what was published last. Data: `number`."""

    code = "tool_nothing_to_publish"


def publish_tool(actor: Actor, tool_id: UUID, *, note: str) -> tuple[Tool, ToolVersion]:
    """Make the draft the next version."""
    tool = get_tool(tool_id, lock=True)
    draft = definition.read(tool.draft)
    found = problems_of(tool, draft, sign_in_of(tool))
    if found:
        raise ToolHasProblems(count=len(found))
    content = definition.content_of(draft)
    digest = definition.content_hash(content)
    if tool.live_hash is not None and bytes(tool.live_hash) == digest:
        raise NothingNew(number=tool.live_number)
    before = tool.live_number
    version = ToolVersion.objects.create(
        organization_id=actor.organization_id,
        tool_id=tool.id,
        number=(before or 0) + 1,
        content=content,
        note=note,
        author_id=actor.user_id,
        author_name=actor.name,
    )
    tool.live_number, tool.live_hash, tool.live_at = version.number, digest, version.created_at
    tool.revision += 1
    tool.save()
    record(actor, "tool_publish", tool, before={"live": before}, after={"live": version.number, "note": note})
    return tool, version


def restore_version(actor: Actor, tool_id: UUID, number: int) -> Tool:
    """Make an old version's content the draft again; what is published stays until the draft is."""
    tool = get_tool(tool_id, lock=True)
    version = get_version(tool, number)
    digest = definition.content_hash(version.content)
    if bytes(tool.draft_hash) == digest:
        witness.nothing_changed()
        return tool
    tool.draft, tool.draft_hash = version.content, digest
    tool.revision += 1
    tool.save()
    record(actor, "tool_restore", tool, after={"number": number})
    return tool
