"""Whoever was in a conversation is not in the scenario that is made of it."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from centralita import engine
from centralita.engine.business import Business
from centralita.engine.settings import FINISH, SAVE
from centralita.studio.proof.domain.masking import Mask
from centralita.studio.proof.domain.recording import BadTurn, Happened, Recorded, SaidLine
from centralita.studio.proof.domain.scripting import scripted
from centralita.studio.scenarios.domain.judging import Verdict, judge
from centralita.studio.scenarios.public import Answered, hold
from tests.engine.blueprints import FRIDAY, blueprint, flow, node
from tests.studio.proof.lived import booking


def masked(text: str, language: str = "es", **kept: engine.Value) -> str:
    mask = Mask(language)
    mask.learn([text], kept)
    return mask.text(text)


def test_people_become_samples_and_stay_the_same_people() -> None:
    text = "Hola, soy Ana García Pérez. ¿Ana? Sí, Ana."
    assert masked(text) == "Hola, soy Marta Ruiz. ¿Marta? Sí, Marta."
    assert masked("Quería cita para Ana", nombre="Ana") == "Quería cita para Marta"
    assert masked("My name is John Smith", "en") == "My name is Mary Stone"
    assert masked("soy dentista y tengo dolor") == "soy dentista y tengo dolor", "a trade is no name"


def test_numbers_and_addresses_keep_their_shape() -> None:
    assert masked("Mi móvil es el 612 345 678") == "Mi móvil es el 612 000 001"
    assert masked("+34 612 345 678, o bien +34612345678") == "+34 612 000 001, o bien +34612000001"
    assert masked("ana.garcia@gmail.com") == "cliente1@example.com"
    assert "12345678" not in masked("Mi DNI es 12345678Z")
    assert "21000418450200051332" not in masked("ES9121000418450200051332").replace(" ", "")
    assert (
        masked("el 12/03/2026 a las 10:30, 55 €, quedamos 4") == "el 12/03/2026 a las 10:30, 55 €, quedamos 4"
    )


@given(st.from_regex(r"[a-z]{2,8}\.[a-z]{2,8}@[a-z]{3,8}\.(com|es)", fullmatch=True), st.text(max_size=30))
def test_no_address_is_left(address: str, around: str) -> None:
    assert address not in masked(f"{around} {address} gracias")


@given(st.from_regex(r"[6789][0-9]{2} ?[0-9]{3} ?[1-9]{3}", fullmatch=True))
def test_no_phone_is_left(number: str) -> None:
    digits = number.replace(" ", "")
    assert digits not in masked(f"Mi teléfono es {number}.").replace(" ", "")


@given(st.text(max_size=200))
def test_a_mask_takes_whatever_is_said(text: str) -> None:
    mask = Mask("es")
    mask.learn([text], {"nombre": text})
    assert isinstance(mask.text(text), str)


def test_a_conversation_becomes_a_scenario_without_its_people() -> None:
    made = engine.Blueprint.model_validate(
        {**booking(), "business": blueprint().business.model_dump(mode="json")}
    )
    state = engine.begin(made, seed="s", channel="chat", language="es", variables={})
    journal: list[Happened] = []
    lines: list[SaidLine] = []
    said = [
        engine.Started(at=FRIDAY),
        engine.UserSaid(at=FRIDAY, text="Eva Molina"),
        engine.UserSaid(at=FRIDAY, text="jueves"),
    ]
    for event in said:
        state, effects = engine.advance(made, state, event)
        journal.append((event, effects))
        lines += [SaidLine("agent", each.text) for each in effects if isinstance(each, engine.Say)]
    answer = engine.ToolReturned(
        at=FRIDAY, effect_id=state.pending[0].id, ok=True, result="jueves a las diez, Eva Molina"
    )
    state, effects = engine.advance(made, state, answer)
    journal.append((answer, effects))
    lines += [SaidLine("agent", each.text) for each in effects if isinstance(each, engine.Say)]
    recorded = Recorded(
        UUID(int=1), UUID(int=2), "widget", "es", FRIDAY, "s", "booked", False, True, lines, {}, journal
    )
    script = scripted(recorded)
    assert [step.say for step in script.steps] == ["Marta Ruiz", "jueves"]
    assert script.mocks[0].result == "jueves a las diez, Marta Ruiz"
    assert [check.kind for check in script.checks] == ["ends", "said", "tool_called"]
    assert "Eva" not in script.model_dump_json()
    assert script.at.startswith("2026-11-20T09:00")


def answered_by_a_model() -> tuple[engine.Blueprint, Recorded]:
    """Somebody books with a step that asks a model: it looks, answers, and takes its way out."""
    made = engine.Blueprint.model_validate(
        {
            **booking(),
            "business": blueprint().business.model_dump(mode="json"),
            "settings": {"model_connected": True},
            "flows": [
                flow(
                    [
                        node(
                            "ai",
                            "ai_answer",
                            {
                                "prompt": "Apunte a quien quiera venir.",
                                "tools": ["huecos"],
                                "collects": ["nombre"],
                                "exits": [{"id": "booked", "description": "Hay cita."}],
                            },
                        ),
                        node("end", "end", {"text": {"es": "Hasta el jueves."}, "outcome": "booked"}),
                    ],
                    "ai.booked > end",
                )
            ],
        }
    )
    state = engine.begin(made, seed="s", channel="chat", language="es", variables={})
    journal: list[Happened] = []
    lines: list[SaidLine] = []

    def happen(event: engine.Event) -> tuple[engine.Effect, ...]:
        nonlocal state
        state, effects = engine.advance(made, state, event)
        journal.append((event, effects))
        if isinstance(event, engine.UserSaid):
            lines.append(SaidLine("visitor", event.text))
        lines.extend(SaidLine("agent", each.text) for each in effects if isinstance(each, engine.Say))
        return effects

    def asked() -> str:
        (pending,) = state.pending
        return pending.id

    happen(engine.Started(at=FRIDAY))
    happen(engine.UserSaid(at=FRIDAY, text="Hola, soy Eva Molina. ¿El jueves?"))
    wish = engine.ToolCall("c1", "huecos", {"dia": "jueves", "quien": "Eva Molina"})
    happen(engine.ModelReplied(at=FRIDAY, effect_id=asked(), tool_calls=(wish,)))
    happen(engine.ToolReturned(at=FRIDAY, effect_id=asked(), ok=True, result="hay sitio"))
    happen(engine.ModelReplied(at=FRIDAY, effect_id=asked(), text="Hay sitio el jueves, Eva. ¿Le apunto?"))
    happen(engine.UserSaid(at=FRIDAY, text="sí"))
    calls = (
        engine.ToolCall("c2", SAVE, {"nombre": "Eva Molina"}),
        engine.ToolCall("c3", FINISH, {"exit": "booked"}),
    )
    happen(engine.ModelReplied(at=FRIDAY, effect_id=asked(), text="Apuntada.", tool_calls=calls))
    assert state.status == "ended"
    return made, Recorded(
        id=UUID(int=1),
        agent_id=UUID(int=2),
        channel="widget",
        language="es",
        at=FRIDAY,
        seed="s",
        outcome="booked",
        handed_off=False,
        over=True,
        lines=lines,
        journal=journal,
    )


def test_what_the_model_answered_comes_along_without_the_people() -> None:
    made, recorded = answered_by_a_model()
    script = scripted(recorded)
    assert "Eva" not in script.model_dump_json()
    assert [each.model_dump() for each in script.replies] == [
        {
            "node": "ai",
            "ok": True,
            "says": "",
            "calls": ({"tool": "huecos", "arguments": {"dia": "jueves", "quien": "Marta Ruiz"}},),
            "keeps": {},
            "leaves": "",
        },
        {
            "node": "ai",
            "ok": True,
            "says": "Hay sitio el jueves, Marta. ¿Le apunto?",
            "calls": (),
            "keeps": {},
            "leaves": "",
        },
        {
            "node": "ai",
            "ok": True,
            "says": "Apuntada.",
            "calls": (),
            "keeps": {"nombre": "Marta Ruiz"},
            "leaves": "booked",
        },
    ]
    unconnected = made.model_copy(
        update={"settings": made.settings.model_copy(update={"model_connected": False})}
    )
    talk = hold(unconnected, script, Nothing(), at=FRIDAY)
    assert judge(script, talk).passed, talk


def test_a_bad_turn_is_reached_as_then_and_answered_anew() -> None:
    made, recorded = answered_by_a_model()
    bad = "Apuntada."
    script = scripted(
        replace(recorded, over=False, outcome="", turn=BadTurn(bad, "Dice a Eva Molina a qué hora."))
    )
    assert [step.say for step in script.steps] == ["Hola, soy Marta Ruiz. ¿El jueves?", "sí"]
    assert [each.says for each in script.replies] == ["", "Hay sitio el jueves, Marta. ¿Le apunto?"]
    assert script.then_ask
    assert [each.model_dump(exclude={"kind"}) for each in script.checks] == [
        {"text": "Dice a Marta Ruiz a qué hora."},
        {"text": bad},
    ]
    better = hold(made, script, Saying("A las diez, Marta."), at=FRIDAY)
    assert judge(script, better, lambda _check, _talk: Verdict(True)).passed
    as_bad = hold(made, script, Saying(bad), at=FRIDAY)
    assert not judge(script, as_bad, lambda _check, _talk: Verdict(True)).passed
    # Of the first answer nothing leads there: it is the model's from the beginning.
    first = scripted(
        replace(recorded, journal=recorded.journal[:5], lines=recorded.lines[:2], turn=BadTurn("x"))
    )
    assert (first.replies, first.then_ask, len(first.steps)) == ((), False, 1)


class Nothing:
    """No model, no knowledge and no tools."""

    def ask(self, ask: engine.AskModel, at: float) -> Answered:
        raise AssertionError("a model was asked")

    def search(self, ask: engine.SearchKnowledge) -> tuple[engine.Passage, ...]:
        return ()

    def call(self, ask: engine.CallTool, at: float, business: Business) -> engine.ToolReturned | None:
        return None


class Saying(Nothing):
    """A model that says this, whatever it is asked."""

    def __init__(self, text: str) -> None:
        self.text = text

    def ask(self, ask: engine.AskModel, at: float) -> Answered:
        return Answered(engine.ModelReplied(at=at, effect_id=ask.id, text=self.text))
