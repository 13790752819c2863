"""What every voice platform's adapter keeps, whatever stands behind it."""

import json
from datetime import timedelta

import pytest
from tests.providers.voice.benches import elevenlabs_bench, memory_bench, retell_bench, sandbox_bench
from tests.providers.voice.servers import Fault

from centralita.kit.clock import now
from centralita.kit.ids import new_id
from centralita.providers.voice.calls import CallStatus, Ending
from centralita.providers.voice.catalogue import KnowledgeText
from centralita.providers.voice.errors import (
    VoiceBusy,
    VoiceError,
    VoiceKeyRefused,
    VoiceRefused,
    VoiceThingMissing,
    VoiceUnavailable,
    VoiceUnpaid,
    VoiceUnsupported,
)
from centralita.providers.voice.platforms import CATALOG, VoicePlatform

BENCHES = {"retell": retell_bench, "elevenlabs": elevenlabs_bench, "memory": memory_bench}
WIRED = ("retell", "elevenlabs")


@pytest.fixture(params=[*BENCHES, pytest.param("sandbox", marks=pytest.mark.database)])
def bench(request):
    if request.param == "sandbox":
        request.getfixturevalue("database")
        with sandbox_bench() as made:
            yield made
        return
    with BENCHES[request.param]() as made:
        yield made


@pytest.fixture(params=WIRED)
def wired(request):
    """A platform with a wire between, which can misbehave."""
    with BENCHES[request.param]() as made:
        yield made


# --- calls -----------------------------------------------------------------------------------------------------------


def test_a_call_is_placed_and_told_with_our_id(bench):
    order = bench.order(bench.agent())
    placed = bench.provider.place_call(order)
    call = bench.provider.read_call(placed.call_id)
    assert call.our_call == order.our_call
    assert (call.to_number, call.from_number, call.direction) == (
        order.to_number,
        order.from_number,
        "outbound",
    )
    assert call.agent_id == order.agent_id
    assert not call.status.ended


def test_a_placed_call_is_found_by_our_id_alone(bench):
    agent = bench.agent()
    since = now() - timedelta(minutes=1)
    orders = [bench.order(agent) for _ in range(2)]
    placed = [bench.provider.place_call(order).call_id for order in orders]
    found = bench.provider.find_call(orders[1].our_call, since)
    assert found is not None
    assert (found.call_id, found.our_call) == (placed[1], orders[1].our_call)
    assert bench.provider.find_call(new_id(), since) is None


def test_what_the_platform_refuses_was_not_dialled(bench):
    agent = bench.agent()
    unknown = bench.order("agent_unknown")
    with pytest.raises(VoiceError) as refused:
        bench.provider.place_call(unknown)
    assert not isinstance(refused.value, VoiceUnavailable)
    assert bench.provider.find_call(unknown.our_call, now() - timedelta(minutes=1)) is None
    assert bench.provider.place_call(bench.order(agent)).call_id


def test_unknown_things_are_missing(bench):
    provider = bench.provider
    for ask in (
        lambda: provider.read_call("call_unknown"),
        lambda: provider.read_agent("agent_unknown"),
        lambda: provider.update_agent("agent_unknown", bench.config),
        lambda: provider.bind_number("+19999999999", ""),
        lambda: provider.open_web_call(new_id(), "agent_unknown", "", {}),
        lambda: provider.read_call("../../secrets"),
    ):
        with pytest.raises(VoiceThingMissing):
            ask()


def test_only_where_it_can_does_a_platform_hang_up(bench):
    call_id = bench.provider.place_call(bench.order(bench.agent())).call_id
    if not bench.provider.capabilities.hang_up:
        with pytest.raises(VoiceUnsupported):
            bench.provider.stop_call(call_id)
        return
    if bench.server is not None:
        bench.server.answer_call(call_id)
    bench.provider.stop_call(call_id)
    stopped = bench.provider.read_call(call_id)
    assert stopped.status.ended
    assert stopped.ending is Ending.STOPPED
    bench.provider.stop_call(call_id)
    with pytest.raises(VoiceThingMissing):
        bench.provider.stop_call("call_unknown")


def test_only_where_it_can_does_a_person_go_on_with_a_call(bench):
    provider = bench.provider
    call_id = provider.place_call(bench.order(bench.agent())).call_id
    if not provider.capabilities.take_over:
        for ask in (lambda: provider.listen(call_id), lambda: provider.take_over(call_id, "listener")):
            with pytest.raises(VoiceUnsupported):
                ask()
        return
    with pytest.raises(VoiceRefused):
        provider.listen(call_id)
    if bench.server is not None:
        bench.server.answer_call(call_id)
    else:
        provider.state.change(call_id, status=CallStatus.IN_PROGRESS)
    line = provider.listen(call_id)
    assert line.participant
    assert line.token
    assert line.url.endswith(call_id)
    with pytest.raises(VoiceRefused):
        provider.take_over(call_id, "somebody_else")
    provider.take_over(call_id, line.participant)
    assert provider.read_call(call_id).ending is Ending.TRANSFERRED
    with pytest.raises(VoiceRefused):
        provider.listen(call_id)
    for ask in (lambda: provider.listen("call_unknown"), lambda: provider.take_over("call_unknown", "l")):
        with pytest.raises(VoiceThingMissing):
            ask()


def test_the_catalogue_knows_where_a_person_can_go_on(wired):
    assert CATALOG[wired.server.platform].takes_over is wired.provider.capabilities.take_over


def test_calls_are_listed_by_when_they_began(bench):
    agent = bench.agent()
    placed = {bench.provider.place_call(bench.order(agent)).call_id for _ in range(5)}
    if bench.server is not None:
        for call_id in placed:
            bench.server.answer_call(call_id)
    since, until = now() - timedelta(hours=1), now() + timedelta(hours=1)
    assert placed <= {call.call_id for call in _all_calls(bench, since, until)}
    assert _all_calls(bench, since - timedelta(days=2), since - timedelta(days=1)) == []


def test_a_web_call_gives_what_the_browser_needs(bench):
    if not bench.provider.capabilities.web_calls:
        with pytest.raises(VoiceUnsupported):
            bench.provider.open_web_call(new_id(), bench.agent(), "", {})
        return
    ours, began = new_id(), now() - timedelta(minutes=1)
    made = bench.provider.open_web_call(ours, bench.agent(), "", {"name": "Ana"})
    assert made.token
    if bench.server is not None and bench.server.platform is VoicePlatform.RETELL:
        # The door for browsers is where the account is.
        assert made.url == f"{bench.server.base_url}/webrtc-proxy/{made.call_id}"
    if made.call_id:
        told = bench.provider.read_call(made.call_id)
        assert (told.direction, told.from_number, told.to_number) == ("web", "", "")
        found = bench.provider.find_call(ours, began)
        assert found is None or found.call_id == made.call_id


def test_a_call_that_ended_is_told_whole(wired):
    call_id = wired.provider.place_call(wired.order(wired.agent())).call_id
    wired.server.answer_call(call_id)
    assert wired.provider.read_call(call_id).status is CallStatus.IN_PROGRESS
    wired.server.finish_call(call_id)
    call = wired.provider.read_call(call_id)
    assert (call.status, call.ending) == (CallStatus.COMPLETED, Ending.CALLEE_HUNG_UP)
    assert [(said.role, said.text) for said in call.transcript] == [("agent", "Hello!"), ("callee", "Hi.")]
    assert call.transcript_final
    assert (call.summary, call.successful, call.duration_seconds) == ("They greeted.", True, 30)
    assert sum(line.money.micros for line in call.cost) == 125_000
    assert call.cost_final
    assert call.collected["interested"] is True
    assert call.latency_ms
    assert call.ended_at - call.answered_at == timedelta(seconds=30)


def test_the_recording_comes_in_pieces(wired):
    call_id = wired.provider.place_call(wired.order(wired.agent())).call_id
    wired.server.finish_call(call_id)
    with pytest.raises(VoiceThingMissing):
        wired.provider.read_recording(wired.provider.read_call(call_id))
    # Longer than an answer may be.
    audio = bytes(range(256)) * 20_000
    wired.audio(call_id, audio)
    assert b"".join(wired.provider.read_recording(wired.provider.read_call(call_id))) == audio


# --- agents ----------------------------------------------------------------------------------------------------------


def test_an_agent_is_made_live_and_reads_back_as_wanted(bench):
    agent = bench.provider.create_agent(bench.config, "marker_1")
    read = bench.provider.read_agent(agent.id)
    assert (read.name, read.marker) == ("Reception", "marker_1")
    assert read.config == agent.config == bench.provider.read_agent(agent.id).config
    assert bench.provider.update_agent(agent.id, read.config).config == read.config


def test_the_same_marker_makes_no_second_agent(bench):
    first = bench.provider.create_agent(bench.config, "marker_1")
    assert bench.provider.create_agent(bench.config, "marker_1").id == first.id
    other = bench.provider.create_agent(bench.config, "marker_10")
    assert [agent.id for agent in bench.provider.find_agents("marker_1")] == [first.id]
    assert [agent.id for agent in bench.provider.find_agents("marker_10")] == [other.id]
    assert bench.provider.find_agents("marker") == ()


def test_an_update_is_live_and_the_same_again_changes_nothing(bench):
    agent = bench.provider.create_agent(bench.config, "marker_1")
    updated = bench.provider.update_agent(agent.id, bench.other_config)
    assert updated.config != agent.config
    again = bench.provider.update_agent(agent.id, bench.other_config)
    assert again == updated == bench.provider.read_agent(agent.id)
    assert again.marker == "marker_1"


def test_a_deleted_agent_is_gone_and_may_be_deleted_again(bench):
    agent = bench.agent()
    bench.provider.delete_agent(agent)
    bench.provider.delete_agent(agent)
    with pytest.raises(VoiceThingMissing):
        bench.provider.read_agent(agent)


def test_all_agents_are_listed_page_by_page(bench):
    made = {bench.agent() for _ in range(7)}
    listed, cursor = [], ""
    while True:
        page = bench.provider.list_agents(cursor)
        listed += page.agents
        cursor = page.cursor
        if not cursor:
            break
    assert {agent.id for agent in listed} == made
    assert len(listed) == 7
    assert {agent.name for agent in listed} == {"Reception"}


# --- what else an account has ----------------------------------------------------------------------------------------


def test_numbers_are_listed_and_bound(bench):
    assert bench.number in {number.number for number in bench.provider.list_numbers()}
    agent = bench.agent()
    assert bench.provider.bind_number(bench.number_id, agent).inbound_agent == agent
    bound = {number.id: number.inbound_agent for number in bench.provider.list_numbers()}
    assert bound[bench.number_id] == agent
    # Whom it asks before each call stays until it is told otherwise.
    ours = "https://example.com/hooks/1/inbound"
    asks = bench.provider.bind_number(bench.number_id, agent, ours).asks
    assert asks in {ours, ""}
    assert bench.provider.bind_number(bench.number_id, agent).asks == asks
    assert bench.provider.bind_number(bench.number_id, agent, "").asks == ""
    assert bench.provider.bind_number(bench.number_id, "").inbound_agent == ""
    with pytest.raises(VoiceThingMissing):
        bench.provider.bind_number(bench.number_id, "agent_unknown")


def test_documents_are_kept_under_our_marker_and_looked_up_by_the_agent(bench):
    provider, marker = bench.provider, f"dep_{new_id().hex[:26]}"
    texts = [KnowledgeText("Preguntas", "¿Abren en agosto? Sí."), KnowledgeText("Manual", "x" * 30_000)]
    if not provider.capabilities.keeps_knowledge:
        with pytest.raises(VoiceUnsupported):
            provider.list_knowledge(marker)
        return
    assert provider.list_knowledge(marker) == ()
    made = [provider.keep_knowledge(f"{marker}.{number:08x}", texts) for number in range(5)]
    provider.keep_knowledge(f"{marker[:-1]}z.00000000", texts)
    assert sorted(provider.list_knowledge(marker), key=lambda one: one.name) == made
    knows = provider.with_knowledge(bench.config, made[0])
    agent = provider.create_agent(knows, f"m{new_id().hex[:20]}")
    assert made[0].id in json.dumps(agent.config)
    # The same again changes nothing.
    assert provider.update_agent(agent.id, knows).version == agent.version
    knows_nothing = provider.update_agent(agent.id, provider.with_knowledge(bench.config, None))
    assert made[0].id not in json.dumps(knows_nothing.config)
    for one in made:
        provider.delete_knowledge(one.id)
    assert provider.list_knowledge(marker) == ()
    provider.delete_knowledge(made[0].id)


def test_voices_are_told_once_each(bench):
    voices = list(bench.provider.list_voices())
    assert len(voices) >= 2
    assert len({voice.id for voice in voices}) == len(voices)
    assert all(voice.name for voice in voices)


def test_cloning_and_speaking_are_refused_where_there_is_no_way(bench):
    can = bench.provider.capabilities
    if can.clone_voice:
        assert bench.provider.clone_voice("Ours", [("a.mp3", b"ID3")]).cloned
    else:
        with pytest.raises(VoiceUnsupported):
            bench.provider.clone_voice("Ours", [("a.mp3", b"ID3")])
    if can.speaks_samples:
        voice = next(iter(bench.provider.list_voices()))
        assert bench.provider.speak(voice.id, "Hola.", "es-ES")
    else:
        with pytest.raises(VoiceUnsupported):
            bench.provider.speak("voice", "Hola.", "es-ES")


def test_the_catalogue_knows_who_can_hang_up(wired):
    assert CATALOG[wired.server.platform].hangs_up is wired.provider.capabilities.hang_up


def test_free_lines_are_told_as_far_as_the_platform_does(bench):
    lines = bench.provider.lines()
    assert lines.at_most is None or lines.at_most > 0
    assert lines.now is None or lines.now >= 0


def test_the_webhook_is_seen_to_once(bench):
    url = "https://example.com/hooks/1"
    first = bench.provider.ensure_webhook(url)
    assert first.present
    assert first.enabled
    again = bench.provider.ensure_webhook(url)
    assert (again.present, again.enabled, again.secret) == (True, True, "")
    assert bench.provider.read_webhook(url) == again


# --- bad days --------------------------------------------------------------------------------------------------------

FAULTS = {
    "429": (Fault("status", 429, {"retry-after": "7"}), VoiceBusy),
    "503": (Fault("status", 503), VoiceUnavailable),
    "500": (Fault("status", 500), VoiceUnavailable),
    "401": (Fault("status", 401), VoiceKeyRefused),
    "402": (Fault("status", 402), VoiceUnpaid),
    "dropped": (Fault("drop"), VoiceUnavailable),
    "late": (Fault("late"), VoiceUnavailable),
    "dropped after the effect": (Fault("drop", acts=True), VoiceUnavailable),
    "late after the effect": (Fault("late", acts=True), VoiceUnavailable),
    "503 after the effect": (Fault("status", 503, acts=True), VoiceUnavailable),
    "a page after the effect": (Fault("html", 200, acts=True), VoiceUnavailable),
    "a page": (Fault("html", 502), VoiceUnavailable),
    "a page that says no": (Fault("html", 404), VoiceUnavailable),
    "huge after the effect": (Fault("huge", 200, acts=True), VoiceUnavailable),
    "conflict": (Fault("status", 409), VoiceUnavailable),
}


@pytest.mark.parametrize("name", FAULTS)
def test_whatever_happens_it_is_dialled_once_and_doubt_is_told(wired, name):
    fault, error = FAULTS[name]
    order = wired.order(wired.agent())
    wired.fail(wired.dial_operation, fault)
    with pytest.raises(error) as told:
        wired.provider.place_call(order)
    assert wired.dials == 1
    assert wired.server.key not in repr(told.value)
    found = wired.provider.find_call(order.our_call, now() - timedelta(minutes=1))
    assert (found is not None) == fault.acts
    assert wired.dials == 1


def test_busy_says_how_long_to_wait(wired):
    wired.fail(wired.read_operation, Fault("status", 429, {"retry-after": "7"}))
    with pytest.raises(VoiceBusy) as busy:
        wired.provider.read_call("call_1")
    assert busy.value.data["retry_after"] == 7


@pytest.mark.parametrize("kind", ["html", "huge"])
def test_what_is_no_answer_of_the_platform_is_told_as_strange(wired, kind):
    call_id = wired.provider.place_call(wired.order(wired.agent())).call_id
    wired.fail(wired.read_operation, Fault(kind, 200))
    with pytest.raises(VoiceError) as told:
        wired.provider.read_call(call_id)
    assert told.value.code == "voice_answer_strange"


def test_fields_and_values_that_are_new_are_no_matter(wired):
    wired.fail("*", Fault("odd"), 60)
    agent = wired.provider.create_agent(wired.config, "marker_1")
    call_id = wired.provider.place_call(wired.order(agent.id)).call_id
    wired.server.finish_call(call_id)
    assert wired.provider.read_call(call_id).transcript
    assert wired.provider.list_numbers()
    assert list(wired.provider.list_voices())
    assert wired.provider.ensure_webhook("https://example.com/hooks/1").present


def test_a_wrong_key_is_told_as_one(wired):
    provider = wired.server.provider(key="key_wrong_1")
    for ask in (provider.list_numbers, provider.lines, lambda: provider.read_call("call_1")):
        with pytest.raises(VoiceKeyRefused) as told:
            ask()
        assert "key_wrong_1" not in repr(told.value) + str(told.value.__cause__)


@pytest.mark.parametrize("acts", [False, True], ids=["before", "after"])
def test_a_cut_at_any_step_leaves_no_orphan_and_no_twin(wired, acts):
    """The answer of each request in turn is lost, before or after its effect; the same again ends well."""
    for number, operation in enumerate(wired.create_operations):
        marker = f"cut_{number}"
        wired.fail(operation, Fault("drop", acts=acts))
        with pytest.raises(VoiceUnavailable):
            wired.provider.create_agent(wired.config, marker)
        made = wired.provider.create_agent(wired.config, marker)
        assert [agent.id for agent in wired.provider.find_agents(marker)] == [made.id]
        assert wired.provider.read_agent(made.id).config == made.config
    assert len(wired.server.agents) == len(wired.create_operations)
    engines = getattr(wired.server, "engines", None)
    assert engines is None or len(engines) == len(wired.create_operations)


def _all_calls(bench, since, until):
    found, cursor = [], ""
    while True:
        page = bench.provider.list_calls(since, until, cursor)
        found += page.calls
        cursor = page.cursor
        if not cursor:
            return found
