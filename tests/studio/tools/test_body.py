"""JSON bodies as other systems want them: lists, constants with a type, a whole written with placeholders."""

import json
from email import message_from_bytes
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.engine.values import Value
from centralita.kit.outbound import Guard, OutboundPolicy
from centralita.studio.tools.domain import body, checks
from centralita.studio.tools.domain.definition import ToolField, content_of, read
from centralita.studio.tools.domain.packed import PackedTool, without_secrets
from centralita.studio.tools.domain.request import CannotBeSent, Prepared, prepare, signed
from centralita.studio.tools.domain.sign_in import SignIn

ADDRESS = "https://api.example.com/contacts"
GUARD = Guard(OutboundPolicy())
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20).filter(lambda text: "{" not in text and "\0" not in text),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8).filter(lambda text: "\0" not in text), inner, max_size=4)
    ),
    max_leaves=12,
)


def tool(arguments: dict[str, str], **request: object) -> dict[str, object]:
    return {
        "description": "Keeps a contact",
        "parameters": {
            "type": "object",
            "properties": {name: {"type": kind} for name, kind in arguments.items()},
        },
        "request": {"method": "POST", "address": ADDRESS, "body": "json", **request},
    }


def sent(content: dict[str, object], **arguments: object) -> object:
    return json.loads(prepare(read(content), arguments).content or b"null")


def codes(content: dict[str, object]) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in checks.problems(read(content), GUARD)]


def test_fields_make_lists_and_constants_of_their_own_type() -> None:
    fields = [
        {"name": "attendees[0].email", "value": "{email}"},
        {"name": "attendees[1].email", "value": "{guest}"},
        {"name": "attendees[2].email", "value": "desk@example.com"},
        {"name": "grid[0][1]", "value": "2", "type": "json"},
        {"name": "limit", "value": "5", "type": "json"},
        {"name": "confirm", "value": " true ", "type": "json"},
        {"name": "methods", "value": '["card", "{method}", "{kind}"]', "type": "json"},
        {"name": "page", "value": "5"},
        {"name": "filter[name]", "value": "x"},
    ]
    content = tool(dict.fromkeys(("email", "guest", "method", "kind"), "string"), fields=fields)
    assert codes(content) == []
    assert sent(content, email="a@example.com", method="sepa") == {
        "attendees": [{"email": "a@example.com"}, {"email": "desk@example.com"}],
        "grid": [[2]],
        "limit": 5,
        "confirm": True,
        "methods": ["card", "sepa"],
        "page": "5",
        "filter[name]": "x",
    }


def test_a_whole_body_takes_the_types_of_what_stands_alone() -> None:
    template = """{
      "properties": {"email": "{email}", "firstname": "Sr. {name}", "phone": "{phone}"},
      "associations": [{"to": {"id": {owner}}, "types": [{"category": "HUBSPOT_DEFINED", "typeId": 449}]}],
      "limit": "{limit}", "active": true, "brace": "a {limit} b"
    }"""
    arguments = {
        "email": "string",
        "name": "string",
        "phone": "string",
        "owner": "integer",
        "limit": "integer",
    }
    content = tool(arguments, body="raw", template=template)
    assert codes(content) == []
    assert sent(content, email="a@example.com", name='Ana "x"', owner=7, limit=5) == {
        "properties": {"email": "a@example.com", "firstname": 'Sr. Ana "x"'},
        "associations": [{"to": {"id": 7}, "types": [{"category": "HUBSPOT_DEFINED", "typeId": 449}]}],
        "limit": 5,
        "active": True,
        "brace": "a 5 b",
    }


def test_a_whole_body_may_be_one_argument() -> None:
    content = tool({"rows": "array"}, body="raw", template="{rows}")
    assert sent(content, rows=[{"a": 1}, {"a": 2}]) == [{"a": 1}, {"a": 2}]


def test_the_arguments_of_an_mcp_tool_are_typed_too() -> None:
    fields = [{"name": "limit", "value": "5", "type": "json"}, {"name": "tags[0]", "value": "{tag}"}]
    content = tool({"tag": "string"}, kind="mcp", remote="find", fields=fields)
    asked = sent(content, tag="vip")
    assert isinstance(asked, dict)
    assert asked["params"]["arguments"] == {"limit": 5, "tags": ["vip"]}


@pytest.mark.parametrize(
    "text", ["", "{", "nope", '{"a": }', "NaN", "1e999", "[" * 100_000, "[" * 21 + "]" * 21, '{"a": {x y}}']
)
def test_what_is_no_json_is_told_and_never_sent(text: str) -> None:
    raw = tool({}, body="raw", template=text[:20_000])
    assert ("json_malformed", "request.template") in codes(raw)
    field = tool({}, fields=[{"name": "a", "value": text[:4_000], "type": "json"}])
    assert ("json_malformed", "request.fields.0.value") in codes(field)
    for content in (raw, field):
        with pytest.raises(CannotBeSent):
            prepare(read(content), {})


def test_a_placeholder_that_nobody_fills_is_found_in_a_whole_body() -> None:
    assert codes(tool({}, body="raw", template='{"a": "{who}"}')) == [
        ("argument_unknown", "request.template")
    ]


def test_no_body_is_larger_than_a_quarter_of_a_megabyte() -> None:
    content = tool({"a": "string"}, body="raw", template=json.dumps(["{a}"] * 200))
    with pytest.raises(CannotBeSent):
        prepare(read(content), {"a": "x" * 4_000})


@given(JSON)
def test_any_json_without_placeholders_is_sent_as_it_is(value: object) -> None:
    assert body.filled(body.read_json(json.dumps(value)), {}, {}) == value


@given(st.text(max_size=60), JSON)
def test_what_a_caller_says_stays_inside_its_place(said: str, value: Value) -> None:
    found = body.filled(
        body.read_json('{"a": "{said}", "b": ["x {said}"], "c": {value}}'),
        {"said": said, "value": value},
        {"said": said},
    )
    expected = {"a": said, "b": [f"x {said}"]} | ({} if value is None else {"c": value})
    assert found == expected


@given(st.lists(st.tuples(st.text("ab.[]01", min_size=1, max_size=12), JSON), max_size=8))
def test_any_names_make_an_object_and_leave_the_arguments_alone(pairs: list[tuple[str, Value]]) -> None:
    fields = [ToolField(name=name, value=f"{{a{at}}}") for at, (name, _) in enumerate(pairs)]
    arguments = {f"a{at}": value for at, (_, value) in enumerate(pairs)}
    before = json.dumps(arguments)
    made = body.nested(fields, arguments, {})
    json.dumps(made)
    assert json.dumps(arguments) == before
    if pairs and pairs[-1][1] is not None:
        found: Any = made
        for step in body.steps_of(pairs[-1][0]):
            # In a list what was not given leaves no hole, so a place is at most as far as it says.
            found = found[min(step, len(found) - 1)] if isinstance(found, list) else found[step]
        if all(isinstance(step, str) for step in body.steps_of(pairs[-1][0])):
            assert found == pairs[-1][1]


def test_what_was_stored_before_stays_the_same_content() -> None:
    content = content_of(read(tool({}, fields=[{"name": "a", "value": "b"}])))
    assert content["request"]["fields"] == [{"name": "a", "value": "b"}]
    assert "template" not in content["request"]


def test_what_is_secret_in_a_whole_body_does_not_travel() -> None:
    def packed(template: str) -> str:
        made = PackedTool(name="a", label="A", definition=read(tool({}, body="raw", template=template)))
        return without_secrets(made).definition.request.template

    open_one = '{ "email": "{email}" }'
    assert packed(open_one) == open_one
    assert json.loads(packed('{"auth": [{"api_key": "very-secret", "token": "{token}"}], "a": 1}')) == {
        "auth": [{"api_key": "", "token": "{token}"}],
        "a": 1,
    }
    assert packed("{broken: very-secret") == ""


def parts_of(prepared: Prepared) -> dict[str, str]:
    """As whoever gets it reads it."""
    told = f"content-type: {prepared.headers['content-type']}\r\n\r\n".encode() + (prepared.content or b"")
    message = message_from_bytes(told)
    found = message.get_payload()
    assert isinstance(found, list)
    return {
        str(one.get_param("name", header="content-disposition")): one.get_payload(decode=True).decode()
        for one in found
    }


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_form_in_parts_is_read_as_it_was_written(first: str, second: str) -> None:
    content = tool(
        {"note": "string", "more": "string", "none": "string"},
        body="multipart",
        fields=[
            {"name": "a", "value": "{note}"},
            {"name": 'o"d\r\nd', "value": "x {more}"},
            {"name": "left", "value": "{none}"},
        ],
    )
    prepared = prepare(read(content), {"note": first, "more": second})
    # Line ends are all that mail's reader changes.
    plain = {name: text.replace("\r\n", "\n") for name, text in parts_of(prepared).items()}
    wanted = {"a": first, "o%22d%0D%0Ad": f"x {second}"}
    assert plain == {name: text.replace("\r\n", "\n") for name, text in wanted.items()}
    keyed = signed(prepared, SignIn.BODY_KEY, {"parameter": "key", "api_key": "s3cret"})
    assert parts_of(keyed) == {**parts_of(prepared), "key": "s3cret"}
    # Said again, what parted them is a text like any other.
    boundary = prepared.headers["content-type"].partition("boundary=")[2]
    again = prepare(read(content), {"note": f"\r\n--{boundary}--\r\n", "more": second})
    assert len(parts_of(again)) == 2
