"""What a business of an industry may begin with, until it writes its own: facts, questions, a document."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A text to begin from; `text` is Markdown."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Facts in the shape of the business profile, questions with answers, and a document."""

    facts: dict[str, Any]
    questions: tuple[tuple[str, str], ...]
    document: SampleDocument


def sample_of(words: dict[str, Any], price_note: str) -> Sample:
    """Read the short form of the data files: "09:00-14:00 16:00-20:00", [name, price, minutes, marks]."""
    written = words["sample"]
    facts = {
        "description": written["description"],
        "payment_methods": written["payment_methods"],
        "hours": {
            day: [dict(zip(("opens", "closes"), span.split("-"), strict=True)) for span in spans.split()]
            for days, spans in written["hours"].items()
            for day in days.split()
        },
        "offerings": [_offering(price_note, *row) for row in written["offerings"]],
        "policies": [{"title": title, "text": text} for title, text in written["policies"]],
    }
    document = words["document"]
    return Sample(
        facts=facts,
        questions=tuple((question, answer) for question, answer in words["questions"]),
        document=SampleDocument(document["title"], "\n\n".join(document["text"])),
    )


def _offering(note: str, name: str, price: float | None, minutes: int, marks: str) -> dict[str, Any]:
    content: dict[str, Any] = {"name": name}
    if price is not None:
        content |= {"description": note, "price_micros": round(price * 1_000_000)}
    if minutes:
        content["duration_seconds"] = minutes * 60
    if "from" in marks:
        content["price_from"] = True
    if "product" in marks:
        content["kind"] = "product"
    return content
