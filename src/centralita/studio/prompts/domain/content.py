"""What is written of a prompt: its text, its language, and its variables with samples."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from centralita.engine.data import MAX_TEXT, VariableName
from centralita.engine.values import Value
from centralita.studio.languages import LanguageCode

MOST_LINES = 1_000
MOST_VARIABLES = 100
VariableKind = Literal["text", "number", "date", "yes_no"]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:$|[T ])")
# The last is what people write who did not look.
YES = frozenset({"yes", "true", "1", "sí", "si", "sim"})
NO = frozenset({"no", "false", "0", "não", "nao"})


class PromptVariable(BaseModel):
    """A variable that the text uses, and a value to see it with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: VariableName
    kind: VariableKind = "text"
    sample: Annotated[str, StringConstraints(max_length=500)] = ""
    description: Annotated[str, StringConstraints(max_length=200)] = ""


class PromptContent(BaseModel):
    """What has versions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[str, StringConstraints(max_length=MAX_TEXT)] = ""
    language: LanguageCode = "en"
    variables: Annotated[tuple[PromptVariable, ...], Field(max_length=MOST_VARIABLES)] = ()

    @field_validator("text")
    @classmethod
    def _few_lines(cls, text: str) -> str:
        if text.count("\n") >= MOST_LINES:
            raise ValueError(f"a prompt has at most {MOST_LINES} lines")
        return text

    @field_validator("variables")
    @classmethod
    def _named_once(cls, variables: tuple[PromptVariable, ...]) -> tuple[PromptVariable, ...]:
        names = [variable.name for variable in variables]
        if len(set(names)) < len(names):
            raise ValueError("two variables have the same name")
        return variables


def read(stored: Mapping[str, Any]) -> PromptContent:
    """What a row holds."""
    return PromptContent.model_validate(stored)


def content_of(content: PromptContent) -> dict[str, Any]:
    """What a row holds of it."""
    stored: dict[str, Any] = content.model_dump(mode="json")
    return stored


def content_hash(stored: Mapping[str, Any]) -> bytes:
    """SHA-256 of one meaning."""
    text = json.dumps(stored, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()


def together(own: Iterable[PromptVariable], included: Iterable[PromptVariable]) -> tuple[PromptVariable, ...]:
    """A prompt's variables with those of what it includes; its own say more."""
    found = {variable.name: variable for variable in included}
    found.update({variable.name: variable for variable in own})
    return tuple(found.values())


def sample_value(variable: PromptVariable, written: str | None = None) -> Value:
    """What is written for a variable, as its kind; None where it is nothing of that kind."""
    text = (variable.sample if written is None else written).strip()
    if not text:
        return None
    match variable.kind:
        case "number":
            try:
                number = float(text.replace(",", "."))
            except ValueError:
                return None
            return int(number) if number.is_integer() and abs(number) < 2**53 else number
        case "yes_no":
            lowered = text.casefold()
            return True if lowered in YES else False if lowered in NO else None
        case "date":
            return text if _is_date(text) else None
        case _:
            return text


def _is_date(text: str) -> bool:
    """A day, `2026-03-14`, or a moment, `2026-03-14T10:30`."""
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    # Weeks and digits in one piece are ISO dates too, and none that anybody would say.
    return _DAY.match(text) is not None


def sample_values(variables: Iterable[PromptVariable], written: Mapping[str, str]) -> dict[str, Value]:
    """Values to see a prompt with: what is written for one try, else the samples."""
    return {each.name: sample_value(each, written.get(each.name) or None) for each in variables}
