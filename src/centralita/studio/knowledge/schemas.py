"""Knowledge on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from centralita.studio.knowledge.pairs import LONGEST_ANSWER, LONGEST_QUESTION
from centralita.studio.knowledge.review.schemas import ContradictionOut
from centralita.studio.knowledge.tags import MOST_TAGS

Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Language = Literal["", "es", "en", "pt"]
SourceKind = Literal["upload", "faq", "web", "business"]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
Tags = Annotated[list[Tag], Field(max_length=MOST_TAGS)]
Tagged = Literal["", "documents", "questions"]
Status = Literal["waiting", "indexing", "ready", "failed"]
SourceId = Annotated[str, Field(max_length=40, examples=["kno_01k9h2v7zq4m8x3n5t6w1y0r2s"])]


class SourceIn(Schema):
    """A new, empty source."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"kind": "upload", "name": "Tarifas"}]}
    )

    kind: Literal["upload", "faq"]
    name: Name


class SourceChange(Schema):
    """Another name for a source."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Tarifas 2026"}]})

    name: Name


class SourceOut(Schema):
    """A source: a collection that an agent may be allowed to look into."""

    id: str
    kind: SourceKind
    name: str
    documents: int
    passages: int
    revision: int
    updated_at: datetime
    can: list[str]


class SourceList(Schema):
    """Every source."""

    items: list[SourceOut]


class DocumentErrorOut(Schema):
    """Why a document could not be indexed, and what to do."""

    code: str
    title: str
    detail: str


class DocumentOut(Schema):
    """A document. While it is indexed, `pages_done` of `pages_total` are read; once ready, so many have text."""

    id: str
    source_id: str
    title: str
    format: str = Field(
        description="pdf, docx, md, txt, html, csv; `faq` or `facts` for what is written here"
    )
    file_name: str
    size: int = Field(description="Bytes")
    language: Language
    language_chosen: bool
    status: Status
    error: DocumentErrorOut | None
    pages_done: int
    pages_total: int
    passages: int
    address: str = Field(description="Where a page of a site is; empty for other documents")
    read_at: datetime | None = Field(description="When a page was last read or found unchanged")
    tags: list[str]
    uploaded_by: str
    indexed_at: datetime | None
    created_at: datetime
    can: list[str]


class DocumentList(Schema):
    """One page of documents, newest first."""

    items: list[DocumentOut]
    next_cursor: str | None = None
    total: int


class DocumentChange(Schema):
    """Another title, other tags, another folder, or the language that it is in; an empty one means: find out."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"language": "es"}]})

    title: Title | None = None
    language: Language | None = None
    tags: Tags | None = None
    source_id: Annotated[str, StringConstraints(max_length=40)] | None = None


class PassageOut(Schema):
    """A passage of a document."""

    id: str
    position: int
    place: str
    heading: str
    text: str


class PassageList(Schema):
    """One page of passages."""

    items: list[PassageOut]
    next_cursor: str | None = None


class EntryIn(Schema):
    """A question with its answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"question": "¿Tienen aparcamiento?", "answer": "Sí, gratuito, en la puerta."}]
        },
    )

    question: Annotated[
        str, StringConstraints(min_length=1, max_length=LONGEST_QUESTION, strip_whitespace=True)
    ]
    answer: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ANSWER, strip_whitespace=True)]
    language: Language = ""
    source_id: SourceId | None = None
    tags: Tags | None = Field(None, description="Those that it has stay where none are given")


class EntryOut(Schema):
    """A question with its answer."""

    id: str
    source_id: str
    question: str
    answer: str
    language: Language
    tags: list[str]
    revision: int
    updated_at: datetime
    can: list[str]


class EntryList(Schema):
    """One page of questions."""

    items: list[EntryOut]
    next_cursor: str | None = None
    total: int


class PastedIn(Schema):
    """Text with questions and answers: a question ends with `?` or begins with `Q:`, its answer follows."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"text": "¿Abren los sábados?\nSí, de 9:00 a 14:00."}]},
    )

    text: Annotated[str, Field(min_length=1, max_length=200_000)]
    language: Language = ""
    source_id: SourceId | None = None
    tags: Tags = Field([], description="For all of them")


class SearchIn(Schema):
    """A question as a caller would ask it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "¿Cuánto cuesta una limpieza?", "language": "es"}]},
    )

    question: Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
    language: Literal["es", "en", "pt"] | None = None
    sources: Annotated[list[SourceId], Field(max_length=100)] = []
    limit: Annotated[int, Field(ge=1, le=20)] = 5


Where = Literal["heading", "text", "above", "title"]


class WordOut(Schema):
    """A thing asked for, by the first of its words, and where the passage has it."""

    word: str
    where: Where = Field(description="`above`: in the headings over the passage's own")


class HitOut(Schema):
    """A passage that was found, with the citation that an answer would carry."""

    passage_id: str
    document_id: str
    source_id: str
    title: str
    place: str
    text: str
    score: float = Field(
        description="From 0 to 1: four fifths share, one fifth closeness; by meaning too, its place in both rankings"
    )
    share: float = Field(description="How much of what was asked it has, rare words counting more")
    closeness: float = Field(description="How near together the words stand")
    words: list[WordOut]
    missing: list[str]
    similarity: float | None = Field(
        description="How near its meaning is, 1 the same; null where only words found it"
    )
    contradicts: list[ContradictionOut] = Field(description="What the business profile says otherwise")


class SpaceErrorOut(Schema):
    """What went wrong, and what to do."""

    code: str
    title: str
    detail: str


class SearchOut(Schema):
    """What was found, best first, and how the question was read."""

    items: list[HitOut]
    concepts: list[str]
    for_agent: int = Field(description="So many of them, the best, an agent is given")
    milliseconds: float
    meaning: bool = Field(description="Whether meaning was searched too, not words alone")
    meaning_error: SpaceErrorOut | None = Field(description="Why it was not, where it should have been")
