"""The results of a campaign as a file, one line for each person. Read a page at a time."""

import csv
import io
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.cells import safe_cell
from centralita.kit.ids import to_text
from centralita.operations.campaigns import queries
from centralita.operations.campaigns.models import Campaign, CampaignAttempt, CampaignContact
from centralita.operations.campaigns.wording import person_reasons
from centralita.operations.contacts.public import ContactFacts, contact_facts

PAGE = 500
COLUMNS = (
    *("contact_id", "name", "phone", "email", "state", "reasons", "attempts", "outcome"),
    *("first_call_at", "last_call_at", "talked_seconds", "cost", "currency", "last_call_id"),
)
_CHUNK = 64 * 1024


def lines(actor: Actor, campaign: Campaign) -> Iterator[list[list[object]]]:
    """The lines below the heading, a page at a time, each read in a transaction of its own."""
    cursor: str | None = None
    while True:
        with tenant_scope(actor.organization_id):
            page = queries.list_people(campaign, state="", cursor=cursor, limit=PAGE)
            ids = [row.contact_id for row in page.items]
            known = contact_facts(actor.organization_id, ids)
            made = queries.attempts_of(campaign.id, ids)
        yield [
            [safe_cell(cell) for cell in _cells(actor, campaign, row, known, made[row.contact_id])]
            for row in page.items
        ]
        cursor = page.next_cursor
        if cursor is None:
            return


def _cells(
    actor: Actor,
    campaign: Campaign,
    row: CampaignContact,
    known: dict[UUID, ContactFacts],
    made: Sequence[CampaignAttempt],
) -> list[object]:
    facts = known.get(row.contact_id)
    return [
        to_text("con", row.contact_id),
        facts.name if facts else "",
        next(iter(facts.phones), "") if facts else "",
        next(iter(facts.emails), "") if facts else "",
        row.state,
        person_reasons(row.reasons, actor.language),
        len(made),
        row.outcome,
        made[0].at.isoformat(timespec="seconds") if made else "",
        made[-1].at.isoformat(timespec="seconds") if made else "",
        sum(each.duration_seconds for each in made),
        sum(each.cost_micros for each in made) / 1_000_000,
        campaign.currency,
        to_text("call", row.call_id) if row.call_id else "",
    ]


def as_csv(actor: Actor, campaign: Campaign) -> Iterator[bytes]:
    """The file, piece by piece."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    # The mark tells spreadsheets that this is UTF-8.
    buffer.write("\ufeff")
    writer.writerow(COLUMNS)
    for page in lines(actor, campaign):
        writer.writerows(page)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def as_workbook(actor: Actor, campaign: Campaign) -> Iterator[bytes]:
    """The same as an Excel workbook, written to disk as it is read."""
    import xlsxwriter

    with TemporaryFile() as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(file, options) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
            number = 1
            for page in lines(actor, campaign):
                for line in page:
                    sheet.write_row(number, 0, line)
                    number += 1
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk
