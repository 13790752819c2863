"""What a platform is given for an agent, and what is said to be lost before it is published."""

import json
import os
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from centralita.engine.business import Business
from centralita.engine.nodes import KINDS
from centralita.engine.promises import known_of
from centralita.engine.settings import Interrupts, Settings
from centralita.studio.deployments.compile import compile_agent
from centralita.studio.deployments.compile.capabilities import INTERRUPTS, NODES, SETTINGS, TABLE
from centralita.studio.deployments.compile.knowledge import agreeing_passages, knowledge_of
from centralita.studio.deployments.domain.target import Target
from tests.engine.strategies import blueprints
from tests.studio.deployments.sources import TOKEN, blueprint, source
from tests.studio.deployments.specs import ELEVENLABS, RETELL, faults

EXAMPLES = int(os.environ.get("CENTRALITA_EXAMPLES", "60"))
BRAINS = (Target.RETELL_BRAIN, Target.ELEVENLABS_BRAIN)
NATIVES = (Target.RETELL_NATIVE, Target.RETELL_FLOW, Target.ELEVENLABS_NATIVE)
SAY = {
    "id": "hello",
    "kind": "say",
    "name": "Saludo",
    "data": {"text": {"es": "Hola, soy de {{business.name}}."}},
}
many = settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def check_body(target: Target, config: dict) -> list[str]:
    if target is Target.SANDBOX:
        return []
    if target in (Target.ELEVENLABS_BRAIN, Target.ELEVENLABS_NATIVE):
        return faults(ELEVENLABS, "/v1/convai/agents/create", config)
    agent = config["agent"]
    if "llm" in config:
        found = faults(RETELL, "/create-retell-llm", config["llm"])
        engine = {"type": "retell-llm", "llm_id": "llm_1"}
        return found + faults(RETELL, "/create-agent", {**agent, "response_engine": engine})
    if "flow" in config:
        found = faults(RETELL, "/create-conversation-flow", config["flow"])
        engine = {"type": "conversation-flow", "conversation_flow_id": "flow_1"}
        return found + faults(RETELL, "/create-agent", {**agent, "response_engine": engine})
    return faults(RETELL, "/create-agent", agent)


@pytest.mark.parametrize("target", Target)
def test_every_thing_the_engine_knows_has_a_line_in_every_table(target):
    assert set(KINDS) <= set(NODES)
    assert set(Interrupts.model_fields) == set(INTERRUPTS)
    assert set(Settings.model_fields) <= set(SETTINGS)
    for name, feature in TABLE.items():
        told = feature.support[target]
        assert (told.how == "kept") == (not told.en), name
        assert bool(told.en) == bool(told.es), name


@pytest.mark.parametrize("target", Target)
@many
@given(made=blueprints())
def test_any_blueprint_compiles_the_same_twice_and_fits_the_vendors_spec(target, made):
    given_source = source(made)
    first = compile_agent(target, given_source)
    assert first == compile_agent(target, given_source)
    assert json.loads(json.dumps(first.config)) == first.config
    assert check_body(target, first.config) == []
    for loss in first.losses:
        assert loss.sentence("es")
        assert loss.sentence("en")
        assert loss.sentence("es") != loss.sentence("en")


@pytest.mark.parametrize("target", Target)
@many
@given(made=blueprints(), secret=st.sampled_from(("sk-abcdefghijklmnop1234", "Bearer abcdef0123456789")))
def test_no_text_carries_a_secret_to_a_platform(target, made, secret):
    leaky = made.model_copy(update={"persona": {"es": f"Use {secret} for the API."}})
    text = json.dumps(compile_agent(target, source(leaky)).config)
    assert secret not in text
    # The token opens our doors for this agent alone, and is only where these are asked for.
    assert (TOKEN in text) == (target in (*BRAINS, Target.ELEVENLABS_NATIVE))


@pytest.mark.parametrize("target", [Target.RETELL_NATIVE, Target.ELEVENLABS_NATIVE, Target.ELEVENLABS_BRAIN])
def test_the_first_words_say_that_a_machine_speaks_and_that_it_is_recorded(target):
    config = compile_agent(target, source(blueprint(SAY))).config
    first = (
        config["llm"]["begin_message"]
        if "llm" in config
        else config["conversation_config"]["agent"]["first_message"]
    )
    assert " ".join(first.split()) == (
        "Le atiende un asistente de inteligencia artificial. Esta llamada se graba. Hola, soy de Sol."
    )


@pytest.mark.parametrize("target", Target)
def test_a_language_without_a_disclosure_is_not_published(target):
    made = blueprint(SAY, languages=["eu"])
    blocking = {loss.feature for loss in compile_agent(target, source(made)).blocking}
    assert {"channel.ai_disclosure", "channel.recording_notice"} <= blocking


@pytest.mark.parametrize("target", BRAINS)
@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "https://localhost", "http://app.example.com"])
def test_our_brain_needs_an_address_that_the_platform_can_reach(target, address):
    blocking = compile_agent(target, source(blueprint(SAY), public_url=address)).blocking
    assert [loss.feature for loss in blocking] == ["channel.public_address"]
    native = Target.RETELL_NATIVE if target is Target.RETELL_BRAIN else Target.ELEVENLABS_NATIVE
    assert compile_agent(native, source(blueprint(SAY), public_url=address)).blocking == ()


@pytest.mark.parametrize("target", NATIVES)
def test_an_urgent_hand_over_needs_a_telephone(target):
    urgent = {"id": "help", "kind": "handoff", "name": "Urgencia", "data": {"urgent": True}}
    made = blueprint(SAY, urgent, business={"facts": {"name": "Sol"}})
    (lost,) = compile_agent(target, source(made)).blocking
    assert (lost.feature, lost.node_id, lost.node_name) == ("channel.emergency_person", "help", "Urgencia")
    with_number = blueprint(SAY, urgent)
    compiled = compile_agent(target, source(with_number))
    assert compiled.blocking == ()
    assert "+34910000000" in json.dumps(compiled.config)


def test_what_our_own_brain_keeps_is_not_listed():
    made = blueprint(
        SAY, {"id": "d", "kind": "decide"}, {"id": "t", "kind": "tool_call"}, {"id": "e", "kind": "end"}
    )
    assert compile_agent(Target.RETELL_BRAIN, source(made)).losses == ()
    native = compile_agent(Target.RETELL_NATIVE, source(made)).losses
    assert {"node.decide", "node.tool_call", "node.end"} <= {loss.feature for loss in native}


def test_several_flows_become_states_of_retell():
    flows = [
        {
            "id": "main",
            "nodes": [SAY, {"id": "go", "kind": "go_to_flow", "data": {"flow": "book"}}],
            "edges": [{"id": "e", "source": "hello", "target": "go"}],
        },
        {
            "id": "book",
            "name": "Cita",
            "nodes": [{"id": "bye", "kind": "end", "data": {"text": {"es": "Adiós"}}}],
        },
    ]
    llm = compile_agent(Target.RETELL_NATIVE, source(blueprint(SAY, flows=flows))).config["llm"]
    assert llm["starting_state"] == "flow_main"
    assert [state["name"] for state in llm["states"]] == ["flow_main", "flow_book"]
    assert llm["states"][0]["edges"][0]["destination_state_name"] == "flow_book"


def test_variables_keep_working_under_names_the_platform_can_take():
    ask = {
        "id": "ask",
        "kind": "ask",
        "data": {"question": {"es": "¿Qué día, {{contact.name}}?"}, "variable": "día"},
    }
    made = blueprint(ask, variables=[{"name": "contact.name", "default": "Ana"}])
    config = compile_agent(Target.ELEVENLABS_NATIVE, source(made)).config["conversation_config"]["agent"]
    assert "{{contact_name}}" in config["first_message"]
    assert config["dynamic_variables"]["dynamic_variable_placeholders"] == {
        "contact_name": "Ana",
        "d_a": "",
        "centralita_hours": "",
        "centralita_passed_on": "",
    }


@pytest.mark.parametrize("target", Target)
def test_minutes_reach_the_platform(target):
    config = compile_agent(target, source(blueprint(SAY), max_minutes=7)).config
    found = {
        Target.SANDBOX: lambda: config["max_minutes"] * 60,
        Target.RETELL_BRAIN: lambda: config["agent"]["max_call_duration_ms"] / 1000,
        Target.RETELL_NATIVE: lambda: config["agent"]["max_call_duration_ms"] / 1000,
        Target.RETELL_FLOW: lambda: config["agent"]["max_call_duration_ms"] / 1000,
    }.get(target, lambda: config["conversation_config"]["conversation"]["max_duration_seconds"])
    assert found() == 420


@pytest.mark.parametrize("target", Target)
def test_what_the_documents_say_goes_along_where_the_platform_thinks(target):
    knowledge = knowledge_of([("Preguntas", "¿Abren en agosto?", "Sí, {{todo}} el mes.")], 1)
    made = blueprint(SAY, knowledge=[{"id": "all"}])
    compiled = compile_agent(target, source(made, knowledge=knowledge))
    text = json.dumps(compiled.config, ensure_ascii=False)
    assert ("¿Abren en agosto?" in text) == (target in NATIVES)
    # Nothing in a document is a variable there.
    assert "{{todo" not in text
    assert bool(compiled.told) == (target in NATIVES)
    assert check_body(target, compiled.config) == []


def test_what_the_business_contradicts_does_not_go_along():
    business = Business.model_validate({"facts": {"services": "Limpieza dental: 55 €"}})
    passages = [
        ("Preguntas", "¿Cuánto cuesta una limpieza dental?", "Cuesta 40 €."),
        ("Tarifas", "Precios", "Limpieza dental: 40 €. Empaste: 70 €."),
        ("Tarifas", "Normas", "No se fuma."),
    ]
    assert agreeing_passages(passages, known_of(business)) == [
        ("Tarifas", "", "Precios\nEmpaste: 70 €."),
        ("Tarifas", "Normas", "No se fuma."),
    ]


@pytest.mark.parametrize("target", NATIVES)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_service_goes_along_once_in_the_language_of_the_call(target, language):
    told = {
        tag: "\n".join(f"Service {number}: {number} {tag}" for number in range(40))
        for tag in ("own", "es", "en", "pt")
    }
    facts = {
        "name": "Sol",
        "services": told["own"],
        **{f"services.{tag}": told[tag] for tag in ("es", "en", "pt")},
    }
    made = blueprint(SAY, languages=["es", "en"], default_language=language, business={"facts": facts})
    config = compile_agent(target, source(made)).config
    text = json.dumps(config, ensure_ascii=False)
    assert [text.count(f"Service {number}:") for number in range(40)] == [1] * 40
    assert f"Service 39: 39 {language}" in text


@pytest.mark.parametrize("target", NATIVES)
def test_documents_that_do_not_fit_are_counted(target):
    knowledge = knowledge_of([("Manual", f"{number}", "x" * 1000) for number in range(60)], 80)
    made = blueprint(SAY, knowledge=[{"id": "all"}])
    lost = compile_agent(target, source(made, knowledge=knowledge)).losses
    (cut,) = (loss for loss in lost if loss.feature == "channel.knowledge_cut")
    assert f"Only {knowledge.told} of 80" in cut.en
    assert 0 < knowledge.told < 60
    assert not cut.blocking


@pytest.mark.parametrize("target", [Target.ELEVENLABS_BRAIN, Target.ELEVENLABS_NATIVE])
def test_an_agent_of_elevenlabs_names_our_webhook_itself(target):
    config = compile_agent(target, source(blueprint(SAY), webhook_id="wh_1")).config
    assert config["platform_settings"]["workspace_overrides"]["webhooks"] == {
        "post_call_webhook_id": "wh_1",
        "events": ["transcript", "call_initiation_failure"],
    }
    assert check_body(target, config) == []
    alone = compile_agent(target, source(blueprint(SAY))).config
    assert "webhooks" not in alone["platform_settings"]["workspace_overrides"]


@pytest.mark.parametrize("target", [Target.ELEVENLABS_BRAIN, Target.ELEVENLABS_NATIVE])
def test_an_agent_of_elevenlabs_asks_us_before_a_call_where_we_can_be_asked(target):
    config = compile_agent(target, source(blueprint(SAY))).config
    platform = config["platform_settings"]
    asked = platform["workspace_overrides"]["conversation_initiation_client_data_webhook"]
    assert asked == {"url": f"https://app.example.com/brain/elevenlabs/{TOKEN}/begin", "request_headers": {}}
    # The first sentence may be another one then, and nothing else.
    assert platform["overrides"] == {
        "conversation_config_override": {"agent": {"first_message": True}},
        "enable_conversation_initiation_client_data_from_webhook": True,
    }
    agent = config["conversation_config"]["agent"]
    known = agent["dynamic_variables"]["dynamic_variable_placeholders"]
    for name in re.findall(r"{{(centralita_\w+)}}", agent["prompt"]["prompt"]):
        assert known[name] == ""
    *_, closed = agent["prompt"]["built_in_tools"]["transfer_to_number"]["params"]["transfers"]
    place = {"type": "phone_dynamic_variable", "phone_number": "centralita_passed_on"}
    assert closed["transfer_destination"] == place
    assert known["centralita_passed_on"] == ""
    at_home = compile_agent(target, source(blueprint(SAY), public_url="http://localhost:8000")).config
    assert at_home["platform_settings"] == {"workspace_overrides": {}}


@pytest.mark.parametrize("target", NATIVES)
def test_a_platform_is_told_the_form_that_an_answer_has_to_have(target):
    def asks(identifier, **form):
        data = {"question": {"es": "¿Cuál?"}, "input": {"type": "text", **form}, "variable": identifier}
        return {"id": identifier, "kind": "ask", "data": data}

    drawn = blueprint(
        asks("zone", allowed=["Norte", "Sur"]), asks("code", mask="99999"), asks("place", pattern="[A-Z]{3}")
    )
    text = json.dumps(compile_agent(target, source(drawn)).config, ensure_ascii=False)
    for told in ("one of: Norte", "the form 99999", "the regular expression [A-Z]{3}"):
        assert told in text
