"""The shapes on the way from a file to passages: pages of blocks, then pieces."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, line or table row; with `level` 1 to 6 a heading."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Some blocks in order. `number` of `total`; formats without pages are one page without a place."""

    number: int
    total: int
    blocks: tuple[Block, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage: its text, where it stands, and the heading over it."""

    text: str
    place: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. A web page also has a title and links, as they are written in it.

    `silent` counts the pages on which there is no text, such as pictures of paper.
    """

    pieces: list[Piece]
    title: str = ""
    links: list[str] = field(default_factory=list)
    silent: int = 0
