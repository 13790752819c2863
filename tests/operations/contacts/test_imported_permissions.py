"""What a file says about permission: consents with their proof, and do-not-call, which no row takes back."""

import pytest

from tests.operations.contacts.asking import facts, kinds, listed, made
from tests.operations.contacts.test_imports import counts, run, targets, undone, uploaded

pytestmark = pytest.mark.database

AGREED = {
    "purpose": "marketing",
    "channel": "call",
    "wording": "Acepto que me llamen",
    "automated": True,
    "given_on": "2026-01-15",
    "confirmed": True,
}


def contacts(member) -> dict[str, dict]:
    items = member.api.get("/contacts?sort=name").json()["items"]
    return {item["name"]: member.api.get(f"/contacts/{item['id']}").json() for item in items}


def test_a_consent_comes_with_its_day_its_words_and_who_answers_for_it(member) -> None:
    job = uploaded(
        member,
        "Nombre,Teléfono,Consentimiento\nAna,612345678,sí\nEva,655102102,01/03/2026\nLuis,699731731,no\n"
        "Sara,600414241,quizá\nMarc,600414242,2999-01-01\n",
    )
    assert targets(job) == ["name", "phone", "consent"]
    rows = member.api.get(f"/contact-imports/{job['id']}/preview").json()["items"]
    # Until somebody says when, a bare yes is no proof.
    assert [row["action"] for row in rows] == ["refuse", "create", "create", "refuse", "refuse"]
    early = member.api.post(f"/contact-imports/{job['id']}/start")
    assert (early.status_code, early.json()["code"]) == (422, "import_consent_unconfirmed")
    done = run(member, job, consent=AGREED)
    assert counts(done) == (3, 0, 0, 2)
    found = contacts(member)
    (ana,) = found["Ana"]["consents"]
    assert {name: ana[name] for name in ("purpose", "channel", "wording", "automated", "given_at")} == {
        **{name: AGREED[name] for name in ("purpose", "channel", "wording", "automated")},
        "given_at": "2026-01-15T00:00:00Z",
    }
    assert "clientes.csv" in ana["source"]
    assert "Marta López" in ana["source"]
    assert found["Eva"]["consents"][0]["given_at"] == "2026-03-01T00:00:00Z"
    assert found["Luis"]["consents"] == []


def test_a_day_to_come_is_no_day_of_a_consent(member) -> None:
    job = uploaded(member, "Nombre,Consentimiento\nAna,sí\n")
    answer = member.api.patch(
        f"/contact-imports/{job['id']}", {"consent": {**AGREED, "given_on": "2999-01-01"}}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "consent_in_future")


def test_undoing_leaves_no_consent_standing(member) -> None:
    known = made(member, phones=["612345678"])
    job = uploaded(member, "Nombre,Teléfono,Consentimiento\nAna Ruiz,612345678,sí\n")
    done = run(member, job, consent=AGREED, mode="update")
    assert counts(done) == (0, 1, 0, 0)
    (consent,) = member.api.get(f"/contacts/{known['id']}").json()["consents"]
    assert consent["withdrawn_at"] is None
    undone(member, done)
    (consent,) = member.api.get(f"/contacts/{known['id']}").json()["consents"]
    assert consent["withdrawn_at"] is not None


@pytest.mark.parametrize("mode", ["skip", "update"])
def test_who_wants_no_calls_gets_none_whatever_the_mode(member, mode: str) -> None:
    known = made(member, phones=["612345678"])
    text = "Nombre,Teléfono,No llamar\nAna Ruiz,612345678,sí\nAna Ruiz,612345678,no\n"
    done = run(member, uploaded(member, text), mode=mode)
    assert (done["updated"], done["refused"]) == (1, 0)
    assert member.api.get(f"/contacts/{known['id']}").json()["do_not_call"]
    assert "lead.opted_out" in kinds(member, known)
    back = undone(member, done)
    assert back["restored"] == 1


def test_neither_a_second_row_nor_a_refused_one_takes_it_back(member) -> None:
    known = made(member, name="Luis", phones=["655102102"])
    other = made(member, name="Sara", emails=["sara@example.com"])
    text = (
        "Nombre,Teléfono,Correo,No llamar\nAna,612345678,,no\nAna,612345678,,sí\nAna,612345678,,no\n"
        "Luis,655102102,no es un correo,sí\nSara,655102102,sara@example.com,sí\n"
    )
    done = run(member, uploaded(member, text), mode="update")
    found = contacts(member)
    assert [found[name]["do_not_call"] for name in ("Ana", "Luis", "Sara")] == [True, True, True]
    assert (done["created"], done["refused"]) == (1, 2)
    for contact in (known, other):
        assert "lead.opted_out" in kinds(member, contact)


def test_a_contact_of_an_earlier_batch_is_stopped_and_still_goes_when_undone(member, monkeypatch) -> None:
    from centralita.operations.contacts.imports import carrying

    monkeypatch.setattr(carrying, "BATCH", 2)
    text = "Nombre,Teléfono,No llamar\nAna,612345678,no\nEva,655102102,no\nAna,612345678,sí\n"
    done = run(member, uploaded(member, text))
    ana = contacts(member)["Ana"]
    assert ana["do_not_call"]
    assert [kind for kind, _ in facts(member, ana)][:2] == ["lead.created", "lead.opted_out"]
    undone(member, done)
    assert listed(member) == []
