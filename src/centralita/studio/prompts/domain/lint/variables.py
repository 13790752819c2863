"""Variables that nobody fills, that nobody uses, and what cannot be read as one."""

import re
from collections.abc import Collection, Iterator

from centralita.engine.check import GIVEN
from centralita.engine.templates import compile_template
from centralita.studio.prompts.domain.content import PromptVariable, sample_value
from centralita.studio.prompts.domain.includes import without_includes
from centralita.studio.prompts.domain.lint.finding import Finding

_EXPRESSION = re.compile(r"\{\{-?([^{}]*?)-?\}\}")
_OPEN = re.compile(r"\{\{(?![^{}]*\}\})|(?<!\})\}\}(?!\})")


def variables(
    text: str, declared: Collection[PromptVariable], known: Collection[str], whole: str
) -> Iterator[Finding]:
    """`known` are those that every conversation has; `whole` is the text with what it includes."""
    bare = without_includes(text)
    names = {each.name for each in declared}
    for match in _EXPRESSION.finditer(bare):
        template = compile_template(match[0])
        place = match.start(), match.end()
        if template.broken:
            yield Finding("variable_broken", "error", *place, {"text": match[0][:80]})
        for name in template.names:
            if not is_known(name, names, known):
                yield Finding("variable_unknown", "warning", *place, {"variable": name})
    closed = _EXPRESSION.sub(lambda match: " " * len(match[0]), bare)
    for match in _OPEN.finditer(closed):
        yield Finding("brace_open", "warning", match.start(), match.end())
    used = set(compile_template(whole).names)
    for each in declared:
        if not any(name == each.name or name.startswith(f"{each.name}.") for name in used):
            yield Finding("variable_unused", "hint", data={"variable": each.name})
        if each.sample.strip() and sample_value(each) is None:
            yield Finding("sample_malformed", "warning", data={"variable": each.name, "kind": each.kind})


def is_known(name: str, declared: Collection[str], known: Collection[str]) -> bool:
    """Whether something gives the variable, or an object that it is a part of."""
    parts = name.split(".")
    beginnings = {".".join(parts[: length + 1]) for length in range(len(parts))}
    return name.startswith(GIVEN) or bool(beginnings & {*declared, *known})
