"""Conversations as a file: CSV for spreadsheets, or JSON with one conversation a line.

Rows are read a page at a time, each page in a transaction of its own, so that a long download holds nothing open.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.cells import safe_cell
from centralita.kit.ids import to_text
from centralita.operations.conversations import queries
from centralita.operations.conversations.domain.filter import ConversationFilter
from centralita.operations.conversations.models import Conversation, Message
from centralita.operations.conversations.schemas import ExportedConversation, ExportedMessage
from centralita.studio.agents.public import AgentFacts, agent_facts

Format = Literal["csv", "json"]
PAGE = 200
CONTENT_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/x-ndjson; charset=utf-8",
}
COLUMNS = (
    *("id", "agent", "channel", "test", "status", "outcome", "language", "started_at", "ended_at"),
    *("csat", "nps", "rating_comment", "handed_off", "tags", "variables", "tokens_in", "tokens_out"),
    *("cost", "currency", "transcript"),
)


def export(actor: Actor, which: ConversationFilter, form: Format) -> Iterator[bytes]:
    """The file, piece by piece."""
    lines = _lines(actor, replace(which, sort="-started_at"))
    if form == "json":
        return (line.model_dump_json().encode() + b"\n" for line in lines)
    return _csv(lines)


def _lines(actor: Actor, which: ConversationFilter) -> Iterator[ExportedConversation]:
    cursor: str | None = None
    while True:
        with tenant_scope(actor.organization_id):
            page = queries.list_conversations(actor, which, cursor=cursor, limit=PAGE)
            ids = [row.id for row in page.items]
            variables = dict(Conversation.objects.filter(id__in=ids).values_list("id", "variables"))
            said = queries.transcripts(ids)
            agents = agent_facts({row.agent_id for row in page.items})
            lines = [
                _line(row, agents.get(row.agent_id), variables.get(row.id, {}), said[row.id])
                for row in page.items
            ]
        yield from lines
        cursor = page.next_cursor
        if cursor is None:
            return


def _line(
    row: Conversation, agent: AgentFacts | None, variables: dict[str, object], said: Iterable[Message]
) -> ExportedConversation:
    return ExportedConversation(
        id=to_text("cnv", row.id),
        agent=agent.name if agent else "",
        channel=row.channel,
        test=row.test,
        status=row.status,
        outcome=row.outcome,
        language=row.language,
        started_at=row.started_at,
        ended_at=row.ended_at,
        csat=row.csat,
        nps=row.nps,
        rating_comment=row.rating_comment,
        handed_off=row.handed_off_at is not None or row.status == "handed_off",
        tags=row.tags,
        variables=variables,
        tokens_in=row.tokens_in,
        tokens_out=row.tokens_out,
        cost_micros=row.cost_micros,
        currency=row.cost_currency,
        messages=[ExportedMessage(role=one.role, text=one.text, at=one.at) for one in said],
    )


def _csv(lines: Iterable[ExportedConversation]) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def taken() -> bytes:
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text.encode()

    # The mark tells spreadsheets that this is UTF-8.
    buffer.write("\ufeff")
    writer.writerow(COLUMNS)
    yield taken()
    for line in lines:
        writer.writerow([safe_cell(cell) for cell in _cells(line)])
        yield taken()


def _cells(line: ExportedConversation) -> Iterator[object]:
    values = {
        **line.model_dump(exclude={"messages", "cost_micros"}),
        "tags": ", ".join(line.tags),
        "variables": json.dumps(line.variables, ensure_ascii=False) if line.variables else "",
        "started_at": line.started_at.isoformat(timespec="seconds"),
        "ended_at": line.ended_at.isoformat(timespec="seconds") if line.ended_at else "",
        "test": "yes" if line.test else "no",
        "handed_off": "yes" if line.handed_off else "no",
        "cost": f"{line.cost_micros / 1_000_000:.6f}",
        "transcript": "\n".join(f"{one.role}: {one.text}" for one in line.messages),
    }
    return (values[name] for name in COLUMNS)
