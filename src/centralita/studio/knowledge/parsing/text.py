"""Plain text and Markdown."""

import re
from collections.abc import Iterator

from centralita.studio.knowledge.parsing.formats import decoded
from centralita.studio.knowledge.parsing.pieces import Block, Page

_BLANK = re.compile(r"\n\s*\n")
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_UNDERLINE = re.compile(r"^(=+|-{3,})\s*$")
_RULE = re.compile(r"^\s*([-*_]\s*){3,}$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]*-{3,}[\s:|-]*\|?\s*$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[([^\]]+)\]\((\S+?)(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|~~|`)(?=\S)(.+?)(?<=\S)\1")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read_plain(content: bytes) -> Iterator[Page]:
    """One page of paragraphs, which empty lines part."""
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    yield Page(1, 1, tuple(Block(part) for part in _BLANK.split(text) if part.strip()))


def read_markdown(content: bytes) -> Iterator[Page]:
    """One page of headings and paragraphs, without the marks."""
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    text = _COMMENT.sub("", _FRONT_MATTER.sub("", text))
    yield Page(1, 1, tuple(_blocks(text.split("\n"))))


def _blocks(lines: list[str]) -> Iterator[Block]:
    waiting: list[str] = []
    fenced = False
    for line in lines:
        if _FENCE.match(line):
            fenced = not fenced
            continue
        heading = None if fenced else _HEADING.match(line.strip())
        underline = None if fenced else _UNDERLINE.match(line)
        if heading:
            yield from _paragraph(waiting)
            waiting = []
            yield Block(plain(heading.group(2)), len(heading.group(1)))
        elif underline and len(waiting) == 1:
            yield Block(plain(waiting.pop()), 1 if line.startswith("=") else 2)
        elif not line.strip() or (not fenced and (_RULE.match(line) or _TABLE_RULE.match(line))):
            if not _TABLE_RULE.match(line) or _RULE.match(line):
                yield from _paragraph(waiting)
                waiting = []
        else:
            waiting.append(line)
    yield from _paragraph(waiting)


def _paragraph(lines: list[str]) -> Iterator[Block]:
    if lines:
        yield Block("\n".join(_row(line) if line.strip().startswith("|") else plain(line) for line in lines))


def _row(line: str) -> str:
    cells = [plain(cell) for cell in line.strip().strip("|").split("|")]
    cells = [cell for cell in cells if cell]
    return ": ".join(cells) if len(cells) == 2 else " · ".join(cells)


def plain(line: str) -> str:
    """A line of Markdown as a person reads it; the address of a link follows its text."""
    line = _IMAGE.sub(r"\1", line)
    line = _LINK.sub(lambda match: _linked(match[1], match[2]), line)
    line = _TAG.sub("", line)
    return _EMPHASIS.sub(r"\2", line).lstrip("> ").strip()


def _linked(text: str, address: str) -> str:
    return f"{text} ({address})" if address.startswith(("http://", "https://")) and address != text else text
