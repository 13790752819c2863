"""The knowledge that a template brings as a sample: bringing it, and following what its newer versions say.

It belongs to the whole organization: agents of one template share it. Who may not write knowledge gets none.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.studio.gallery.domain.merging import Step
from centralita.studio.gallery.domain.package import (
    LONGEST_DOCUMENT,
    Package,
    PackedDocument,
    PackedQuestion,
)
from centralita.studio.gallery.domain.samples import Here, key_of, knowledge_steps
from centralita.studio.gallery.models import GalleryUse
from centralita.studio.knowledge.public import (
    Entry,
    Uploaded,
    add_questions,
    add_text,
    change_entry,
    delete_document,
    remove_entry,
    replace_text,
    sample_document,
    sample_questions,
    uploaded,
)

_MOST_KNOWN = 5_000
_LONGEST_TITLE = 200


def may_write(actor: Actor) -> bool:
    """Whether knowledge is the actor's to write."""
    return actor.may(Permission.KNOWLEDGE_UPDATE)


def bring(actor: Actor, package: Package) -> None:
    """Add what is not there yet. Where something else goes by a document's title, it comes under another one."""
    if not may_write(actor):
        return
    known = {one.title for one in sample_questions(most=_MOST_KNOWN)}
    wanted = [one for one in package.questions if _asked(one) not in known]
    add_questions(actor, [Entry(one.question, one.answer, one.language) for one in wanted])
    here = _files(package.documents)
    for document in package.documents:
        if _digest(document.text) not in {file.digest for file in here}:
            add_text(actor, _free(document.title), document.text, document.language)


def sample_steps(actor: Actor, before: Package, after: Package) -> list[Step]:
    """What a newer version changes of the knowledge that is here; nothing for who may not write any."""
    if not may_write(actor):
        return []
    found = _Found.of(before, after)
    return [
        *knowledge_steps(
            "question", _answers(before.questions), _answers(after.questions), found.told_questions(before)
        ),
        *knowledge_steps("document", _earlier(before, after), _texts(after.documents), found.documents),
    ]


def take_samples(actor: Actor, before: Package, after: Package, taken: Collection[Step]) -> None:
    """Do what was chosen. A document that somebody wrote here stays as it is: the template's comes beside it."""
    if not any(step.area in {"question", "document"} for step in taken) or not may_write(actor):
        return
    found = _Found.of(before, after)
    chosen = {step.key: step for step in taken}
    for question in (*after.questions, *before.questions):
        step = chosen.pop(key_of("question", _asked(question)), None)
        if step is not None:
            _take_question(actor, question, step, found.questions.get(_asked(question)))
    for document in (*after.documents, *before.documents):
        step = chosen.pop(key_of("document", document.title), None)
        if step is not None:
            _take_document(actor, document, step, found.brought.get(document.title))


def kept_by(actor: Actor, content: dict[str, Any], earlier: dict[str, Any]) -> dict[str, Any]:
    """A version's package as it is compared with the next: who decides no knowledge leaves it for the next time."""
    if may_write(actor):
        return content
    return {**content, **{part: earlier.get(part) or [] for part in ("questions", "documents")}}


def hold(gallery_id: UUID) -> None:
    """Have nobody else of the organization bring things of this template until the transaction ends."""
    GalleryUse.objects.select_for_update().filter(gallery_id=gallery_id).first()


def _take_question(actor: Actor, question: PackedQuestion, step: Step, here: tuple[UUID, str] | None) -> None:
    entry = Entry(question.question, question.answer, question.language)
    if step.how == "removed":
        if here is not None:
            remove_entry(actor, here[0])
    elif here is not None:
        change_entry(actor, here[0], entry, seen=None)
    else:
        add_questions(actor, [entry])


def _take_document(actor: Actor, document: PackedDocument, step: Step, here: UUID | None) -> None:
    if step.how == "removed":
        if here is not None:
            delete_document(actor, here)
    elif here is not None:
        replace_text(actor, here, document.text)
    else:
        add_text(actor, _free(document.title), document.text, document.language)


@dataclass(frozen=True, slots=True)
class _Found:
    """What is here of two versions: answers by question, documents word for word as they were brought, and others."""

    questions: dict[str, tuple[UUID, str]]
    brought: dict[str, UUID]
    documents: dict[str, Here]

    @classmethod
    def of(cls, before: Package, after: Package) -> "_Found":
        asked = {_asked(one) for one in (*before.questions, *after.questions)}
        entries = sample_questions(most=_MOST_KNOWN) if asked else ()
        files = _files((*before.documents, *after.documents))
        brought: dict[str, UUID] = {}
        documents: dict[str, Here] = {}
        # The newest version's words first: who has them needs nothing.
        for one in (*after.documents, *before.documents):
            if one.title in documents:
                continue
            same = next((file for file in files if file.digest == _digest(one.text)), None)
            if same is not None:
                brought[one.title], documents[one.title] = same.id, Here(one.text, as_brought=True)
        for one in (*after.documents, *before.documents):
            other = next((file for file in files if file.title == one.title), None)
            if one.title not in documents and other is not None:
                text = sample_document(other.id, longest=LONGEST_DOCUMENT).text
                documents[one.title] = Here(text, as_brought=False)
        return cls(
            questions={one.title: (one.id, one.text) for one in reversed(entries) if one.title in asked},
            brought=brought,
            documents=documents,
        )

    def told_questions(self, before: Package) -> dict[str, Here]:
        base = _answers(before.questions)
        return {
            name: Here(answer, as_brought=base.get(name) == answer)
            for name, (_, answer) in self.questions.items()
        }


def _files(documents: Iterable[PackedDocument]) -> tuple[Uploaded, ...]:
    documents = list(documents)
    if not documents:
        return ()
    return uploaded(titles={one.title for one in documents}, digests={_digest(one.text) for one in documents})


def _asked(question: PackedQuestion) -> str:
    """A question as it is headed here."""
    return question.question[:_LONGEST_TITLE]


def _answers(questions: Iterable[PackedQuestion]) -> dict[str, str]:
    return {_asked(one): one.answer for one in questions}


def _texts(documents: Iterable[PackedDocument]) -> dict[str, str]:
    return {one.title: one.text for one in documents}


def _earlier(before: Package, after: Package) -> dict[str, str]:
    """What the documents said, but for those that only go by another title now: they are not gone."""
    now = _texts(after.documents)
    told = set(now.values())
    return {
        title: text for title, text in _texts(before.documents).items() if title in now or text not in told
    }


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _free(title: str) -> str:
    """The title, or with a number where another document has it."""
    name, number = title, 1
    while uploaded(titles={name}, digests=()):
        number += 1
        name = f"{title[: _LONGEST_TITLE - 6]} ({number})"
    return name
