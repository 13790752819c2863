"""Reading what people write about a contact: addresses, names of languages, values of their own fields."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from centralita.kit.errors import Invalid

MOST_PHONES: Final = 10
MOST_EMAILS: Final = 10
MOST_TAGS: Final = 20
MOST_CUSTOM: Final = 50
LONGEST_CUSTOM_NAME: Final = 60
LONGEST_CUSTOM_VALUE: Final = 500

_EMAIL: Final = re.compile(
    r"[^\s@<>()\[\]\\,;:\"']{1,64}@(?:[^\s@<>()\[\]\\,;:\"'./]+\.)+[^\s@<>()\[\]\\,;:\"'./\d]{2,63}"
)

CustomValue = str | int | float | bool


class EmailInvalid(Invalid):
    """What was written is no e-mail address; `field` says where."""

    code = "email_invalid"


class NothingToCall(Invalid):
    """A contact has at least a name, a number, an address or a company."""

    code = "contact_nameless"


def read_email(written: str, *, field: str = "email") -> str:
    """The address in small letters. Raises EmailInvalid."""
    text = unicodedata.normalize("NFC", written).strip().removeprefix("mailto:").lower()
    if len(text) > 254 or ".." in text or not text.isprintable() or not _EMAIL.fullmatch(text):
        raise EmailInvalid(field=field)
    return text


def shown_name(name: str, company: str, phones: Sequence[str], emails: Sequence[str]) -> str:
    """What a contact is called when nobody told its name. Raises NothingToCall."""
    for candidate in (name.strip(), company.strip(), *emails[:1], *phones[:1]):
        if candidate:
            return candidate[:200]
    raise NothingToCall(field="name")


def merged_custom(own: Mapping[str, CustomValue], other: Mapping[str, CustomValue]) -> dict[str, CustomValue]:
    """Both; the own ones stay where both have one, and no more than a contact may have."""
    return dict(list({**own, **{k: v for k, v in other.items() if k not in own}}.items())[:MOST_CUSTOM])
