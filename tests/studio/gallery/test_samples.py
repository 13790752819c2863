"""The knowledge that a template brings: new documents, changed ones and gone ones are taken or left, one by one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import transaction

from centralita.identity.access.permissions import Permission
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.studio.gallery.actions.install import install
from centralita.studio.gallery.actions.update import newer, update
from centralita.studio.gallery.kinds import Wish
from tests.people import Member
from tests.studio.gallery.shelf import (
    a_document,
    a_template,
    an_agent,
    approved,
    hand_in,
    installed,
    read,
    texts_of,
)

pytestmark = pytest.mark.database

PRICES = "La habitación doble cuesta noventa euros por noche, con desayuno."
DEARER = "La habitación doble cuesta cien euros por noche, con desayuno."
POOL = "La piscina abre de junio a septiembre."


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody with a template in the gallery, and its newest version's documents."""

    member: Member
    admin: Member
    template: str
    gallery: str

    def release(self, *documents: str, **told: Any) -> int:
        handed = hand_in(self.member, self.template, documents=list(documents), **told)
        done = self.admin.api.post(f"/platform/gallery-submissions/{handed['id']}/approve")
        assert done.status_code == 200, done.content
        return int(handed["version"])

    def document(self, title: str, text: str) -> str:
        return a_document(self.member, title, text)


@pytest.fixture
def author(member: Member, admin: Member) -> Author:
    template = a_template(member, an_agent(member))
    prices = a_document(member, "Precios", PRICES)
    pool = a_document(member, "Piscina", POOL)
    gallery = approved(member, admin, template, documents=[prices, pool])
    return Author(member, admin, template, gallery)


def asked(member: Member, copy: str) -> dict[str, dict[str, Any]]:
    """What the update would change of the knowledge, by key."""
    found = member.api.get(f"/agents/{copy}/gallery-copy/update").json()["steps"]
    return {step["key"]: step for step in found if step["area"] in {"document", "question"}}


def take(member: Member, copy: str, version: int, *keys: str) -> None:
    taken = member.api.post(f"/agents/{copy}/gallery-copy/update", {"version": version, "take": list(keys)})
    assert taken.status_code == 200, taken.content


def with_samples(member: Member, gallery: str) -> str:
    copy = installed(member, gallery, samples=True)
    read(member)
    return copy


def test_documents_that_are_new_changed_or_gone_are_taken_one_by_one(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    copy = with_samples(other, author.gallery)
    assert set(texts_of(other)) == {"Precios", "Piscina"}
    parking = author.document("Aparcamiento", "Hay garaje en el sótano.")
    author.member.api.delete(f"/knowledge/documents/{_id(author.member, 'Precios')}")
    version = author.release(author.document("Precios", DEARER), parking)
    steps = asked(other, copy)
    assert {key: (step["how"], step["wanted"]) for key, step in steps.items()} == {
        "documents/Precios": ("changed", True),
        "documents/Aparcamiento": ("added", True),
        # It is the organization's by now: nothing goes unasked.
        "documents/Piscina": ("removed", False),
    }
    changed = steps["documents/Precios"]
    assert ("noventa" in changed["before"], "cien" in changed["after"]) == (True, True)
    before = _id(other, "Precios")
    take(other, copy, version, "documents/Precios")
    assert texts_of(other) == {"Precios": changed["after"], "Piscina": POOL}
    assert _id(other, "Precios") == before
    read(other)
    found = other.api.post(
        "/knowledge/search", {"question": "cuánto cuesta la doble", "language": "es"}
    ).json()["items"]
    assert "cien euros" in found[0]["text"]
    assert other.api.get(f"/agents/{copy}/gallery-copy/update").status_code == 404


def _id(member: Member, title: str) -> str:
    items = member.api.get("/knowledge/documents").json()["items"]
    return str(next(one["id"] for one in items if one["title"] == title))


def test_what_the_owner_wrote_stays_and_the_templates_comes_beside_it(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    copy = with_samples(other, author.gallery)
    other.api.delete(f"/knowledge/documents/{_id(other, 'Precios')}")
    other.api.delete(f"/knowledge/documents/{_id(other, 'Piscina')}")
    own = "La habitación doble cuesta ciento diez euros, sin desayuno."
    a_document(other, "Precios", own)
    author.member.api.delete(f"/knowledge/documents/{_id(author.member, 'Precios')}")
    open_longer = author.document("Piscina ", "La piscina abre de mayo a octubre.")
    author.member.api.patch(f"/knowledge/documents/{open_longer}", {"title": "Piscina"})
    version = author.release(author.document("Precios", DEARER), open_longer)
    steps = asked(other, copy)
    assert {key: (step["conflict"], step["wanted"]) for key, step in steps.items()} == {
        "documents/Precios": (True, False),
    } | {"documents/Piscina": (True, False)}
    assert (steps["documents/Precios"]["own"], steps["documents/Piscina"]["own"]) == (own, None)
    take(other, copy, version, "documents/Precios")
    texts = texts_of(other)
    assert texts["Precios"] == own
    assert "cien euros" in texts["Precios (2)"]
    assert "Piscina" not in texts


def test_a_document_under_another_title_here_is_followed_there(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    copy = with_samples(other, author.gallery)
    renamed = _id(other, "Precios")
    other.api.patch(f"/knowledge/documents/{renamed}", {"title": "Tarifas", "tags": ["nuestras"]})
    author.member.api.delete(f"/knowledge/documents/{_id(author.member, 'Precios')}")
    version = author.release(author.document("Precios", DEARER))
    take(other, copy, version, "documents/Precios")
    kept = other.api.get(f"/knowledge/documents/{renamed}").json()
    assert (kept["title"], kept["tags"]) == ("Tarifas", ["nuestras"])
    assert "cien euros" in texts_of(other)["Tarifas"]


def test_a_document_that_only_got_another_title_is_not_gone(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    copy = with_samples(other, author.gallery)
    renamed = _id(author.member, "Precios")
    author.member.api.patch(f"/knowledge/documents/{renamed}", {"title": "Tarifas"})
    author.release(renamed, _id(author.member, "Piscina"))
    assert asked(other, copy) == {}


def test_who_came_without_the_knowledge_is_offered_it_and_gets_none_unasked(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    copy = installed(other, author.gallery)
    author.member.api.delete(f"/knowledge/documents/{_id(author.member, 'Precios')}")
    version = author.release(author.document("Precios", DEARER), author.document("Garaje", "Hay garaje."))
    steps = asked(other, copy)
    assert {key: (step["how"], step["wanted"], step["conflict"]) for key, step in steps.items()} == {
        "documents/Precios": ("added", False, False),
        "documents/Garaje": ("added", False, False),
    }
    take(other, copy, version, "documents/Garaje")
    assert set(texts_of(other)) == {"Garaje"}


def test_agents_of_one_template_share_what_it_brings(author: Author, make: Callable[..., Member]) -> None:
    other = make()
    first, second = with_samples(other, author.gallery), with_samples(other, author.gallery)
    assert set(texts_of(other)) == {"Precios", "Piscina"}
    author.member.api.delete(f"/knowledge/documents/{_id(author.member, 'Precios')}")
    version = author.release(
        author.document("Precios", DEARER), _id(author.member, "Piscina"), questions=False
    )
    assert set(asked(other, first)) == set(asked(other, second)) == {"documents/Precios"}
    take(other, first, version, "documents/Precios")
    # The second agent has it by then.
    assert asked(other, second) == {}
    # Whoever installs it once more, while a document says something else here, gets the template's beside it.
    other.api.delete(f"/knowledge/documents/{_id(other, 'Precios')}")
    a_document(other, "Precios", "Pregunte en recepción.")
    with_samples(other, author.gallery)
    assert set(texts_of(other)) == {"Precios", "Precios (2)", "Piscina"}


def test_answers_are_followed_as_documents_are(
    member: Member, admin: Member, make: Callable[..., Member]
) -> None:
    kept = {}
    for question, answer in (("¿Hay wifi?", "Sí."), ("¿Hay cuna?", "Sí, gratis."), ("¿Y perro?", "No.")):
        written = member.api.post("/knowledge/faq", {"question": question, "answer": answer})
        assert written.status_code == 201, written.content
        kept[question] = written.json()["id"]
    template = a_template(member, an_agent(member))
    gallery = approved(member, admin, template, questions=True)
    other = make()
    copy = with_samples(other, gallery)
    own = next(
        one for one in other.api.get("/knowledge/faq").json()["items"] if one["question"] == "¿Hay cuna?"
    )
    changed = other.api.put(
        f"/knowledge/faq/{own['id']}", {"question": own["question"], "answer": "Por diez euros."}
    )
    assert changed.status_code == 200, changed.content
    for question in ("¿Hay wifi?", "¿Hay cuna?"):
        member.api.put(f"/knowledge/faq/{kept[question]}", {"question": question, "answer": "Ahora, sí."})
    member.api.delete(f"/knowledge/faq/{kept['¿Y perro?']}")
    handed = hand_in(member, template, questions=True)
    admin.api.post(f"/platform/gallery-submissions/{handed['id']}/approve")
    steps = asked(other, copy)
    assert {key: (step["how"], step["conflict"], step["wanted"]) for key, step in steps.items()} == {
        "questions/¿Hay wifi?": ("changed", False, True),
        "questions/¿Hay cuna?": ("changed", True, False),
        "questions/¿Y perro?": ("removed", False, False),
    }
    take(other, copy, 2, "questions/¿Hay wifi?", "questions/¿Y perro?")
    answers = {one["question"]: one["answer"] for one in other.api.get("/knowledge/faq").json()["items"]}
    assert answers == {"¿Hay wifi?": "Ahora, sí.", "¿Hay cuna?": "Por diez euros."}


def test_who_may_not_write_knowledge_gets_none_and_decides_none(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    barred = replace(other.actor, permissions=other.actor.permissions - {Permission.KNOWLEDGE_UPDATE})
    gallery = from_text("gtp", author.gallery)
    with tenant_scope(other.organization_id):
        install(barred, gallery, "agent", Wish("Sin saber", samples=True))
    assert texts_of(other) == {}
    copy = with_samples(other, author.gallery)
    author.member.api.delete(f"/knowledge/documents/{_id(author.member, 'Precios')}")
    dearer = author.document("Precios", DEARER)
    version = author.release(dearer)
    agent = from_text("agt", copy)
    with tenant_scope(other.organization_id):
        assert newer(barred, "agent", agent).steps == ()
        update(barred, "agent", agent, number=version, take=[])
    assert texts_of(other)["Precios"] == PRICES
    # Somebody who may is asked with the next version.
    author.release(dearer, note="Otra vez.")
    assert set(asked(other, copy)) == {"documents/Precios", "documents/Piscina"}


def test_an_update_that_breaks_off_changes_nothing(author: Author, make: Callable[..., Member]) -> None:
    other = make()
    copy = with_samples(other, author.gallery)
    before = texts_of(other)
    author.member.api.delete(f"/knowledge/documents/{_id(author.member, 'Precios')}")
    version = author.release(author.document("Precios", DEARER), author.document("Garaje", "Hay garaje."))
    keys = list(asked(other, copy))

    def breaking_off() -> None:
        with tenant_scope(other.organization_id), transaction.atomic():
            update(other.actor, "agent", from_text("agt", copy), number=version, take=keys)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        breaking_off()
    assert texts_of(other) == before
    assert list(asked(other, copy)) == keys
    take(other, copy, version, *keys)
    assert set(texts_of(other)) == {"Precios", "Garaje"}
