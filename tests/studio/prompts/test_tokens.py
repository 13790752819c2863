"""The guess at how many tokens a text is, against counts of real vocabularies."""

import json
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.prompts.domain.tokens import about_tokens

# Its `source` says who counted, and with what.
COUNTED: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("token_counts.json").read_text(encoding="utf-8")
)["texts"]
# How far the guess may lie from the newest vocabulary, as a part of the count: of one text, and of a kind on average.
BOUNDS = {
    "prose": (0.10, 0.05),
    "document": (0.15, 0.08),
    "code": (0.15, 0.08),
    "json": (0.15, 0.10),
    "markdown": (0.20, 0.10),
    "numbers": (0.15, 0.08),
    "emoji": (0.20, 0.08),
    "links": (0.20, 0.10),
    # Other languages, of which one sentence is here each.
    "other": (0.30, 0.15),
}


def off(one: dict[str, Any]) -> float:
    return about_tokens(one["text"]) / float(one["o200k"]) - 1


@pytest.mark.parametrize("kind", BOUNDS)
def test_the_guess_lies_within_its_bounds(kind: str) -> None:
    errors = [off(one) for one in COUNTED if one["kind"] == kind]
    single, together = BOUNDS[kind]
    assert max(map(abs, errors)) <= single
    assert abs(fmean(errors)) <= together


@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_ordinary_prose_is_guessed_within_a_tenth(language: str) -> None:
    prose = [one for one in COUNTED if one["kind"] == "prose" and one["language"] == language]
    assert len(prose) >= 9
    assert all(abs(off(one)) <= 0.10 for one in prose)
    # An older vocabulary makes more of the same text: never half as much again.
    assert all(0.75 <= about_tokens(one["text"]) / one["cl100k"] <= 1.15 for one in prose)


@given(st.text(max_size=300), st.text(max_size=300))
def test_two_texts_are_about_as_long_as_both(one: str, other: str) -> None:
    together = about_tokens(f"{one}\n{other}")
    assert 0 <= together <= 3 * (len(one) + len(other) + 1)
    assert abs(together - about_tokens(one) - about_tokens(other)) <= 3
