"""What people write into YAML by hand is read as they mean it, and what a program writes as it was."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.documents import documents


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10:30", "10:30"),
        ("12:30:45.5", "12:30:45.5"),
        ("0612345677", "0612345677"),
        ("08001", "08001"),
        ("+34612345678", "+34612345678"),
        ("1_000", "1_000"),
        ("2026-01-01", "2026-01-01"),
        ("No", "No"),
        ("v1.10", "v1.10"),
        ("0x1F", "0x1F"),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("1.50", 1.5),
        (".5", 0.5),
        ("1.0e+20", 1e20),
        ("true", True),
        ("null", None),
        ("", None),
    ],
)
def test_a_plain_word_is_what_it_looks_like(written: str, read: object) -> None:
    (document,) = documents(f"value: {written}", as_yaml=True)
    assert document["value"] == read
    assert type(document["value"]) is type(read)


@given(
    st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text("0123456789+-.:_eExno ", max_size=12)
)
def test_what_a_program_writes_is_read_as_it_was(value: object) -> None:
    assert documents(yaml.safe_dump({"value": value}), as_yaml=True) == [{"value": value}]
