"""A form in parts (multipart/form-data) of texts. Pure."""

import hashlib
from collections.abc import Iterable
from typing import Final

_KIND: Final = "multipart/form-data; boundary="


def written(pairs: Iterable[tuple[str, str]]) -> tuple[str, bytes]:
    """The content type and the body. What parts them comes of all that is in them: nobody can say it beforehand."""
    told = [(name, text.encode()) for name, text in pairs]
    digest = hashlib.sha256()
    for name, text in told:
        for piece in (name.encode(), text):
            digest.update(len(piece).to_bytes(8) + piece)
    boundary = f"centralita-{digest.hexdigest()[:40]}"
    return f"{_KIND}{boundary}", b"".join(_part(boundary, *one) for one in told) + _end(boundary)


def is_of_parts(content_type: str) -> bool:
    """Whether a body of this type was written here."""
    return content_type.startswith(_KIND)


def with_part(content_type: str, content: bytes, name: str, text: str) -> bytes:
    """The body with one part more."""
    boundary = content_type.removeprefix(_KIND)
    return content.removesuffix(_end(boundary)) + _part(boundary, name, text.encode()) + _end(boundary)


def _part(boundary: str, name: str, text: bytes) -> bytes:
    shown = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    return f'--{boundary}\r\nContent-Disposition: form-data; name="{shown}"\r\n\r\n'.encode() + text + b"\r\n"


def _end(boundary: str) -> bytes:
    return f"--{boundary}--\r\n".encode()
