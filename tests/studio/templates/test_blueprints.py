"""Every template passes the checks in each language, and its conversations end as they are meant to."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import pytest

from centralita import engine
from centralita.engine.business import Business
from centralita.engine.nodes import KINDS
from centralita.engine.nodes.ai_answer import AiAnswerData
from centralita.engine.settings import Guardrails, Tool
from centralita.kit.errors import NotFound
from centralita.studio.prompts.domain.lint import Subject, lint
from centralita.studio.scenarios.domain.replying import ToldModel, with_model
from centralita.studio.scenarios.domain.script import ModelAnswer
from centralita.studio.templates.catalogue import (
    LANGUAGES,
    Scenario,
    TemplateLanguageMissing,
    industries,
    template,
    templates,
)
from centralita.studio.templates.equipment import TAKE_MESSAGE
from centralita.studio.templates.public import blueprint_of
from centralita.studio.tools.built_in import BUILT_IN

MONDAY = dt.datetime(2026, 11, 23, 3, 0, tzinfo=dt.UTC)
PASSAGE = engine.Passage(
    id="p", document_id="d", title="Tarifas", place="p. 1", text="Limpieza / cleaning: 55 €.", score=0.9
)
# The lines of business that agents are written for, and what each is for.
TRADES = {
    "dental_clinic", "beauty_salon", "restaurant", "real_estate", "law_firm", "workshop", "hotel", "shop"
}  # fmt: skip


class Talk:
    """A conversation with a template, in a business with its sample hours; knowledge answers with one passage."""

    def __init__(
        self,
        key: str,
        language: str,
        at: str = "open",
        knows: Mapping[str, str] | None = None,
        answers: Sequence[tuple[str, dict[str, Any]]] = (),
        replies: Sequence[dict[str, Any]] = (),
    ) -> None:
        self.told = bool(replies)
        self.model = ToldModel([ModelAnswer.model_validate(reply) for reply in replies])
        self.answers = list(answers)
        self.connected = {tool for tool, _ in answers}
        self.called: list[tuple[str, dict[str, Any]]] = []
        hours = template(key).sample(language).facts["hours"]
        self.business = Business.model_validate(
            {"facts": {"name": "Sol", "phone": "+34910000000"}, "hours": hours}
        )
        blueprint = blueprint_of(key, [language], "Recepción")
        self.blueprint = blueprint.model_copy(update={"business": self.business})
        if replies:
            self.blueprint = with_model(self.blueprint)
        self.at = self._moment(opened=at == "open")
        self.state = engine.begin(
            self.blueprint, seed="s", channel="chat", language=language, variables=dict(knows or {})
        )
        self.effects: list[engine.Effect] = []
        self.happen(engine.Started(at=self.at))

    def _moment(self, *, opened: bool) -> float:
        hours = (MONDAY + dt.timedelta(hours=step) for step in range(24 * 7))
        return next(moment for moment in hours if self.business.is_open(moment) is opened).timestamp()

    def happen(self, event: engine.Event) -> None:
        self.state, effects = engine.advance(self.blueprint, self.state, event)
        self.effects += effects
        for effect in effects:
            if isinstance(effect, engine.SearchKnowledge):
                self.happen(engine.KnowledgeFound(at=self.at, effect_id=effect.id, passages=(PASSAGE,)))
            elif isinstance(effect, engine.CallTool):
                self.happen(self.returned(effect))
            elif isinstance(effect, engine.AskModel) and (self.told or effect.purpose == "classify"):
                replied = self.model.ask(effect, self.at)
                assert replied is not None, f"the model was asked more than it is told:\n{self.said}"
                self.happen(replied)

    def returned(self, call: engine.CallTool) -> engine.ToolReturned:
        """What a tool answers: nothing, where the conversation does not say what; messages are always taken."""
        self.called.append((call.tool, dict(call.arguments)))
        if call.tool == "take_message":
            return engine.ToolReturned(at=self.at, effect_id=call.id, ok=True, result={"kept": True})
        if call.tool not in self.connected:
            return engine.ToolReturned(at=self.at, effect_id=call.id, ok=False, error="not_connected")
        tool, result = self.answers.pop(0)
        assert tool == call.tool
        return engine.ToolReturned(at=self.at, effect_id=call.id, ok=True, result=result)

    def say(self, texts: Sequence[str]) -> "Talk":
        for text in texts:
            assert self.outcome is None, f"it had ended before “{text}”:\n{self.said}"
            self.happen(engine.UserSaid(at=self.at, text=text))
        return self

    @property
    def outcome(self) -> str | None:
        return next((effect.outcome for effect in self.effects if isinstance(effect, engine.End)), None)

    @property
    def said(self) -> str:
        return "\n".join(effect.text for effect in self.effects if isinstance(effect, engine.Say))


def _scenarios() -> Iterator[Any]:
    for key, found in templates().items():
        for language in found.languages:
            for scenario in found.scenarios(language):
                yield pytest.param(key, language, scenario, id=f"{key}-{language}-{scenario.name}")


def _paths(value: Any, at: str = "") -> Iterator[str]:
    """Where words stand, with lists as one place: languages may have other numbers of synonyms."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _paths(inner, f"{at}.{name}")
    else:
        yield at


@pytest.mark.parametrize("languages", [["es"], ["en"], ["es", "en"], ["en", "es"]])
@pytest.mark.parametrize("key", sorted(templates()))
def test_a_template_has_no_problems(key: str, languages: list[str]) -> None:
    assert engine.check(blueprint_of(key, languages, "Recepción")) == ()


def test_every_trade_has_its_agents_in_both_languages() -> None:
    wanted = {"inbound", "outbound_marketing", "support", "appointment_follow_up"}
    found: dict[str, set[str]] = {trade: set() for trade in TRADES}
    for one in templates().values():
        assert one.languages == LANGUAGES
        found[one.industry].add(one.purpose)
    assert all(purposes >= wanted for purposes in found.values())
    assert set(found) <= {industry.key for industry in industries()}


@pytest.mark.parametrize("industry", sorted(TRADES))
def test_every_trade_has_a_tool_that_calls_nobody_until_it_is_told_whom(industry: str) -> None:
    found = [
        (one, tool)
        for one in templates().values()
        if one.industry == industry
        for tool in one.equipment(["es"])
    ]
    assert found
    for one, tool in found:
        assert "address" not in tool.definition["request"]
        paths = {output["path"] for output in tool.definition["outputs"]}
        assert len(tool.cases) >= 2
        for case in tool.cases:
            assert set(json.loads(case.answer)) == paths
            assert set(case.arguments) <= set(tool.definition["parameters"]["properties"])
        assert [case.arguments for case in tool.cases].count({}) == 1
        # With what it answers, and without it.
        for language in LANGUAGES:
            scenarios = one.scenarios(language)
            assert any(tool.name in dict(scenario.answers) for scenario in scenarios), (one.key, tool.name)
            assert any(not scenario.answers and scenario.outcome for scenario in scenarios)


def test_a_message_is_left_with_what_every_agent_may_be_granted() -> None:
    granted = [Tool.model_validate(tool.grant()) for tool in BUILT_IN if tool.name == "take_message"]
    assert [Tool.model_validate(TAKE_MESSAGE)] == granted


@pytest.mark.parametrize("industry", sorted(TRADES))
def test_the_languages_have_the_same_words(industry: str) -> None:
    folder = resources.files("centralita.studio.templates.data").joinpath(industry)
    es, en = (json.loads(folder.joinpath(f"{language}.json").read_text("utf-8")) for language in LANGUAGES)
    for words in (es, en):
        words["sample"].pop("hours")
        for rows in words["scenarios"].values():
            assert rows
    for part in es:
        if part != "scenarios":
            assert sorted(_paths(es[part])) == sorted(_paths(en[part])), part
    assert len(es["questions"]) == len(en["questions"])
    assert len(es["sample"]["offerings"]) == len(en["sample"]["offerings"])
    assert {key: len(rows) for key, rows in es["scenarios"].items()} == {
        key: len(rows) for key, rows in en["scenarios"].items()
    }


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(NotFound):
        blueprint_of("nothing", ["es"], "x")
    with pytest.raises(TemplateLanguageMissing):
        blueprint_of("dental_clinic", ["pt"], "x")


@pytest.mark.parametrize("key", sorted(templates()))
def test_every_template_has_scenarios_of_their_own_names_in_each_language(key: str) -> None:
    for language in LANGUAGES:
        names = [scenario.name for scenario in template(key).scenarios(language)]
        assert len(names) >= 4
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(("key", "language", "scenario"), list(_scenarios()))
def test_a_conversation_ends_as_meant(key: str, language: str, scenario: Scenario) -> None:
    talk = Talk(key, language, scenario.at, dict(scenario.knows), scenario.answers, scenario.replies)
    talk.say(scenario.says)
    assert talk.outcome == scenario.outcome, talk.said
    assert any(isinstance(effect, engine.HandOff) for effect in talk.effects) is scenario.person, talk.said
    for words in scenario.said:
        assert words in talk.said
    assert "Sol" in talk.said
    assert "{{" not in talk.said
    for words in scenario.never:
        assert words not in talk.said
    assert talk.answers == []
    assert talk.model.left == 0
    called = [tool for tool, _ in talk.called]
    for tool, arguments in scenario.called:
        given = [each for name, each in talk.called if name == tool]
        assert any(arguments.items() <= each.items() for each in given), talk.called
    assert not set(scenario.uncalled) & set(called)
    kept = {name: talk.state.variables.get(name) for name, _ in scenario.kept}
    assert kept == dict(scenario.kept)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(templates()))
def test_every_template_proves_what_its_model_may_do_and_how_it_gives_up(key: str, language: str) -> None:
    told = template(key).scenarios(language)
    replies = [reply for scenario in told for reply in scenario.replies]
    assert any(reply.get("says", "").strip("[0] ") for reply in replies), "it answers"
    assert any(reply.get("says") == "[0]" for reply in replies), "it does not know"
    assert any(reply.get("ok") is False for reply in replies), "it fails"
    assert any(reply.get("leaves") == "person" for reply in replies), "it calls a person"
    assert any(
        len(scenario.replies) > Guardrails().max_tool_rounds and scenario.uncalled for scenario in told
    ), "it gives up"
    asked = [scenario for scenario in told if not scenario.replies and scenario.person]
    assert asked, "a person is called without any model"
    looked_up = {call["tool"] for reply in replies for call in reply.get("calls", ())}
    if template(key).purpose in ("inbound", "appointment_follow_up"):
        answers = blueprint_of(key, [language], "x").flows[0].nodes
        consulted = next(node.data.tools for node in answers if isinstance(node.data, AiAnswerData))
        assert consulted
        assert set(consulted) <= looked_up, "it looks before it answers"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(templates()))
def test_it_says_first_that_it_is_no_person(key: str, language: str) -> None:
    talk = Talk(key, language)
    assert {"es": "asistente virtual", "en": "virtual assistant"}[language] in talk.said
    assert blueprint_of(key, [language], "x").ai_notice[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(templates()))
def test_whoever_wants_no_more_calls_is_left_alone(key: str, language: str) -> None:
    talk = Talk(key, language).say([{"es": "no me llamen más", "en": "do not call me again"}[language]])
    assert talk.outcome == "opted_out"
    assert any(isinstance(effect, engine.Record) and effect.name == "opted_out" for effect in talk.effects)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "key", [key for key, one in templates().items() if one.purpose == "outbound_marketing"]
)
def test_a_commercial_contact_says_what_it_is_and_how_it_ends(key: str, language: str) -> None:
    said = Talk(key, language).said
    assert {"es": "no me llamen más", "en": "do not call me again"}[language] in said
    assert {"es": "comercial", "en": "marketing"}[language] in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(templates()))
def test_a_person_is_reached_when_open_and_a_call_back_noted_when_not(key: str, language: str) -> None:
    wish = {"es": ("una persona, por favor", "600 100 200"), "en": ("I need a person", "+34 600 100 200")}
    # What an agent asks first when it is the one who calls is answered before.
    first = [{"es": "sí", "en": "yes"}[language]] if template(key).plan.get("gate") else []
    day = Talk(key, language).say([*first, wish[language][0]])
    assert any(isinstance(effect, engine.HandOff) for effect in day.effects), day.said
    night = Talk(key, language, "closed").say([*first, *wish[language]])
    if not any(isinstance(effect, engine.HandOff) for effect in night.effects):
        assert night.outcome == "callback_requested", night.said


def test_a_question_is_answered_with_its_citation() -> None:
    talk = Talk("dental_clinic", "es").say(["¿cuánto cuesta una limpieza?"])
    answer = next(effect for effect in talk.effects if isinstance(effect, engine.Say) and effect.citations)
    assert "55 €" in answer.text
    assert talk.said.endswith("¿Puedo ayudarle en algo más?")


def test_pain_reaches_a_person_when_open() -> None:
    day = Talk("dental_clinic", "es").say(["me duele mucho una muela"])
    assert any(isinstance(effect, engine.HandOff) for effect in day.effects)
    assert day.state.status == "waiting_person"


def test_nobody_taking_over_becomes_a_call_back() -> None:
    talk = Talk("beauty_salon", "es").say(["una persona del salón, por favor"])
    timer = next(effect for effect in talk.effects if isinstance(effect, engine.StartTimer))
    talk.happen(engine.TimerFired(at=talk.at + 300, effect_id=timer.id))
    talk.say(["600 100 200"])
    assert talk.outcome == "callback_requested"


def test_colour_comes_with_the_patch_test() -> None:
    assert "48 horas" in Talk("beauty_salon", "es").say(["reservar", "tinte"]).said
    assert "48 horas" not in Talk("beauty_salon", "es").say(["reservar", "manicura"]).said


@pytest.mark.parametrize("key", [key for key, one in templates().items() if one.plan.get("about")])
def test_who_is_not_the_one_learns_nothing(key: str) -> None:
    about = {"appointment": "jueves 12 a las 10:00"}
    talk = Talk(key, "es", knows=about).say(["no"])
    assert talk.outcome == "wrong_person"
    assert about["appointment"] not in talk.said
    assert about["appointment"] in Talk(key, "es", knows=about).say(["sí"]).said


@pytest.mark.parametrize(("key", "language", "scenario"), list(_scenarios()))
def test_no_conversation_ends_as_meant_before_the_last_word(
    key: str, language: str, scenario: Scenario
) -> None:
    """Else what it shows would be shown without it."""
    talk = Talk(key, language, scenario.at, dict(scenario.knows), scenario.answers).say(scenario.says[:-1])
    handed = any(isinstance(effect, engine.HandOff) for effect in talk.effects)
    assert (talk.outcome, handed) != (scenario.outcome, scenario.person)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(TRADES))
def test_a_sample_question_is_looked_up_and_not_taken_for_a_wish(key: str, language: str) -> None:
    questions = template(key).sample(language).questions
    assert len(questions) >= 8
    for question, _ in questions:
        talk = Talk(key, language).say([question])
        assert any(isinstance(effect, engine.SearchKnowledge) for effect in talk.effects), question


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(templates()))
def test_an_open_question_is_answered_by_a_model_where_there_is_one(key: str, language: str) -> None:
    """It has its task and what is found; it may hand over, and where it does not know people are offered."""
    talk = Talk(key, language)
    settings = talk.blueprint.settings.model_copy(update={"model_connected": True})
    talk.blueprint = talk.blueprint.model_copy(update={"settings": settings})
    first = template(key).plan.get("gate")
    talk.say([{"es": "sí", "en": "yes"}[language]] if first else [])
    talk.say([{"es": "¿se puede llegar en autobús?", "en": "can I get there by bus?"}[language]])
    answered = [effect for effect in talk.effects if isinstance(effect, engine.AskModel)]
    assert [effect.purpose for effect in answered][-1] == "answer"
    system = answered[-1].system
    assert template(key).word("limits", language).splitlines()[1] in system
    assert "Limpieza / cleaning: 55 €." in system
    assert {tool.name for tool in answered[-1].tools} >= {"finish_step"}
    talk.happen(engine.ModelReplied(at=talk.at, effect_id=answered[-1].id, text="Bus 12."))
    assert "Bus 12." in talk.said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(templates()))
def test_nothing_is_found_in_what_a_model_is_told(key: str, language: str) -> None:
    blueprint = blueprint_of(key, [language], "Recepción")
    prompts = [blueprint.persona[language]]
    prompts += [
        node.data.prompt
        for flow in blueprint.flows
        for node in flow.nodes
        if isinstance(node.data, AiAnswerData)
    ]
    assert len(prompts) == 2
    for prompt in prompts:
        assert lint(Subject(text=prompt, whole=prompt, known={"business.name", "appointment"})) == ()


@pytest.mark.parametrize("key", sorted(templates()))
def test_no_step_lies_on_another_on_the_canvas(key: str) -> None:
    """A step is 232 wide; 98 high and 28 more for each way out."""
    for flow in blueprint_of(key, ["es"], "Recepción").flows:
        boxes = [
            (node.position.x, node.position.y, 98 + 28 * len(KINDS[node.kind].ports(node.data)))
            for node in flow.nodes
        ]
        for index, (x, y, height) in enumerate(boxes):
            for other_x, other_y, other_height in boxes[index + 1 :]:
                apart = abs(x - other_x) >= 232 or y + height <= other_y or other_y + other_height <= y
                assert apart, (key, flow.id)
