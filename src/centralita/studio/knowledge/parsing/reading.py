"""A whole file, read: its format, its pages, its passages."""

from collections.abc import Callable, Iterator

from centralita.studio.knowledge.parsing import pdf, table, text, web_page, word
from centralita.studio.knowledge.parsing.cutting import cut
from centralita.studio.knowledge.parsing.errors import DocumentEmpty, DocumentTooMuch
from centralita.studio.knowledge.parsing.formats import Format, decoded, format_of
from centralita.studio.knowledge.parsing.pieces import Page, Piece

MOST_CHARACTERS = 20_000_000
_READERS: dict[Format, Callable[[bytes], Iterator[Page]]] = {
    "pdf": pdf.read,
    "docx": word.read,
    "md": text.read_markdown,
    "txt": text.read_plain,
    "html": web_page.read,
    "csv": lambda content: table.read_rows(decoded(content)),
}


def read_file(content: bytes) -> Iterator[tuple[Page, list[Piece]]]:
    """The passages of a file, page by page. Raises a DocumentError."""
    characters = 0
    for page, pieces in cut(_READERS[format_of(content)](content)):
        characters += sum(len(piece.text) for piece in pieces)
        if characters > MOST_CHARACTERS:
            raise DocumentTooMuch(limit=MOST_CHARACTERS)
        yield page, pieces
    if characters == 0:
        raise DocumentEmpty


def about(content: bytes) -> tuple[str, list[str]]:
    """The title and the links of a web page; of other files nothing."""
    return web_page.about(content) if format_of(content) == "html" else ("", [])
