"""What a typebot says: rich text made plain with the little markup that channels show, and media as links. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, listed, text
from centralita.studio.imports.formats.typebot_run import LINK, Run

Json = Mapping[str, Any]
_TAG: Final = re.compile(r"<(br|/p|/div|/li)[^>]{0,200}>", re.IGNORECASE)
_ANY_TAG: Final = re.compile(r"<[^<>]{1,500}>")
_MEDIA: Final = frozenset({"image", "video", "embed", "audio"})
_VIDEOS: Final = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}


def bubble_of(block: Json, kind: str, run: Run) -> str | None:
    """What a bubble says; '' for one that says nothing; None for a block that is no bubble."""
    if kind == "text":
        return said_of(block)
    if kind in _MEDIA:
        address = text(block, "content", "url") or _video(at(block, "content"))
        if not LINK.fullmatch(address.strip()):
            run.lose("media_gone")
            return ""
        run.lose("media", text=address)
        return address.strip()
    return None


def said_of(block: Json) -> str:
    """The words of a text bubble, as lines."""
    content = at(block, "content")
    return rich(listed(content, "richText")) or text(content, "plainText") or plain(text(content, "html"))


def _video(content: Any) -> str:
    """The address of a video that is told by its number only."""
    before, number = _VIDEOS.get(text(content, "type")), text(content, "id")
    return f"{before}{number}" if before and number else ""


def rich(blocks: list[Any]) -> str:
    """Slate's blocks as lines."""
    return "\n".join(_line(block) for block in blocks).strip()


def _line(block: Any) -> str:
    inside = "".join(_inline(child) for child in listed(block, "children"))
    kind = text(block, "type")
    if kind == "li":
        return f"- {inside}\n"
    if kind in {"variable", "inline-variable"}:
        return inside or _inline(block)
    return inside


def _inline(child: Any) -> str:
    said = text(child, "text")
    if said:
        mark = "**" if at(child, "bold") is True else "*" if at(child, "italic") is True else ""
        return f"{mark}{said}{mark}" if mark and said.strip() == said else said
    inside = "".join(_inline(inner) for inner in listed(child, "children"))
    kind = text(child, "type")
    if kind == "a":
        address = text(child, "url")
        return address if inside.strip() in {"", address} else f"{inside} ({address})"
    if kind == "li":
        return f"- {inside}\n"
    return inside


def plain(html: str) -> str:
    """Markup as plain lines."""
    return unescape(_ANY_TAG.sub("", _TAG.sub("\n", html))).strip()
