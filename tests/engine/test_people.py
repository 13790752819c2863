"""A person takes over: the agent is silent, and goes on where it makes sense."""

from tests.engine.blueprints import FRIDAY, PASSAGES, Talk, blueprint, flow, node

from centralita import engine


def handing_off(**data: object) -> Talk:
    nodes = [
        node("a", "ask", {"question": {"es": "¿Nombre?"}, "variable": "name"}),
        node("h", "handoff", {"reason": "Quiere precio, {{name}}", **data}),
        node("back", "say", {"text": {"es": "¿Algo más?"}}),
        node("alone", "say", {"text": {"es": "Nadie puede ahora"}}),
    ]
    return Talk(blueprint(flow(nodes, "a > h", "h.returned > back", "h.nobody > alone")))


def test_a_handoff_tells_the_person_what_they_need() -> None:
    talk = handing_off()
    talk.say("Ana")
    handoff = talk.first(engine.HandOff)
    assert handoff.reason == "Quiere precio, Ana"
    assert handoff.variables == {"name": "Ana"}
    assert "caller: Ana" in handoff.summary


def test_the_agent_is_silent_until_it_is_given_back() -> None:
    talk = handing_off()
    talk.say("Ana")
    assert talk.say("¿hay alguien?") == []
    talk.do(engine.TakenOver(at=FRIDAY, by="Marta"))
    assert talk.state.status == "held"
    assert talk.say("hola Marta") == []
    assert talk.say("hablar con una persona") == []
    talk.do(engine.PersonSaid(at=FRIDAY, text="Son 55 €"))
    assert engine.Utterance("person", "Son 55 €") in talk.state.transcript
    assert talk.do(engine.HandedBack(at=FRIDAY)) == ["¿Algo más?"]


def test_nobody_comes_in_time() -> None:
    talk = handing_off(wait_seconds=60)
    talk.say("Ana")
    assert talk.do(engine.TimerFired(at=FRIDAY + 60, effect_id=talk.waiting_for().id)) == [
        "Nadie puede ahora"
    ]
    assert talk.state.status == "ended"


def test_who_waits_for_a_person_may_start_again() -> None:
    talk = handing_off()
    talk.say("Ana")
    assert talk.say("empezar de nuevo") == ["De acuerdo, empezamos de nuevo.", "¿Nombre?"]
    assert talk.state.status == "active"


def test_given_back_with_nowhere_to_go_the_next_words_begin_anew() -> None:
    nodes = [node("a", "ask", {"question": {"es": "¿Nombre?"}, "variable": "name"}), node("h", "handoff")]
    talk = Talk(blueprint(flow(nodes, "a > h")))
    talk.say("Ana")
    assert talk.do(engine.HandedBack(at=FRIDAY)) == []
    assert talk.state.status == "active"
    assert talk.say("otra cosa") == ["¿Nombre?"]


def test_a_model_that_answers_while_a_person_holds_is_not_heard() -> None:
    talk = Talk(blueprint(flow([node("ai", "ai_answer")]), settings={"model_connected": True}))
    talk.say("hola")
    asked = talk.waiting_for()
    talk.do(engine.TakenOver(at=FRIDAY, by="Marta"))
    assert talk.state.pending == ()
    assert talk.do(engine.ModelReplied(at=FRIDAY, effect_id=asked.id, text="¡Hola!")) == []
    talk.do(engine.HandedBack(at=FRIDAY))
    assert talk.state.status == "active"


def test_a_tool_that_runs_meanwhile_is_not_run_twice() -> None:
    nodes = [
        node("t", "tool_call", {"tool": "book", "result_variable": "r"}),
        node("s", "say", {"text": {"es": "Hecho: {{r}}"}}),
    ]
    talk = Talk(blueprint(flow(nodes, "t > s"), tools=[{"name": "book"}]))
    call = talk.waiting_for()
    talk.do(engine.TakenOver(at=FRIDAY, by="Marta"))
    assert talk.do(engine.ToolReturned(at=FRIDAY, effect_id=call.id, ok=True, result="ok")) == []
    assert talk.do(engine.HandedBack(at=FRIDAY)) == ["Vuelvo a estar con usted.", "Hecho: ok"]
    assert not any(isinstance(effect, engine.CallTool) for effect in talk.effects)


def test_a_person_takes_over_in_the_middle_and_the_question_is_asked_again_after() -> None:
    talk = handing_off()
    talk.do(engine.TakenOver(at=FRIDAY, by="Marta"))
    assert talk.do(engine.HandedBack(at=FRIDAY)) == ["Vuelvo a estar con usted.", "¿Nombre?"]


def test_a_call_is_transferred_and_a_chat_is_told_the_number() -> None:
    nodes = [
        node("t", "transfer", {"to": "{{business.phone}}"}),
        node("f", "say", {"text": {"es": "No contestan"}}),
        node("n", "say", {"text": {"es": "¿Algo más?"}}),
    ]
    made = blueprint(
        flow(nodes, "t.failed > f", "t > n"),
        business={"facts": {"phone": "+34910000000"}, "time_zone": "Europe/Madrid"},
    )
    assert Talk(made).said == ["Puede llamar al +34910000000.", "¿Algo más?"]
    talk = Talk(made, channel="voice")
    transfer = talk.first(engine.Transfer)
    assert transfer.to == "+34910000000"
    assert talk.state.pending == ()
    assert talk.do(engine.ToolReturned(at=FRIDAY, effect_id=transfer.id, ok=False)) == ["No contestan"]
    done = Talk(made, channel="voice")
    done.do(engine.ToolReturned(at=FRIDAY, effect_id=done.first(engine.Transfer).id, ok=True))
    assert done.state.outcome == "transferred"


def test_knowledge_that_comes_while_held_is_dropped() -> None:
    talk = Talk(blueprint(flow([node("k", "knowledge_answer")]), knowledge=[{"id": "k1"}]))
    talk.say("¿Cuánto cuesta la limpieza?")
    search = talk.waiting_for()
    talk.do(engine.TakenOver(at=FRIDAY, by="Marta"))
    assert talk.do(engine.KnowledgeFound(at=FRIDAY, effect_id=search.id, passages=PASSAGES)) == []
