"""Every error that a person may meet is said in every language."""

import importlib
import json
import pkgutil
import string

import pytest

import centralita
from centralita.config.problems import TEXTS
from centralita.kit.errors import AppError
from centralita.kit.languages import READING


def every_error() -> set[type[AppError]]:
    for module in pkgutil.walk_packages(centralita.__path__, "centralita."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: set[type[AppError]] = set()
    waiting = [AppError]
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        waiting += kind.__subclasses__()
    return {kind for kind in found if kind.__module__.startswith("centralita.")}


@pytest.mark.parametrize("language", READING)
def test_every_code_has_a_text(language: str) -> None:
    texts = json.loads((TEXTS / f"problems.{language}.json").read_text(encoding="utf-8"))
    # What the embedded server says is read at the terminal, by whoever starts it, and carries its own sentence.
    spoken = {kind.code for kind in every_error() if not kind.code.startswith("postgres")}
    missing = sorted(spoken - set(texts))
    assert missing == []


def test_the_languages_speak_of_the_same_things() -> None:
    loaded = [json.loads((TEXTS / f"problems.{language}.json").read_text("utf-8")) for language in READING]
    first = loaded[0]
    for other in loaded[1:]:
        assert set(first) == set(other)
        for code, text in first.items():
            fields = [
                {name for _, name, _, _ in string.Formatter().parse(one["detail"]) if name}
                for one in (text, other[code])
            ]
            assert fields[0] == fields[1], code
