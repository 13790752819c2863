"""One conversation: transcript with its trace, notes, tags."""

import pytest

from centralita.identity.access.permissions import Role
from centralita.kit.ids import new_id, to_text
from tests.operations.agents import Talk, make_agent, make_conversation, replace

pytestmark = pytest.mark.database


@pytest.fixture
def path(member) -> str:
    lines = (
        ("agent", "Hola"),
        ("visitor", "Una cita"),
        ("agent", "¿Cuándo?"),
        ("visitor", "Lunes"),
        ("agent", "Ya"),
    )
    talk = Talk(make_agent(member), lines=lines, variables='{"name": "Ana"}', csat=5)
    return f"/conversations/{to_text('cnv', make_conversation(member, talk))}"


def test_the_page_shows_what_came_of_it(member, path) -> None:
    shown = member.api.get(path).json()
    assert (shown["variables"], shown["csat"], shown["outcome"]) == ({"name": "Ana"}, 5, "completed")
    assert (shown["tokens_in"], shown["tokens_out"], shown["response_ms"]) == (100, 20, 400)
    assert (shown["notes"], shown["attachments"], shown["version"]) == ([], [], None)


def test_each_message_comes_with_what_led_to_it(member, path) -> None:
    items = member.api.get(f"{path}/messages").json()["items"]
    assert [item["text"] for item in items] == ["Hola", "Una cita", "¿Cuándo?", "Lunes", "Ya"]
    assert [item["sequence"] for item in items] == [1, 2, 3, 4, 5]
    assert [len(item["trace"]) for item in items] == [0, 0, 1, 0, 1]
    assert items[2]["trace"][0] == {
        "name": "node",
        "node_id": "greeting",
        "data": {"kind": "say", "name": "Saludo"},
    }
    assert items[2]["took_ms"] == 3.5


def test_a_long_transcript_comes_in_pages(member, path) -> None:
    first = member.api.get(f"{path}/messages?limit=2").json()
    rest = member.api.get(f"{path}/messages?cursor={first['next_cursor']}").json()
    assert [len(page["items"]) for page in (first, rest)] == [2, 3]
    assert rest["next_cursor"] is None
    assert member.api.get(f"{path}/messages?cursor=W1sxXV0").status_code == 422


def test_a_note_is_written_and_taken_away(member, path) -> None:
    note = member.api.post(f"{path}/notes", {"text": "  Llamar el lunes <b> "}).json()
    assert (note["text"], note["author"]["name"]) == ("Llamar el lunes <b>", member.user.name)
    assert member.api.get(path).json()["notes"] == [note]
    assert member.api.delete(f"{path}/notes/{note['id']}").status_code == 204
    assert member.api.get(path).json()["notes"] == []
    assert member.api.delete(f"{path}/notes/{note['id']}").status_code == 404


def test_a_manager_takes_away_their_own_notes_only(member, make, path) -> None:
    agent_id = member.api.get(path).json()["agent"]["id"]
    from centralita.kit.ids import from_text

    manager = make(in_=member, role=Role.MANAGER, agent_ids=[from_text("agt", agent_id)])
    owners = member.api.post(f"{path}/notes", {"text": "Del dueño"}).json()
    theirs = manager.api.post(f"{path}/notes", {"text": "Mía"}).json()
    assert [note["can_delete"] for note in manager.api.get(path).json()["notes"]] == [False, True]
    assert manager.api.delete(f"{path}/notes/{owners['id']}").status_code == 403
    assert member.api.delete(f"{path}/notes/{theirs['id']}").status_code == 204


def test_tags_are_set_as_a_whole(member, path) -> None:
    assert member.api.put(f"{path}/tags", {"tags": ["vip", " queja ", "vip"]}).json()["tags"] == [
        "vip",
        "queja",
    ]
    assert member.api.put(f"{path}/tags", {"tags": ["vip", "queja"]}).status_code == 200
    assert member.api.put(f"{path}/tags", {"tags": []}).json()["tags"] == []
    assert member.api.put(f"{path}/tags", {"tags": ["x" * 41]}).status_code == 422


def test_another_organizations_conversation_answers_like_an_unknown_one(member, make, path) -> None:
    other = make()
    for where in (path, f"/conversations/{to_text('cnv', new_id())}", "/conversations/cnv_1"):
        assert other.api.get(where).status_code == 404
        assert other.api.get(f"{where}/messages").status_code == 404
        assert other.api.post(f"{where}/notes", {"text": "x"}).status_code == 404
        assert other.api.put(f"{where}/tags", {"tags": []}).status_code == 404


def test_a_message_of_a_person_carries_their_name(member) -> None:
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.operations.conversations.models import Message

    talk = Talk(make_agent(member))
    conversation = make_conversation(member, replace(talk, status="handed_off", held_by=member.user.id))
    with tenant_scope(member.organization_id):
        Message.objects.create(
            organization_id=member.organization_id,
            conversation_id=conversation,
            sequence=4,
            role="person",
            text="Soy Marta",
            author_id=member.user.id,
            extra={"author": {"name": "Marta"}, "citations": [{"title": "Precios", "place": "p. 1"}]},
            at=talk.at,
        )
    said = member.api.get(f"/conversations/{to_text('cnv', conversation)}/messages").json()["items"][3]
    assert said["author"] == {"id": to_text("usr", member.user.id), "name": "Marta"}
    assert said["citations"][0]["place"] == "p. 1"
