"""The first rows of a draft, read as they would be."""

import itertools
from collections.abc import Sequence
from typing import Final

from django.conf import settings

from centralita.kit.storage import Storage
from centralita.operations.contacts.imports.carrying import plan_of
from centralita.operations.contacts.imports.planning import Drafted, RowProblem, draft
from centralita.operations.contacts.imports.reading import Shape, rows
from centralita.operations.contacts.imports.schemas import PreviewRow
from centralita.operations.contacts.imports.wording import sentence
from centralita.operations.contacts.keys import holders
from centralita.operations.contacts.models import Contact, ContactImport

SHOWN: Final = 20


def preview(job: ContactImport, language: str) -> list[PreviewRow]:
    """What would become of the first rows that are not empty. Nothing is written."""
    plan = plan_of(job)
    storage: Storage = settings.STORAGE
    with storage.get(job.storage_key) as file:
        found = (
            (number, cells)
            for number, cells in rows(file, Shape(job.encoding, job.separator))
            if any(cells) and not (job.has_header and number == job.first_row)
        )
        drafts = [draft(number, cells, plan) for number, cells in itertools.islice(found, SHOWN)]
    return _told(job, drafts, language)


def _told(job: ContactImport, drafts: Sequence[Drafted], language: str) -> list[PreviewRow]:
    known = holders(key for row in drafts for key in row.keys)
    names = dict(Contact.objects.filter(id__in=set(known.values())).values_list("id", "name"))
    seen: set[tuple[str, str]] = set()
    told: list[PreviewRow] = []
    for row in drafts:
        others = sorted({known[key] for key in row.keys if key in known})
        problems = list(row.problems)
        if len(others) > 1:
            problems.append(RowProblem("", "contact_ambiguous"))
        again = bool(seen & set(row.keys))
        seen.update(row.keys)
        told.append(
            PreviewRow(
                number=row.number,
                action="refuse" if problems else job.mode if others else "skip" if again else "create",
                name=row.fields.get("name", "") or next((cell for cell in row.cells if cell), ""),
                phones=row.fields.get("phones", []),
                emails=row.fields.get("emails", []),
                existing=names.get(others[0], "") if others else "",
                problems=[sentence(problem, language) for problem in problems],
            )
        )
    return told
