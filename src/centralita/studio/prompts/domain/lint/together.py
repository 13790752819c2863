"""Sentences of several texts that are sent as one."""

from collections.abc import Iterable
from dataclasses import replace

from centralita.studio.prompts.domain.includes import Include
from centralita.studio.prompts.domain.lint.finding import Sentence, sentences_of


def with_included(own: Iterable[Sentence], put_in: Iterable[tuple[Include, str]]) -> list[Sentence]:
    """A text's sentences with those of what it includes, in the order in which they are sent."""
    theirs = [
        replace(each, start=include.start, origin=include.name, width=include.end - include.start)
        for include, text in put_in
        for each in sentences_of(text)
    ]
    return sorted([*own, *theirs], key=lambda each: each.start)


def together(origin: str, before: str, own: list[Sentence]) -> list[Sentence]:
    """A text's sentences after those of another that is sent before it."""
    return [*(replace(each, start=-1, width=0, origin=origin) for each in sentences_of(before)), *own]
