"""What a site says to robots: robots.txt and its sitemaps. Pure."""

import html
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.robotparser import RobotFileParser

AGENT = "Centralita"
LONGEST_ROBOTS = 500_000
LONGEST_SITEMAP = 20_000_000
SLOWEST = 5.0
_LOCATION = re.compile(
    r"<(?:\w{1,20}:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2000}?)\s*(?:\]\]>)?\s*</", re.IGNORECASE
)
_INDEX = re.compile(r"<(?:\w{1,20}:)?sitemapindex\b", re.IGNORECASE)
_URLS = re.compile(r"<(?:\w{1,20}:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Robots:
    """What may be read, how long to wait between two pages, and where the sitemaps are."""

    pause: float = 0.0
    sitemaps: tuple[str, ...] = ()
    _parser: RobotFileParser | None = field(default=None, repr=False)

    def allows(self, address: str) -> bool:
        """Whether a robot of our name may read this page."""
        return self._parser is None or self._parser.can_fetch(AGENT, address)


def robots_of(body: bytes) -> Robots:
    """The rules of a robots.txt; what is longer than 500 kB is not read."""
    parser = RobotFileParser()
    parser.parse(body[:LONGEST_ROBOTS].decode("utf-8", "replace").splitlines())
    asked = parser.crawl_delay(AGENT)
    pause = min(float(asked), SLOWEST) if asked else 0.0
    return Robots(pause, tuple(parser.site_maps() or ())[:10], parser)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Addresses of pages, or with `index` of further sitemaps."""

    addresses: Sequence[str]
    index: bool


def sitemap_of(body: bytes) -> Sitemap | None:
    """A sitemap in XML, packed or not; None for anything else. No entity is expanded."""
    if body.startswith(b"\x1f\x8b"):
        try:
            body = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, LONGEST_SITEMAP)
        except zlib.error:
            return None
    text = body[:LONGEST_SITEMAP].decode("utf-8", "replace")
    if not _URLS.search(text[:5_000]):
        return None
    found = dict.fromkeys(html.unescape(match[1]) for match in _LOCATION.finditer(text))
    return Sitemap(list(found), _INDEX.search(text[:5_000]) is not None)
