"""What a file of sound really is, by its first bytes: names and headers say what their sender likes."""

from typing import Final

MOST_PREVIEW_BYTES: Final = 5 * 1024 * 1024
LONGEST_NEEDED: Final = 16


_MARKS: Final = (
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (4, b"ftyp", "audio/mp4"),
    (0, b"\x1aE\xdf\xa3", "audio/webm"),
)


def sound_type(head: bytes) -> str | None:
    """The media type of a sound, such as `audio/mpeg`, by its first 16 bytes; None when it is none that we know."""
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    marked = (media for at, mark, media in _MARKS if head[at : at + len(mark)] == mark)
    return next(marked, "audio/mpeg" if _is_mpeg_frame(head) else None)


def _is_mpeg_frame(head: bytes) -> bool:
    """Eleven set bits, then a version and a layer that exist; layer 0 with version bits set is AAC in ADTS."""
    if len(head) < 2 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    return version != 1 and layer != 0
