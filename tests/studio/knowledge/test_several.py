"""The same done with several documents or questions: what can be done is, and the rest is told by name."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, new_id, to_text
from centralita.studio.knowledge.actions import faq
from centralita.studio.knowledge.models import KnowledgeDocument
from tests.people import Member

pytestmark = pytest.mark.database

Upload = Callable[..., HttpResponse]
Work = Callable[[], int]


def told(answer: HttpResponse) -> tuple[int, dict[str, str]]:
    assert answer.status_code == 200, answer.content
    found = answer.json()
    return found["changed"], {each["id"]: each["reason"] for each in found["left"]}


def found_in(member: Member, question: str, source: str) -> list[str]:
    asked = {"question": question, "language": "es", "sources": [source]}
    return [hit["text"] for hit in member.api.post("/knowledge/search", asked).json()["items"]]


def folder(member: Member, name: str, kind: str = "upload") -> str:
    return member.api.post("/knowledge/sources", {"name": name, "kind": kind}).json()["id"]


def test_documents_move_together_and_what_cannot_is_named(member: Member, upload: Upload, work: Work) -> None:
    prices = upload(member, "precios.txt", b"Limpieza dental: 55 euros.").json()
    rules = upload(member, "normas.txt", b"No se puede fumar en la consulta.").json()
    into = folder(member, "Recepción")
    twin = upload(member, "otro nombre.txt", b"Limpieza dental: 55 euros.", source=into).json()
    with tenant_scope(member.organization_id):
        page = KnowledgeDocument.objects.create(
            organization_id=member.organization_id,
            source_id=from_text("kno", prices["source_id"]),
            title="Inicio",
            format="html",
            storage_key="knowledge/none",
            address="https://example.com/",
        )
    question = member.api.post("/knowledge/faq", {"question": "¿Hay wifi?", "answer": "Sí."}).json()
    with tenant_scope(member.organization_id):
        written = KnowledgeDocument.objects.get(format="faq").id
    work()
    gone = to_text("doc", new_id())
    ids = [prices["id"], rules["id"], to_text("doc", page.id), to_text("doc", written), gone, twin["id"]]
    answer = member.api.post("/knowledge/documents/bulk", {"ids": ids, "source_id": into})
    assert told(answer) == (
        1,
        {
            prices["id"]: "exists",
            to_text("doc", page.id): "page",
            to_text("doc", written): "automatic",
            gone: "gone",
        },
    )
    (same,) = [each for each in answer.json()["left"] if each["reason"] == "exists"]
    assert (same["title"], same["other"]) == ("precios", "otro nombre")
    assert found_in(member, "¿se puede fumar?", into) == ["No se puede fumar en la consulta."]
    assert found_in(member, "¿se puede fumar?", prices["source_id"]) == []
    # No folder of files: nothing is done at all.
    wrong = member.api.post(
        "/knowledge/documents/bulk",
        {"ids": [rules["id"]], "source_id": question["source_id"], "add_tags": ["x"]},
    )
    assert wrong.status_code == 404
    assert member.api.get(f"/knowledge/documents/{rules['id']}").json()["tags"] == []


def test_tags_are_added_and_taken_away_and_listed(member: Member, upload: Upload) -> None:
    one = upload(member, "a.txt", b"Uno.").json()["id"]
    two = upload(member, "b.txt", b"Dos.").json()["id"]
    address = "/knowledge/documents/bulk"
    assert told(member.api.post(address, {"ids": [one, two], "add_tags": ["verano", "Alta"]})) == (2, {})
    assert told(member.api.post(address, {"ids": [one, two], "add_tags": ["verano"]})) == (0, {})
    assert told(member.api.post(address, {"ids": [two], "remove_tags": ["verano"]})) == (1, {})
    assert member.api.get(f"/knowledge/documents/{two}").json()["tags"] == ["Alta"]
    assert member.api.get("/knowledge/tags").json()["items"] == ["Alta", "verano"]


def test_several_are_read_again_and_deleted_with_their_files(
    member: Member, upload: Upload, work: Work
) -> None:
    ids = [upload(member, f"{name}.txt", f"Texto {name}.".encode()).json()["id"] for name in "abc"]
    work()
    assert told(member.api.post("/knowledge/documents/bulk-reindex", {"ids": ids[:2]})) == (2, {})
    states = [member.api.get(f"/knowledge/documents/{each}").json()["status"] for each in ids]
    assert states == ["waiting", "waiting", "ready"]
    work()
    with tenant_scope(member.organization_id):
        keys = list(KnowledgeDocument.objects.values_list("storage_key", flat=True))
    assert len(keys) == 3
    assert told(member.api.post("/knowledge/documents/bulk-delete", {"ids": [*ids, ids[0]]})) == (3, {})
    assert member.api.get("/knowledge/documents").json()["total"] == 0
    assert member.api.post("/knowledge/documents/bulk-delete", {"ids": ids}).json()["changed"] == 0


def test_nobody_reaches_anothers(member: Member, make: Callable[..., Member], upload: Upload) -> None:
    mine = upload(member, "a.txt", b"Uno.").json()["id"]
    stranger = make()
    for address, more in (("bulk", {"add_tags": ["x"]}), ("bulk-reindex", {}), ("bulk-delete", {})):
        answer = stranger.api.post(f"/knowledge/documents/{address}", {"ids": [mine], **more})
        assert told(answer) == (0, {mine: "gone"})
        assert answer.json()["left"][0]["title"] == ""
    assert member.api.get(f"/knowledge/documents/{mine}").json()["tags"] == []


def test_questions_move_to_another_collection_and_are_found_there(
    member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [
        ("¿Hay wifi?", "Sí, gratuito."),
        ("¿Admiten perros?", "Solo de asistencia."),
        ("¿Hay taxi?", "Sí."),
    ]
    made = [member.api.post("/knowledge/faq", {"question": q, "answer": a}).json() for q, a in pairs]
    before, into = made[0]["source_id"], folder(member, "Sala", "faq")
    ids = [each["id"] for each in made]
    gone = to_text("faq", new_id())
    answer = member.api.post("/knowledge/faq/bulk-move", {"ids": [*ids[:2], gone], "source_id": into})
    assert told(answer) == (2, {gone: "gone"})
    assert found_in(member, "¿hay wifi?", into) == ["¿Hay wifi?\nSí, gratuito."]
    assert found_in(member, "¿hay wifi?", before) == []
    shown = member.api.get(f"/knowledge/faq?source={into}").json()
    assert (shown["total"], {each["id"] for each in shown["items"]}) == (2, set(ids[:2]))
    counts = {each["id"]: each["passages"] for each in member.api.get("/knowledge/sources").json()["items"]}
    assert (counts[before], counts[into]) == (1, 2)
    # What does not fit stays where it is, and so does what is there already.
    monkeypatch.setattr(faq, "MOST_ENTRIES", 2)
    again = member.api.post("/knowledge/faq/bulk-move", {"ids": ids, "source_id": into})
    assert told(again) == (0, {ids[2]: "full"})
    files = folder(member, "Archivos")
    assert member.api.post("/knowledge/faq/bulk-move", {"ids": ids, "source_id": files}).status_code == 404


def test_several_questions_are_deleted(member: Member, make: Callable[..., Member]) -> None:
    ids = [
        member.api.post("/knowledge/faq", {"question": f"¿{word}?", "answer": "Sí."}).json()["id"]
        for word in ("Wifi", "Perros", "Taxi")
    ]
    assert told(make().api.post("/knowledge/faq/bulk-delete", {"ids": ids})) == (
        0,
        dict.fromkeys(ids, "gone"),
    )
    assert told(member.api.post("/knowledge/faq/bulk-delete", {"ids": ids[:2]})) == (2, {})
    left = member.api.get("/knowledge/faq").json()["items"]
    assert [each["question"] for each in left] == ["¿Taxi?"]
    assert (
        member.api.post("/knowledge/search", {"question": "perros", "language": "es"}).json()["items"] == []
    )


def test_it_is_told_which_agents_look_into_a_folder(member: Member) -> None:
    into = folder(member, "Recepción")
    ids = {}
    for name, sources in (("Ana", [into]), ("Bea", ["all"]), ("Caro", [])):
        made = member.api.post("/agents", {"name": name, "kind": "chat", "languages": ["es"]})
        assert made.status_code == 201, made.content
        ids[name] = made.json()["id"]
        draft = member.api.get(f"/agents/{ids[name]}/draft").json()
        draft["blueprint"]["knowledge"] = [{"id": each, "name": "x"} for each in sources]
        kept = member.api.put(
            f"/agents/{ids[name]}/draft",
            {"blueprint": draft["blueprint"]},
            headers={"If-Match": f'"{draft["revision"]}"'},
        )
        assert kept.status_code == 200, kept.content
    told = member.api.get("/agents/knowledge").json()["items"]
    assert [(each["name"], each["sources"]) for each in told] == [("Ana", [into]), ("Bea", ["all"])]
    assert member.api.post(f"/agents/{ids['Ana']}/archive").status_code == 200
    assert [each["name"] for each in member.api.get("/agents/knowledge").json()["items"]] == ["Bea"]


def test_questions_have_tags_by_which_they_are_found(member: Member, make: Callable[..., Member]) -> None:
    asked = {"question": "¿Hay wifi?", "answer": "Sí.", "tags": ["sala", "sala", "verano"]}
    wifi = member.api.post("/knowledge/faq", asked).json()
    assert wifi["tags"] == ["sala", "verano"]
    pasted = {"text": "¿Hay taxi?\nSí.\n¿Y perros?\nNo.", "tags": ["llegar"]}
    taxi, dogs = (each["id"] for each in member.api.post("/knowledge/faq/import", pasted).json()["items"])
    address = "/knowledge/faq/bulk-tag"
    gone = to_text("faq", new_id())
    added = {"ids": [taxi, dogs, gone], "add_tags": ["sala"], "remove_tags": ["llegar"]}
    assert told(member.api.post(address, added)) == (2, {gone: "gone"})
    assert told(member.api.post(address, {"ids": [taxi], "add_tags": ["sala"]})) == (0, {})
    assert told(member.api.post(address, {"ids": [taxi], "add_tags": ["Alta"], "remove_tags": ["sala"]})) == (
        1,
        {},
    )
    tagged = member.api.get("/knowledge/faq?tag=sala").json()
    assert (tagged["total"], {each["id"] for each in tagged["items"]}) == (2, {wifi["id"], dogs})
    assert told(make().api.post(address, {"ids": [wifi["id"]], "add_tags": ["x"]})) == (
        0,
        {wifi["id"]: "gone"},
    )
    # They go with it into another collection, and out of the list with the last question that has them.
    into = folder(member, "Sala", "faq")
    assert told(member.api.post("/knowledge/faq/bulk-move", {"ids": [dogs], "source_id": into})) == (1, {})
    (there,) = member.api.get(f"/knowledge/faq?source={into}&tag=sala").json()["items"]
    assert there["tags"] == ["sala"]
    assert member.api.get("/knowledge/tags").json()["items"] == ["Alta", "sala", "verano"]
    assert member.api.delete(f"/knowledge/faq/{wifi['id']}").status_code == 204
    assert member.api.get("/knowledge/tags").json()["items"] == ["Alta", "sala"]


def test_a_change_of_a_question_leaves_its_tags_unless_it_names_others(member: Member) -> None:
    made = member.api.post(
        "/knowledge/faq", {"question": "¿Hay wifi?", "answer": "Sí.", "tags": ["sala"]}
    ).json()
    address = f"/knowledge/faq/{made['id']}"
    changed = member.api.put(address, {"question": "¿Hay wifi?", "answer": "Sí, gratuito."}).json()
    assert (changed["tags"], changed["revision"]) == (["sala"], 2)
    same = {"question": "¿Hay wifi?", "answer": "Sí, gratuito."}
    assert member.api.put(address, {**same, "tags": ["sala"]}).json()["revision"] == 2
    assert member.api.put(address, {**same, "tags": []}).json()["tags"] == []
    # It is as it was for whoever asks.
    assert found_in(member, "¿hay wifi?", made["source_id"]) == ["¿Hay wifi?\nSí, gratuito."]
    audit = member.api.get("/audit?subject_kind=knowledge_faq").json()["items"]
    assert audit[0]["after"] == same


def test_the_tags_of_documents_and_questions_are_told_apart(member: Member, upload: Upload) -> None:
    one = upload(member, "a.txt", b"Uno.").json()["id"]
    member.api.patch(f"/knowledge/documents/{one}", {"tags": ["verano", "tarifas"]})
    member.api.post("/knowledge/faq", {"question": "¿Wifi?", "answer": "Sí.", "tags": ["verano", "sala"]})
    listed = {
        of: member.api.get(f"/knowledge/tags?of={of}").json()["items"]
        for of in ("", "documents", "questions")
    }
    assert listed == {
        "": ["sala", "tarifas", "verano"],
        "documents": ["tarifas", "verano"],
        "questions": ["sala", "verano"],
    }


def test_nobody_loses_a_tag_to_a_twenty_first(member: Member, upload: Upload) -> None:
    many = [f"t{number:02}" for number in range(20)]
    one = upload(member, "a.txt", b"Uno.").json()["id"]
    member.api.patch(f"/knowledge/documents/{one}", {"tags": many})
    asked = {"question": "¿Wifi?", "answer": "Sí.", "tags": many}
    wifi = member.api.post("/knowledge/faq", asked).json()["id"]
    for address, each in (("documents/bulk", one), ("faq/bulk-tag", wifi)):
        answer = member.api.post(f"/knowledge/{address}", {"ids": [each], "add_tags": ["más"]})
        assert told(answer) == (0, {each: "tags"})
        swapped = {"ids": [each], "add_tags": ["más"], "remove_tags": ["t00"]}
        assert told(member.api.post(f"/knowledge/{address}", swapped)) == (1, {})
