"""Keys name their organization; origins are matched exactly."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.ids import OrganizationId, to_text
from centralita.operations.channels.domain import (
    MalformedKey,
    MalformedOrigin,
    WidgetSettings,
    make_key,
    normal_origin,
    normal_origins,
    origin_allowed,
    parse_key,
)

OWN = "https://app.centralita.example"
uuids = st.uuids().map(OrganizationId)


@given(uuids)
def test_a_key_tells_its_organization(organization_id: OrganizationId) -> None:
    key = make_key(organization_id)
    assert key.startswith(to_text("cpk", organization_id))
    assert len(key) <= 80
    assert parse_key(key) == organization_id


@given(st.text(max_size=90))
def test_what_is_no_key_is_refused_and_nothing_else_happens(text: str) -> None:
    with pytest.raises(MalformedKey):
        parse_key(text)


@pytest.mark.parametrize(
    "change", [lambda key: key[:-1], lambda key: key + "0", lambda key: "x" + key, str.upper]
)
def test_a_key_is_taken_whole_or_not_at_all(change) -> None:
    with pytest.raises(MalformedKey):
        parse_key(change(make_key(OrganizationId(UUID(int=7)))))


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("https://Example.com/", "https://example.com"),
        ("https://example.com:443", "https://example.com"),
        ("http://localhost:3000", "http://localhost:3000"),
        (" https://*.example.com ", "https://*.example.com"),
        ("https://clínica.es", "https://xn--clnica-4va.es"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_origins_have_one_form(written: str, normal: str) -> None:
    assert normal_origin(written) == normal
    assert normal_origin(normal) == normal


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "example.com",
            "ftp://example.com",
            "https://",
            "https://*",
            "https://*.com/x",
            "https://*.local",
        ),
        *(
            "https://example.com/path",
            "https://a.*.com",
            "https://user@example.com",
            "https://example.com:port",
        ),
        *(
            "https://exa mple.com",
            "javascript:alert(1)",
            "https://example.com?x",
            "null",
            "https://a..b",
            "https://[x]",
        ),
    ],
)
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(MalformedOrigin):
        normal_origin(text)


@given(st.text(max_size=60))
def test_any_text_is_an_origin_in_one_form_or_refused(text: str) -> None:
    try:
        normal = normal_origin(text)
    except MalformedOrigin:
        return
    assert normal_origin(normal) == normal


@pytest.mark.parametrize(
    ("origin", "rules", "allowed"),
    [
        ("https://example.com", ["https://example.com"], True),
        ("https://example.com", ["https://www.example.com"], False),
        ("http://example.com", ["https://example.com"], False),
        ("https://example.com:8443", ["https://example.com"], False),
        ("https://www.example.com", ["https://*.example.com"], True),
        ("https://a.b.example.com", ["https://*.example.com"], True),
        ("https://example.com", ["https://*.example.com"], False),
        ("https://evilexample.com", ["https://*.example.com"], False),
        ("https://example.com.evil.test", ["https://*.example.com"], False),
        ("http://www.example.com", ["https://*.example.com"], False),
        ("https://*.example.com", ["https://*.example.com"], False),
        ("null", ["https://example.com"], False),
        (OWN, [], True),
        ("https://example.com", [], False),
        (OWN, ["https://example.com"], True),
        (None, ["https://example.com"], True),
    ],
)
def test_only_the_pages_that_were_named_may_use_a_key(origin, rules, allowed) -> None:
    assert origin_allowed(origin, rules, OWN) is allowed


def test_the_same_origin_is_kept_once() -> None:
    assert normal_origins(["https://a.es", "https://A.es/"]) == ["https://a.es"]


def test_settings_of_an_older_version_are_read() -> None:
    assert WidgetSettings.stored({"color": "#112233", "gone": 1}).color == "#112233"
    assert WidgetSettings.stored(None) == WidgetSettings()
