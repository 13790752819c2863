"""Files of numbers: whatever they look like, numbers come out and nothing breaks."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.operations.compliance.domain.lines import LONGEST_LINE, read_lines


def numbers(content: bytes, region: str = "ES") -> list[str]:
    return [line.number for line in read_lines(io.BytesIO(content), region) if not line.blank]


@pytest.mark.parametrize(
    "content",
    [
        b"+34612345678\n+34912345678\n",
        b"612345678\r\n912345678",
        b"\xef\xbb\xbfphone\n612345678\n\n\n912 34 56 78\n",
        b'name;phone\n"Ana";"612 345 678"\n"Luis";"912345678"\n',
        b"id,number\n1,612345678\n2,912345678\n",
        "612345678\n912345678\n".encode("utf-16-le"),
    ],
)
def test_the_numbers_of_a_list_however_it_is_written(content) -> None:
    assert numbers(content) == ["+34612345678", "+34912345678"]


def test_area_and_number_apart_are_one_number() -> None:
    assert numbers(b"212,5552368\n", "US") == ["+12125552368"]


def test_a_line_without_a_number_is_told() -> None:
    assert numbers(b"612345678\n12\nnobody\n") == ["+34612345678", "", ""]


def test_a_line_without_end_is_one_line_without_a_number() -> None:
    content = b"6" * (10 * LONGEST_LINE) + b"\n612345678\n"
    assert numbers(content) == ["", "+34612345678"]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_to_their_end(content: bytes) -> None:
    lines = list(read_lines(io.BytesIO(content), "ES"))
    assert (lines[-1].end if lines else 0) == len(content)
    assert [line.end for line in lines] == sorted(line.end for line in lines)


@given(st.binary(max_size=300), st.integers(0, 10))
def test_reading_goes_on_where_it_stood(content: bytes, after: int) -> None:
    whole = list(read_lines(io.BytesIO(content), "ES"))
    if after < len(whole) and after > 0:
        rest = list(read_lines(io.BytesIO(content), "ES", whole[after - 1].end))
        assert rest == whole[after:]


def test_odd_files_are_read(corpora) -> None:
    with (corpora / "csv_spectrum.jsonl").open() as file:
        for row in file:
            content = json.dumps(json.loads(row)).encode()
            list(read_lines(io.BytesIO(content), "ES"))
    with (corpora / "phone_examples.csv").open(newline="") as file:
        rows = [row["e164"] for row in csv.DictReader(file)]
    assert numbers("\n".join(rows).encode(), "") == rows
