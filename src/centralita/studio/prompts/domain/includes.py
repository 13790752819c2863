"""`{{> name}}` puts another prompt's text in, `{{> name#Heading}}` one section of it.

What is included is taken as it is published at that moment and stays so: a version means one text for ever.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

NAME_PATTERN = r"^[a-z][a-z0-9_]{0,63}$"
_INCLUDE = re.compile(r"\{\{>[ \t]*([a-z][a-z0-9_]{0,63})[ \t]*(?:#[ \t]*([^{}#\n]{1,120}?)[ \t]*)?\}\}")
_ANY_INCLUDE = re.compile(r"\{\{>[^{}\n]*\}\}")
_HEADING = re.compile(r"^(#{1,4})[ \t]+(\S[^\n]{0,118})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Include:
    """Where another prompt is put in. Without a section, all of it."""

    name: str
    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it, up to the next one of its level."""

    title: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text with what it includes, `put_in`. `gone` are of no published prompt, `headless` of no section there is."""

    text: str
    gone: tuple[Include, ...]
    headless: tuple[Include, ...]
    put_in: tuple[tuple[Include, str], ...] = ()


def includes_of(text: str) -> tuple[Include, ...]:
    """Every include in a text, in order."""
    return tuple(
        Include(match[1], (match[2] or "").strip(), match.start(), match.end())
        for match in _INCLUDE.finditer(text)
    )


def with_names(text: str, names: Mapping[str, str]) -> str:
    """The text with its includes by other names; sections and what is not named stay."""
    parts: list[str] = []
    last = 0
    for include in includes_of(text):
        if names.get(include.name, include.name) != include.name:
            section = f"#{include.section}" if include.section else ""
            parts += [text[last : include.start], f"{{{{> {names[include.name]}{section}}}}}"]
            last = include.end
    return "".join([*parts, text[last:]])


def broken_includes(text: str) -> Iterator[tuple[int, int]]:
    """Where something begins like an include and is none."""
    good = {each.start for each in includes_of(text)}
    for match in _ANY_INCLUDE.finditer(text):
        if match.start() not in good:
            yield match.start(), match.end()


def include_places(text: str) -> Iterator[tuple[int, int]]:
    """Where something is an include, or begins like one."""
    return ((match.start(), match.end()) for match in _ANY_INCLUDE.finditer(text))


def without_includes(text: str) -> str:
    """The text with its includes blanked, every place staying where it was."""
    return _ANY_INCLUDE.sub(lambda match: " " * len(match[0]), text)


def sections_of(text: str) -> tuple[Section, ...]:
    """The sections of a text, outer ones first."""
    heads = [(len(match[1]), match[2].strip(), match.start()) for match in _HEADING.finditer(text)]
    sections = []
    for place, (level, title, start) in enumerate(heads):
        after = (begin for depth, _, begin in heads[place + 1 :] if depth <= level)
        sections.append(Section(title, level, start, next(after, len(text))))
    return tuple(sections)


def section_text(text: str, title: str) -> str | None:
    """What stands below a heading, without it; None where there is no such heading."""
    wanted = title.casefold()
    for section in sections_of(text):
        if section.title.casefold() == wanted:
            return text[section.start : section.end].partition("\n")[2].strip("\n")
    return None


def expand(text: str, whole: Mapping[str, str]) -> Expanded:
    """The text with the prompts of `whole` put in, by name; those have nothing more to put in."""
    parts: list[str] = []
    gone: list[Include] = []
    headless: list[Include] = []
    put_in: list[tuple[Include, str]] = []
    last = 0
    for include in includes_of(text):
        parts.append(text[last : include.start])
        last = include.end
        found = whole.get(include.name)
        if found is None:
            gone.append(include)
            continue
        wanted = section_text(found, include.section) if include.section else found
        if wanted is None:
            headless.append(include)
        else:
            put_in.append((include, wanted.strip("\n")))
            parts.append(put_in[-1][1])
    parts.append(text[last:])
    return Expanded("".join(parts), tuple(gone), tuple(headless), tuple(put_in))


def find_cycle(name: str, text: str, source_of: Callable[[str], str | None]) -> tuple[str, ...] | None:
    """The chain by which a prompt would include itself, its name at both ends; None where it does not.

    `source_of` gives what others have published, by name.
    """
    known: set[str] = set()
    trails: list[tuple[str, ...]] = [(name, each.name) for each in includes_of(text)]
    while trails:
        trail = trails.pop()
        last = trail[-1]
        if last == name:
            return trail
        if last in known:
            continue
        known.add(last)
        source = source_of(last)
        if source is not None:
            trails.extend((*trail, each.name) for each in includes_of(source))
    return None
