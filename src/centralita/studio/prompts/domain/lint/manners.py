"""What a good prompt does not leave out: a way to a person, what not to do, and an end."""

import re
from collections.abc import Iterator
from typing import Final

from centralita.studio.prompts.domain.lint.finding import Finding, plain

# Shorter texts are pieces that others include, or one step of many.
WHOLE = 240
LONG_TOKENS = 2_000
_PERSON: Final = re.compile(
    r"\b(?:person|human|colleague|teammate|team|staff|operator|receptionist|manager|someone|somebody|transfer|hand (?:over|off|it)|"
    r"persona|humano|humana|companer[oa]|equipo|personal|operador|operadora|encargad[oa]|recepcion|alguien|transfier\w+|"
    r"deriv\w+|pasar? (?:la|el)|pessoa|equipe|equipa|alguem|atendente|transfir\w+)\b"
)
_FORBIDDEN: Final = re.compile(
    r"\b(?:never|not|don'?t|avoid|no|without|only|nunca|jamas|evit\w+|sin|solo|no|nao|sem|apenas|prohibid\w+|refus\w+|"
    r"neither|nor|ni)\b"
)


def manners(whole: str, tokens: int) -> Iterator[Finding]:
    """Looks at the text with what it includes; `tokens` is about how long that is."""
    if tokens > LONG_TOKENS:
        yield Finding("long", "warning", data={"tokens": str(tokens), "limit": str(LONG_TOKENS)})
    if not whole.strip():
        yield Finding("empty", "error")
    if len(whole.strip()) < WHOLE:
        return
    bare = plain(whole)
    if not _PERSON.search(bare):
        yield Finding("no_person", "hint")
    if not _FORBIDDEN.search(bare):
        yield Finding("no_limits", "hint")
