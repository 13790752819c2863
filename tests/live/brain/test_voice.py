"""A call as every wire drives it: words as they are written, then what to do; nothing doubled, nothing lost."""

import asyncio
import contextlib

import pytest

from centralita import engine
from centralita.live.brain.voice import LISTEN, Deed, VoiceCalls, words_and_deed
from centralita.live.people import People
from centralita.studio.knowledge.gaps.listeners import CONSUMER, handle
from tests.live.brain.plane import (
    ScriptedModels,
    agent_with,
    context_of,
    journal,
    messages,
    plane,
    run,
    settings_with,
)
from tests.operations.agents import catch_up

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

ANSWER = {
    "id": "answer",
    "kind": "ai_answer",
    "data": {"prompt": "Answer.", "opening": {"es": "¿En qué le ayudo?"}, "use_knowledge": False},
}


def ask(name: str, question: str, **data: object) -> dict[str, object]:
    return {"id": name, "kind": "ask", "data": {"question": {"es": question}, "variable": name, **data}}


def test_a_flow_is_spoken_and_ends_the_call(member):
    options = [{"id": "cut", "label": {"es": "Corte"}}, {"id": "dye", "label": {"es": "Tinte"}}]
    agent = agent_with(
        member,
        ask("service", "¿Qué **desea**?", input={"type": "choice", "options": options}),
        {"id": "bye", "kind": "end", "data": {"text": {"es": "Hasta luego."}, "outcome": "booked"}},
        edges=[("service", "next", "bye")],
    )
    context = context_of(member, agent)

    async def story():
        async with plane(settings_with()) as sessions, VoiceCalls(sessions).session(context) as call:
            first, deed = await words_and_deed(call.greet())
            assert first.endswith("Hola. ¿Qué desea? Puede decir: Corte o Tinte. ")
            assert deed == LISTEN
            assert call.last.input.type == "choice"
            assert await words_and_deed(call.hear("el tinte, por favor")) == (
                "Hasta luego. ",
                Deed("end", reason="booked"),
            )
            assert (await words_and_deed(call.hear("¿hola?")))[1] == Deed("end", reason="booked")
            await call.hung_up()

    run(story)
    assert messages(member, context.conversation_id)[-2:] == [
        ("visitor", "el tinte, por favor"),
        ("agent", "Hasta luego."),
    ]


def test_words_come_as_a_model_writes_them(member):
    agent = agent_with(member, ANSWER)
    models = ScriptedModels(["Abrimos ", 0.1, "a las *nueve*", 0.1, " y cerramos", " a las dos."])

    async def story():
        async with (
            plane(settings_with(models)) as sessions,
            VoiceCalls(sessions).session(context_of(member, agent)) as call,
        ):
            await words_and_deed(call.greet())
            pieces = [piece async for piece in call.hear("¿Cuándo abren?")]
        assert pieces[0] == "Abrimos "
        assert "".join(pieces[:-1]) == "Abrimos a las nueve y cerramos a las dos. "
        assert len(pieces) > 3
        assert pieces[-1] == LISTEN

    run(story)


def test_whoever_is_spoken_over_is_not_heard_again(member):
    agent = agent_with(member, ANSWER)
    models = ScriptedModels(["Vieja ", 0.3, "respuesta que nadie oye."], ["Nueva respuesta."])
    context = context_of(member, agent)

    async def story():
        async with plane(settings_with(models)) as sessions, VoiceCalls(sessions).session(context) as call:
            await words_and_deed(call.greet())
            old = call.hear("¿Cuándo", key="1")
            assert await anext(old) == "Vieja "
            await old.aclose()
            await call.interrupted("Vieja")
            assert await words_and_deed(call.hear("abren mañana?", key="2")) == (
                "Nueva respuesta. ",
                LISTEN,
            )
            await asyncio.sleep(0.4)
            # The same utterance again, as after a cut line, says nothing twice.
            assert (await words_and_deed(call.hear("abren mañana?", key="2")))[0] == ""

    run(story)
    assert messages(member, context.conversation_id)[-3:] == [
        ("visitor", "¿Cuándo"),
        ("visitor", "abren mañana?"),
        ("agent", "Nueva respuesta."),
    ]
    replies = [
        event for event in journal(member, context.conversation_id) if isinstance(event, engine.ModelReplied)
    ]
    assert len(replies) == 1


def test_an_act_that_nobody_reads_to_its_end_is_kept_once(member):
    agent = agent_with(member, ask("a", "Uno"), edges=[("a", "next", "a")])
    context = context_of(member, agent)

    async def story():
        async with plane(settings_with()) as sessions, VoiceCalls(sessions).session(context) as call:
            await words_and_deed(call.greet())
            for number in range(8):
                task = asyncio.create_task(words_and_deed(call.hear(f"texto {number}", key=str(number))))
                await asyncio.sleep(0.0005 * number)
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
            await words_and_deed(call.hear("fin"))

    run(story)
    said = [text for role, text in messages(member, context.conversation_id) if role == "visitor"]
    assert said[-1] == "fin"
    assert len(said) == len(set(said))


def test_a_call_goes_on_after_its_line_was_cut(member):
    agent = agent_with(member, ask("a", "Uno"), ask("b", "Dos"), edges=[("a", "next", "b")])
    context = context_of(member, agent)

    async def story():
        async with plane(settings_with()) as sessions:
            calls = VoiceCalls(sessions)
            async with calls.session(context) as call:
                await words_and_deed(call.greet())
        # Another process.
        async with plane(settings_with()) as sessions, VoiceCalls(sessions).session(context) as call:
            assert call.resumed
            assert (await words_and_deed(call.greet()))[0] == ""
            assert (await words_and_deed(call.hear("primero")))[0] == "Dos "

    run(story)


def test_silence_keys_and_hanging_up(member):
    agent = agent_with(member, ask("a", "¿Cuántos?", input={"type": "number"}), edges=[("a", "next", "a")])
    context = context_of(member, agent)

    async def story():
        async with plane(settings_with()) as sessions, VoiceCalls(sessions).session(context) as call:
            await words_and_deed(call.greet())
            assert (await words_and_deed(call.silence()))[0] == "¿Sigue ahí? ¿Cuántos? "
            assert (await words_and_deed(call.key("4")))[0] == "¿Cuántos? "
            await call.hung_up()
            assert (await call.state()).outcome == "abandoned"

    run(story)
    kinds = [type(event) for event in journal(member, context.conversation_id)]
    assert kinds == [engine.Started, engine.CallerSilent, engine.KeyPressed, engine.HungUp]


def test_a_transfer_ends_the_call_when_the_line_goes_and_goes_on_when_it_stays(member):
    nodes = (
        {"id": "t", "kind": "transfer", "data": {"to": "+34 910 000 000", "text": {"es": "Le paso."}}},
        {"id": "no", "kind": "say", "data": {"text": {"es": "No contestan."}}},
        ask("a", "¿Algo más?"),
    )
    agent = agent_with(member, *nodes, edges=[("t", "failed", "no"), ("no", "next", "a"), ("a", "next", "t")])

    async def story():
        async with plane(settings_with()) as sessions:
            calls = VoiceCalls(sessions)
            async with calls.session(context_of(member, agent)) as call:
                words, deed = await words_and_deed(call.greet())
                assert words.endswith("Le paso. ")
                assert (deed.kind, deed.number) == ("transfer", "+34 910 000 000")
                assert (await words_and_deed(call.hear("¿Oiga?")))[0] == "No contestan. ¿Algo más? Le paso. "
                await call.hung_up()
                assert (await call.state()).outcome == "transferred"

    run(story)


def test_a_pause_speaks_when_its_time_has_come(member):
    agent = agent_with(
        member,
        {"id": "w", "kind": "wait", "data": {"until": "time", "seconds": 5.5}},
        {"id": "s", "kind": "say", "data": {"text": {"es": "Ya está."}}},
        ask("a", "¿Y?"),
        edges=[("w", "next", "s"), ("s", "next", "a")],
    )

    async def story():
        async with (
            plane(settings_with()) as sessions,
            VoiceCalls(sessions).session(context_of(member, agent)) as call,
        ):
            assert (await words_and_deed(call.greet()))[1] == LISTEN
            heard = []
            async for piece in call.unasked():
                heard.append(piece)
                if piece == LISTEN:
                    break
            assert heard == ["Ya está. ", "¿Y? ", LISTEN]

    run(story)


def test_the_agent_is_silent_while_a_person_talks(member):
    agent = agent_with(member, ask("a", "Uno"), edges=[("a", "next", "a")])
    context = context_of(member, agent)

    async def story():
        async with plane(settings_with()) as sessions, VoiceCalls(sessions).session(context) as call:
            await words_and_deed(call.greet())
            people = People(sessions)
            who = {"user_id": member.user.id, "name": "Marta"}
            await people.take_over(member.organization_id, context.conversation_id, **who)
            assert await words_and_deed(call.hear("¿Hola?")) == ("", LISTEN)
            assert await words_and_deed(call.silence()) == ("", LISTEN)
            await people.hand_back(member.organization_id, context.conversation_id, **who)
            assert (await words_and_deed(call.hear("¿Hola?")))[0].endswith("Uno ")

    run(story)


def test_a_mark_of_a_model_is_never_spoken_and_a_question_it_cannot_answer_is_collected(member):
    models = ScriptedModels(["No tengo ", "esa información", " [", "0", "]."])
    context = context_of(member, agent_with(member, ANSWER))

    async def story():
        async with plane(settings_with(models)) as sessions, VoiceCalls(sessions).session(context) as call:
            await words_and_deed(call.greet())
            words, deed = await words_and_deed(call.hear("¿Venden coches?"))
            assert " ".join(words.split()) == "No tengo esa información."
            assert deed == LISTEN

    run(story)
    assert messages(member, context.conversation_id)[-1] == ("agent", "No tengo esa información.")
    catch_up(member, CONSUMER, handle)
    (gap,) = member.api.get("/knowledge/gaps?status=open").json()["items"]
    assert (gap["question"], gap["times"]) == ("¿Venden coches?", 1)
