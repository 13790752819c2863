"""What is sent and what is read of the answer, with no database and no network."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.outbound import Guard, OutboundPolicy
from centralita.studio.tools.domain import addresses, answer, checks, definition
from centralita.studio.tools.domain.definition import ToolOutput, read
from centralita.studio.tools.domain.request import CannotBeSent, prepare
from tests.studio.tools.stub import definition as slots

GUARD = Guard(OutboundPolicy())
ADDRESS = "https://api.example.com"
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def codes(content: dict[str, object]) -> list[str]:
    return [one.code for one in checks.problems(read(content), GUARD)]


def test_an_argument_stays_in_its_segment() -> None:
    sent = prepare(read(slots(ADDRESS)), {"day": "../admin?x=1#é/"})
    assert sent.url == "https://api.example.com/slots/..%2Fadmin%3Fx%3D1%23%C3%A9%2F"


@pytest.mark.parametrize("value", ["", ".", "..", None])
def test_an_argument_that_would_lead_elsewhere_is_refused(value: str | None) -> None:
    with pytest.raises(CannotBeSent) as refused:
        prepare(read(slots(ADDRESS)), {"day": value})
    assert refused.value.data["argument"] == "day"


@given(st.text(min_size=1))
def test_no_argument_changes_whom_is_asked(value: str) -> None:
    content = slots(
        ADDRESS,
        request={
            "query": [{"name": "q", "value": "{day}"}],
            "headers": [{"name": "X-Day", "value": "d {day}"}],
        },
    )
    try:
        sent = prepare(read(content), {"day": value.encode("utf-8", "replace").decode()})
    except CannotBeSent:
        return
    assert addresses.origin_of(sent.url) == ADDRESS
    assert sent.url.partition("?")[0].count("/") == 4
    assert GUARD.check(sent.url).host == "api.example.com" or len(sent.url) > 4096
    assert "\n" not in sent.headers["x-day"]
    assert sent.headers["x-day"].isascii()


def test_a_body_keeps_types_nests_dots_and_leaves_out_what_was_not_given() -> None:
    fields = [
        {"name": "guest.name", "value": "{name}"},
        {"name": "guest.note", "value": "Says {name}"},
        {"name": "people", "value": "{people}"},
        {"name": "phone", "value": "{phone}"},
        {"name": "source", "value": "agent"},
    ]
    content = slots(ADDRESS, request={"method": "POST", "address": ADDRESS, "body": "json", "fields": fields})
    sent = prepare(read(content), {"name": 'Ana "x"', "people": 4})
    assert json.loads(sent.content or b"") == {
        "guest": {"name": 'Ana "x"', "note": 'Says Ana "x"'},
        "people": 4,
        "source": "agent",
    }


def test_what_is_missing_is_named() -> None:
    assert codes({}) == ["description_missing", "address_missing"]
    assert codes(slots(ADDRESS)) == []
    assert codes(slots("https://{day}.example.com")) == ["host_not_fixed"]
    assert codes(slots("http://169.254.169.254")) == ["address_refused"]
    assert codes(slots("https://localhost:8080")) == ["address_refused"]
    assert codes(slots(ADDRESS, request={"query": [{"name": "q", "value": "{who}"}]})) == ["argument_unknown"]
    assert codes(slots(ADDRESS, request={"headers": [{"name": "Authorization", "value": "Bearer x"}]})) == [
        "header_reserved"
    ]
    assert codes(slots(ADDRESS, request={"headers": [{"name": "a b", "value": "x"}]})) == ["header_malformed"]
    assert codes(slots(ADDRESS, outputs=[{"name": "x", "path": "a..b"}])) == ["path_malformed"]
    assert codes(slots(ADDRESS, request={"query": [{"name": "c", "value": "{conversation.id}"}]})) == []


@pytest.mark.parametrize(
    "content",
    [
        {"parameters": {"type": "string"}},
        {"parameters": {"type": "object", "properties": {"a b": {}}}},
        {"parameters": {"type": "object", "properties": {"a": 1}}},
        {"parameters": {"type": "object", "properties": {}, "required": ["a"]}},
        {"request": {"method": "TRACE"}},
        {"secret": "x"},
        [],
    ],
)
def test_what_has_no_shape_is_refused(content: object) -> None:
    with pytest.raises(definition.DefinitionMalformed) as refused:
        read(content)
    assert str(refused.value.field).startswith("definition")


@given(ANY_JSON, st.text(max_size=30))
def test_any_answer_is_read(value: object, path: str) -> None:
    body = json.dumps(value).encode("utf-8", "replace")
    read_one = answer.read_answer(
        200, {"content-type": "application/json"}, body, (ToolOutput(name="x", path=path),)
    )
    assert read_one.error == ""
    assert isinstance(read_one.value, dict)
    json.dumps(read_one.value, allow_nan=False).encode()


@given(st.binary(max_size=200), st.text(max_size=40))
def test_any_bytes_are_text(body: bytes, content_type: str) -> None:
    read_one = answer.read_answer(200, {"content-type": content_type}, body, ())
    read_one.text.encode()
    assert "\x00" not in read_one.text


def test_what_is_no_success_gives_the_agent_a_code_only() -> None:
    read_one = answer.read_answer(404, {}, b'{"secret": "why"}', ())
    assert (read_one.value, read_one.error) == (None, "http_404")
    assert "why" in read_one.text


def test_a_path_leads_through_objects_and_lists() -> None:
    value = {"data": [{"a b": [1, 2]}]}
    assert answer.follow(value, "data[0].a b[1]") == 2
    assert answer.follow(value, "data[7].x") is None
    assert answer.follow(value, "") == value
