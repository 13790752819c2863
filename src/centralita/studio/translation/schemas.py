"""What translations look like on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from centralita.engine.data import MAX_TEXT
from centralita.providers.translation.catalog import TranslatorVendor
from centralita.studio.language_models.schemas import CredentialsIn
from centralita.studio.languages import LanguageCode
from centralita.studio.translation.domain.keeping import Fault
from centralita.studio.translation.domain.progress import State

TextKey = Annotated[str, Field(min_length=1, max_length=400, examples=["flows/main/nodes/hello/data/text"])]
Score = Annotated[float, Field(description="0 to 1: how much of the source a translation back gives again")]


class AgentLanguageParity(Schema):
    """How many of the scenarios came to the same as in the main language, with the draft as it is now.

    What is neither the same nor different was not compared with it yet.
    """

    total: int
    same: int
    different: int


class AgentLanguage(Schema):
    """How far one of an agent's languages is. `total` counts the texts that the main language has."""

    code: str = Field(examples=["fr"])
    total: int
    missing: int
    outdated: int
    machine: int
    edited: int
    built_in: int = Field(description="Said by the engine's own sentences")
    score: Score | None = Field(description="The mean of the texts that have one")
    parity: AgentLanguageParity | None = Field(
        description="None: no scenario is written in the main language"
    )


class AgentLanguages(Schema):
    """An agent's languages. `offered` are those that may be added."""

    main: str
    items: list[AgentLanguage]
    offered: list[str]
    most: int


class LanguageIn(Schema):
    """A language to add."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"language": "fr"}]})

    language: LanguageCode


class AgentText(Schema):
    """A text in the main language and in another one, with its place in the flows."""

    key: str
    field: str = Field(description="The name of its part of the node or the agent", examples=["question"])
    kind: Literal["text", "phrases"] = Field(description="Phrases: words that mean it, one to a line")
    flow_id: str
    flow: str
    node_id: str
    node: str
    node_kind: str
    source: str
    text: str
    state: State
    standard: str = Field(description="What the engine says here in this language while nobody has worded it")
    faults: list[Fault] = Field(description="What the wording breaks of its source")
    terms: list[str] = Field(description="Terms of the source that stay as they are")
    translator: str = Field(description="What translated it; empty where a person wrote it")
    back: str = Field(description="The translation back that the score was measured by")
    score: Score | None


class AgentTexts(Schema):
    """Every text of an agent that a language can have, in the order of the flows."""

    main: str
    language: str
    items: list[AgentText]


class TextEditIn(Schema):
    """New words for a text; empty takes them away. `before` is what you saw there: another wording is not overwritten."""

    model_config = ConfigDict(extra="forbid")

    key: TextKey
    text: Annotated[str, Field(max_length=MAX_TEXT)]
    before: Annotated[str, Field(max_length=MAX_TEXT)] | None = None


class TextEditsIn(Schema):
    """Words of one language. What is sent counts as true to its source, also where it says the same as before."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"items": [{"key": "greeting", "text": "Bonjour"}]}]}
    )

    items: Annotated[list[TextEditIn], Field(min_length=1, max_length=200)]


class TermIn(Schema):
    """A term with its rule: kept as it is, or worded so in each language; neither leaves it free."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"term": "presupuesto", "keep": False, "wordings": {"en": "estimate", "fr": "devis"}}
            ]
        },
    )

    term: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^\S(?:.*\S)?$")]
    keep: bool = True
    wordings: Annotated[dict[LanguageCode, Annotated[str, Field(max_length=200)]], Field(max_length=40)] = {}


class TermOut(Schema):
    """A term of the organization's own."""

    id: str
    term: str
    keep: bool
    wordings: dict[str, str]
    revision: int
    created_at: datetime


class Glossary(Schema):
    """The terms that translations keep. `profile` are the business's names, which stay unless a term of that name says otherwise."""

    profile: list[str]
    items: list[TermOut]


RunState = Literal["queued", "running", "done", "cancelled", "failed"]
TranslatorId = Annotated[
    str,
    Field(
        pattern=r"^tra_[0-9a-z]{26}$",
        description="An account of a service; left out: the connected language model",
    ),
]


class TranslationRunIn(Schema):
    """What is to be translated, or scored by translating it back. Without keys: all that need it.

    A text that a person wrote is left alone unless `overwrite` says otherwise.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"language": "fr"}]})

    language: LanguageCode
    purpose: Literal["translate", "score"] = "translate"
    translator_id: TranslatorId | None = None
    keys: Annotated[list[TextKey], Field(max_length=500)] = []
    overwrite: bool = False


class TranslationRefusal(Schema):
    """A translation that broke a rule, and was not taken."""

    key: str
    faults: list[Fault]
    words: str


class TranslationRunOut(Schema):
    """A run. `cost_micros` in US dollars, none where the price is not known; `characters` is what was sent."""

    id: str
    agent_id: str
    language: str
    purpose: Literal["translate", "score"]
    translator: str
    state: RunState
    error: str
    total: int
    done: int
    refused: int
    refusals: list[TranslationRefusal]
    tokens: int
    characters: int
    cost_micros: int | None
    started_by: str
    created_at: datetime
    ended_at: datetime | None


class TranslationRunList(Schema):
    """An agent's last runs, newest first."""

    items: list[TranslationRunOut]


class TranslatorIn(Schema):
    """An account at a translation service. Its key is kept sealed and never shown again."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"kind": "deepl", "label": "DeepL", "credentials": {"api_key": "example-key:fx"}}]
        },
    )

    kind: TranslatorVendor
    label: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^\S(?:.*\S)?$")]
    credentials: CredentialsIn


class TranslatorOut(Schema):
    """An account without its key."""

    id: str
    kind: TranslatorVendor
    label: str
    credentials: dict[str, str] = Field(description="The fields that may be shown")
    health: Literal["unknown", "ok", "failing"]
    last_error: str
    last_checked_at: datetime | None
    created_at: datetime


class TranslatorKindOut(Schema):
    """A service that can be connected, with its form as JSON Schema."""

    kind: TranslatorVendor
    label: str
    form: dict[str, Any]
    keys_page: str


class TranslatorList(Schema):
    """Who may translate. `model`: whether a language model is connected, which translates too."""

    model: bool
    items: list[TranslatorOut]
    kinds: list[TranslatorKindOut]


class ParityRunIn(Schema):
    """The languages in which the agent's scenarios are held; none named is all."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"languages": ["fr"]}]})

    languages: Annotated[list[LanguageCode], Field(max_length=40)] = []
    translator_id: TranslatorId | None = None


class ParityDifference(Schema):
    """Where a talk went another way than in the main language."""

    kind: Literal["tool", "arguments", "variable", "told", "end", "outcome", "path", "stopped"]
    name: str
    main: str
    other: str


class ParityResultOut(Schema):
    """One scenario in one language. `same` none: not held yet."""

    id: str
    scenario_id: str | None
    language: str
    name: str
    same: bool | None
    error: str
    differences: list[ParityDifference]


class ParityRunOut(Schema):
    """A run over an agent's scenarios and languages."""

    id: str
    agent_id: str
    languages: list[str]
    draft_revision: int | None
    state: RunState
    error: str
    total: int
    same: int
    different: int
    tokens: int
    started_by: str
    created_at: datetime
    ended_at: datetime | None


class ParityRunList(Schema):
    """An agent's last parity runs, newest first."""

    items: list[ParityRunOut]


class ParityRunDetail(ParityRunOut):
    """A run with what it found."""

    results: list[ParityResultOut]


class ParityExchange(Schema):
    """What the caller said and what the agent answered."""

    caller: str
    agent: list[str]


class ParityResultDetail(ParityResultOut):
    """A result with both talks side by side."""

    main: list[ParityExchange]
    other: list[ParityExchange]
