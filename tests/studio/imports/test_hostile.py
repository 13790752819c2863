"""Whatever comes in, something readable comes out: an agent within the bounds, or a list of what was wrong."""

import gzip
import io
import json
import zipfile
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from centralita import engine
from centralita.studio.imports.domain.faults import Unreadable, fault_sentence
from centralita.studio.imports.domain.losses import loss_sentence
from centralita.studio.imports.reading import FORMATS, Reading, read
from tests.studio.imports import samples

SAMPLES = samples.all_of_them()


def no_guess(_text: str) -> str:
    return ""


def outcome(name: str, content: bytes) -> Reading | tuple[str, ...]:
    """What became of one file; the codes of what was wrong with it."""
    try:
        reading = read([(name, content)], no_guess)
    except Unreadable as error:
        told = [fault_sentence(fault, language) for fault in error.faults for language in ("en", "es")]
        return tuple(fault.code for fault in error.faults) if all(told) else ()
    engine.check(reading.drawn.blueprint)
    for loss in reading.drawn.losses:
        assert loss_sentence(loss, "en")
        assert loss_sentence(loss, "es")
    return reading


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["{{x}}", "{{", "\x00"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_any_json_is_read_or_refused_in_words(value: object) -> None:
    outcome("a.json", json.dumps(value).encode())


@settings(max_examples=80, deadline=None)
@given(VALUES)
def test_any_yaml_is_read_or_refused_in_words(value: object) -> None:
    outcome("a.yml", yaml.safe_dump(value).encode("utf-8", "replace"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xff\xfe", b"{", b"flows:\n"):
        outcome("a", start + content)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything inside."""
    found = [path]
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        found.extend(places(one, (*path, key)))
    return found


def replaced(value: Any, path: tuple[Any, ...], by: Any) -> Any:
    if not path:
        return by
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], by)
    return copy


@pytest.mark.parametrize("name", sorted(SAMPLES))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_real_file_with_anything_anywhere_is_read_or_refused_in_words(
    name: str, data: st.DataObject
) -> None:
    document = SAMPLES[name]
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(places(document)))
        document = replaced(document, path, data.draw(VALUES))
    outcome(f"{name}.json", json.dumps(document).encode())


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_file_that_was_cut_is_refused_with_the_place(name: str) -> None:
    content = json.dumps(SAMPLES[name]).encode()
    for length in range(1, len(content), max(1, len(content) // 25)):
        assert outcome(f"{name}.json", content[:length]) == ("json",)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_each_kind_is_told_apart_from_the_others(name: str) -> None:
    reading = outcome(f"{name}.json", json.dumps(SAMPLES[name]).encode())
    assert isinstance(reading, Reading)
    assert reading.format == name.partition("_")[0]
    assert not [one for one in engine.check(reading.drawn.blueprint) if one.severity == "error"]


@pytest.mark.parametrize("kind", ["[", '{"a":'])
def test_twenty_thousand_levels_are_refused(kind: str) -> None:
    assert outcome("a.json", kind.encode() * 20_000) in {("too_deep",), ("json",)}
    closed = b"[" * 20_000 + b"]" * 20_000
    assert outcome("a.json", closed) == ("too_deep",)
    assert outcome("a.yml", closed) in {("too_deep",), ("yaml",)}
    assert outcome("a.yml", b"".join(b" " * i + b"a:\n" for i in range(300))) == ("too_deep",)


def test_aliases_that_blow_up_or_go_round_are_refused() -> None:
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9)
    )
    assert outcome("a.yml", bomb.encode()) == ("too_many",)
    assert outcome("a.yml", b"a: &a\n  b: *a\n") == ("cyclic",)
    assert outcome("a.yml", b"a: *nobody\n") in {("cyclic",), ("yaml",)}


@pytest.mark.parametrize(
    "content",
    [
        b"!!python/object/apply:os.system ['true']",
        b"a: !!python/name:os.system",
        b"? [a]\n: b",
        b"a: \t- b",
        b"%YAML 9.9\n---\na",
        b"a: !!binary '==='",
    ],
)
def test_yaml_that_is_more_than_yaml_is_refused(content: bytes) -> None:
    assert isinstance(outcome("a.yml", content), tuple)


def test_huge_files_are_refused() -> None:
    assert outcome("a.json", b" " * 10_000_001) == ("too_large",)
    assert outcome("a.json", b"[" + b"1," * 500_000 + b"1]") == ("too_many",)
    assert outcome("a.json", b"[" + b"9" * 5_000 + b"]") == ("number",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_texts_are_read_in_each_unicode_encoding(encoding: str) -> None:
    content = json.dumps(SAMPLES["typebot"], ensure_ascii=False).encode(encoding)
    assert isinstance(outcome("a.json", content), Reading)


def test_a_text_in_another_encoding_is_refused_with_the_place() -> None:
    assert outcome("a.json", '{"name": "Cañón"}'.encode("latin-1")) == ("encoding",)


def packed(files: dict[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return memory.getvalue()


def test_archives_are_bounded_however_small_they_are() -> None:
    assert outcome("a.zip", packed({"a.json": b" " * 40_000_000})) == ("archive_too_large",)
    assert outcome("a.zip", packed({f"{i}.json": b"{}" for i in range(2_001)})) == ("archive_too_many",)
    assert outcome("a.gz", gzip.compress(b" " * 40_000_000)) == ("archive_too_large",)
    assert outcome("a.zip", packed({"readme.txt": b"hello"})) == ("nothing_inside",)
    assert outcome("a.zip", packed({"a.json": b"{}"})[:60]) == ("archive_broken",)
    inside = packed({"../../etc/bot.json": json.dumps(SAMPLES["typebot"]).encode()})
    assert isinstance(outcome("a.zip", inside), Reading)


def test_one_broken_file_among_good_ones_is_told_and_nothing_is_made() -> None:
    good = json.dumps(SAMPLES["typebot"]).encode()
    assert outcome("a.zip", packed({"a.json": good, "b.json": b"{"})) == ("json",)


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({kind.NAME for kind in FORMATS}) == len(FORMATS)


def test_flows_that_lead_to_themselves_are_drawn() -> None:
    document = {
        "version": "6",
        "groups": [
            {"id": "g", "title": "g", "blocks": [{"id": "b", "type": "Jump", "options": {"groupId": "g"}}]}
        ],
        "events": [{"id": "e", "type": "start", "outgoingEdgeId": "x"}],
        "edges": [{"id": "x", "to": {"groupId": "g"}}],
    }
    reading = outcome("a.json", json.dumps(document).encode())
    assert isinstance(reading, Reading)
    assert {one.code for one in engine.check(reading.drawn.blueprint)} >= {"loop_without_waiting"}
