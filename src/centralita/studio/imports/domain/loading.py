"""Bytes become plain values: JSON or YAML, alone or in an archive. Pure; bounded in bytes, depth and count."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from centralita.kit import documents
from centralita.kit.documents import MOST_VALUES, DocumentBroken
from centralita.studio.imports.domain import markdown
from centralita.studio.imports.domain.archives import Room, is_archive, opened, readable
from centralita.studio.imports.domain.faults import Fault, Unreadable

MOST_BYTES: Final = 10_000_000
# The largest agents of others have a tenth of it; a web request has no time for more.
MOST_IN_YAML: Final = 80_000
# Of all files together, which take as long as one of them.
_MOST_IN_YAMLS: Final = 100_000
_MOST_FAULTS: Final = 20
_BLANK: Final = 20_000

Files = Mapping[str, Any]
"""What was read, by the path it was under: texts, numbers, truths, lists and objects with text keys."""


def load(parts: Iterable[tuple[str, bytes]]) -> Files:
    """Everything that came in, each document under its name. Raises Unreadable.

    Among several files, those that say nothing and those of other kinds (a README, a program) are passed over.
    """
    loaded: dict[str, Any] = {}
    faults: list[Fault] = []
    values = in_yaml = 0
    unpacked = list(_apart(_opened(list(parts))))
    for name, content in unpacked:
        if len(unpacked) > 1 and (not readable(name) or _says_nothing(content)):
            continue
        try:
            room = min(MOST_IN_YAML, _MOST_IN_YAMLS - in_yaml)
            several = len(unpacked) > 1
            for number, document in enumerate(_documents(name, content, room, several=several)):
                plain, seen = documents.plain(document, MOST_VALUES - values)
                loaded[name if number == 0 else f"{name}#{number + 1}"] = plain
                values += seen
                in_yaml += 0 if content.lstrip().startswith((b"{", b"[")) else seen
        except DocumentBroken as error:
            faults.append(Fault(error.fault, name, error.data))
            if error.fault == "too_many":
                # Whatever else is wrong, there is no time to look for it.
                break
    # A broken file among good ones is told, not passed over: half an agent is worse than none.
    if faults:
        raise Unreadable(*faults[:_MOST_FAULTS])
    if not loaded:
        raise Unreadable(Fault("nothing_inside"))
    return loaded


def text_of(parts: Iterable[tuple[str, bytes]], name: str) -> tuple[bytes, int]:
    """The bytes that a loaded document was in, and the which of them it was."""
    path, _, number = name.rpartition("#")
    inside = dict(_apart(_opened(list(parts))))
    return (inside[path], int(number)) if name not in inside else (inside[name], 1)


def _documents(name: str, content: bytes, room: int, *, several: bool) -> list[Any]:
    """What is in one file, at most `room` values in YAML. Among several, Markdown without fields is for people.

    Raises DocumentBroken.
    """
    text = documents.decoded(content)
    divided = markdown.divided(text) if markdown.is_markdown(name) else None
    if divided is not None:
        front = documents.documents(divided[0], as_yaml=True, most=room)
        return [{**one, markdown.BODY: divided[1]} for one in front[:1] if isinstance(one, Mapping)]
    if several and markdown.is_markdown(name):
        return []
    as_yaml = name.lower().endswith((".yml", ".yaml"))
    if as_yaml and text.lstrip().startswith("{"):
        # The answer of an API, kept under the name of what is in it: JSON writes letters in a way that YAML does not.
        try:
            return documents.documents(text)
        except DocumentBroken:
            pass
    return documents.documents(text, as_yaml=as_yaml, most=room, by_hand=True)


def _says_nothing(content: bytes) -> bool:
    """Whether there are only blank lines and remarks."""
    return len(content) < _BLANK and all(
        not line.strip() or line.lstrip().startswith((b"#", b"---")) for line in content.splitlines()
    )


def _opened(parts: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    room = Room()
    # What is in one of several archives goes by its name, too: each may hold a bot with files called as the others'.
    several = sum(is_archive(content) for _, content in parts) > 1
    for name, content in parts:
        if len(content) > MOST_BYTES:
            raise Unreadable(Fault("too_large", name, {"limit": f"{MOST_BYTES // 1_000_000} MB"}))
        if is_archive(content):
            for path, inner in opened(name, content, room):
                yield f"{name}/{path}" if several else path, inner
        else:
            yield name, content


def _apart(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Files of one name from several places, told apart as a browser does it."""
    seen: set[str] = set()
    for name, content in files:
        folder, slash, plain = name.rpartition("/")
        stem, dot, ending = plain.partition(".")
        called, number = name, 1
        while called in seen:
            number += 1
            called = f"{folder}{slash}{stem} ({number}){dot}{ending}"
        seen.add(called)
        yield called, content
