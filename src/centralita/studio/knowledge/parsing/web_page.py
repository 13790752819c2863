"""HTML: the headings, paragraphs, lists and tables of a page, without its menus, forms and scripts."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from centralita.studio.knowledge.parsing.errors import DocumentTooMuch
from centralita.studio.knowledge.parsing.formats import decoded
from centralita.studio.knowledge.parsing.pieces import Block, Page

MOST_TAGS = 1_000_000
MOST_LINKS = 2_000
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# What these hold is not what the page tells.
_SILENT = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object", "head"),
        *("nav", "footer", "aside", "form", "button", "select", "textarea", "dialog", "video", "audio"),
    }
)
_PARTS = frozenset(
    {
        *("p", "div", "section", "article", "main", "header", "ul", "ol", "dl", "table", "tbody", "thead"),
        *("blockquote", "pre", "figure", "figcaption", "address", "details", "summary", "hr", "body"),
    }
)
_LINES = frozenset({"br", "li", "dt", "dd", "tr", "caption"})
_CELLS = frozenset({"td", "th"})
# They never end, so that nothing is waited for.
_EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{1,40})", re.IGNORECASE)


class _Reader(HTMLParser):
    """Collects blocks; whatever is not closed ends with the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.title = ""
        self._text: list[str] = []
        self._level = 0
        self._silent: list[str] = []
        self._in_title = False
        self._tags = 0
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tags += 1
        if self._tags > MOST_TAGS:
            raise DocumentTooMuch(limit=MOST_TAGS)
        if tag == "a" and len(self.links) < MOST_LINKS:
            self.links += [value[:2_000] for name, value in attrs if name == "href" and value]
        if tag == "title" and not self.title:
            self._in_title = True
        if self._silent:
            if tag == self._silent[0]:
                self._silent.append(tag)
            return
        given = {name: value or "" for name, value in attrs}
        hidden = (
            "hidden" in given or _HIDDEN.search(given.get("style", "")) or given.get("aria-hidden") == "true"
        )
        if tag in _SILENT or (hidden and tag not in _EMPTY):
            self._flush()
            self._silent.append(tag)
        elif tag in _HEADINGS:
            self._flush()
            self._level = _HEADINGS[tag]
        elif tag in _PARTS:
            self._flush()
        elif tag in _LINES:
            self._text.append("\n")
        elif tag in _CELLS:
            self._text.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if tag in _HEADINGS or tag in _PARTS:
            self._flush()
        elif tag in _LINES:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title = (self.title + data)[:300]
        elif not self._silent:
            # Line ends of the source are spaces; those that count were put in as they are.
            self._text.append(_SPACES.sub(" ", data))

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self) -> None:
        lines = (_row(line) for line in "".join(self._text).split("\n"))
        text = "\n".join(line for line in lines if line)
        if text:
            self.blocks.append(Block(text, self._level))
        self._text, self._level = [], 0


def _row(line: str) -> str:
    cells = [cell for cell in (_SPACES.sub(" ", part).strip() for part in line.split("\t")) if cell]
    return ": ".join(cells) if len(cells) == 2 else " · ".join(cells)


def page_text(content: bytes) -> str:
    """The markup as text, in the encoding that it declares or shows."""
    declared = _CHARSET.search(content[:4_096])
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return content.decode(declared[1].decode("ascii"), "strict").replace("\x00", "")
        except (LookupError, ValueError):
            pass
    return decoded(content)


def read(content: bytes) -> Iterator[Page]:
    """One page with all blocks. Raises DocumentTooMuch."""
    yield Page(1, 1, tuple(_read(content).blocks))


def _read(content: bytes) -> _Reader:
    reader = _Reader()
    reader.feed(page_text(content))
    reader.close()
    return reader


def about(content: bytes) -> tuple[str, list[str]]:
    """What the page calls itself, else its first heading, and where its links lead, as they are written."""
    reader = _read(content)
    headings = (block.text for block in reader.blocks if block.level)
    title = _SPACES.sub(" ", reader.title).strip() or next(headings, "").replace("\n", " ")
    return title[:200], reader.links
