"""Whatever the server says to people who use the dashboard, it says in every language of the dashboard.

Texts lie in three shapes: dictionaries by language in the code, objects by language in data files, and whole files by
language. Each is found by its shape, so that a new text cannot forget a language; what is missing is listed with its
place and its English.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import centralita
from centralita.identity.mail.letters import compose
from centralita.kit.languages import READING, reading_language
from tests.people import Member

SOURCE = Path(centralita.__file__).parent
# What agents say to callers, or what callers are made to say: worded where there are templates for it.
CONTENT = (
    "studio/templates/data/",
    "studio/prompts/data/",
    "studio/prompts/catalogue.py",
)
PLACE = re.compile(r"(?<!{){(\w*)}(?!})|{{\s*([\w.]+)\s*}}")
Texts = dict[str, object]


def ours(pattern: str) -> Iterator[Path]:
    for file in sorted(SOURCE.rglob(pattern)):
        name = file.relative_to(SOURCE).as_posix()
        if "/migrations/" not in name and not name.startswith(CONTENT):
            yield file


def in_code() -> Iterator[tuple[str, Texts]]:
    """Every dictionary of the code whose keys are languages, with what it holds where that is a text."""
    for file in ours("*.py"):
        name = file.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
                if {"en", "es"} <= set(keys):
                    values = [_value(value) for value in node.values]
                    yield f"{name}:{node.lineno}", dict(zip(map(str, keys), values, strict=True))


def _value(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


def in_data() -> Iterator[tuple[str, Texts]]:
    """Every object of a data file whose keys are languages."""
    for file in ours("*.json"):
        yield from _objects(file.relative_to(SOURCE).as_posix(), json.loads(file.read_text(encoding="utf-8")))


def _objects(place: str, value: object) -> Iterator[tuple[str, Texts]]:
    if isinstance(value, dict):
        if {"en", "es"} <= set(value):
            yield place, value
        for name, inner in value.items():
            yield from _objects(f"{place}: {name}", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _objects(f"{place}: {number}", inner)


def in_files() -> Iterator[tuple[str, Texts]]:
    """Every family of files such as `letters.en.json`, as one dictionary by language."""
    for file in ours("*.en.json"):
        stem = file.name.removesuffix(".en.json")
        others = {each: file.with_name(f"{stem}.{each}.json") for each in READING}
        yield (
            file.relative_to(SOURCE).as_posix(),
            {each: json.loads(other.read_text("utf-8")) for each, other in others.items() if other.exists()},
        )


def leaves(value: object, path: str = "") -> dict[str, str]:
    """The texts within, by where they stand."""
    if isinstance(value, str):
        return {path: value}
    found: dict[str, str] = {}
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list | tuple)
        else ()
    )
    for name, each in inner:
        found |= leaves(each, f"{path}.{name}" if path else str(name))
    return found


def places(text: str) -> list[str]:
    # Four braces are two that are shown.
    told = text.replace("{{{{", "").replace("}}}}", "")
    return sorted({one or other for one, other in PLACE.findall(told)})


def test_every_field_has_its_label_in_every_language() -> None:
    """The fields of credentials (`labels`) and of steps (`editor`) name their texts one after the other."""
    missing: list[str] = []
    for file in ours("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            place = f"{file.relative_to(SOURCE).as_posix()}:{node.lineno}: {ast.unparse(node)}"
            given = {keyword.arg for keyword in node.keywords}
            if node.func.id == "labels" and len(node.args) < len(READING):
                missing.append(place)
            wanted = {"pt", "pt_help"} if len(node.args) > 2 else {"pt"}
            if node.func.id == "editor" and not wanted <= given:
                missing.append(place)
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("found", [in_code, in_data, in_files])
def test_every_text_is_there_in_every_language(found: object) -> None:
    assert callable(found)
    missing: list[str] = []
    looked_at = 0
    for place, texts in found():
        looked_at += 1
        english = leaves(texts["en"])
        for language in READING:
            if language not in texts:
                missing.append(f"{place}: {language} is missing; in English: {texts['en']!r}")
                continue
            own = leaves(texts[language])
            missing += [
                f"{place}: {language} {path} is missing; in English: {text!r}"
                for path, text in english.items()
                if text and not own.get(path, "").strip() and not isinstance(texts[language], list | tuple)
            ]
    assert looked_at
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("found", [in_code, in_data, in_files])
def test_texts_are_made_of_the_same_data_in_every_language(found: object) -> None:
    assert callable(found)
    differing = [
        f"{place}: {language} {path}: {text!r} and in English {english[path]!r}"
        for place, texts in found()
        for english in [leaves(texts["en"])]
        for language in READING
        for path, text in leaves(texts.get(language)).items()
        if path in english and places(text) != places(english[path])
    ]
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("pt", "pt"),
        ("pt-BR", "pt"),
        ("PT-pt", "pt"),
        ("es-MX", "es"),
        ("en-GB", "en"),
        ("fr", "en"),
        ("", "en"),
    ],
)
def test_who_asks_for_a_language_reads_the_nearest(asked: str, read: str) -> None:
    assert reading_language(asked) == read


@pytest.mark.database
def test_somebody_reads_portuguese(member: Member) -> None:
    changed = member.api.patch("/me", {"language": "pt"})
    assert changed.status_code == 200, changed.content
    assert member.api.get("/me").json()["user"]["language"] == "pt"
    missing = member.api.get("/agents/agt_01k9h2v7zq4m8x3n5t6w1y0r2s")
    assert (missing.status_code, missing.json()["title"]) == (404, "Não encontrado")
    assert missing.headers["Content-Language"] == "pt"
    wrong = member.api.post("/agents", {"name": ""}).json()
    assert wrong["errors"][0]["detail"] == "Escreva pelo menos 1 caracteres."


def test_letters_are_in_portuguese() -> None:
    letter = compose("login_code", "pt-BR", {"code": "123456"})
    assert letter.subject == "Seu código para entrar: 123456"
