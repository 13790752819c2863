"""All rules together."""

from collections.abc import Collection
from dataclasses import dataclass, field

from centralita.studio.business.public import BusinessRecords
from centralita.studio.prompts.domain.content import PromptVariable
from centralita.studio.prompts.domain.includes import (
    Include,
    broken_includes,
    include_places,
    without_includes,
)
from centralita.studio.prompts.domain.lint.claims import claims
from centralita.studio.prompts.domain.lint.contradictions import contradictions
from centralita.studio.prompts.domain.lint.finding import Finding, sentences_of
from centralita.studio.prompts.domain.lint.manners import manners
from centralita.studio.prompts.domain.lint.secrets import secrets
from centralita.studio.prompts.domain.lint.together import with_included
from centralita.studio.prompts.domain.lint.variables import variables
from centralita.studio.prompts.domain.tokens import about_tokens

MOST_FINDINGS = 200
_ORDER = {"error": 0, "warning": 1, "hint": 2}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked at: a text, what it means with its includes, and what is known around it.

    `gone` are includes of prompts that are not published, `headless` of sections that are not there; `cycle` is the
    chain of names by which it would include itself, `put_in` what stands for each include. `in_agent`: it is a
    text of an agent's own, one of many, into which nothing is put by name.
    """

    text: str
    whole: str
    declared: tuple[PromptVariable, ...] = ()
    known: Collection[str] = field(default_factory=frozenset)
    business: BusinessRecords | None = None
    gone: tuple[Include, ...] = ()
    headless: tuple[Include, ...] = ()
    cycle: tuple[str, ...] = ()
    put_in: tuple[tuple[Include, str], ...] = ()
    longest: int = 20_000
    in_agent: bool = False


def lint(subject: Subject) -> tuple[Finding, ...]:
    """Everything found, errors first and then in the order of the text."""
    bare = without_includes(subject.text)
    sentences = list(sentences_of(bare))
    found = [
        *_includes(subject),
        *variables(subject.text, subject.declared, subject.known, subject.whole),
        *secrets(bare),
        *contradictions(with_included(sentences, subject.put_in)),
        *(claims(sentences, subject.business) if subject.business else ()),
        *_manners(subject),
    ]
    found.sort(key=lambda each: (_ORDER[each.severity], each.start, each.end))
    return tuple(found[:MOST_FINDINGS])


def _manners(subject: Subject) -> list[Finding]:
    found = manners(subject.whole, about_tokens(subject.whole))
    # What one text of an agent leaves out, another one says.
    return [each for each in found if each.code == "long" or not subject.in_agent]


def _includes(subject: Subject) -> list[Finding]:
    if subject.in_agent:
        return [Finding("include_not_here", "error", *place) for place in include_places(subject.text)]
    found = [Finding("include_broken", "error", *place) for place in broken_includes(subject.text)]
    found += [
        Finding("include_unknown", "error", each.start, each.end, {"name": each.name})
        for each in subject.gone
        # The chain says it better.
        if each.name not in subject.cycle
    ]
    found += [
        Finding(
            "section_unknown", "error", each.start, each.end, {"name": each.name, "section": each.section}
        )
        for each in subject.headless
    ]
    if subject.cycle:
        found.append(Finding("include_cycle", "error", data={"chain": " → ".join(subject.cycle)}))
    if len(subject.whole) > subject.longest:
        found.append(Finding("too_long", "error", data={"limit": str(subject.longest)}))
    return found
