"""What becomes of a row: the contact that it describes, or what is wrong with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.phone import read_e164
from centralita.kit.words import plain_text
from centralita.operations.contacts.domain.fields import read_email, shown_name
from centralita.operations.contacts.domain.stages import STAGES
from centralita.operations.contacts.imports.mapping import Target
from centralita.operations.contacts.schemas import ContactIn
from centralita.studio.business.public import known_zone

_STAGES: Final = {
    plain_text(word): stage.id for stage in STAGES.values() for word in (stage.id, *stage.names.values())
}
_LANGUAGES: Final = {
    **dict.fromkeys(("es", "espanol", "spanish", "castellano", "espanhol"), "es"),
    **dict.fromkeys(("en", "ingles", "english"), "en"),
    **dict.fromkeys(("pt", "portugues", "portuguese"), "pt"),
    **dict.fromkeys(("fr", "frances", "french", "francais"), "fr"),
    **dict.fromkeys(("de", "aleman", "german", "deutsch"), "de"),
    **dict.fromkeys(("it", "italiano", "italian"), "it"),
    **dict.fromkeys(("ca", "catalan", "catala"), "ca"),
}
_YES: Final = frozenset({"yes", "y", "si", "s", "true", "verdadero", "sim", "verdadeiro", "1", "x"})
_NO: Final = frozenset({"no", "n", "false", "falso", "nao", "0", ""})
# What spreadsheets show for a formula that has no value; `#ERROR!` is ours, for whichever it was.
_ERRORS: Final = frozenset(
    [
        "#ERROR!",
        "#N/A",
        "#N/D",
        "#REF!",
        "#¡REF!",
        "#VALUE!",
        "#¡VALOR!",
        "#DIV/0!",
        "#¡DIV/0!",
        "#NAME?",
        "#¿NOMBRE?",
        "#NUM!",
        "#¡NUM!",
        "#NULL!",
        "#¡NULO!",
    ]
)
_FIELD_OF: Final = {"phone": "phones", "email": "emails", "first_name": "name", "last_name": "name"}
# 2026-03-01, with a time or without; 01/03/2026, the day first.
_DAY: Final = re.compile(
    r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?"
    r"|(?P<d2>\d{1,2})[-/.](?P<m2>\d{1,2})[-/.](?P<y2>\d{4})(?: \d{1,2}:\d{2}.*)?"
)
_BETWEEN_MANY: Final = re.compile(r"[;|\n]")
_BETWEEN_TAGS: Final = re.compile(r"[,;|\n]")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one field of a row, by its code."""

    field: str
    code: str


@dataclass(slots=True)
class Drafted:
    """The contact that a row describes; `fields` are those that the row says something about.

    `do_not_call` is known of a row with problems too. `agreed` is the day on which they consented.
    """

    number: int
    cells: list[str]
    fields: dict[str, Any] = field(default_factory=dict)
    do_not_call: bool = False
    agreed: date | None = None
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def keys(self) -> list[tuple[str, str]]:
        """What no other contact may have. Of a row with problems: as far as it could be read."""
        return [
            *(("phone", phone) for phone in self.fields.get("phones", ())),
            *(("email", email) for email in self.fields.get("emails", ())),
        ]


@dataclass(frozen=True, slots=True)
class Plan:
    """How rows are read: what each column holds and is called, and what every contact gets."""

    mapping: Sequence[str]
    names: Sequence[str]
    country: str
    source: str = ""
    tags: tuple[str, ...] = ()
    agreed_on: date | None = None


def draft(number: int, cells: list[str], plan: Plan) -> Drafted:
    """Read one row; nothing is raised, what is wrong is told."""
    row = Drafted(number, cells)
    given: dict[str, Any] = {}
    for at, cell in enumerate(cells):
        target = plan.mapping[at] if at < len(plan.mapping) else ""
        if cell in _ERRORS and target:
            row.problems.append(RowProblem(_FIELD_OF.get(target, target), "import_cell_error"))
        elif cell and target:
            name = plan.names[at] if at < len(plan.names) and plan.names[at] else str(at + 1)
            _take(row, given, target, cell, name)
    _name(given)
    if plan.source:
        given.setdefault("source", plan.source)
    if plan.tags:
        given["tags"] = [*given.get("tags", []), *plan.tags]
    country = (
        given.get("country") if re.fullmatch("[A-Z]{2}", str(given.get("country", ""))) else plan.country
    )
    _read(row, given, "phones", lambda text: read_e164(text, country or ""))
    _read(row, given, "emails", read_email)
    _permissions(row, given, plan)
    if row.problems:
        row.fields = {name: given[name] for name in ("phones", "emails") if name in given}
        return row
    try:
        shape = ContactIn.model_validate({**given, "name": given.get("name", "")})
        given["name"] = shown_name(
            shape.name, shape.company, given.get("phones", ()), given.get("emails", ())
        )
        if shape.time_zone:
            known_zone(shape.time_zone, "time_zone")
    except ValidationError as error:
        row.problems += [
            RowProblem(str(each["loc"][0]) if each["loc"] else "", f"field.{each['type']}")
            for each in error.errors()
        ]
    except AppError as error:
        row.problems.append(RowProblem(error.field or "", error.code))
    else:
        told = shape.model_dump(include=set(given))
        row.fields = {**told, "name": given["name"]}
        if "tags" in row.fields:
            row.fields["tags"] = list(dict.fromkeys(row.fields["tags"]))
    return row


def _permissions(row: Drafted, given: dict[str, Any], plan: Plan) -> None:
    row.do_not_call = given.get("do_not_call", False)
    agreed = given.pop("consent", None)
    row.agreed = plan.agreed_on if agreed is True else agreed
    if agreed is True and row.agreed is None:
        row.problems.append(RowProblem("consent", "import_consent_undated"))


def _name(given: dict[str, Any]) -> None:
    parts = [given.pop("first_name", ""), given.pop("last_name", "")]
    # A column called name beside one of surnames holds the first name.
    if "name" in given and parts[1] and not parts[0]:
        parts[0] = given.pop("name")
    joined = " ".join(part for part in parts if part)
    if joined:
        given.setdefault("name", joined)


def _take(  # noqa: PLR0912 - one branch for each kind of column
    row: Drafted, given: dict[str, Any], target: Target | str, cell: str, name: str
) -> None:
    match target:
        case "phone":
            given.setdefault("phones", []).extend(part.strip() for part in _BETWEEN_MANY.split(cell))
        case "email":
            given.setdefault("emails", []).extend(part.strip() for part in re.split(r"[;|,\s]+", cell))
        case "tags":
            parts = (part.strip() for part in _BETWEEN_TAGS.split(cell))
            given.setdefault("tags", []).extend(part for part in parts if part)
        case "interest":
            given["interest"] = "\n".join(filter(None, [given.get("interest", ""), cell]))
        case "custom":
            given.setdefault("custom", {})[name[:60]] = cell[:500]
        case "stage":
            stage = _STAGES.get(plain_text(cell))
            given["stage"] = stage
            if stage is None:
                row.problems.append(RowProblem("stage", "import_stage_unknown"))
        case "language":
            given.setdefault("language", _LANGUAGES.get(plain_text(cell), cell))
        case "country" | "region":
            given.setdefault(target, cell.upper())
        case "score":
            if not re.fullmatch(r"\d{1,3}", cell):
                row.problems.append(RowProblem("score", "import_score"))
            else:
                given["score"] = int(cell)
        case "do_not_call":
            word = plain_text(cell)
            if word not in _YES | _NO:
                row.problems.append(RowProblem("do_not_call", "import_yes_or_no"))
            elif word in _YES:
                given["do_not_call"] = True
        case "consent":
            agreed = _agreed(cell)
            if agreed is None:
                row.problems.append(RowProblem("consent", "import_consent_unclear"))
            elif agreed is not False:
                given["consent"] = agreed
        case _:
            given.setdefault(target, cell)


def _agreed(cell: str) -> date | bool | None:
    """The day of the consent, whether there is one, or None for what cannot be understood."""
    word = plain_text(cell)
    if word in _YES | _NO:
        return word in _YES
    found = _DAY.fullmatch(cell.strip())
    if not found:
        return None
    year, month, day = (
        (found["y"], found["m"], found["d"]) if found["y"] else (found["y2"], found["m2"], found["d2"])
    )
    try:
        told = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return told if date(1990, 1, 1) <= told <= now().date() else None


def _read(row: Drafted, given: dict[str, Any], name: str, read: Any) -> None:
    if name not in given:
        return
    found: list[str] = []
    for text in given[name]:
        if not text:
            continue
        try:
            found.append(read(text))
        except AppError as error:
            row.problems.append(RowProblem(name, error.code))
    given[name] = list(dict.fromkeys(found))
