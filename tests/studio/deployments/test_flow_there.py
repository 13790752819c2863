"""A compiled conversation flow at Retell itself, which holds every request against its own spec."""

from collections.abc import Iterator

import pytest

from centralita.providers.voice.configs import covers
from centralita.providers.voice.errors import VoiceUnavailable
from centralita.studio.deployments.compile import compile_agent
from centralita.studio.deployments.domain.drift import differences
from centralita.studio.deployments.domain.target import Target
from tests.providers.voice.retell_server import RetellServer
from tests.providers.voice.servers import Fault
from tests.studio.deployments.sources import blueprint, source

TALK = {"id": "talk", "kind": "ai_answer", "data": {"prompt": "Ayuda a pedir cita.", "collects": ["nombre"]}}


def config(text: str, target: Target = Target.RETELL_FLOW) -> dict:
    hello = {"id": "hello", "kind": "say", "data": {"text": {"es": text}}}
    return compile_agent(target, source(blueprint(hello, TALK))).config


@pytest.fixture
def retell() -> Iterator[RetellServer]:
    with RetellServer.running() as server:
        yield server
        assert server.problems == []


def test_it_is_there_as_it_was_written_and_changes_by_a_version(retell):
    provider = retell.provider()
    first = provider.create_agent(config("Hola."), "m1")
    assert covers(first.config, config("Hola."))
    assert differences(first.config, provider.read_agent(first.id).config, config("Hola.")) == ()
    second = provider.update_agent(first.id, config("Buenas."))
    assert covers(second.config, config("Buenas."))
    assert (first.version, second.version) == ("0", "1")
    # Rolled back, it says again what it said.
    assert covers(provider.update_agent(first.id, config("Hola.")).config, config("Hola."))
    provider.delete_agent(first.id)
    assert (retell.agents, retell.engines) == ({}, {})


def test_another_hand_in_the_nodes_is_seen(retell):
    provider = retell.provider()
    agent = provider.create_agent(config("Hola."), "m1")
    (versions,) = retell.engines.values()
    nodes = versions[max(versions)]["nodes"]
    next(node for node in nodes if node["id"] == "main.hello")["instruction"]["text"] = "¡Qué hay!"
    (found,) = differences(agent.config, provider.read_agent(agent.id).config, config("Hola."))
    assert found.path == "flow.nodes"


def test_the_way_of_thinking_changes_there_and_nothing_is_left(retell):
    provider = retell.provider()
    agent = provider.create_agent(config("Hola.", Target.RETELL_NATIVE), "m1")
    for target in (Target.RETELL_FLOW, Target.RETELL_BRAIN, Target.RETELL_FLOW, Target.RETELL_NATIVE):
        assert covers(
            provider.update_agent(agent.id, config("Hola.", target)).config, config("Hola.", target)
        )
    provider.delete_agent(agent.id)
    assert (retell.agents, retell.engines) == ({}, {})


@pytest.mark.parametrize("acts", [False, True])
@pytest.mark.parametrize(
    "operation",
    ["POST /create-conversation-flow", "POST /create-agent", "POST /publish-agent-version/{agent_id}"],
)
def test_a_cut_at_any_step_leaves_no_twin(retell, operation, acts):
    provider = retell.provider()
    retell.fail(operation, Fault("drop", acts=acts))
    with pytest.raises(VoiceUnavailable):
        provider.create_agent(config("Hola."), "m1")
    made = provider.create_agent(config("Hola."), "m1")
    assert covers(made.config, config("Hola."))
    assert (len(retell.agents), len(retell.engines)) == (1, 1)


@pytest.mark.parametrize("acts", [False, True])
@pytest.mark.parametrize(
    "operation",
    [
        "POST /create-agent-version/{agent_id}",
        "PATCH /update-conversation-flow/{conversation_flow_id}",
        "POST /publish-agent-version/{agent_id}",
    ],
)
def test_a_cut_in_an_update_is_gone_on_from(retell, operation, acts):
    provider = retell.provider()
    agent = provider.create_agent(config("Hola."), "m1")
    retell.fail(operation, Fault("drop", acts=acts))
    with pytest.raises(VoiceUnavailable):
        provider.update_agent(agent.id, config("Buenas."))
    assert covers(provider.update_agent(agent.id, config("Buenas.")).config, config("Buenas."))
    assert sorted(retell.agents[agent.id]) == [0, 1]
    assert len(retell.engines) == 1
