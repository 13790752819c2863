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
