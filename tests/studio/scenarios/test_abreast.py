"""Conversations that wait for a model wait together, with few connections, and hold back where its vendor says so."""

import threading
import time
from typing import cast
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.identity.tenancy.scope import tenant_scope
from centralita.providers.llm import RateLimited
from centralita.providers.llm.model import LanguageModel, Message, ModelRequest
from centralita.providers.llm.scripted import Line, Script, ScriptedModel, lines
from centralita.studio.language_models.asker import ModelAsker
from centralita.studio.language_models.brake import Brake
from centralita.studio.language_models.public import ModelInUse
from centralita.studio.scenarios.abreast import WAITING, WORKING, held_abreast
from tests.people import Member

QUESTION = ModelRequest(messages=(Message("user", "Hola"),))
MANY = [UUID(int=number) for number in range(WAITING)]


class OfScript:
    """A connected model that plays a script."""

    vendor, name = "openai", "m"

    def __init__(self, script: Script) -> None:
        self._script = script

    def open(self, _cipher: object) -> LanguageModel:
        return ScriptedModel(self._script)


def in_use(script: Script) -> ModelInUse:
    return cast("ModelInUse", OfScript(script))


@pytest.mark.database
def test_as_many_wait_for_a_model_at_once_and_share_few_connections(member: Member) -> None:
    all_there = threading.Barrier(WAITING, timeout=60)
    counting = threading.Lock()
    inside, most = 0, 0

    def script(_request: ModelRequest) -> Line:
        # Nobody is answered before all have asked: with one less at a time this would break.
        all_there.wait()
        return Line(text="Hola")

    def hold(_identifier: UUID) -> bool:
        nonlocal inside, most
        with ModelAsker(member.organization_id, in_use(script), brake) as asker:
            assert asker.ask(QUESTION).reply.text == "Hola"
        with tenant_scope(member.organization_id):
            with counting:
                inside += 1
                most = max(most, inside)
            time.sleep(0.005)
            with counting:
                inside -= 1
        return True

    brake = Brake(WAITING)
    held_abreast(hold, MANY, asks_model=True)
    assert 1 < most <= 8


def test_without_a_model_no_more_are_held_than_can_be_worked_on() -> None:
    counting = threading.Lock()
    inside, most = 0, 0

    def hold(_identifier: UUID) -> bool:
        nonlocal inside, most
        with counting:
            inside += 1
            most = max(most, inside)
        time.sleep(0.002)
        with counting:
            inside -= 1
        return True

    held_abreast(hold, MANY, asks_model=False)
    assert 1 < most <= WORKING


def test_none_is_begun_after_one_that_does_not_go_on() -> None:
    begun: list[UUID] = []

    def hold(identifier: UUID) -> bool:
        begun.append(identifier)
        return identifier != MANY[0]

    held_abreast(hold, [MANY[0]], asks_model=False)
    assert begun == [MANY[0]]

    def breaks(_identifier: UUID) -> bool:
        raise LookupError

    with pytest.raises(LookupError):
        held_abreast(breaks, MANY[:3], asks_model=True)


@pytest.mark.database
def test_what_the_vendor_refuses_as_too_much_is_asked_again(member: Member) -> None:
    brake = Brake(4)
    refusal = Line(error=RateLimited(model="m", retry_after=0.1))
    began = time.monotonic()
    with ModelAsker(member.organization_id, in_use(lines(refusal, refusal, "Hola")), brake) as asker:
        asked = asker.ask(QUESTION)
    assert asked.reply.text == "Hola"
    assert asked.seconds < 0.1 < time.monotonic() - began, "the agent is not told to be slow"
    assert brake.limit == 2
    without_end = in_use(lines(Line(error=RateLimited(model="m", retry_after=0.0))))
    with ModelAsker(member.organization_id, without_end, Brake(4)) as asker, pytest.raises(RateLimited):
        asker.ask(QUESTION)
    with (
        ModelAsker(member.organization_id, in_use(lines(refusal, "Hola"))) as asker,
        pytest.raises(RateLimited),
    ):
        asker.ask(QUESTION)


@given(st.integers(1, 64), st.lists(st.sampled_from(["refused", "again", "answered"]), max_size=60))
def test_a_brake_lets_somebody_through_and_never_more_than_asked_for(most: int, told: list[str]) -> None:
    at = 0.0
    brake = Brake(most, clock=lambda: at)
    for what in told:
        before = brake.limit
        match what:
            case "refused":
                at += 100.0
                brake.refused(None)
                assert brake.limit == max(1, before // 2)
            case "again":
                # Others who were under way hear the same: it is one refusal.
                brake.refused(2.0)
                narrowed = brake.limit
                brake.refused(2.0)
                assert brake.limit == narrowed
            case _:
                brake.answered()
                assert before <= brake.limit <= before + 1
        assert 1 <= brake.limit <= most
    at += 100.0
    with brake.turn():
        pass
