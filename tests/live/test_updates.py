"""What a dashboard's stream tells, and how often."""

import asyncio
import json
from uuid import uuid4

from centralita.identity.access.permissions import Permission
from centralita.kit.ids import OrganizationId
from centralita.ledger.events.hints import Hint
from centralita.live.broker import Broker
from centralita.live.identities import Operator
from centralita.live.streams import Changes, organization_events


def hint(kind: str, identifier: str) -> Hint:
    return Hint("topic", kind, {"id": identifier})


def told(piece: bytes) -> list[tuple[str, str]]:
    bodies = [json.loads(line[6:]) for line in piece.decode().splitlines() if line.startswith("data: ")]
    return [(each["type"], each["id"]) for each in bodies]


def test_the_first_of_a_kind_is_told_at_once_and_a_storm_a_few_times_a_second() -> None:
    changes = Changes()
    assert changes.next_at() is None
    pieces = []
    for step in range(100):
        moment = step / 100
        changes.add(hint("call.changed", f"call_{step}"))
        if piece := changes.taken(moment):
            pieces.append((moment, [identifier for _, identifier in told(piece)]))
    assert [moment for moment, _ in pieces] == [0.0, 0.25, 0.5, 0.75]
    assert pieces[0][1] == ["call_0"]
    assert pieces[1][1] == [f"call_{step}" for step in range(1, 26)]
    assert told(changes.taken(1.0)) == [("call.changed", f"call_{step}") for step in range(76, 100)]
    assert changes.next_at() is None


def test_no_kind_of_news_waits_for_another() -> None:
    changes = Changes()
    changes.add(hint("voice_account.changed", "pac_1"))
    assert told(changes.taken(0.0)) == [("voice_account.changed", "pac_1")]
    changes.add(hint("voice_account.changed", "pac_1"))
    changes.add(hint("call.changed", "call_1"))
    assert told(changes.taken(0.1)) == [("call.changed", "call_1")]
    assert changes.next_at() == 0.25
    assert changes.taken(0.2) == b""
    assert told(changes.taken(0.25)) == [("voice_account.changed", "pac_1")]


def test_the_same_is_told_once() -> None:
    changes = Changes()
    for _ in range(3):
        changes.add(hint("call.changed", "call_1"))
    assert told(changes.taken(0.0)) == [("call.changed", "call_1")]


def test_a_goodbye_that_overtook_what_was_said_before_it_stands() -> None:
    changes = Changes()
    for said, gone in ((7, True), (6, False)):
        changes.add(Hint("t", "presence", {"id": "agt_1", "tab": "a", "said": said, "gone": gone}))
    assert b'"gone":true' in changes.taken(0.0).replace(b": ", b":")


def test_a_listener_hears_everything_in_the_end() -> None:
    async def scene() -> list[tuple[str, str]]:
        broker, organization_id = Broker(), OrganizationId(uuid4())
        everything = frozenset(permission.value for permission in Permission)
        owner = Operator(organization_id, uuid4(), "Ana", everything, None)
        events = organization_events(broker, owner)
        heard: list[tuple[str, str]] = []
        await anext(events)
        assert b"ready" in await anext(events)
        for number in range(6):
            broker.tell_here(organization_id, "call.changed", {"id": f"call_{number}"})
            broker.tell_here(organization_id, "lead.changed", {"id": "con_1"})
            if number % 2:
                heard += told(await asyncio.wait_for(anext(events), 20))
        while ("call.changed", "call_5") not in heard:
            heard += told(await asyncio.wait_for(anext(events), 20))
        await events.aclose()
        return heard

    heard = asyncio.run(scene())
    assert [each for kind, each in heard if kind == "call.changed"] == [
        f"call_{number}" for number in range(6)
    ]


def test_who_begins_to_listen_hears_what_changed_a_moment_ago() -> None:
    """A page is read first and listens then: what changed between the two is not lost."""

    async def scene() -> list[tuple[str, str]]:
        broker, organization_id = Broker(), OrganizationId(uuid4())
        everything = frozenset(permission.value for permission in Permission)
        broker.tell_here(organization_id, "call.changed", {"id": "call_1"})
        broker.tell_here(OrganizationId(uuid4()), "call.changed", {"id": "call_2"})
        broker.tell_here(organization_id, "presence", {"id": "agt_1"})
        events = organization_events(broker, Operator(organization_id, uuid4(), "Ana", everything, None))
        await anext(events)
        await anext(events)
        heard = told(await asyncio.wait_for(anext(events), 20))
        await events.aclose()
        return heard

    assert asyncio.run(scene()) == [("call.changed", "call_1")]
