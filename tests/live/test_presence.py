"""Who has a draft open: told to those who may open it, and to nobody else."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import httpx
import pytest

from centralita.identity.access.permissions import Role
from tests.people import Member

pytestmark = pytest.mark.database

TAB = "0123456789abcdef"


def ticket(member: Member) -> str:
    made: str = member.api.post("/stream-tickets").json()["ticket"]
    return made


def tell(http: httpx.Client, member: Member, agent: str, **more: Any) -> httpx.Response:
    body = {"agent_id": agent, "tab": TAB, **more}
    return http.post("/live/v1/presence", json=body, headers={"Authorization": f"Bearer {ticket(member)}"})


def changes(http: httpx.Client, member: Member) -> Iterator[dict[str, Any]]:
    """What the dashboard's stream of this member tells, from when it is ready."""
    with http.stream("GET", "/live/v1/updates", params={"ticket": ticket(member)}, timeout=60) as response:
        for line in response.iter_lines():
            if line.startswith("data: "):
                yield json.loads(line[6:])


@contextmanager
def listening(http: httpx.Client, member: Member) -> Iterator[Iterator[dict[str, Any]]]:
    """A stream that is ready."""
    with closing(changes(http, member)) as stream:
        assert "restricted" in next(stream)
        yield stream


def of_presence(told: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """The next that says who is where; what changed a moment ago is told too."""
    return next(heard for heard in told if heard["type"] == "presence")


def agent_of(member: Member) -> str:
    made: str = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"]
    return made


def test_others_in_the_draft_hear_who_is_where_until_they_leave(
    http: httpx.Client, member: Member, make
) -> None:
    agent, other = agent_of(member), make(in_=member, role=Role.ADMIN)
    with listening(http, member) as told:
        assert tell(http, other, agent, flow="main", node="greet").status_code == 204
        heard = of_presence(told)
        assert (heard["id"], heard["tab"]) == (agent, TAB)
        assert (heard["flow"], heard["node"], heard["gone"]) == ("main", "greet", False)
        assert heard["name"]
        assert set(heard) == {"type", "id", "tab", "user", "name", "flow", "node", "gone", "said"}
        tell(http, other, agent, gone=True)
        assert of_presence(told)["gone"] is True


def test_whoever_may_not_open_the_draft_hears_nothing(http: httpx.Client, member: Member, make) -> None:
    agent, foreign = agent_of(member), make()
    viewer, manager = make(in_=member, role=Role.VIEWER), make(in_=member, role=Role.MANAGER)
    with (
        listening(http, viewer) as seen,
        listening(http, manager) as managed,
        listening(http, foreign) as elsewhere,
        listening(http, member) as told,
    ):
        assert tell(http, member, agent).status_code == 204
        assert of_presence(told)["id"] == agent
        # Whoever is told of an agent that was made later was not told of this.
        made = {agent_of(member), agent_of(foreign)}
        for stream in (seen, managed, elsewhere):
            for heard in stream:
                assert heard["type"] != "presence"
                if heard.get("id") in made:
                    break
    assert tell(http, viewer, agent).status_code == 403
    assert tell(http, manager, agent).status_code == 404
    assert tell(http, foreign, agent).status_code == 404


@pytest.mark.parametrize(
    "broken",
    [
        {"tab": "x"},
        {"tab": "A" * 16},
        {"node": "a" * 101},
        {"node": "a\0b"},
        {"node": 7},
        {"flow": "<b>"},
        {"more": 1},
    ],
)
def test_a_body_of_another_shape_is_refused(
    http: httpx.Client, member: Member, broken: dict[str, Any]
) -> None:
    assert tell(http, member, agent_of(member), **broken).status_code == 422


def test_only_so_often(http: httpx.Client, member: Member) -> None:
    agent, address = agent_of(member), ticket(member)
    answers = {
        http.post(
            "/live/v1/presence",
            json={"agent_id": agent, "tab": TAB},
            headers={"Authorization": f"Bearer {address}"},
        ).status_code
        for _ in range(100)
    }
    assert answers == {204, 429}
    assert http.post("/live/v1/presence", json={}).status_code == 401
