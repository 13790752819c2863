"""The languages that people read the dashboard in, and everything that is worded for them on the server."""

from typing import Final, Literal, get_args

Reading = Literal["en", "es", "pt"]
READING: Final[tuple[Reading, ...]] = get_args(Reading)


def reading_language(tag: str) -> Reading:
    """The language of texts for whoever asks for `tag` (BCP 47); English where there are none in theirs."""
    base = tag.partition("-")[0].lower()
    return next((language for language in READING if language == base), "en")
