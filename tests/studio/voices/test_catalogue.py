"""The voices of connected accounts: kept up to date, found, liked, and never another organization's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from centralita.identity.access.permissions import Role
from centralita.identity.organizations.models import Organization
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.providers.voice.catalogue import RemoteVoice
from centralita.providers.voice.errors import VoiceKeyRefused
from centralita.providers.voice.memory import MemoryState
from centralita.studio.voices import refreshing
from centralita.studio.voices.actions.refresh import REFRESHER
from centralita.studio.voices.models import VoiceCatalogue
from centralita.studio.voices.public import PremiumVoice, require_usable_voice, voice_facts
from tests.people import Member
from tests.studio.voices.platform import connect, in_memory

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


@pytest.fixture
def state() -> Iterator[MemoryState]:
    with in_memory() as memory:
        yield memory


def names(member: Member, query: str = "") -> list[str]:
    answer = member.api.get(f"/voices{query}")
    assert answer.status_code == 200, answer.content
    return [voice["name"] for voice in answer.json()["items"]]


def refreshed(member: Member) -> dict:
    account, account_id = connect(member)
    refreshing.refresh_account(member.organization_id, account_id)
    return account


def test_connecting_an_account_brings_its_voices(member, state):
    account, account_id = connect(member)
    [catalogue] = member.api.get("/voices/options").json()["catalogues"]
    assert (catalogue["refreshing"], catalogue["refreshed_at"], names(member)) == (True, None, [])
    refreshing.refresh_account(member.organization_id, account_id)
    options = member.api.get("/voices/options").json()
    [catalogue] = options["catalogues"]
    assert (catalogue["refreshing"], catalogue["count"], catalogue["clones"]) == (False, 3, True)
    assert catalogue["account"]["id"] == account["id"]
    assert options["languages"] == ["en", "en-GB", "en-US", "es", "es-ES", "es-MX"]
    assert names(member) == ["Alba", "Noor", "Owen"]


def test_voices_are_found_by_what_they_are(member, state):
    state.voices["v"] = RemoteVoice(
        "v", "Ángela", "cartesia", ("es-MX",), "mexican", "female", description="Cálida y pausada"
    )
    account = refreshed(member)
    for query, expected in {
        "?search=angela": ["Ángela"],
        "?search=PAUSADA": ["Ángela"],
        "?language=es": ["Alba", "Ángela", "Noor"],
        "?language=es-MX": ["Ángela", "Noor"],
        "?gender=female": ["Alba", "Ángela"],
        "?accent=british": ["Owen"],
        "?maker=cartesia": ["Ángela"],
        "?tier=premium": ["Noor"],
        "?tier=basic&search=ow": ["Owen"],
        "?cloned=true": [],
        f"?account={account['id']}&gender=neutral": ["Noor"],
        "?search=%25": [],
    }.items():
        assert names(member, query) == expected, query
    first = member.api.get("/voices?limit=3").json()
    assert (first["total"], len(first["items"])) == (4, 3)
    assert names(member, f"?limit=3&cursor={first['next_cursor']}") == ["Owen"]


def test_what_vanished_is_marked_and_comes_back(member, state):
    _, account_id = connect(member)
    refreshing.refresh_account(member.organization_id, account_id)
    alba = member.api.get("/voices?search=alba").json()["items"][0]["id"]
    gone = state.voices.pop("voice_1")
    refreshing.refresh_account(member.organization_id, account_id)
    assert "Alba" not in names(member)
    assert member.api.get(f"/voices/{alba}").json()["removed_at"]
    state.voices["voice_1"] = replace(gone, name="Alba 2")
    refreshing.refresh_account(member.organization_id, account_id)
    back = member.api.get(f"/voices/{alba}").json()
    assert (back["name"], back["removed_at"]) == ("Alba 2", None)


def test_a_platform_that_fails_takes_nothing_away(member, state):
    _, account_id = connect(member)
    refreshing.refresh_account(member.organization_id, account_id)
    state.before["list_voices"].append(VoiceKeyRefused(platform="memory"))
    refreshing.refresh_account(member.organization_id, account_id)
    [catalogue] = member.api.get("/voices/options").json()["catalogues"]
    assert (catalogue["error"], catalogue["refreshing"], len(names(member))) == (
        "voice_key_refused",
        False,
        3,
    )


def test_so_many_voices_are_kept_and_no_more(member, state, monkeypatch):
    monkeypatch.setattr(refreshing, "MOST_VOICES", 600)
    state.voices = {str(n): RemoteVoice(str(n), f"Voice {n:04}") for n in range(900)}
    refreshed(member)
    [catalogue] = member.api.get("/voices/options").json()["catalogues"]
    assert (catalogue["count"], catalogue["complete"]) == (600, False)


def test_strange_answers_are_made_fit(member, state):
    state.voices = {
        "a": RemoteVoice("a", "N\x00ul \ud800" + "x" * 900, languages=("es_mx", "<script>", "es-MX")),
        "b": RemoteVoice("b", "", gender="robot", preview_url="https://x.test/" + "y" * 3000),
        "c": RemoteVoice("", "Nameless"),
        "d": RemoteVoice("a\x00b", "Strange id"),
    }
    refreshed(member)
    first, second = member.api.get("/voices").json()["items"]
    assert (first["name"], first["gender"], first["preview"]) == ("b", "", False)
    assert (second["languages"], len(second["name"])) == (["es-MX"], 200)


def test_favourites_are_each_persons_own(member, make, state):
    refreshed(member)
    voice = member.api.get("/voices?search=owen").json()["items"][0]
    liked = member.api.put(f"/voices/{voice['id']}/favourite", {})
    assert (liked.status_code, liked.json()["favourite"]) == (200, True)
    assert member.api.put(f"/voices/{voice['id']}/favourite", {}).status_code == 200
    assert names(member, "?favourites=true") == ["Owen"]
    other = make(in_=member, role=Role.MANAGER)
    assert names(other, "?favourites=true") == []
    assert member.api.delete(f"/voices/{voice['id']}/favourite").json()["favourite"] is False
    assert names(member, "?favourites=true") == []


def test_the_button_asks_once(member, state):
    refreshed(member)
    answer = member.api.post("/voices/refresh")
    assert (answer.status_code, answer.json()["catalogues"][0]["refreshing"]) == (202, True)
    assert member.api.post("/voices/refresh").status_code == 202
    assert state.asked["list_voices"] == 1


def test_a_day_later_everything_is_looked_at_again(member, state):
    refreshed(member)
    with tenant_scope(member.organization_id):
        assert REFRESHER.queue_stale() == 0
        VoiceCatalogue.objects.update(tried_at=now() - timedelta(days=2))
        assert REFRESHER.queue_stale() == 1
        assert REFRESHER.queue_stale() == 0


def test_premium_voices_are_for_paid_plans(member, state):
    _, account_id = connect(member)
    refreshing.refresh_account(member.organization_id, account_id)
    with tenant_scope(member.organization_id):
        Organization.objects.filter(id=member.organization_id).update(plan="free")
    noor = member.api.get("/voices?search=noor").json()["items"][0]
    assert (noor["tier"], noor["usable"]) == ("premium", False)
    refused = member.api.post(f"/voices/{noor['id']}/sample", {"text": "Hola", "language": "es"})
    assert (refused.status_code, refused.json()["code"]) == (409, "voice_premium")
    with tenant_scope(member.organization_id):
        require_usable_voice(member.organization_id, account_id, "voice_1")
        with pytest.raises(PremiumVoice):
            require_usable_voice(member.organization_id, account_id, "voice_3")
        facts = voice_facts(account_id, ["voice_1", "nobody"])
    assert (list(facts), facts["voice_1"].name, facts["voice_1"].preview) == (["voice_1"], "Alba", None)


def test_who_may_look(member, make, state):
    refreshed(member)
    assert make(in_=member, role=Role.VIEWER).api.get("/voices").status_code == 403
    assert names(make()) == []
