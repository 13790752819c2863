"""What a translation service is to us: texts in pieces go in, some of which stay as they are; texts come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from centralita.kit.errors import AppError, Category


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; with `kept` it comes back as it is, wherever the other language puts it."""

    text: str
    kept: bool = False


Pieces = Sequence[Piece]


class Translator(Protocol):
    """One account at one service."""

    def translate(self, texts: Sequence[Pieces], source: str, target: str) -> list[str]:
        """Each text in the language `target`, in order; blocking. No text has a line break. Raises TranslatorError."""
        ...


class TranslatorError(AppError):
    """Base: the service did not translate. Nothing of its own words is kept."""

    code = "translator_unavailable"
    category = Category.UNAVAILABLE


class TranslatorBadCredentials(TranslatorError):
    """The service does not know the key, or is not switched on for it."""

    code = "translator_bad_credentials"
    category = Category.INVALID


class TranslatorOutOfQuota(TranslatorError):
    """Nothing is left of what the account may translate."""

    code = "translator_out_of_quota"


class TranslatorRateLimited(TranslatorError):
    """Too much too fast."""

    code = "translator_rate_limited"


class TranslatorRejected(TranslatorError):
    """The service takes the request for wrong: a language that it does not know, most often."""

    code = "translator_rejected"
    category = Category.INVALID


class TranslatorUnavailable(TranslatorError):
    """It cannot be reached, fails, or answers in no way that it documents."""
