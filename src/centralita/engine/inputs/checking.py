"""What is wrong with how an answer is asked for, before anybody is asked."""

from __future__ import annotations

from centralita.engine.inputs.choosing import ChoiceInput
from centralita.engine.inputs.plain import TextInput
from centralita.engine.inspection import Finding
from centralita.engine.reading.forms import is_pattern


def input_findings(expected: object) -> list[Finding]:
    """What the settings of a kind of answer contradict, whoever reads it."""
    if isinstance(expected, ChoiceInput):
        if not expected.options:
            return [Finding("no_options", "error")]
        ids = [option.id for option in expected.options]
        return [Finding("options_alike", "error")] if len(set(ids)) < len(ids) else []
    if isinstance(expected, TextInput):
        if expected.pattern and not is_pattern(expected.pattern):
            return [Finding("pattern_broken", "error")]
        if expected.min_length > expected.max_length:
            return [Finding("length_contradicts", "error")]
    return []
