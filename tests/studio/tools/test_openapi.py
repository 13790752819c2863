"""OpenAPI documents of all kinds, as tools: nothing is fetched, nothing runs away."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.tools.domain.openapi import DocumentUnreadable, read_document
from centralita.studio.tools.domain.request import prepare

CLINIC: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Clinic"},
    "servers": [{"url": "https://{region}.example.com/v1/", "variables": {"region": {"default": "eu"}}}],
    "paths": {
        "/slots/{slot-day}": {
            "parameters": [
                {"name": "slot-day", "in": "path", "required": True, "schema": {"type": "string"}}
            ],
            "get": {
                "operationId": "slots.list",
                "summary": "Free slots",
                "parameters": [{"$ref": "#/components/parameters/Limit"}],
            },
        },
        "/bookings": {
            "post": {
                "description": "Book it",
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Booking"}}}
                },
            }
        },
    },
    "components": {
        "parameters": {"Limit": {"name": "limit", "in": "query", "schema": {"type": ["integer", "null"]}}},
        "schemas": {
            "Booking": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "guest": {"$ref": "#/components/schemas/Person"},
                    "file": {"$ref": "https://evil.example.com/schema.json"},
                },
            },
            "Person": {"type": "object", "properties": {"friend": {"$ref": "#/components/schemas/Person"}}},
        },
    },
}


def test_operations_become_tools() -> None:
    document = read_document(json.dumps(CLINIC))
    slots, book = document.operations
    assert (document.title, slots.name, slots.label) == ("Clinic", "slots_list", "Free slots")
    assert slots.definition.required == ("slot_day",)
    sent = prepare(slots.definition, {"slot_day": "2026-03-14", "limit": 3})
    assert (sent.method, sent.url) == ("GET", "https://eu.example.com/v1/slots/2026-03-14?limit=3")
    assert book.name == "post_bookings"
    assert json.loads(prepare(book.definition, {"name": "Ana"}).content or b"") == {"name": "Ana"}
    # A person whose friend is a person is cut, what lies elsewhere is left out; both are told.
    assert set(book.notes) == {"cut", "reference_elsewhere"}


def test_references_in_a_circle_end() -> None:
    round_one = {"$ref": "#/components/schemas/B"}
    content = {
        **CLINIC,
        "paths": {
            "/x": {
                "get": {
                    "parameters": [{"name": "a", "in": "query", "schema": {"$ref": "#/components/schemas/A"}}]
                }
            }
        },
        "components": {"schemas": {"A": round_one, "B": {"$ref": "#/components/schemas/A"}}},
    }
    [one] = read_document(json.dumps(content)).operations
    assert one.notes == ("reference_round",)


def test_a_schema_that_doubles_at_each_level_is_cut() -> None:
    schemas: dict[str, Any] = {
        f"L{level}": {
            "type": "object",
            "properties": {name: {"$ref": f"#/components/schemas/L{level + 1}"} for name in "abcdefghij"},
        }
        for level in range(30)
    }
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/L0"}}}}
    content = {**CLINIC, "paths": {"/x": {"post": {"requestBody": body}}}, "components": {"schemas": schemas}}
    [one] = read_document(json.dumps(content)).operations
    assert "cut" in one.notes
    assert len(json.dumps(one.definition.parameters)) < 40_000


def test_a_document_of_ten_thousand_operations_is_cut() -> None:
    content = {**CLINIC, "paths": {f"/p{number}": {"get": {}} for number in range(10_000)}}
    document = read_document(json.dumps(content))
    assert (len(document.operations), document.left_out) == (500, 9_500)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "json"),
        ("openapi: [3.0.0", "json"),
        ("openapi: 3.0.0", "empty"),
        ("[" * 100_000, "json"),
        ("[]", "version"),
        ('{"swagger": "2.0"}', "version"),
        ('{"openapi": "3.0.0"}', "empty"),
        ('{"openapi": "3.0.0", "paths": {"/x": []}}', "empty"),
    ],
)
def test_what_is_no_document_says_why(text: str, reason: str) -> None:
    with pytest.raises(DocumentUnreadable) as refused:
        read_document(text)
    assert refused.value.data["reason"] == reason


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("$ref", "in", "name", "schema", "properties", "items", "content", "url", "type"),
                    *("required", "allOf", "oneOf", "anyOf", "enum", "const", "application/json"),
                ]
            )
            | st.text(max_size=8),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JUNK, JUNK, JUNK)
def test_anything_is_read_or_refused(parameters: Any, body: Any, servers: Any) -> None:
    content = {
        "openapi": "3.0.0",
        "servers": servers,
        "paths": {
            "/a/{b}": {"parameters": parameters, "post": {"requestBody": body, "parameters": [parameters]}}
        },
    }
    try:
        document = read_document(json.dumps(content))
    except DocumentUnreadable:
        return
    for one in document.operations:
        json.dumps(one.definition.model_dump(mode="json"), allow_nan=False).encode()


def posted(schema: dict[str, Any], **schemas: Any) -> Any:
    """The one operation that takes a body of this schema."""
    body = {"content": {"application/json": {"schema": schema}}}
    content = {**CLINIC, "paths": {"/x": {"post": {"requestBody": body}}}, "components": {"schemas": schemas}}
    [one] = read_document(json.dumps(content)).operations
    return one


def arguments(one: Any) -> dict[str, Any]:
    return dict(one.definition.arguments)


def test_a_body_that_is_made_of_several_has_the_fields_of_all() -> None:
    one = posted(
        {
            "allOf": [
                {"$ref": "#/components/schemas/Person"},
                {"type": "object", "properties": {"day": {"type": "string"}}, "required": ["day"]},
            ],
            "properties": {"note": {"type": "string"}},
        },
        Person={
            "type": "object",
            "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
            "required": ["name"],
        },
    )
    assert one.notes == ()
    assert set(arguments(one)) == {"name", "age", "day", "note"}
    assert set(one.definition.required) == {"name", "day"}
    assert json.loads(prepare(one.definition, {"name": "Ana", "day": "1"}).content or b"") == {
        "name": "Ana",
        "day": "1",
    }


def test_what_may_be_nothing_keeps_its_type() -> None:
    fields = {
        "a": {"anyOf": [{"type": "string", "maxLength": 5}, {"type": "null"}], "description": "One"},
        "b": {"oneOf": [{"const": "x"}, {"const": "y"}]},
        "c": {"oneOf": [{"type": "integer"}, {"type": "string"}]},
        "d": {"allOf": [{"$ref": "#/components/schemas/State"}]},
        "e": {"enum": [1, 2]},
        "f": {"items": {"type": "string"}},
    }
    one = posted({"properties": fields}, State={"type": "string", "enum": ["open", "done"]})
    found = arguments(one)
    assert found["a"] == {"type": "string", "maxLength": 5, "description": "One"}
    assert found["b"] == {"type": "string", "enum": ["x", "y"]}
    assert found["c"]["type"] == "integer"
    assert found["d"] == {"type": "string", "enum": ["open", "done"]}
    assert (found["e"]["type"], found["f"]["type"]) == ("integer", "array")
    assert one.notes == ("one_of_several",)


def test_rules_about_which_fields_go_together_are_no_fields() -> None:
    rules = [{"required": ["phone"]}, {"required": ["email"]}]
    one = posted({"properties": {"phone": {"type": "string"}, "email": {"type": "string"}}, "anyOf": rules})
    assert (set(arguments(one)), one.definition.required, one.notes) == ({"phone", "email"}, (), ())


def test_a_body_that_is_a_list_is_one_argument() -> None:
    row = {"type": "object", "properties": {"id": {"type": "integer"}}}
    one = posted({"type": "array", "items": row})
    assert arguments(one)["body"]["items"]["properties"] == {"id": {"type": "integer"}}
    assert one.definition.required == ("body",)
    assert json.loads(prepare(one.definition, {"body": [{"id": 1}]}).content or b"") == [{"id": 1}]


@pytest.mark.parametrize("word", ["allOf", "oneOf", "anyOf"])
def test_what_is_made_of_itself_or_doubles_ends(word: str) -> None:
    one = posted({"$ref": "#/components/schemas/A"}, A={word: [{"$ref": "#/components/schemas/A"}] * 50})
    assert "cut" in one.notes
    doubling = {
        f"L{level}": {word: [{"$ref": f"#/components/schemas/L{level + 1}"}] * 10} for level in range(30)
    }
    assert "cut" in posted({"$ref": "#/components/schemas/L0"}, **doubling).notes
    wide = {"type": "object", "properties": {f"p{number}": {} for number in range(2_000)}}
    one = posted({word: [{"$ref": "#/components/schemas/Wide"}] * 200}, Wide=wide)
    assert len(arguments(one)) == 50


def test_a_document_in_yaml_is_the_same() -> None:
    import yaml

    assert read_document(yaml.safe_dump(CLINIC, sort_keys=False)) == read_document(json.dumps(CLINIC))


@pytest.mark.parametrize(
    "text",
    [
        "openapi: 3.1.0\npaths: &a {x: *a}",
        "a: &a [x,x]\nb: &b [*a,*a]\n" + "\n".join(f"c{i}: &c{i} [*b,*b]" for i in range(3)),
        "!!python/object/apply:os.system [id]",
        "openapi: 3.1.0\n" + "a: " + "[" * 200,
        "\t- :",
    ],
)
def test_hostile_yaml_is_refused(text: str) -> None:
    with pytest.raises(DocumentUnreadable):
        read_document(text)


def test_a_form_in_parts_comes_without_its_files() -> None:
    properties = {
        "name": {"type": "string"},
        "photo": {"type": "string", "format": "binary"},
        "pages": {"type": "array", "items": {"type": "string", "format": "binary"}},
    }
    schema = {"type": "object", "required": ["name", "photo"], "properties": properties}
    body = {"content": {"multipart/form-data": {"schema": schema}}}
    document = {
        "openapi": "3.1.0",
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/people": {"post": {"requestBody": body}}},
    }
    [operation] = read_document(json.dumps(document)).operations
    assert (operation.definition.request.body, operation.definition.required) == ("multipart", ("name",))
    assert [one.name for one in operation.definition.request.fields] == ["name"]
    assert operation.notes == ("file_left_out",)


def test_a_key_is_no_argument_and_signs_in_where_no_scheme_does() -> None:
    key = {"name": "xi-api-key", "in": "header", "schema": {"type": "string"}}
    rows = {"name": "page_token", "in": "query", "schema": {"type": "string"}}
    limit = {"name": "max_tokens", "in": "query", "schema": {"type": "integer"}}
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "servers": [{"url": "https://api.example.com"}],
        "paths": {
            f"/things/{number}": {"get": {"parameters": [key, *([rows] if number else [limit])]}}
            for number in range(2)
        },
    }
    read = read_document(json.dumps(document))
    assert (read.sign_in, read.credentials) == ("api_key", {"header": "xi-api-key"})
    assert all("xi_api_key" not in one.definition.arguments for one in read.operations)
    assert all("key_left_out" in one.notes for one in read.operations)
    # What the document says itself comes first.
    document["components"] = {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}}
    assert read_document(json.dumps(document)).sign_in == "bearer"
