"""Giving an agent that was read in no language the language that somebody chose. Pure."""

from typing import Any

from centralita import engine
from centralita.studio.imports.domain.drawing import LANGUAGE

# Objects whose keys are names, not languages.
_NAMED = frozenset({"parameters", "arguments", "default"})


def spoken(content: dict[str, Any], language: str, name: str) -> engine.Blueprint:
    """The blueprint of a stored content, called so, with every text in this language."""
    labelled = {key: relabelled(value, language) for key, value in content.items()}
    return engine.Blueprint.model_validate(
        {**labelled, "name": name, "languages": [language], "default_language": language}
    )


def relabelled(value: Any, language: str) -> Any:
    """A value with every text that was in no language in this one."""
    if isinstance(value, dict):
        return {
            language if key == LANGUAGE and isinstance(inner, str | list) else key: (
                inner if key in _NAMED else relabelled(inner, language)
            )
            for key, inner in value.items()
        }
    return [relabelled(inner, language) for inner in value] if isinstance(value, list) else value
