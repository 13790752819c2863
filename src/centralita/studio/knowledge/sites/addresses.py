"""Addresses of web pages: one way to write each, and which are of the same site."""

from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from centralita.kit.errors import Invalid

LONGEST = 1_000
# What follows who clicked where; the page is the same without it.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_", "_ga")
# Files that no text is read from.
_OTHER_FILES = (
    *(
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".webp",
        ".svg",
        ".ico",
        ".avif",
        ".mp4",
        ".mp3",
        ".webm",
        ".avi",
        ".mov",
    ),
    *(
        ".zip",
        ".gz",
        ".rar",
        ".7z",
        ".exe",
        ".dmg",
        ".apk",
        ".css",
        ".js",
        ".json",
        ".xml",
        ".rss",
        ".woff",
        ".woff2",
    ),
    *(".xls", ".xlsx", ".ppt", ".pptx", ".doc", ".ics", ".vcf"),
)


class AddressMalformed(Invalid):
    """Not the address of a web page."""

    code = "web_address_malformed"


def typed_address(text: str) -> str:
    """What somebody typed, `clinicasol.es` too, as an address. Raises AddressMalformed."""
    text = text.strip()
    if "://" not in text:
        text = f"https://{text}"
    address = tidied(text)
    if address is None or ("." not in host_of(address) and ":" not in urlsplit(address).netloc):
        raise AddressMalformed(field="address")
    return address


def tidied(address: str) -> str | None:
    """The one way to write it: no fragment, no tracking, no doubled escapes; None for what is no web page."""
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or parts.username or len(address) > LONGEST:
        return None
    usual = {"http": 80, "https": 443}[parts.scheme.lower()]
    place = f"[{host}]" if ":" in host else host
    place = place if port in {None, usual} else f"{place}:{port}"
    asked = [
        (name, value) for name, value in parse_qsl(parts.query) if not name.lower().startswith(_TRACKING)
    ]
    path = quote(unquote(parts.path or "/"), safe="/~!$&'()*+,;=:@-._")
    tidy = urlunsplit((parts.scheme.lower(), place, path, urlencode(asked), ""))
    return tidy if len(tidy) <= LONGEST and all(" " < character < "\x7f" for character in tidy) else None


def host_of(address: str) -> str:
    """The host, without `www.`."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def same_site(address: str, other: str) -> bool:
    """Whether both are of one host; with and without `www.` is the same."""
    one, two = urlsplit(address), urlsplit(other)
    return host_of(address) == host_of(other) and (one.port or 0) == (two.port or 0)


def followed(base: str, link: str) -> str | None:
    """Where a link of a page leads, when that is a page of the same site."""
    try:
        address = tidied(urljoin(base, link.strip()))
    except ValueError:
        return None
    if address is None or not same_site(base, address):
        return None
    return None if urlsplit(address).path.lower().endswith(_OTHER_FILES) else address
