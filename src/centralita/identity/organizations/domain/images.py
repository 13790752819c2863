"""Logos: PNG, JPEG and WebP, taken apart and put together again from the parts that draw.

What draws nothing is left out: positions and names from cameras, comments, and whatever somebody hung on the end so
that the file is also something else. SVG is not taken at all: it can carry scripts.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from centralita.kit.errors import AppError, Category, Invalid

MAXIMUM_BYTES: Final = 512 * 1024
MAXIMUM_SIDE: Final = 4096
TYPES: Final = ("image/png", "image/jpeg", "image/webp")

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_DRAWS: Final = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"acTL",
        b"fcTL",
        b"fdAT",
    }
)
_WEBP_DRAWS: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_JPEG_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
_JPEG_TABLES: Final = frozenset({0xC4, 0xDB, 0xDD, 0xE0, 0xEE})


class UnsupportedImage(AppError):
    """Not a PNG, JPEG or WebP image."""

    code = "unsupported_image"
    category = Category.UNSUPPORTED


class BrokenImage(Invalid):
    """It begins like an image and does not go on like one."""

    code = "broken_image"


class ImageTooBig(Invalid):
    """More pixels on a side than `limit`."""

    code = "image_too_big"


@dataclass(frozen=True, slots=True)
class Image:
    """An image that can be shown: its media type, its size in pixels, its bytes."""

    type: str
    width: int
    height: int
    content: bytes


def clean(content: bytes) -> Image:
    """The image with only the parts that draw. Raises UnsupportedImage, BrokenImage or ImageTooBig."""
    try:
        if content.startswith(_PNG):
            image = _png(content)
        elif content.startswith(b"\xff\xd8\xff"):
            image = _jpeg(content)
        elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            image = _webp(content)
        else:
            raise UnsupportedImage(field="file")
    except (struct.error, IndexError):
        raise BrokenImage(field="file") from None
    if not 1 <= image.width <= MAXIMUM_SIDE or not 1 <= image.height <= MAXIMUM_SIDE:
        raise ImageTooBig(field="file", limit=MAXIMUM_SIDE)
    return image


def _png(content: bytes) -> Image:
    kept, at = [_PNG], len(_PNG)
    kinds: list[bytes] = []
    while not kinds or kinds[-1] != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, at)
        chunk = content[at : at + 12 + length]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(chunk[4:-4]) != checksum or (not kinds) != (kind == b"IHDR"):
            raise BrokenImage(field="file")
        if kind in _PNG_DRAWS:
            kept.append(chunk)
        kinds.append(kind)
        at += len(chunk)
    if b"IDAT" not in kinds:
        raise BrokenImage(field="file")
    width, height = struct.unpack_from(">II", content, 16)
    return Image("image/png", width, height, b"".join(kept))


def _jpeg(content: bytes) -> Image:
    kept, size, at = [b"\xff\xd8"], (0, 0), 2
    while True:
        mark, kind, length = struct.unpack_from(">BBH", content, at)
        segment = content[at : at + 2 + length]
        if mark != 0xFF or length < 2 or len(segment) != 2 + length:
            raise BrokenImage(field="file")
        if kind in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            size = (width, height)
        # Colour profiles draw; what cameras and editors write beside them does not.
        profile = kind == 0xE2 and segment[4:].startswith(b"ICC_PROFILE\0")
        if kind in _JPEG_FRAMES | _JPEG_TABLES or kind == 0xDA or profile:
            kept.append(segment)
        at += 2 + length
        if kind == 0xDA:
            end = _jpeg_scan_end(content, at)
            kept.append(content[at:end])
            at = end
            if content[at : at + 2] == b"\xff\xd9":
                break
    if size == (0, 0):
        raise BrokenImage(field="file")
    return Image("image/jpeg", *size, b"".join([*kept, b"\xff\xd9"]))


def _jpeg_scan_end(content: bytes, at: int) -> int:
    """Where the drawn data ends: at the next mark that is neither stuffing nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise BrokenImage(field="file")
        following = content[at + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        elif following == 0xFF:
            at += 1
        else:
            return at


def _webp(content: bytes) -> Image:
    (length,) = struct.unpack_from("<I", content, 4)
    if len(content) < 8 + length:
        raise BrokenImage(field="file")
    kept: list[bytes] = []
    size: tuple[int, int] | None = None
    for kind, body in _webp_chunks(content[12 : 8 + length]):
        if kind not in _WEBP_DRAWS:
            continue
        size = size or _webp_size(kind, body)
        # The header says which other parts follow; the ones for camera data and notes are gone.
        part = bytes([body[0] & ~0x0C]) + body[1:] if kind == b"VP8X" else body
        kept.append(kind + struct.pack("<I", len(part)) + part + b"\0" * (len(part) % 2))
    if size is None:
        raise BrokenImage(field="file")
    packed = b"WEBP" + b"".join(kept)
    return Image("image/webp", *size, b"RIFF" + struct.pack("<I", len(packed)) + packed)


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(content):
        kind, length = struct.unpack_from("<4sI", content, at)
        body = content[at + 8 : at + 8 + length]
        if len(body) != length or not length:
            raise BrokenImage(field="file")
        yield kind, body
        at += 8 + length + length % 2


def _webp_size(kind: bytes, body: bytes) -> tuple[int, int] | None:
    if kind == b"VP8X":
        width, height = body[4] | body[5] << 8 | body[6] << 16, body[7] | body[8] << 8 | body[9] << 16
        return width + 1, height + 1
    if kind == b"VP8L":
        if body[0] != 0x2F:
            raise BrokenImage(field="file")
        (bits,) = struct.unpack_from("<I", body, 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        if body[3:6] != b"\x9d\x01\x2a":
            raise BrokenImage(field="file")
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF
    return None
