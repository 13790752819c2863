"""Problems in words."""

from __future__ import annotations

from centralita.engine.inspection import Problem

_SENTENCES = {"no_entry": {"es": "El agente no tiene ningún nodo.", "en": "The agent has no node."}}


def sentence(problem: Problem, language: str) -> str:
    """`problem` in words a person understands, in `language` or English."""
    texts = _SENTENCES[problem.code]
    return texts.get(language.partition("-")[0], texts["en"]).format_map(problem.data)
