"""Whoever wants no more calls, said, typed or by key, is not called from that moment on."""

from datetime import UTC, datetime

import pytest

from centralita.identity.audit import trail
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.live.brain.voice import VoiceCalls, words_and_deed
from centralita.operations.compliance.models import Suppression
from centralita.operations.compliance.public import may_contact
from tests.live.brain.plane import agent_with, context_of, plane, run, settings_with
from tests.live.talk import api_channel, open_chat

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

NUMBER = "+34612345678"
WAIT = {"id": "w", "kind": "wait", "data": {}}


def lead(member, **fields):
    made = member.api.post("/contacts", {"name": "Ana", **fields})
    assert made.status_code == 201, made.content
    return from_text("con", made.json()["id"])


def reasons(member, contact_id, number=""):
    with tenant_scope(member.organization_id):
        decision = may_contact(
            member.organization_id,
            contact_id,
            purpose="service",
            automated=True,
            at=datetime.now(UTC),
            number=number,
        )
        return {each.code for each in decision.reasons}


def listed(member):
    with tenant_scope(member.organization_id):
        return [(row.number, row.source, row.topic) for row in Suppression.objects.all()]


@pytest.mark.parametrize(("how", "source"), [("speech", "speech"), ("9", "keys")])
def test_on_the_phone_one_word_or_one_key_is_enough(member, how, source):
    contact = lead(member, phones=[NUMBER])
    assert "on_own_list" not in reasons(member, contact)
    agent = agent_with(member, WAIT)
    context = context_of(member, agent, caller=NUMBER)

    async def story():
        async with plane(settings_with()) as sessions, VoiceCalls(sessions).session(context) as call:
            await words_and_deed(call.greet())
            act = call.key("9") if how == "9" else call.hear("Mire, no me interesa, no me llamen más.")
            return await words_and_deed(act)

    words, deed = run(story)
    assert words == "De acuerdo, queda anotado: no volveremos a llamarle. Adiós. "
    assert (deed.kind, deed.reason) == ("end", "opted_out")
    assert listed(member) == [(NUMBER, source, "")]
    assert "on_own_list" in reasons(member, contact)
    with tenant_scope(member.organization_id):
        assert trail.verify(member.organization_id).holds


def test_in_a_chat_the_number_that_they_gave_counts_and_so_does_the_contact_of_their_address(http, member):
    contact = lead(member, phones=[NUMBER], emails=["ana@example.com"])
    bare = lead(member, name="Eva", emails=["eva@example.com"])
    nodes = (
        {
            "id": "mail",
            "kind": "ask",
            "data": {"question": {"es": "¿Correo?"}, "variable": "mail", "input": {"type": "email"}},
        },
        WAIT,
    )
    key = api_channel(member, agent_with(member, *nodes, edges=[("mail", "next", "w")]))
    for address in ("ana@example.com", "eva@example.com"):
        visitor = open_chat(http, key)
        visitor.say(address)
        said = visitor.say("Quítenme de su lista, por favor")
        assert said["conversation"]["status"] == "ended"
        assert said["conversation"]["outcome"] == "opted_out"
    assert listed(member) == [(NUMBER, "chat", "")]
    assert "on_own_list" in reasons(member, contact)
    assert "contact_do_not_call" in reasons(member, bare, "+34612345679")


def test_twice_is_once(http, member):
    key = api_channel(member, agent_with(member, WAIT))
    for _ in range(2):
        visitor = open_chat(http, key, variables={"phone": "612 345 678"})
        visitor.say("stop calling me")
    assert listed(member) == [(NUMBER, "chat", "")]


def test_a_test_of_the_draft_puts_nobody_on_a_list_and_an_unknown_visitor_ends_well(http, member):
    key = api_channel(member, agent_with(member, WAIT))
    said = open_chat(http, key).say("unsubscribe")
    assert said["conversation"]["outcome"] == "opted_out"
    assert listed(member) == []
