"""The contact that a row becomes when nobody has its keys: made ahead, while the database writes the rows before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from centralita.kit.ids import new_ids
from centralita.kit.words import plain_text
from centralita.operations.contacts.domain.search import Standing, document
from centralita.operations.contacts.imports.planning import Drafted
from centralita.operations.contacts.models import Contact, ContactImport

# What a contact is where a row does not say it: a row of the ORM for each would take as long as reading the file.
_USUAL: Final[Mapping[str, Any]] = {
    field.attname: field.get_default()
    for field in Contact._meta.concrete_fields  # noqa: SLF001 - Django's documented way to a model's fields
    if not field.has_db_default()
}


@dataclass(frozen=True, slots=True)
class Made:
    """A row, and where nothing is wrong with it the columns of its contact, with the words that it is found under."""

    row: Drafted
    contact_id: UUID
    columns: dict[str, Any] | None = None
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Maker:
    """Whose contacts these are, and from which file."""

    organization_id: UUID
    import_id: UUID
    created_by: UUID | None

    @classmethod
    def of(cls, job: ContactImport) -> "Maker":
        """The maker of an import's contacts."""
        return cls(job.organization_id, job.id, job.created_by)

    def make(self, rows: Sequence[Drafted]) -> list[Made]:
        """What becomes of rows that were read."""
        return [self._made(row, each) for row, each in zip(rows, new_ids(len(rows)), strict=True)]

    def _made(self, row: Drafted, contact_id: UUID) -> Made:
        if row.problems:
            return Made(row, contact_id)
        columns = {
            **_USUAL,
            "id": contact_id,
            "organization_id": self.organization_id,
            "created_by": self.created_by,
            "name_key": plain_text(row.fields["name"]),
            "import_id": self.import_id,
            **row.fields,
        }
        words = document(
            self.organization_id,
            texts=[columns["name"], columns["company"], *columns["emails"]],
            phones=columns["phones"],
            tags=columns["tags"],
            standing=Standing(columns["stage"], columns["owner_id"], columns["source"]),
        )
        return Made(row, contact_id, columns, words)
