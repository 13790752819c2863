"""Reading pages of one site: bounded in pages, bytes and time, one after another, as its robots.txt allows."""

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from centralita.kit.errors import AppError
from centralita.kit.outbound import Answer, Outbound, OutboundFailed
from centralita.studio.knowledge.sites.addresses import same_site, tidied
from centralita.studio.knowledge.sites.rules import SLOWEST, Robots, robots_of, sitemap_of

MOST_PAGES = 300
MOST_BYTES = 100_000_000
LARGEST_PAGE = 8_000_000
MOST_SECONDS = 900.0
PAUSE = 0.2
DEEPEST = 4
MOST_SITEMAPS = 20
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.1"


_REFUSALS = {
    404: "page_gone",
    410: "page_gone",
    401: "page_closed",
    403: "page_closed",
    429: "page_busy",
    503: "page_busy",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What was kept of a page at the last visit."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page as it came, or with `body` None unchanged since the last visit."""

    address: str
    body: bytes | None
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class PageLost:
    """A page that could not be read, by a code; `gone` when the site says that there is none."""

    address: str
    code: str
    status: int = 0
    gone: bool = False


class SiteUnreachable(AppError):
    """The first page could not be read. Data: `reason` (a code of a page), `status`."""

    code = "site_unreachable"


class SiteForbids(AppError):
    """Its robots.txt does not allow to read the first page."""

    code = "site_forbids"


@dataclass
class SiteReader:
    """Reads a page, or a site page by page. `whole` follows the sitemap, else links; unknown pages last.

    A site that cannot keep up is read more slowly from then on.
    """

    outbound: Outbound
    start: str
    whole: bool
    known: Mapping[str, Known]
    skipped: frozenset[str] = frozenset()
    pause: float = PAUSE
    _queue: deque[tuple[str, int]] = field(default_factory=deque)
    _seen: set[str] = field(default_factory=set)
    _depths: dict[str, int] = field(default_factory=dict)
    _listed: bool = False
    _bytes: int = 0
    limited: bool = False

    def pages(self) -> Iterator[PageRead | PageLost]:
        """Each page in turn. Raises SiteUnreachable or SiteForbids before the first."""
        end = time.monotonic() + MOST_SECONDS
        robots = self._robots()
        if not robots.allows(self.start):
            raise SiteForbids
        if not is_sitemap(self.start):
            self._want(self.start, 0)
        if self.whole:
            self._list(robots)
            for address in self.known:
                self._want(address, DEEPEST)
        count = 0
        while self._queue:
            if count >= MOST_PAGES or self._bytes > MOST_BYTES or time.monotonic() > end:
                self.limited = True
                return
            address, depth = self._queue.popleft()
            if address in self.skipped:
                continue
            if not robots.allows(address):
                yield PageLost(address, "page_forbidden")
                continue
            self._depths[address] = depth
            if count:
                time.sleep(max(self.pause, robots.pause))
            count += 1
            found = self._page(address)
            if count == 1 and isinstance(found, PageLost) and address == self.start:
                raise SiteUnreachable(reason=found.code, status=found.status)
            yield found

    def links(self, address: str, links: Sequence[str]) -> None:
        """Go on to the pages of the site that a page leads to, unless there is a sitemap or only one page is wanted."""
        depth = self._depths.get(address, DEEPEST)
        if not self.whole or self._listed or depth >= DEEPEST:
            return
        for link in links:
            self._want(link, depth + 1)

    def _want(self, address: str, depth: int) -> None:
        if address not in self._seen and len(self._seen) < MOST_PAGES * 10:
            self._seen.add(address)
            self._queue.append((address, depth))

    def _robots(self) -> Robots:
        parts = urlsplit(self.start)
        try:
            answer = self.outbound.fetch("GET", f"{parts.scheme}://{parts.netloc}/robots.txt", redirects=3)
        except AppError as error:
            raise SiteUnreachable(reason=_code_of(error), status=0) from None
        if answer.status >= 500:
            raise SiteUnreachable(reason="page_failing", status=answer.status)
        # Without one everything is allowed; so says RFC 9309 of any 4xx.
        return robots_of(answer.body) if answer.status == 200 else Robots()

    def _list(self, robots: Robots) -> None:
        parts = urlsplit(self.start)
        named = is_sitemap(self.start)
        given = [self.start] if named else [*robots.sitemaps, f"{parts.scheme}://{parts.netloc}/sitemap.xml"]
        waiting, asked = deque(given), 0
        while waiting and asked < MOST_SITEMAPS:
            address = tidied(waiting.popleft())
            if address is None or not same_site(self.start, address):
                continue
            asked += 1
            try:
                answer = self.outbound.fetch("GET", address, redirects=3)
            except AppError as error:
                if named and asked == 1:
                    raise SiteUnreachable(reason=_code_of(error), status=0) from None
                continue
            found = sitemap_of(answer.body) if answer.status == 200 else None
            if found is None:
                if named and asked == 1:
                    raise SiteUnreachable(reason="sitemap_broken", status=answer.status)
                continue
            if found.index:
                waiting.extend(found.addresses)
                continue
            for listed in found.addresses:
                page = tidied(listed)
                if page is not None and same_site(self.start, page):
                    self._listed = True
                    self._want(page, 0)
        if named and not self._listed:
            raise SiteUnreachable(reason="sitemap_empty", status=200)

    def _page(self, address: str) -> PageRead | PageLost:
        known = self.known.get(address, Known())
        headers = {"accept": _ACCEPT}
        if known.etag:
            headers["if-none-match"] = known.etag
        if known.modified:
            headers["if-modified-since"] = known.modified
        try:
            answer = self.outbound.fetch("GET", address, headers=headers, redirects=3)
        except AppError as error:
            return PageLost(address, _code_of(error))
        return self._judged(address, answer)

    def _judged(self, address: str, answer: Answer) -> PageRead | PageLost:
        self._bytes += len(answer.body)
        etag = answer.headers.get("etag", "")[:200]
        modified = answer.headers.get("last-modified", "")[:100]
        if answer.status == 304:
            return PageRead(address, None, etag, modified)
        if answer.status != 200:
            code = _REFUSALS.get(answer.status, "page_failing")
            if code == "page_busy":
                self.pause = min(SLOWEST, max(1.0, 2 * self.pause))
            return PageLost(address, code, answer.status, gone=code == "page_gone")
        if not same_site(self.start, answer.url):
            return PageLost(address, "page_elsewhere", answer.status)
        if len(answer.body) > LARGEST_PAGE:
            return PageLost(address, "page_too_large", answer.status)
        return PageRead(address, answer.body, etag, modified)


def is_sitemap(address: str) -> bool:
    """Whether an address is that of a sitemap, by its name."""
    return urlsplit(address).path.lower().endswith((".xml", ".xml.gz"))


def _code_of(error: AppError) -> str:
    """Why a page could not be had, in few kinds: what somebody can do about it differs."""
    if error.code == "outbound_refused":
        return "page_not_public"
    if error.code == "outbound_answer_too_large":
        return "page_too_large"
    if isinstance(error, OutboundFailed) and error.data.get("reason") == "name":
        return "page_no_such_host"
    if isinstance(error, OutboundFailed) and error.data.get("reason") == "certificate":
        return "page_certificate"
    if isinstance(error, OutboundFailed) and error.data.get("reason") == "redirects":
        return "page_redirects"
    return "page_no_answer"
