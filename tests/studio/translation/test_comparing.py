"""What an agent's row says of each language, and that a rule keeps a draft from going live that differs in one."""

from collections.abc import Callable
from typing import Any

import pytest

from centralita.studio.translation.comparing import LanguageParity
from tests.people import Member, make_member
from tests.providers.translation.servers import Service
from tests.studio.translation.test_runs import service, translator, work

__all__ = ["service", "translator", "work"]

pytestmark = pytest.mark.database


def draft(french: str, languages: tuple[str, ...] = ("es", "fr")) -> dict[str, Any]:
    """An agent that tells a price and says goodbye."""
    texts = {"es": "La limpieza cuesta 30 €.", "fr": french, "de": "Die Reinigung kostet 30 €."}
    told = {code: text for code, text in texts.items() if code in languages}
    return {
        "name": "Recepción",
        "languages": list(languages),
        "default_language": "es",
        "entry_flow": "main",
        "flows": [
            {
                "id": "main",
                "name": "",
                "entry": "price",
                "nodes": [
                    {"id": "price", "kind": "say", "data": {"text": told}},
                    {"id": "end", "kind": "end", "data": {}},
                ],
                "edges": [{"id": "e", "source": "price", "port": "next", "target": "end"}],
            }
        ],
    }


@pytest.fixture
def agent(member: Member) -> str:
    made: str = member.api.post("/agents", {"name": "Recepción", "languages": ["es", "fr"]}).json()["id"]
    write(member, made, draft("Le nettoyage coûte 30,00 €."))
    return made


def write(member: Member, agent: str, blueprint: dict[str, Any]) -> None:
    saved = member.api.put(f"/agents/{agent}/draft", {"blueprint": blueprint})
    assert saved.status_code == 200, saved.content


def scenario(member: Member, agent: str, name: str, **more: Any) -> str:
    script = {"steps": [], "checks": [{"kind": "ends", "how": "over"}], **more}
    made = member.api.post(f"/agents/{agent}/scenarios", {"name": name, "script": script})
    assert made.status_code == 201, made.content
    identifier: str = made.json()["id"]
    return identifier


def row(member: Member, agent: str, code: str = "fr") -> Any:
    items = member.api.get(f"/agents/{agent}/languages").json()["items"]
    return next(each for each in items if each["code"] == code)["parity"]


def against(member: Member, agent: str) -> list[str]:
    shown = member.api.get(f"/agents/{agent}/publish-gate").json()
    return [each["code"] for each in shown["obstacles"]]


def test_a_languages_row_says_how_many_scenarios_come_to_the_same(
    member: Member, agent: str, translator: str, work: Callable[[], None], service: Service
) -> None:
    def compare(**wanted: Any) -> None:
        body = {"translator_id": translator, **wanted}
        assert member.api.post(f"/agents/{agent}/parity-runs", body).status_code == 201
        work()

    assert row(member, agent) is None
    first = scenario(member, agent, "Precio")
    # One in another language than the main one has nothing to be set beside.
    scenario(member, agent, "Prix", language="fr")
    assert row(member, agent) == {"total": 1, "same": 0, "different": 0}
    compare()
    assert row(member, agent) == {"total": 1, "same": 1, "different": 0}
    # Each language has its own count, and one that was left out of a run keeps what it had.
    three = ("es", "fr", "de")
    write(member, agent, draft("Le nettoyage coûte 35 €.", three))
    assert row(member, agent) == {"total": 1, "same": 0, "different": 0}
    compare()
    compare(languages=["de"])
    assert row(member, agent) == {"total": 1, "same": 0, "different": 1}
    assert row(member, agent, "de") == {"total": 1, "same": 1, "different": 0}
    script = {"steps": [{"say": "Gracias"}], "checks": [{"kind": "ends", "how": "over"}]}
    changed = member.api.patch(f"/scenarios/{first}", {"name": "Precio", "script": script})
    assert changed.status_code == 200, changed.content
    assert row(member, agent) == {"total": 1, "same": 0, "different": 0}
    assert make_member().api.get(f"/agents/{agent}/languages").status_code == 404


def test_a_draft_that_differs_in_a_language_does_not_go_live(
    member: Member, agent: str, translator: str, work: Callable[[], None], service: Service
) -> None:
    def compare() -> None:
        member.api.post(f"/agents/{agent}/parity-runs", {"translator_id": translator})
        work()

    assert member.api.put(f"/agents/{agent}/publish-rule", {"languages": True}).status_code == 200
    assert against(member, agent) == ["languages_missing"]
    scenario(member, agent, "Precio")
    assert against(member, agent) == ["languages_untried"]
    compare()
    assert against(member, agent) == []
    shown = member.api.get(f"/agents/{agent}/publish-gate").json()
    assert shown["rule"]["languages"] is True
    assert shown["languages"] == [{"code": "fr", "total": 1, "same": 1, "different": 0, "untried": 0}]
    assert member.api.post(f"/agents/{agent}/publish", {"note": ""}).status_code == 201

    write(member, agent, draft("Le nettoyage coûte 35 €."))
    assert against(member, agent) == ["languages_untried"], "another draft has proven nothing yet"
    compare()
    refused = member.api.post(f"/agents/{agent}/publish", {"note": ""})
    assert (refused.status_code, refused.json()["code"]) == (409, "publish_blocked")
    (reason,) = refused.json()["reasons"]
    assert reason["code"] == "languages_different"
    assert "1" in reason["sentence"]
    assert "fr" in reason["sentence"]
    # Without the rule nothing of that is asked, and with one language there is nothing to compare.
    write(member, agent, draft("", ("es",)))
    assert against(member, agent) == []
    write(member, agent, draft("Le nettoyage coûte 35 €."))
    member.api.put(f"/agents/{agent}/publish-rule", {})
    assert against(member, agent) == []


def test_what_is_neither_the_same_nor_different_is_still_to_be_compared() -> None:
    assert LanguageParity(5, 2, 1).untried == 2
