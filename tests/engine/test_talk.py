"""How a conversation moves from node to node."""

import pytest
from tests.engine.blueprints import FRIDAY, Talk, blueprint, flow, node

from centralita import engine


def test_a_question_is_asked_answered_and_used() -> None:
    talk = Talk(
        blueprint(
            flow(
                [
                    node("ask", "ask", {"question": {"es": "¿Cómo se llama?"}, "variable": "name"}),
                    node(
                        "say",
                        "say",
                        {"text": {"es": "Encantada, {{ name | capitalize }}. Soy de {{business.name}}."}},
                    ),
                    node("end", "end", {"text": {"es": "Adiós"}, "outcome": "booked"}),
                ],
                "ask > say",
                "say > end",
            ),
            greeting={"es": "Bienvenido a {{business.name}}"},
        )
    )
    assert talk.said == ["Bienvenido a Clínica Sol", "¿Cómo se llama?"]
    assert talk.say("ana") == ["Encantada, Ana. Soy de Clínica Sol.", "Adiós"]
    assert talk.recorded("variable_set") == [{"variable": "name", "value": "ana"}]
    assert talk.first(engine.End) == engine.End(outcome="booked", reason="finished")
    assert talk.state.status == "ended"
    assert talk.say("¿hola?") == []


def test_on_the_phone_the_first_words_say_that_it_is_a_machine() -> None:
    made = blueprint(
        flow([node("s", "say", {"text": {"es": "Dígame"}})]), ai_notice={"es": "Le atiende una IA."}
    )
    assert Talk(made, channel="voice").said == ["Le atiende una IA.", "Dígame"]
    assert Talk(made, channel="chat").said == ["Dígame"]


@pytest.mark.parametrize(
    ("asked", "spoken", "text"),
    [(None, "es", "Hola"), ("en-GB", "en", "Hello"), ("fr", "es", "Hola"), ("", "es", "Hola")],
)
def test_the_nearest_language_is_spoken(asked: str | None, spoken: str, text: str) -> None:
    talk = Talk(blueprint(flow([node("s", "say", {"text": {"es": "Hola", "en": "Hello"}})])), language=asked)
    assert (talk.state.language, talk.said) == (spoken, [text])


def test_a_text_without_the_language_falls_back_to_the_default_one() -> None:
    assert Talk(blueprint(flow([node("s", "say", {"text": {"es": "Hola"}})])), language="en").said == ["Hola"]


def test_conditions_decide() -> None:
    branches = [
        {
            "id": "adult",
            "condition": {"kind": "variable", "variable": "age", "operator": "greater_or_equal", "value": 18},
        },
        {"id": "closed", "condition": {"kind": "hours", "open": False}},
    ]
    made = blueprint(
        flow(
            [
                node(
                    "age",
                    "ask",
                    {"question": {"es": "¿Edad?"}, "input": {"type": "number"}, "variable": "age"},
                ),
                node("which", "decide", {"branches": branches}),
                node("yes", "say", {"text": {"es": "Pase"}}),
                node("no", "say", {"text": {"es": "Con un adulto"}}),
            ],
            "age > which",
            "which.adult > yes",
            "which.otherwise > no",
        )
    )
    assert Talk(made).say("treinta y dos") == ["Pase"]
    assert Talk(made).say("12") == ["Con un adulto"]


def test_set_keeps_types_and_counts() -> None:
    talk = Talk(
        blueprint(
            flow(
                [
                    node(
                        "set",
                        "set",
                        {
                            "assignments": [
                                {"variable": "n", "operation": "add", "value": 2},
                                {"variable": "n", "operation": "add", "value": "{{n}}"},
                                {"variable": "copy", "value": "{{ n }}"},
                                {"variable": "text", "value": "n={{n}}"},
                                {"variable": "items", "operation": "append", "value": "a"},
                                {"variable": "items", "operation": "append", "value": "b"},
                                {"variable": "business.name", "value": "other"},
                            ]
                        },
                    ),
                    node("say", "say", {"text": {"es": "{{items}} {{business.name}}"}}),
                ],
                "set > say",
            )
        )
    )
    assert talk.state.variables == {"n": 4, "copy": 4, "text": "n=4", "items": ["a", "b"]}
    assert talk.said == ["a, b Clínica Sol"]


def test_another_flow_is_called_and_comes_back() -> None:
    talk = Talk(
        blueprint(
            flow(
                [
                    node("go", "go_to_flow", {"flow": "inner"}),
                    node("after", "say", {"text": {"es": "De vuelta, {{name}}"}}),
                ],
                "go > after",
            ),
            flow(
                [node("ask", "ask", {"question": {"es": "¿Nombre?"}, "variable": "name"})], identifier="inner"
            ),
        )
    )
    assert talk.say("Ana") == ["De vuelta, Ana"]


def test_flows_that_call_each_other_for_ever_are_stopped_with_a_sentence() -> None:
    made = blueprint(
        flow([node("a", "go_to_flow", {"flow": "two"})]),
        flow([node("b", "go_to_flow", {"flow": "main"})], identifier="two"),
    )
    talk = Talk(made)
    assert talk.said
    assert talk.recorded("stuck") == [{"reason": "flows_without_end"}]
    assert talk.state.steps <= made.guardrails.max_steps


def test_a_loop_through_a_tool_is_stopped_too() -> None:
    made = blueprint(
        flow([node("t", "tool_call", {"tool": "ping"})], "t > t", "t.failed > t"), tools=[{"name": "ping"}]
    )
    talk = Talk(made)
    for _ in range(made.guardrails.max_steps + 5):
        if not talk.state.pending:
            break
        talk.result(None, ok=False)
    assert talk.state.pending == ()
    assert talk.said == ["Perdone, algo no ha salido bien. ¿Me lo puede repetir?"]
    assert talk.recorded("stuck") == [{"reason": "too_many_steps"}]


def test_a_split_sends_each_seed_always_the_same_way_and_all_seeds_both_ways() -> None:
    made = blueprint(
        flow(
            [
                node("s", "split", {"shares": [{"id": "a", "weight": 3}, {"id": "b", "weight": 1}]}),
                node("x", "say", {"text": {"es": "A"}}),
                node("y", "say", {"text": {"es": "B"}}),
            ],
            "s.a > x",
            "s.b > y",
        )
    )
    said = ["".join(Talk(made, seed=f"seed {number}").said) for number in range(400)]
    assert said == ["".join(Talk(made, seed=f"seed {number}").said) for number in range(400)]
    assert 240 < said.count("A") < 360


def test_a_tool_is_called_with_checked_arguments_and_its_result_kept() -> None:
    schema = {
        "type": "object",
        "properties": {"day": {"type": "string"}, "seats": {"type": "integer", "minimum": 1}},
        "required": ["day", "seats"],
    }
    nodes = [
        node("ask", "ask", {"question": {"es": "¿Cuántos?"}, "variable": "seats"}),
        node(
            "book",
            "tool_call",
            {
                "tool": "book",
                "arguments": {"day": "{{today}}", "seats": "{{seats}}"},
                "result_variable": "booking",
            },
        ),
        node("ok", "say", {"text": {"es": "Reservado: {{booking.code}}"}}),
        node("bad", "say", {"text": {"es": "No ha sido posible"}}),
    ]
    made = blueprint(
        flow(nodes, "ask > book", "book > ok", "book.failed > bad"),
        tools=[{"name": "book", "parameters": schema}],
    )
    talk = Talk(made)
    talk.say("4")
    assert talk.first(engine.CallTool).arguments == {"day": "2026-11-20", "seats": 4}
    assert talk.state.pending == (talk.first(engine.CallTool),)
    assert talk.result({"code": "X7"}) == ["Reservado: X7"]
    assert Talk(made).say("cero patatas") == ["No ha sido posible"]
    again = Talk(made)
    again.say("2")
    assert again.result("boom", ok=False) == ["No ha sido posible"]


def test_a_result_that_nobody_waits_for_changes_nothing() -> None:
    talk = Talk(blueprint(flow([node("a", "ask", {"question": {"es": "¿?"}})])))
    before = talk.state
    assert talk.do(engine.ToolReturned(at=FRIDAY, effect_id="e99", ok=True)) == []
    assert talk.do(engine.ModelReplied(at=FRIDAY, effect_id="e1", text="hola")) == []
    assert talk.state is before


def test_waiting_ends_by_a_message_or_by_the_timer() -> None:
    nodes = [
        node("w", "wait", {"until": "message", "seconds": 30, "variable": "reply"}),
        node("got", "say", {"text": {"es": "Gracias: {{reply}}"}}),
        node("late", "say", {"text": {"es": "¿Sigue ahí?"}}),
    ]
    made = blueprint(flow(nodes, "w > got", "w.timeout > late"))
    assert Talk(made).say("sí") == ["Gracias: sí"]
    talk = Talk(made)
    timer = talk.waiting_for()
    assert isinstance(timer, engine.StartTimer)
    assert timer.seconds == 30
    assert talk.do(engine.TimerFired(at=FRIDAY + 30, effect_id=timer.id)) == ["¿Sigue ahí?"]


def test_a_rating_is_recorded_with_its_comment_and_a_low_one_has_its_own_way() -> None:
    nodes = [
        node("r", "rate", {"measure": "nps", "comment_question": {"es": "¿Por qué?"}, "variable": "nps"}),
        node("sorry", "say", {"text": {"es": "Lo sentimos"}}),
    ]
    talk = Talk(blueprint(flow(nodes, "r.low > sorry")))
    assert talk.first(engine.Say).input == engine.Input(type="rating", minimum=0, maximum=10, scale=10)
    assert talk.press("3") == ["¿Por qué?"]
    assert talk.say("Esperé mucho") == ["Lo sentimos"]
    assert talk.recorded("rated") == [{"measure": "nps", "score": 3, "comment": "Esperé mucho"}]


def test_a_conversation_may_not_go_on_for_ever() -> None:
    talk = Talk(
        blueprint(flow([node("a", "ask", {"question": {"es": "¿?"}})], "a > a"), guardrails={"max_turns": 2})
    )
    talk.say("uno")
    talk.say("dos")
    assert talk.say("tres") == [
        "Hemos llegado al final de esta conversación. Puede empezar otra cuando quiera."
    ]
    assert talk.state.outcome == "limit"


def test_variables_given_at_the_start_are_known_but_cannot_pose_as_facts() -> None:
    talk = Talk(
        blueprint(
            flow([node("s", "say", {"text": {"es": "{{contact.name}} {{business.name}} {{nobody}}!"}})])
        ),
        variables={"contact.name": "Ana", "business.name": "Falsa", "bad name": 1},
    )
    assert talk.said == ["Ana Clínica Sol !"]


def test_keys_of_a_telephone_choose() -> None:
    options = [{"id": "book", "label": {"es": "Reservar"}}, {"id": "other", "label": {"es": "Otra cosa"}}]
    nodes = [
        node(
            "a", "ask", {"question": {"es": "Marque 1 o 2"}, "input": {"type": "choice", "options": options}}
        ),
        node("o", "say", {"text": {"es": "Diga"}}),
    ]
    talk = Talk(blueprint(flow(nodes, "a.other > o")), channel="voice")
    assert talk.do(engine.KeyPressed(at=FRIDAY, digits="2")) == ["Diga"]


def test_hanging_up_ends_it() -> None:
    talk = Talk(blueprint(flow([node("a", "ask", {"question": {"es": "¿?"}})])))
    talk.do(engine.HungUp(at=FRIDAY, by="visitor"))
    assert talk.first(engine.End) == engine.End(outcome="abandoned", reason="hung_up_by_visitor")
    assert talk.state.status == "ended"
