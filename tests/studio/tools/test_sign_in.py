"""How tools sign in, where keys may stand, and what of it documents say."""

import hashlib
import hmac
import json
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.outbound import Guard, OutboundPolicy
from centralita.studio.tools.domain import checks
from centralita.studio.tools.domain.definition import read
from centralita.studio.tools.domain.openapi import read_document
from centralita.studio.tools.domain.request import CannotBeSent, Prepared, signed
from centralita.studio.tools.domain.schemes import sign_in_of
from centralita.studio.tools.domain.sign_in import SignIn, signature_of
from tests.people import Member
from tests.studio.tools.stub import Answer, Asked, Stub, definition, serving_tools
from tests.studio.tools.test_api import changed, made, tried

SECRET = "sk-very-secret-987654"
ADDRESS = "https://api.example.com"
GUARD = Guard(OutboundPolicy())


def codes(request: dict[str, Any], sign_in: SignIn = SignIn.NONE) -> list[tuple[str, str]]:
    content = definition(ADDRESS, request={"address": f"{ADDRESS}/x", **request})
    return [(one.code, one.field) for one in checks.problems(read(content), GUARD, sign_in)]


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        ({"headers": [{"name": "X-API-Key", "value": "opensesame"}]}, "request.headers.0.value"),
        ({"headers": [{"name": "X-Thing", "value": f"Bearer {SECRET}"}]}, "request.headers.0.value"),
        ({"query": [{"name": "access_token", "value": "abcdefgh"}]}, "request.query.0.value"),
        ({"address": f"{ADDRESS}/x?api_key=abcdefgh"}, "request.address"),
        (
            {"method": "POST", "body": "json", "fields": [{"name": "auth.password", "value": "opensesame"}]},
            "request.fields.0.value",
        ),
        (
            {
                "method": "POST",
                "body": "json",
                "fields": [{"name": "a", "value": '[{"token": "opensesame"}]', "type": "json"}],
            },
            "request.fields.0.value",
        ),
        (
            {"method": "POST", "body": "raw", "template": json.dumps({"a": [{"b": f"x {SECRET}"}]})},
            "request.template",
        ),
    ],
)
def test_a_key_that_is_typed_as_text_is_told(request_: dict[str, Any], field: str) -> None:
    assert codes(request_) == [("secret_in_text", field)]


@pytest.mark.parametrize(
    "request_",
    [
        {"headers": [{"name": "X-API-Key", "value": "{day}"}]},
        {"headers": [{"name": "X-Token-Type", "value": "bearer"}]},
        {
            "query": [
                {"name": "max_tokens", "value": "1000"},
                {"name": "country_code", "value": "ES-AN-MA-29"},
            ]
        },
        {"address": f"{ADDRESS}/x?zip_code=28001-1234&access_token={{day}}"},
        {"address": "https://[broken?token=abcdefgh"},
        {
            "method": "POST",
            "body": "json",
            "fields": [
                {"name": "package", "value": "Basic treatment"},
                {"name": "token", "value": "12345678", "type": "json"},
            ],
        },
    ],
)
def test_words_and_arguments_are_no_keys(request_: dict[str, Any]) -> None:
    assert "secret_in_text" not in [code for code, _ in codes(request_)]


def test_a_key_in_the_body_needs_one() -> None:
    assert codes({}, SignIn.BODY_KEY) == [("sign_in_without_body", "sign_in")]
    assert codes({"method": "POST", "body": "json"}, SignIn.BODY_KEY) == []


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40))
def test_a_key_arrives_as_it_was_typed(key: str) -> None:
    fields = {"parameter": "key", "api_key": key}
    asked = signed(Prepared("GET", f"{ADDRESS}/x?a=1"), SignIn.QUERY_KEY, fields)
    assert parse_qs(asked.url.partition("?")[2]) == {"a": ["1"], "key": [key]}
    posted = signed(Prepared("POST", ADDRESS, {}, b'{"a": 1}'), SignIn.BODY_KEY, fields)
    assert json.loads(posted.content or b"") == {"a": 1, "key": key}
    form = Prepared("POST", ADDRESS, {"content-type": "application/x-www-form-urlencoded"}, b"a=1")
    filled = signed(form, SignIn.BODY_KEY, fields).content or b""
    assert parse_qs(filled.decode()) == {"a": ["1"], "key": [key]}


def test_a_body_that_is_no_object_takes_no_key() -> None:
    with pytest.raises(CannotBeSent):
        signed(Prepared("POST", ADDRESS, {}, b"[1]"), SignIn.BODY_KEY, {"api_key": SECRET})


FLOW = {
    "clientCredentials": {"tokenUrl": "https://id.example.com/token", "scopes": {"read": "", "write": ""}}
}


@pytest.mark.parametrize(
    ("scheme", "kind", "credentials"),
    [
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, SignIn.API_KEY, {"header": "X-Key"}),
        ({"type": "apiKey", "in": "header", "name": "a b"}, SignIn.API_KEY, {}),
        ({"type": "apiKey", "in": "query", "name": "key"}, SignIn.QUERY_KEY, {"parameter": "key"}),
        ({"type": "apiKey", "in": "cookie", "name": "sid"}, SignIn.NONE, {}),
        ({"type": "http", "scheme": "Bearer"}, SignIn.BEARER, {}),
        ({"type": "http", "scheme": "basic"}, SignIn.BASIC, {}),
        (
            {"type": "oauth2", "flows": FLOW},
            SignIn.OAUTH2,
            {"endpoint": "https://id.example.com/token", "scope": "read write"},
        ),
        ({"type": "oauth2", "flows": {"implicit": {}}}, SignIn.NONE, {}),
        ({"$ref": "#/components/securitySchemes/one"}, SignIn.NONE, {}),
    ],
)
def test_a_document_says_how_one_signs_in(
    scheme: dict[str, Any], kind: SignIn, credentials: dict[str, str]
) -> None:
    document = {
        "openapi": "3.0.0",
        "paths": {"/a": {"get": {}}},
        "components": {"securitySchemes": {"one": scheme}},
    }
    found = read_document(json.dumps(document))
    assert (found.sign_in, found.credentials) == (kind, credentials)


def test_what_a_document_asks_for_everywhere_comes_first() -> None:
    schemes = {"one": {"type": "http", "scheme": "basic"}, "two": {"type": "http", "scheme": "bearer"}}
    root = {"security": [{"two": []}], "components": {"securitySchemes": schemes}}
    assert sign_in_of(root) == (SignIn.BEARER, {})


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["security", "components", "securitySchemes", "type", "in", "name", "flows"])
                | st.text(),
                inner,
            )
        ),
    )
)
def test_no_document_breaks_it(root: object) -> None:
    sign_in_of(root if isinstance(root, dict) else {"components": {"securitySchemes": root}})


@pytest.fixture(scope="module")
def system() -> Iterator[Stub]:
    with serving_tools() as stub:
        yield stub


@pytest.fixture
def stub(system: Stub) -> Stub:
    system.asked.clear()
    system.answer = lambda _asked: Answer.of({"slots": [{"start": "10:00"}]})
    return system


@pytest.mark.database
def test_a_key_in_the_address_is_sent_and_never_shown(member: Member, stub: Stub) -> None:
    tool = made(member, definition(stub.address, request={"query": [{"name": "a", "value": "1"}]}))
    changed(member, tool, {"sign_in": "query_key", "credentials": {"parameter": "key", "api_key": SECRET}})
    went = tried(member, tool, day="1")
    assert stub.asked[0].path == f"/slots/1?a=1&key={SECRET}"
    assert went["sent"]["url"] == f"{stub.address}/slots/1?a=1"
    shown = member.api.get(f"/tools/{tool}").json()
    assert shown["credentials"] == {"parameter": "key"}
    assert SECRET not in str((went, shown, member.api.get(f"/tools/{tool}/calls").json()))


@pytest.mark.database
def test_a_client_may_prove_itself_in_the_form(member: Member, stub: Stub) -> None:
    def answer(asked: Asked) -> Answer:
        if asked.path == "/token":
            return Answer.of({"access_token": "t0"})
        return Answer.of({"slots": []})

    stub.answer = answer
    credentials = {
        "endpoint": f"{stub.address}/token",
        "client_id": "us",
        "client_secret": SECRET,
        "audience": "https://api.example.com",
        "more": "resource=urn:x&tenant=one",
        "client_auth": "post",
    }
    body = {"name": "a", "label": "A", "definition": definition(stub.address)}
    answered = member.api.post("/tools", {**body, "sign_in": "oauth2", "credentials": credentials})
    assert answered.status_code == 201, answered.content
    assert tried(member, answered.json()["id"], day="1")["ok"]
    asked, call = stub.asked
    assert "authorization" not in asked.headers
    assert {name: values[0] for name, values in parse_qs(asked.body.decode()).items()} == {
        "grant_type": "client_credentials",
        "client_id": "us",
        "client_secret": SECRET,
        "audience": "https://api.example.com",
        "resource": "urn:x",
        "tenant": "one",
    }
    assert call.headers["authorization"] == "Bearer t0"
    assert SECRET not in str(answered.json())


@pytest.mark.database
@pytest.mark.parametrize("more", ["nonsense", "client_secret=x", "api_key=abc", "grant_type=password"])
def test_more_fields_are_neither_nonsense_nor_secret(member: Member, stub: Stub, more: str) -> None:
    credentials = {
        "endpoint": f"{stub.address}/token",
        "client_id": "us",
        "client_secret": SECRET,
        "more": more,
    }
    body = {"name": "a", "label": "A", "definition": definition(stub.address)}
    answered = member.api.post("/tools", {**body, "sign_in": "oauth2", "credentials": credentials})
    assert (answered.status_code, answered.json()["code"]) == (422, "provider_credentials_invalid")
    # Nothing is made of one that could not sign in.
    assert member.api.get("/tools").json()["items"] == []


@pytest.mark.database
def test_what_has_a_key_in_its_text_is_not_published(member: Member, stub: Stub) -> None:
    headers = [{"name": "X-Api-Key", "value": "opensesame"}]
    tool = made(member, definition(stub.address, request={"headers": headers}))
    assert member.api.post(f"/tools/{tool}/publish", {}).status_code == 409
    [problem] = member.api.get(f"/tools/{tool}").json()["problems"]
    assert (problem["code"], problem["data"]) == ("secret_in_text", {"name": "X-Api-Key"})


def test_a_signed_request_can_be_checked_by_whoever_knows_the_secret(member: Member, stub: Stub) -> None:
    fields = [{"name": "day", "value": "{day}"}]
    request = {"method": "POST", "address": f"{stub.address}/slots?a=1", "body": "json", "fields": fields}
    tool = made(member, definition(stub.address, request=request))
    changed(member, tool, {"sign_in": "hmac", "credentials": {"header": "X-Signed", "secret": SECRET}})
    began = int(time.time())
    went = tried(member, tool, day="lunes")
    [asked] = stub.asked
    signed = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", asked.headers["x-signed"])
    assert signed
    moment, digest = signed.groups()
    assert began <= int(moment) <= time.time()
    said = f"{moment}.POST.{stub.address}/slots?a=1.".encode() + asked.body
    assert hmac.compare_digest(hmac.new(SECRET.encode(), said, hashlib.sha256).hexdigest(), digest)
    assert SECRET not in str(asked) + str(went)


@given(st.binary(max_size=60), st.binary(max_size=60), st.integers(0, 2**31), st.integers(0, 2**31))
def test_another_body_or_moment_is_another_signature(one: bytes, other: bytes, now: int, then: int) -> None:
    fields = {"secret": SECRET}
    signs = [signature_of(fields, "POST", ADDRESS, body, at) for body, at in ((one, now), (other, then))]
    assert (signs[0] == signs[1]) == ((one, now) == (other, then))
    assert signature_of({"secret": "x"}, "POST", ADDRESS, one, now) != signs[0]
