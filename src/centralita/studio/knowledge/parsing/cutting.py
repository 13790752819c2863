"""Pages become passages of about 700 characters, cut where a sentence, line or paragraph ends."""

import re
from collections.abc import Iterable, Iterator

from centralita.studio.knowledge.parsing.errors import DocumentTooMuch
from centralita.studio.knowledge.parsing.pieces import Block, Page, Piece

AIM = 700
LONGEST = 1_000
SHORTEST = 160
LONGEST_HEADING = 300
LONGEST_PLACE = 200
MOST_PIECES = 50_000

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"»”)\]]*\s+")
_SPACES = re.compile(r"[^\S\n]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str) -> str:
    """The text without what no database keeps, its spaces made single; line ends stay."""
    text = _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xad", ""))
    return "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in text.split("\n")) if line)


def cut(pages: Iterable[Page]) -> Iterator[tuple[Page, list[Piece]]]:
    """Each page with its passages. A passage never crosses a page or a heading. Raises DocumentTooMuch."""
    headings: list[tuple[int, str]] = []
    count = 0
    for page in pages:
        pieces: list[Piece] = []
        waiting: list[str] = []
        for block in page.blocks:
            text = cleaned(block.text)
            if not text:
                continue
            if block.level:
                pieces += _flush(waiting, page, headings)
                waiting = []
                headings = _under(headings, block, text)
            else:
                waiting.append(text)
        pieces += _flush(waiting, page, headings)
        count += len(pieces)
        if count > MOST_PIECES:
            raise DocumentTooMuch(limit=MOST_PIECES)
        yield page, pieces


def _under(headings: list[tuple[int, str]], block: Block, text: str) -> list[tuple[int, str]]:
    kept = [heading for heading in headings if heading[0] < block.level]
    return [*kept, (block.level, text.replace("\n", " ")[:LONGEST_HEADING])]


def _flush(paragraphs: list[str], page: Page, headings: list[tuple[int, str]]) -> list[Piece]:
    heading = headings[-1][1] if headings else ""
    path = " › ".join(text for _, text in headings)
    if len(path) > LONGEST_PLACE:
        path = heading
    place = (page.place or path)[:LONGEST_PLACE]
    return [Piece(text, place, heading) for text in joined(paragraphs)]


def joined(paragraphs: Iterable[str]) -> list[str]:
    """Paragraphs put together, or cut, to texts of about 700 characters and never more than 1,000."""
    texts: list[str] = []
    for part in (part for paragraph in paragraphs for part in _parts(paragraph)):
        if texts and len(texts[-1]) + len(part) + 1 <= AIM:
            texts[-1] = f"{texts[-1]}\n{part}"
        else:
            texts.append(part)
    if len(texts) > 1 and len(texts[-1]) < SHORTEST and len(texts[-2]) + len(texts[-1]) < LONGEST:
        last = texts.pop()
        texts[-1] = f"{texts[-1]}\n{last}"
    return texts


def _parts(paragraph: str) -> Iterator[str]:
    if len(paragraph) <= AIM:
        yield paragraph
        return
    text = ""
    for sentence in (one for line in paragraph.split("\n") for one in _SENTENCE_END.split(line) if one):
        for piece in _words(sentence):
            if text and len(text) + len(piece) + 1 > AIM:
                yield text
                text = piece
            else:
                text = f"{text} {piece}" if text else piece
    if text:
        yield text


def _words(sentence: str) -> Iterator[str]:
    while len(sentence) > AIM:
        end = sentence.rfind(" ", AIM // 2, AIM)
        end = end if end > 0 else AIM
        yield sentence[:end].strip()
        sentence = sentence[end:].strip()
    if sentence:
        yield sentence
