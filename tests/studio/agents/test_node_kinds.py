"""The flow editor learns from the API which nodes there are and what their forms ask."""

import pytest

from centralita import engine

pytestmark = pytest.mark.database


def test_every_kind_comes_with_its_ports_and_its_form(member) -> None:
    answer = member.api.get("/node-kinds")
    assert answer.status_code == 200
    kinds = {kind["kind"]: kind for kind in answer.json()["items"]}
    assert list(kinds) == [kind["kind"] for kind in engine.describe_nodes()]
    assert kinds["say"]["title"]["es"] == "Decir"
    assert kinds["say"]["ports"] == [{"id": "next", "label": "", "needed": True}]
    assert kinds["say"]["data_schema"]["properties"]["text"]["x-widget"] == "text"
    assert kinds["ask"]["data"]["input"]["type"] == "text"
