"""A scenario's conversation is the engine's own, at once, and its checks say what a reader would."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from centralita import engine
from centralita.engine.business import Business
from centralita.engine.settings import FINISH, SAVE
from centralita.kit.errors import Unavailable
from centralita.kit.money import Money
from centralita.providers.llm.model import ModelReply, ModelRequest
from centralita.studio.language_models.asker import Asked
from centralita.studio.scenarios.acting import ActingCaller
from centralita.studio.scenarios.domain.judging import ending, judge, plain
from centralita.studio.scenarios.domain.replying import ToldModel, answer_of
from centralita.studio.scenarios.domain.script import (
    ModelAnswer,
    ScenarioScript,
    ToolWish,
    with_tools_renamed,
)
from centralita.studio.scenarios.domain.showing import shown
from centralita.studio.scenarios.domain.talk import Answered, Talk, hold
from tests.engine.blueprints import FRIDAY, PASSAGES, blueprint, flow, node


class Means:
    """A model that says what it is told to, and one document."""

    def __init__(self, *replies: engine.ModelReplied) -> None:
        self.replies = list(replies)

    def ask(self, ask: engine.AskModel, at: float) -> Answered:
        if not self.replies:
            return Answered(engine.ModelFailed(at=at, effect_id=ask.id, reason="model_missing"))
        reply = self.replies.pop(0)
        return Answered(
            engine.ModelReplied(at=at, effect_id=ask.id, text=reply.text, tool_calls=reply.tool_calls),
            0.5,
            40,
        )

    def search(self, ask: engine.SearchKnowledge) -> tuple[engine.Passage, ...]:
        return PASSAGES

    def call(self, ask: engine.CallTool, at: float, business: Business) -> engine.ToolReturned | None:
        return None


BOOKING = blueprint(
    flow(
        [
            node("hello", "say", {"text": {"es": "Hola, soy la asistente de Clínica Sol."}}),
            node(
                "name",
                "ask",
                {"question": {"es": "¿Su nombre?"}, "input": {"type": "text"}, "variable": "nombre"},
            ),
            node(
                "slots",
                "tool_call",
                {"tool": "huecos", "arguments": {"quien": "{{nombre}}"}, "result_variable": "hueco"},
            ),
            node("done", "say", {"text": {"es": "Le espero el {{hueco}}, {{nombre}}."}}),
            node("sorry", "say", {"text": {"es": "No puedo ver la agenda."}}),
            node("end", "end", {"outcome": "booked"}),
        ],
        "hello > name",
        "name > slots",
        "slots > done",
        "slots.failed > sorry",
        "done > end",
    ),
    tools=[
        {
            "name": "huecos",
            "description": "Huecos",
            "parameters": {"type": "object", "properties": {"quien": {"type": "string"}}},
        }
    ],
)


def held(
    script: dict[str, Any], means: Means | None = None, made: engine.Blueprint = BOOKING
) -> tuple[ScenarioScript, Talk]:
    read = ScenarioScript.model_validate(script)
    return read, hold(made, read, means or Means(), at=FRIDAY)


def test_a_booking_is_gone_through_and_judged() -> None:
    script = {
        "steps": [{"say": "Ana"}],
        "mocks": [{"tool": "huecos", "result": "jueves a las diez"}],
        "checks": [
            {"kind": "said", "text": "soy la ASISTENTE de clinica sol", "step": 0},
            {"kind": "said", "text": "jueves a las diez, Ana"},
            {"kind": "not_said", "text": "agenda"},
            {"kind": "tool_called", "tool": "huecos", "arguments": {"quien": "ana"}},
            {"kind": "variable", "name": "nombre", "value": "Ana"},
            {"kind": "ends", "how": "over", "outcome": "booked"},
            {"kind": "at_most", "what": "turns", "limit": 1},
        ],
    }
    read, talk = held(script)
    judgement = judge(read, talk)
    assert judgement.passed, judgement
    assert [exchange.caller for exchange in talk.exchanges] == ["", "Ana"]
    assert "slots" in talk.exchanges[1].nodes


def test_each_check_can_say_no_and_what_it_saw() -> None:
    checks = [
        {"kind": "said", "text": "buenas tardes"},
        {"kind": "said", "text": "soy la asistente", "step": 1},
        {"kind": "not_said", "text": "agenda"},
        {"kind": "tool_called", "tool": "huecos", "arguments": {"quien": "Eva"}},
        {"kind": "tool_not_called", "tool": "huecos"},
        {"kind": "variable", "name": "nombre", "value": "Eva"},
        {"kind": "ends", "how": "person"},
        {"kind": "at_most", "what": "turns", "limit": 0},
    ]
    read, talk = held({"steps": [{"say": "Ana"}], "checks": checks})
    judgement = judge(read, talk)
    assert not judgement.passed
    assert [each.passed for each in judgement.verdicts] == [False] * len(checks)
    assert judgement.verdicts[2].seen == "No puedo ver la agenda."
    assert judgement.verdicts[5].seen == "Ana"


def test_a_tool_without_an_answer_is_never_called_for_real() -> None:
    _, talk = held({"steps": [{"say": "Ana"}], "checks": [{"kind": "said", "text": "x"}]})
    (use,) = talk.tools
    assert (use.ok, use.mocked) == (False, False)
    assert talk.exchanges[1].agent == ["No puedo ver la agenda."]


def test_answers_of_a_tool_are_given_in_order_and_the_last_stays() -> None:
    again = blueprint(
        flow(
            [
                node(
                    "name", "ask", {"question": {"es": "¿Quién?"}, "input": {"type": "text"}, "variable": "n"}
                ),
                node("slots", "tool_call", {"tool": "huecos", "result_variable": "h"}),
                node("say", "say", {"text": {"es": "{{h}}"}}),
            ],
            "name > slots",
            "slots > say",
            "say > name",
        ),
        tools=[{"name": "huecos", "description": "", "parameters": {"type": "object"}}],
    )
    _, talk = held(
        {
            "steps": [{"say": each} for each in "abc"],
            "mocks": [{"tool": "huecos", "result": "uno"}, {"tool": "huecos", "result": "dos"}],
            "checks": [{"kind": "said", "text": "uno"}],
        },
        made=again,
    )
    assert [exchange.agent[0] for exchange in talk.exchanges[1:]] == ["uno", "dos", "dos"]


def test_waits_take_no_time() -> None:
    waiting = blueprint(
        flow(
            [
                node("wait", "wait", {"until": "time", "seconds": 86_400}),
                node("late", "say", {"text": {"es": "Ha pasado un día."}}),
            ],
            "wait > late",
        )
    )
    _, talk = held({"checks": [{"kind": "said", "text": "x"}]}, made=waiting)
    assert talk.exchanges[0].agent == ["Ha pasado un día."]


def test_what_was_left_unsaid_is_told_and_a_choice_that_is_not_there_fails() -> None:
    script = {
        "steps": [{"say": "Ana"}, {"say": "¿Sigue ahí?"}],
        "mocks": [{"tool": "huecos", "result": "hoy"}],
        "checks": [{"kind": "ends", "how": "over"}],
    }
    read, talk = held(script)
    assert talk.stopped == "steps_left"
    assert judge(read, talk).passed
    read, talk = held({"steps": [{"choice": "Nada de esto"}], "checks": [{"kind": "ends", "how": "open"}]})
    assert talk.stopped == "no_such_choice"
    assert not judge(read, talk).passed


def test_a_models_time_and_cost_are_counted() -> None:
    asking = blueprint(
        flow([node("ai", "ai_answer", {"prompt": "Responda."})]),
        settings={"model_connected": True},
    )
    checks = [
        {"kind": "at_most", "what": "seconds", "limit": 0.4},
        {"kind": "at_most", "what": "cost", "limit": 40},
    ]
    reply = engine.ModelReplied(at=0, effect_id="", text="La limpieza cuesta 55 €.")
    read, talk = held({"steps": [{"say": "¿Precio?"}], "checks": checks}, Means(reply), asking)
    assert talk.exchanges[1].agent == ["La limpieza cuesta 55 €."]
    assert [each.passed for each in judge(read, talk).verdicts] == [False, True]
    assert ending(talk) == "open"


@given(st.lists(st.text(max_size=40).filter(str.strip), max_size=6))
def test_the_same_script_gives_the_same_talk(said: list[str]) -> None:
    script = {"steps": [{"say": each} for each in said], "checks": [{"kind": "ends", "how": "over"}]}
    assert held(script)[1] == held(script)[1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"checks": []},
        {"checks": [{"kind": "said", "text": ""}]},
        {"steps": [{"say": "a", "choice": "b"}], "checks": [{"kind": "ends", "how": "over"}]},
        {"steps": [{}], "checks": [{"kind": "ends", "how": "over"}]},
        {"steps": [{"say": "a"}] * 61, "checks": [{"kind": "ends", "how": "over"}]},
        {"checks": [{"kind": "at_most", "what": "turns", "limit": float("nan")}]},
    ],
)
def test_a_script_that_means_nothing_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ScenarioScript.model_validate(wrong)


@given(st.text(), st.text())
def test_words_are_found_whatever_their_case_and_accents(before: str, after: str) -> None:
    assert plain("clínica SOL") in plain(f"{before} CLINICA   sol {after}")


KNOWS = {
    "facts": {"nombre": "Ana"},
    "mocks": [{"tool": "huecos", "result": "hoy"}],
    "checks": [{"kind": "ends", "how": "over", "outcome": "booked"}],
}


def test_a_customer_answers_from_what_they_know() -> None:
    read, talk = held(KNOWS)
    assert [exchange.caller for exchange in talk.exchanges] == ["", "Ana"]
    assert judge(read, talk).passed
    read, talk = held({**KNOWS, "facts": {"text": "Eva"}})
    assert talk.variables["nombre"] == "Eva", "by the kind of answer, too"
    read, talk = held({**KNOWS, "facts": {"correo": "a@b.es"}})
    assert (talk.stopped, judge(read, talk).passed) == ("not_known", False)
    read, talk = held({**KNOWS, "facts": {"correo": "a@b.es"}, "steps": [{"say": "Luz"}]})
    assert talk.variables["nombre"] == "Luz", "their own lines serve where they know nothing"


@given(st.integers(0, 999_999))
def test_the_same_seed_chooses_the_same(seed: int) -> None:
    options = [{"id": each, "label": {"es": each}} for each in ("uno", "dos", "tres")]
    choosing = blueprint(
        flow(
            [
                node(
                    "which",
                    "ask",
                    {
                        "question": {"es": "¿Cuál?"},
                        "input": {"type": "choice", "options": options},
                        "variable": "v",
                    },
                ),
                node("end", "end", {}),
            ],
            "which > end",
        )
    )
    script = {"facts": {"x": "y"}, "seed": seed, "checks": [{"kind": "ends", "how": "over"}]}
    first, second = held(script, made=choosing)[1], held(script, made=choosing)[1]
    assert first == second
    assert first.variables["v"] == ("uno", "dos", "tres")[seed % 3]


class Actor:
    """A model that says what it is told to, and remembers what it was asked."""

    def __init__(self, *said: str) -> None:
        self.said = list(said)
        self.asked: list[ModelRequest] = []

    def ask(self, request: ModelRequest) -> Asked:
        self.asked.append(request)
        if not self.said:
            raise Unavailable
        reply = ModelReply(text=self.said.pop(0), model="m", finish="stop")
        return Asked(reply, Money(7, "USD"), 0.1)


def acted(actor: Actor | None) -> tuple[Talk, ActingCaller]:
    script = ScenarioScript.model_validate(
        {**KNOWS, "persona": {"goal": "Pedir cita", "manner": "con prisa", "most_turns": 3}}
    )
    caller = ActingCaller(script, actor)
    return hold(BOOKING, script, Means(), at=FRIDAY, caller=caller), caller


def test_a_model_plays_a_customer_with_a_goal() -> None:
    actor = Actor("Soy Ana", "[END]")
    talk, caller = acted(actor)
    assert [exchange.caller for exchange in talk.exchanges] == ["", "Soy Ana"]
    assert (talk.outcome, caller.cost_micros) == ("booked", 7)
    assert all(told in actor.asked[0].system for told in ("Pedir cita", "con prisa", "nombre: Ana"))
    assert actor.asked[0].messages[-1].text.endswith("¿Su nombre?")
    assert acted(Actor())[0].stopped == "persona_failed"
    assert acted(None)[0].stopped == "persona_needs_model"
    assert len(acted(Actor("[END]"))[0].exchanges) == 1, "nothing more to say"


ANSWERS = blueprint(
    flow(
        [
            node(
                "route",
                "decide",
                {
                    "by": "intent",
                    "retries": 0,
                    "branches": [{"id": "bill", "name": "Factura", "keywords": {"es": ["factura"]}}],
                },
            ),
            node(
                "ai",
                "ai_answer",
                {
                    "prompt": "Responda.",
                    "tools": ["huecos"],
                    "collects": ["nombre"],
                    "exits": [{"id": "booked", "description": "Hay cita."}],
                },
            ),
            node("bill", "end", {"text": {"es": "Se la enviamos."}, "outcome": "billed"}),
            node("end", "end", {"text": {"es": "Hasta el jueves, {{nombre}}."}, "outcome": "booked"}),
            node("sorry", "end", {"outcome": "failed"}),
        ],
        "route.bill > bill",
        "route.otherwise > ai",
        "ai.booked > end",
        "ai.unanswered > sorry",
    ),
    tools=[{"name": "huecos", "description": "Huecos", "parameters": {"type": "object"}}],
)
BOOKS: dict[str, Any] = {
    "steps": [{"say": "¿Tienen sitio?"}, {"say": "Soy Ana, el jueves"}],
    "mocks": [{"tool": "huecos", "result": "el jueves"}],
    "replies": [
        {"calls": [{"tool": "huecos", "arguments": {"dia": "jueves"}}]},
        {"says": "El jueves hay sitio."},
        {"says": "Apuntada.", "keeps": {"nombre": "Ana"}, "leaves": "booked"},
    ],
    "checks": [
        {"kind": "said", "text": "El jueves hay sitio", "step": 1},
        {"kind": "said", "text": "Hasta el jueves, Ana", "step": 2},
        {"kind": "tool_called", "tool": "huecos", "arguments": {"dia": "jueves"}},
        {"kind": "ends", "how": "over", "outcome": "booked"},
        {"kind": "at_most", "what": "cost", "limit": 0},
    ],
}


class NoModel(Means):
    """Means whose model must not be asked."""

    def ask(self, ask: engine.AskModel, at: float) -> Answered:
        raise AssertionError("a model was asked")


@pytest.mark.parametrize("connected", [True, False])
def test_a_model_answers_what_the_scenario_says(connected: bool) -> None:
    made = ANSWERS.model_copy(
        update={"settings": ANSWERS.settings.model_copy(update={"model_connected": connected})}
    )
    read, talk = held(BOOKS, NoModel(), made)
    judgement = judge(read, talk)
    assert judgement.passed, (judgement, talk)
    assert held(BOOKS, NoModel(), made)[1] == talk
    assert talk.replies_left == 0
    more = {**BOOKS, "replies": [*BOOKS["replies"], {"says": "Nadie lo pregunta."}]}
    assert shown(held(more, NoModel(), made)[1])["replies_left"] == 1


def test_a_question_without_an_answer_left_fails_the_scenario_and_says_so() -> None:
    read, talk = held({**BOOKS, "replies": BOOKS["replies"][:2]}, NoModel(), ANSWERS)
    assert (talk.stopped, judge(read, talk).passed) == ("model_untold", False)
    assert talk.exchanges[1].agent == ["El jueves hay sitio."], "what had been said is kept"
    other = {**BOOKS, "replies": [{**BOOKS["replies"][1], "node": "elsewhere"}]}
    assert held(other, NoModel(), ANSWERS)[1].stopped == "model_untold", "another step's is not its"


def test_between_branches_the_words_choose_unless_the_scenario_says_what_the_model_does() -> None:
    script = {
        "steps": [{"say": "¿me mandan la factura?"}],
        "replies": [{"says": "De nada."}],
        "checks": [{"kind": "ends", "how": "over", "outcome": "billed"}],
    }
    read, talk = held(script, NoModel(), ANSWERS)
    assert judge(read, talk).passed
    otherwise = {"node": "route", "says": "otherwise"}
    read, talk = held({**script, "replies": [{"says": "De nada."}, otherwise]}, NoModel(), ANSWERS)
    assert talk.exchanges[1].agent == ["De nada."]


def test_a_model_that_fails_or_says_nothing_is_proven_too() -> None:
    for reply in ({"ok": False}, {"says": ""}, {"says": "[0]"}):
        _, talk = held({**BOOKS, "replies": [reply]}, NoModel(), ANSWERS)
        # Of the passages there is none to quote, so that it leaves as what nothing answers.
        assert talk.outcome == "failed", reply


def test_a_model_is_asked_once_its_answers_are_used_up_where_the_scenario_says_so() -> None:
    script = {**BOOKS, "replies": BOOKS["replies"][:2], "then_ask": True}
    booked = engine.ToolCall("c", FINISH, {"exit": "booked"})
    # It chooses between branches, too: none of them fits.
    replies = (
        engine.ModelReplied(at=0, effect_id="", text="otherwise"),
        engine.ModelReplied(at=0, effect_id="", text="Hecho.", tool_calls=(booked,)),
    )
    _, talk = held(script, Means(*replies), ANSWERS)
    assert talk.outcome == "booked"
    assert talk.exchanges[1].agent == ["El jueves hay sitio."]
    assert talk.exchanges[2].agent[0] == "Hecho."
    assert talk.cost_micros == 80
    assert "then_ask" not in ScenarioScript.model_validate(BOOKS).model_dump(mode="json")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
NAMES = st.text(min_size=1, max_size=20).filter(lambda text: text.strip() == text)
REPLIES = st.builds(
    ModelAnswer,
    node=st.just("ai"),
    says=st.text(max_size=60).map(str.strip),
    calls=st.lists(
        st.builds(
            ToolWish,
            tool=NAMES.filter(lambda name: name not in (FINISH, SAVE)),
            arguments=st.dictionaries(NAMES, VALUES, max_size=3),
        ),
        max_size=3,
    ).map(tuple),
    keeps=st.dictionaries(NAMES, VALUES, max_size=3),
    leaves=st.sampled_from(["", "booked"]),
)


@given(REPLIES)
def test_what_a_model_answered_is_what_the_scenario_made_of_it_says(reply: ModelAnswer) -> None:
    ask = engine.AskModel(id="e1", messages=(), system="", node_id="ai")
    event = ToldModel([reply]).ask(ask, FRIDAY)
    assert event is not None
    assert answer_of("ai", event) == reply


@pytest.mark.parametrize("said", ["says", "leaves"])
def test_a_model_that_fails_answers_nothing(said: str) -> None:
    with pytest.raises(ValidationError):
        ModelAnswer.model_validate({"ok": False, said: "x"})


def test_what_says_nothing_of_a_model_is_the_same_content_as_before() -> None:
    script = ScenarioScript.model_validate(KNOWS)
    assert "replies" not in script.model_dump(mode="json")
    renamed = with_tools_renamed(ScenarioScript.model_validate(BOOKS), {"huecos": "huecos_2"})
    assert renamed.replies[0].calls[0].tool == "huecos_2"
