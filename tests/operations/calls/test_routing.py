"""An agent at several accounts: the call goes by one that works, and goes over to the next before anything was dialled."""

from datetime import timedelta
from uuid import UUID

import pytest

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, new_id
from centralita.operations.calls.lines import ensure_traffic
from centralita.operations.calls.models import CallTraffic
from centralita.operations.calls.placing import place
from centralita.operations.numbers.models import PhoneNumber
from centralita.providers.voice.errors import VoiceBusy, VoiceKeyRefused, VoiceRefused
from centralita.studio.voice_accounts.models import VoiceAccount
from tests.operations.calls.world import Deployment, World

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


@pytest.fixture
def second(world: World) -> UUID:
    """Another account, with the same agent."""
    made = world.member.api.post("/voice-accounts", {"kind": "sandbox", "label": "Back"}).json()["id"]
    account_id = from_text("pac", made)
    first = world.deployments.rows[0]
    world.deployments.rows.append(
        Deployment(new_id(), world.agent_id, account_id, "sandbox", first.provider_agent_id)
    )
    return account_id


def traffic(world: World, account_id: UUID, **fields: object) -> None:
    with tenant_scope(world.organization_id):
        ensure_traffic(world.organization_id, account_id)
        CallTraffic.objects.filter(account_id=account_id).update(**fields)


def lines_of(world: World, account_id: UUID) -> int:
    with tenant_scope(world.organization_id):
        return int(CallTraffic.objects.get(account_id=account_id).lines)


def test_an_agent_with_one_account_says_so(world: World) -> None:
    assert world.shown(world.started())["routing"] == {"why": "only", "passed": []}


def test_most_free_lines_win_where_both_are_well(world: World, second: UUID) -> None:
    traffic(world, world.account_id, lines=3)
    shown = world.shown(world.started())
    assert (shown["account"]["label"], shown["routing"]["why"]) == ("Back", "lines")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"failures": 2}, "account_errors"),
        ({"failures": 2, "paused_until": "soon"}, "account_paused"),
        ({"lines": 10}, "no_free_line"),
    ],
)
def test_a_well_account_goes_before_one_in_trouble(
    world: World, second: UUID, fields: dict[str, object], reason: str
) -> None:
    if "paused_until" in fields:
        fields = {**fields, "paused_until": world.clock.now() + timedelta(minutes=5)}
    traffic(world, world.account_id, **fields)
    # The other has less room, and is taken for all that.
    traffic(world, second, lines=8)
    shown = world.shown(world.started())
    assert shown["account"]["label"] == "Back"
    assert shown["routing"]["why"] == "well"
    assert [(one["label"], one["reason"]) for one in shown["routing"]["passed"]] == [("Front", reason)]


def test_the_selector_shows_the_agent_once_with_the_account_it_would_call_by(
    world: World, second: UUID
) -> None:
    with tenant_scope(world.organization_id):
        VoiceAccount.objects.filter(id=world.account_id).update(health="failing", last_error="voice_unpaid")
    options = world.member.api.get(f"/leads/{world.contact}/call-options?kind=prospecting").json()["agents"]
    assert [(one["account"]["label"], one["free"]) for one in options] == [("Back", True)]
    traffic(world, second, lines=10)
    (option,) = world.member.api.get(f"/leads/{world.contact}/call-options?kind=prospecting").json()["agents"]
    assert (option["account"]["label"], option["why_not"]) == ("Back", "no_free_line")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (VoiceKeyRefused(platform="sandbox"), "voice_key_refused"),
        (VoiceBusy(platform="sandbox"), "voice_busy"),
        (VoiceRefused(platform="sandbox", reason="no_free_line"), "voice_refused.no_free_line"),
    ],
)
def test_what_one_account_did_not_dial_the_next_does(
    world: World, second: UUID, error: Exception, reason: str
) -> None:
    traffic(world, second, lines=1)
    call = world.started()
    assert world.shown(call)["account"]["label"] == "Front"
    world.state.before["place_call"].append(error)
    place(world.organization_id, call)
    shown = world.shown(call)
    assert (shown["account"]["label"], shown["status"]) == ("Back", "initiating")
    assert shown["routing"]["passed"][-1]["reason"] == reason
    assert "call.rerouted" in world.kinds(call)
    assert (lines_of(world, world.account_id), lines_of(world, second)) == (0, 2)
    assert call in world.budgets.reserved
    assert world.state.dialled[call] == 0
    place(world.organization_id, call)
    assert world.state.dialled[call] == 1


def test_a_doubt_is_never_carried_to_another_account(world: World, second: UUID) -> None:
    from centralita.providers.voice.memory import in_doubt

    traffic(world, second, lines=1)
    call = world.started()
    world.state.after["place_call"].append(in_doubt())
    place(world.organization_id, call)
    place(world.organization_id, call)
    assert world.shown(call)["account"]["label"] == "Front"
    assert world.state.dialled[call] == 1


def test_a_pause_that_came_while_it_waited_sends_it_to_the_other(world: World, second: UUID) -> None:
    traffic(world, second, lines=1)
    call = world.started()
    traffic(world, world.account_id, paused_until=world.clock.now() + timedelta(minutes=5))
    place(world.organization_id, call)
    assert world.shown(call)["account"]["label"] == "Back"
    place(world.organization_id, call)
    assert world.state.dialled[call] == 1


def test_with_no_money_for_the_other_account_it_waits_where_it_is(
    world: World, second: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    traffic(world, second, lines=1)
    call = world.started()
    held = world.budgets.reserved[call]
    world.budgets.limit = held.micros - 1
    world.state.before["place_call"].append(VoiceBusy(platform="sandbox"))
    place(world.organization_id, call)
    shown = world.shown(call)
    assert (shown["account"]["label"], shown["error"]) == ("Front", "voice_busy")
    assert world.budgets.reserved[call] == held
    assert (lines_of(world, world.account_id), lines_of(world, second)) == (1, 1)


def test_both_refusing_it_ends_after_each_was_asked_once(world: World, second: UUID) -> None:
    traffic(world, second, lines=1)
    call = world.started()
    for _ in range(2):
        world.state.before["place_call"].append(VoiceKeyRefused(platform="sandbox"))
        place(world.organization_id, call)
    shown = world.shown(call)
    assert (shown["status"], shown["error"]) == ("failed", "voice_key_refused")
    assert world.budgets.voided == [call]
    assert (lines_of(world, world.account_id), lines_of(world, second)) == (0, 1)


def test_numbers_that_are_known_are_not_listed_again(world: World) -> None:
    moment = world.clock.now()
    with tenant_scope(world.organization_id):
        PhoneNumber.objects.create(
            organization_id=world.organization_id,
            account_id=world.account_id,
            remote_id="num_2",
            number="+34910000002",
            country="ES",
            can_call=True,
            verified_at=moment - timedelta(hours=2),
            evidence="listed",
            seen_at=moment,
        )
    call = world.started()
    # Were it asked for its numbers, it would not answer.
    world.state.before["list_numbers"].append(VoiceKeyRefused(platform="sandbox"))
    place(world.organization_id, call)
    shown = world.shown(call)
    assert (shown["status"], shown["from_number"]) == ("initiating", "+34910000002")
