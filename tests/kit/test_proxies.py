"""Who asks is whoever our own proxies saw, never whoever somebody claims to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.proxies import NOBODY, plain_address, visitor_address


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        (["192.0.2.9"], 0, "10.0.0.1"),
        (["192.0.2.9"], 1, "192.0.2.9"),
        (["6.6.6.6, 192.0.2.9"], 1, "192.0.2.9"),
        (["6.6.6.6, 192.0.2.9", "10.0.0.7"], 2, "192.0.2.9"),
        (["192.0.2.9"], 2, "10.0.0.1"),
        ([], 1, "10.0.0.1"),
        (["unknown"], 1, NOBODY),
    ],
)
def test_as_many_proxies_are_believed_as_there_are(forwarded: list[str], proxies: int, address: str) -> None:
    assert visitor_address("10.0.0.1", forwarded, proxies) == address


@given(st.lists(st.text(max_size=60), max_size=4), st.ip_addresses())
def test_nothing_that_a_visitor_writes_changes_who_it_is(claimed: list[str], seen: object) -> None:
    assert visitor_address("10.0.0.1", [*claimed, str(seen)], 1) == str(seen)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("192.0.2.9", "192.0.2.9"),
        ("192.0.2.9:50123", "192.0.2.9"),
        ("2001:DB8::1", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("", NOBODY),
        ("x" * 300, NOBODY),
    ],
)
def test_an_address_is_read_as_proxies_write_it(written: str, address: str) -> None:
    assert plain_address(written) == address
