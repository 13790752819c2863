"""Letters: short texts in the reader's language, and their sending, as plain text and as a page.

A letter is named; its texts are in `texts/letters.<language>.json`, with named places for data.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from centralita.identity.mail.page import as_page
from centralita.kit.languages import reading_language

_TEXTS = Path(__file__).parent / "texts"


class UnknownLetter(LookupError):
    """There is no letter of that name."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent: a subject of one line, and a plain text."""

    subject: str
    text: str
    language: str = "en"

    def message(self, to: str) -> EmailMultiAlternatives:
        """As a message to one address: the plain text, and the same as a page."""
        message = EmailMultiAlternatives(self.subject, self.text, settings.DEFAULT_FROM_EMAIL, [to])
        page = as_page(self.text, language=self.language, own=settings.ENVIRONMENT.public_url)
        message.attach_alternative(page, "text/html")
        return message


@cache
def _texts(language: str) -> Mapping[str, Mapping[str, str]]:
    file = _TEXTS / f"letters.{reading_language(language)}.json"
    loaded: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def role_name(role: str, language: str) -> str:
    """A role as people call it."""
    return _texts(language)["role"].get(role, role)


def compose(name: str, language: str, data: Mapping[str, object]) -> Letter:
    """The letter in a language (English when there is none). Raises UnknownLetter."""
    text = _texts(language).get(name)
    if text is None:
        raise UnknownLetter(name)
    # What people typed stays on one line: neither a header nor a paragraph can be slipped in.
    shown = _Shown({key: str(value) if key == "trace" else _one_line(value) for key, value in data.items()})
    return Letter(_one_line(text["subject"].format_map(shown)), text["text"].format_map(shown), language)


def _one_line(value: object) -> str:
    return " ".join(str(value).split())


class _Shown(dict[str, str]):
    """Data for a text; what is missing shows as nothing rather than failing."""

    def __missing__(self, key: str) -> str:
        return ""
