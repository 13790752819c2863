"""A prompt goes to the gallery with what it includes, into another library, and on to its next version."""

from collections.abc import Callable
from typing import Any

import pytest

from centralita.identity.access.permissions import Role
from tests.people import Member
from tests.studio.gallery.shelf import approved, hand_in, kept

pytestmark = pytest.mark.database

TEXT = "# Trato\nHable de usted a {{customer}}.\n\n# Normas\n{{> house_rules}}\n\n# Fin\nDespídase."
RULES = "Nunca prometa precios."


def content(text: str, *variables: str) -> dict[str, Any]:
    told = [{"name": one, "kind": "text", "sample": "Ana", "description": "Quién llama"} for one in variables]
    return {"text": text, "language": "es", "variables": told}


def a_prompt(member: Member, name: str, text: str, *variables: str, publish: bool = False) -> str:
    made = member.api.post(
        "/prompts", {"name": name, "title": name.title(), "content": content(text, *variables)}
    )
    assert made.status_code == 201, made.content
    if publish:
        publish_it(member, made.json()["id"])
    return str(made.json()["id"])


def publish_it(member: Member, prompt: str) -> None:
    published = member.api.post(f"/prompts/{prompt}/publish", {"note": "", "labels": ["production"]})
    assert published.status_code == 201, published.content


def write(member: Member, prompt: str, text: str, *variables: str) -> None:
    changed = member.api.patch(f"/prompts/{prompt}", {"content": content(text, *variables)})
    assert changed.status_code == 200, changed.content


def text_of(member: Member, prompt: str) -> str:
    return str(member.api.get(f"/prompts/{prompt}").json()["content"]["text"])


def named(member: Member, name: str) -> str:
    (found,) = [one for one in member.api.get("/prompts").json()["items"] if one["name"] == name]
    return str(found["id"])


def installed(member: Member, gallery: str, name: str = "Nuestro trato") -> str:
    made = member.api.post(f"/gallery-templates/{gallery}/prompts", {"name": name})
    assert made.status_code == 201, made.content
    return str(made.json()["id"])


class Author:
    """Who published a prompt that includes another one."""

    def __init__(self, member: Member, admin: Member) -> None:
        self.member, self.admin = member, admin
        self.rules = a_prompt(member, "house_rules", RULES, publish=True)
        self.prompt = a_prompt(member, "manner", TEXT, "customer")
        self.template = kept(member, prompt_id=self.prompt)
        self.gallery = approved(member, admin, self.template, purpose="support")

    def release(self, text: str, *variables: str) -> None:
        write(self.member, self.prompt, text, *variables)
        kept(self.member, self.template, prompt_id=self.prompt)
        assert approved(self.member, self.admin, self.template, note="Más breve.") == self.gallery


@pytest.fixture
def author(member: Member, admin: Member) -> Author:
    return Author(member, admin)


def test_a_prompt_is_found_by_its_kind_shown_and_made_with_what_it_includes(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    for query, found in (
        ("holds=prompt", True),
        ("holds=agent", False),
        ("holds=prompt&purpose=support", True),
        ("holds=prompt&purpose=inbound", False),
        ("holds=prompt&language=es", True),
        ("holds=prompt&language=en", False),
        ("holds=prompt&industry=hotel", True),
    ):
        items = other.api.get(f"/gallery-templates?sort=newest&limit=100&{query}").json()["items"]
        assert (author.gallery in {one["id"] for one in items}) is found, query
    seen = other.api.get(f"/gallery-templates/{author.gallery}").json()
    assert (seen["holds"], seen["languages"], seen["installs"]) == ("prompt", ["es"], 0)
    assert [(one["name"], one["included"]) for one in seen["inside"]["written"]] == [
        ("manner", False),
        ("house_rules", True),
    ]
    assert seen["inside"]["written"][0]["variables"][0]["name"] == "customer"
    # Somebody here calls another prompt by the name of one that comes along.
    a_prompt(other, "house_rules", "Otra cosa.", publish=True)
    prompt = installed(other, author.gallery)
    assert "{{> house_rules_2}}" in text_of(other, prompt)
    assert text_of(other, named(other, "house_rules_2")) == RULES
    assert other.api.get(f"/prompts/{prompt}").json()["title"] == "Nuestro trato"
    assert other.api.get(f"/gallery-templates/{author.gallery}").json()["installs"] == 1
    (copy,) = other.api.get(f"/gallery-templates/{author.gallery}").json()["copies"]
    assert (copy["id"], copy["name"]) == (prompt, "Nuestro trato")
    # What came with the first is taken again by the second.
    assert "{{> house_rules_3}}" not in text_of(other, installed(other, author.gallery, "Otro"))
    # All of it is there: it can be published as it came.
    publish_it(other, prompt)
    rated = other.api.put(f"/gallery-templates/{author.gallery}/rating", {"stars": 4})
    assert rated.status_code == 200, rated.content


def test_a_newer_version_comes_beside_what_was_written_here(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    prompt = installed(other, author.gallery)
    address = f"/prompts/{prompt}/gallery-copy"
    assert other.api.get(address).json()["copy_of"]["waiting"] is False
    write(other, prompt, TEXT.replace("Despídase.", "Dé las gracias.").replace("# Trato", "# Trato\nSonría."))
    write(author.member, author.rules, "Nunca prometa precios ni plazos.")
    publish_it(author.member, author.rules)
    a_prompt(author.member, "closing", "Hasta luego.", publish=True)
    author.release(
        TEXT.replace("Despídase.", "{{> closing}}").replace("\n\n# Fin", "\nSea breve.\n\n# Fin"),
        "customer",
        "day",
    )
    assert other.api.get(address).json()["copy_of"]["waiting"] is True
    update = other.api.get(f"{address}/update").json()
    steps = {(one["area"], one["name"]): one for one in update["steps"]}
    assert {key: (one["how"], one["conflict"], one["wanted"]) for key, one in steps.items()} == {
        ("text", "Normas"): ("added", False, True),
        ("text", "Fin"): ("changed", True, False),
        ("variable", "day"): ("added", False, True),
        ("prompt", "House_Rules"): ("changed", False, True),
    }
    assert steps["text", "Fin"]["own"] == "Dé las gracias."
    wanted = [one["key"] for one in update["steps"] if one["wanted"]]
    taken = other.api.post(f"{address}/update", {"version": 2, "take": wanted})
    assert taken.status_code == 200, taken.content
    after = text_of(other, prompt)
    assert "Sonría." in after
    assert "Sea breve." in after
    assert "Dé las gracias." in after
    assert "closing" not in after
    names = {one["name"] for one in other.api.get("/prompts").json()["items"]}
    assert "closing" not in names
    assert text_of(other, named(other, "house_rules")) == "Nunca prometa precios ni plazos."
    assert other.api.get(f"/prompts/{named(other, 'house_rules')}").json()["last_number"] == 2
    assert other.api.get(f"{address}/update").status_code == 404
    actions = [entry["action"] for entry in other.api.get("/audit").json()["items"]]
    assert {"gallery_install", "gallery_update"} <= set(actions)


def test_what_a_taken_change_includes_comes_with_it(author: Author, make: Callable[..., Member]) -> None:
    other = make()
    a_prompt(other, "closing", "Lo nuestro.", publish=True)
    prompt = installed(other, author.gallery)
    a_prompt(author.member, "closing", "Hasta luego.", publish=True)
    author.release(TEXT.replace("Despídase.", "{{> closing}}"), "customer")
    address = f"/prompts/{prompt}/gallery-copy"
    (step,) = other.api.get(f"{address}/update").json()["steps"]
    assert other.api.post(f"{address}/skip", {"version": 2}).json()["waiting"] is False
    other.api.post(f"{address}/update", {"version": 2, "take": [step["key"]]})
    assert "{{> closing_2}}" in text_of(other, prompt)
    assert text_of(other, named(other, "closing_2")) == "Hasta luego."
    assert text_of(other, named(other, "closing")) == "Lo nuestro."


def test_what_could_not_be_published_there_is_not_handed_in(member: Member) -> None:
    prompt = a_prompt(member, "manner", "{{> nobody_knows}}")
    template = kept(member, prompt_id=prompt)
    refused = member.api.post(f"/saved-templates/{template}/gallery-preview", {})
    assert (refused.status_code, refused.json()["code"]) == (422, "gallery_prompt_unfit")


def test_what_names_its_author_is_taken_out_of_a_prompt(member: Member) -> None:
    assert (
        member.api.patch("/business", {"name": "Clínica Sol", "phone": "+34 912 345 678"}).status_code == 200
    )
    prompt = a_prompt(member, "manner", "Somos Clínica Sol, {{customer}}. Llame al 611 222 333.", "customer")
    preview = member.api.post(f"/saved-templates/{kept(member, prompt_id=prompt)}/gallery-preview", {}).json()
    (written,) = preview["inside"]["written"]
    assert written["text"] == "Somos {{business.name}}, {{customer}}. Llame al […]."
    assert {one["kind"] for one in preview["findings"]} == {"fact", "phone"}


def test_who_looks_at_it_sees_the_text_and_what_is_new_in_it(author: Author) -> None:
    write(author.member, author.prompt, TEXT.replace("usted", "tú"), "customer")
    kept(author.member, author.template, prompt_id=author.prompt)
    handed = hand_in(author.member, author.template)
    review = author.admin.api.get(f"/platform/gallery-submissions/{handed['id']}").json()
    assert (review["holds"], review["before"]) == ("prompt", 1)
    assert "Hable de tú" in review["inside"]["written"][0]["text"]
    (change,) = review["changes"]
    assert (change["area"], change["name"], change["path"]) == ("prompt", "Manner", "text")
    refused = author.admin.api.post(f"/platform/gallery-submissions/{handed['id']}/refuse", {"reason": "No."})
    assert refused.status_code == 200


def test_who_may_not_make_prompts_installs_none_and_others_copies_are_unknown(
    author: Author, make: Callable[..., Member]
) -> None:
    other = make()
    prompt = installed(other, author.gallery)
    manager = make(in_=other, role=Role.MANAGER)
    asked = manager.api.post(f"/gallery-templates/{author.gallery}/prompts", {"name": "X"})
    assert asked.status_code == 403
    assert manager.api.get(f"/prompts/{prompt}/gallery-copy").status_code == 200
    skipped = manager.api.post(f"/prompts/{prompt}/gallery-copy/skip", {"version": 2})
    assert skipped.status_code == 403
    assert author.member.api.get(f"/prompts/{prompt}/gallery-copy").status_code == 404
    # A prompt is no agent, and a copy is made of what it is a template of.
    wrong = other.api.post(f"/gallery-templates/{author.gallery}/agents", {"name": "X"})
    assert wrong.status_code == 404
    own = a_prompt(other, "own", "Lo nuestro.")
    assert other.api.get(f"/prompts/{own}/gallery-copy").json()["copy_of"] is None
    # What is deleted is forgotten.
    assert other.api.delete(f"/prompts/{prompt}").status_code == 204
    assert other.api.get(f"/gallery-templates/{author.gallery}").json()["copies"] == []
