"""Hostile texts are refused with a reason or kept whole, wherever a person may write one."""

import json
from pathlib import Path

import pytest

from tests.people import Member

pytestmark = pytest.mark.database


def naughty(corpora: Path) -> list[str]:
    return [text for text in json.loads((corpora / "blns.json").read_text("utf-8")) if text.strip()]


def test_every_naughty_string_is_kept_whole_or_refused(member: Member, corpora: Path) -> None:
    strings = naughty(corpora)
    assert len(strings) > 400
    kept = 0
    for start in range(0, len(strings), 25):
        batch = strings[start : start + 25]
        body = {"title": "Textos", "text": "\n".join(batch)[:4_000]}
        answer = member.api.post("/business/policies", body)
        assert answer.status_code in {201, 409, 422}, (batch, answer.content)
        if answer.status_code == 201:
            assert answer.json()["text"] == body["text"].strip()
            kept += 1
            assert member.api.delete(f"/business/policies/{answer.json()['id']}").status_code == 204
    assert kept > 10


def test_every_naughty_string_may_be_asked_and_answered(member: Member, corpora: Path) -> None:
    strings = naughty(corpora)
    pairs = [{"question": text[:300], "answer": text[:4_000]} for text in strings]
    for pair in pairs[::24]:
        answer = member.api.post("/knowledge/faq", pair)
        assert answer.status_code in {201, 422}, answer.content
        if answer.status_code == 201:
            assert answer.json()["answer"] == pair["answer"].strip()
    for text in strings[::8]:
        answer = member.api.post("/knowledge/search", {"question": text[:500]})
        assert answer.status_code in {200, 422}, (text, answer.content)
