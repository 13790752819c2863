"""What every agent may do by itself: end, pass on, and wait for a person's yes."""

from typing import Any

from tests.engine.blueprints import Talk, blueprint, flow, node

from centralita import engine

DEEDS = [{"name": "end_conversation"}, {"name": "transfer_to_person"}]
PAY = {"name": "pay", "parameters": {"type": "object", "properties": {}}}


def answering(tools: list[dict[str, Any]], granted: list[str]) -> Talk:
    nodes = [node("ai", "ai_answer", {"prompt": "Help", "use_knowledge": False, "tools": granted})]
    made = blueprint(flow(nodes), tools=tools, settings={"model_connected": True, "model": "m"})
    return Talk(made)


def test_a_model_ends_with_its_words() -> None:
    talk = answering(DEEDS, ["end_conversation"])
    talk.say("nada más")
    assert talk.reply("¡Hasta luego!", engine.ToolCall("1", "end_conversation", {})) == ["¡Hasta luego!"]
    assert (talk.state.status, talk.first(engine.End).reason) == ("ended", "ended_by_agent")


def test_a_model_passes_on_and_says_so_if_it_did_not() -> None:
    talk = answering(DEEDS, ["transfer_to_person"])
    talk.say("hola")
    said = talk.reply("", engine.ToolCall("1", "transfer_to_person", {}))
    assert (talk.state.status, len(said)) == ("waiting_person", 1)


def test_what_was_not_granted_is_not_done() -> None:
    talk = answering(DEEDS, ["transfer_to_person"])
    talk.say("hola")
    talk.reply("Adiós", engine.ToolCall("1", "end_conversation", {}))
    assert talk.state.status == "active"


def test_a_tool_of_ones_own_with_that_name_is_called() -> None:
    own = {"name": "end_conversation", "id": "tool_" + "0" * 26, "version": 1}
    talk = answering([own], ["end_conversation"])
    talk.say("hola")
    talk.reply("", engine.ToolCall("1", "end_conversation", {}))
    assert isinstance(talk.waiting_for(), engine.CallTool)


def test_a_step_does_them_too() -> None:
    made = blueprint(flow([node("end", "tool_call", {"tool": "end_conversation"})]), tools=DEEDS)
    assert Talk(made).state.status == "ended"


def asked(talk: Talk) -> engine.CallTool:
    talk.say("pague")
    talk.reply("", engine.ToolCall("1", "pay", {}))
    wish = talk.waiting_for()
    assert isinstance(wish, engine.CallTool)
    return wish


def test_who_grows_impatient_undoes_nothing() -> None:
    talk = answering([PAY], ["pay"])
    wish = asked(talk)
    [told] = talk.do(engine.ApprovalAsked(at=5, effect_id=wish.id))
    assert talk.do(engine.ApprovalAsked(at=5, effect_id=wish.id)) == []
    [still] = talk.say("¿sigue ahí?")
    assert told != still
    assert talk.state.pending == (wish,)
    talk.result({"ok": True})
    assert talk.state.approvals == ()
    assert isinstance(talk.waiting_for(), engine.AskModel)


def test_who_wants_a_person_need_not_wait() -> None:
    talk = answering([PAY], ["pay"])
    wish = asked(talk)
    talk.do(engine.ApprovalAsked(at=5, effect_id=wish.id))
    talk.say("quiero hablar con una persona")
    assert (talk.state.status, talk.state.pending, talk.state.approvals) == ("waiting_person", (), ())


def test_an_approval_of_nothing_changes_nothing() -> None:
    talk = answering([PAY], ["pay"])
    before = talk.state
    talk.do(engine.ApprovalAsked(at=5, effect_id="e99"))
    assert talk.state is before
    wish = asked(talk)
    talk.do(engine.ApprovalAsked(at=5, effect_id=wish.id))
    assert engine.decode_state(engine.encode_state(talk.state)) == talk.state


SLOW = {**PAY, "say_slow": {"es": "Sigo con ello, {{name}}."}, "say_failed": {"es": "No ha podido ser."}}


def test_while_a_tool_takes_long_it_is_said_again_and_again() -> None:
    talk = answering([SLOW], ["pay"])
    wish = asked(talk)
    for _ in range(2):
        [told] = talk.do(engine.ToolSlow(at=5, effect_id=wish.id))
        assert told == "Sigo con ello, ."
    assert talk.state.pending == (wish,)
    talk.result({"ok": True})
    # Too late, of nothing, or where a person has the talk: nothing is said.
    before = talk.state
    assert talk.do(engine.ToolSlow(at=6, effect_id=wish.id)) == []
    assert talk.do(engine.ToolSlow(at=6, effect_id="e99")) == []
    assert talk.state is before


def test_a_tool_without_such_words_keeps_still() -> None:
    talk = answering([PAY], ["pay"])
    wish = asked(talk)
    before = talk.state
    assert talk.do(engine.ToolSlow(at=5, effect_id=wish.id)) == []
    assert talk.state is before


def failed(talk: Talk, effect_id: str) -> list[str]:
    return talk.do(engine.ToolReturned(at=5, effect_id=effect_id, ok=False, error="http_500"))


def test_what_is_to_be_said_of_a_failure_is_said_and_the_model_says_no_more() -> None:
    talk = answering([SLOW], ["pay"])
    assert failed(talk, asked(talk).id) == ["No ha podido ser."]
    assert (talk.state.pending, talk.state.status) == ((), "active")
    # The next question begins anew.
    talk.say("¿y ahora?")
    assert isinstance(talk.waiting_for(), engine.AskModel)


def test_where_another_tool_gave_something_the_model_goes_on() -> None:
    other = {"name": "look", "parameters": {"type": "object", "properties": {}}}
    for first_fails in (True, False):
        talk = answering([SLOW, other], ["pay", "look"])
        talk.say("pague")
        talk.reply("", engine.ToolCall("1", "pay", {}), engine.ToolCall("2", "look", {}))
        pay, look = talk.state.pending
        good = engine.ToolReturned(at=5, effect_id=look.id, ok=True, result={"a": 1})
        if first_fails:
            assert failed(talk, pay.id) == ["No ha podido ser."]
            talk.do(good)
        else:
            talk.do(good)
            assert failed(talk, pay.id) == ["No ha podido ser."]
        assert isinstance(talk.waiting_for(), engine.AskModel)


def test_a_step_says_it_before_it_goes_the_other_way() -> None:
    nodes = [
        node("pay", "tool_call", {"tool": "pay"}),
        node("bad", "say", {"text": {"es": "Le llamaremos."}}),
    ]
    talk = Talk(blueprint(flow(nodes, "pay.failed > bad"), tools=[SLOW]))
    assert failed(talk, talk.waiting_for().id) == ["No ha podido ser.", "Le llamaremos."]
