"""What every answer of the control plane carries: a request id, safe headers, and the reader's language."""

import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from centralita.config import problems
from centralita.config.metrics import observe_request
from centralita.kit.logs import get_logger, request_scope

Next = Callable[[HttpRequest], HttpResponse]

logger = get_logger(__name__)

_ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Where the dashboard goes besides its own host: to the voice platform, in a call from the browser.
_VOICES = "wss://*.elevenlabs.io https://api.retellai.com"
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    f"connect-src 'self' {_VOICES}; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


class RequestContextMiddleware:
    """Gives each request an id, counts it and logs it once."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        identifier = request.headers.get("X-Request-Id", "")
        if not _ACCEPTABLE_ID.fullmatch(identifier):
            identifier = secrets.token_hex(12)
        with request_scope(identifier):
            response = self.get_response(request)
            response["X-Request-Id"] = identifier
            seconds = time.perf_counter() - began
            match = request.resolver_match
            route = match.route if match else "unmatched"
            observe_request(request.method or "GET", route, response.status_code, seconds)
            logger.info(
                "request",
                method=request.method,
                route=route,
                status=response.status_code,
                ms=round(seconds * 1000, 1),
            )
        return response


class ReadableAddressMiddleware:
    """Refuses an address with a NUL character: no text of ours can hold one, and no database can keep it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
            return problems.bad_request(request)
        return self.get_response(request)


class SecurityHeadersMiddleware:
    """A strict content policy and the other headers that keep a page to itself."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
        if request.path.startswith(("/api/", "/_allauth/")):
            response.headers.setdefault("Cache-Control", "no-store")
        if settings.SECURE:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        return response


class LanguageMiddleware:
    """Texts come in the person's language, else in the browser's."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The session is only looked at when there is one, so that public pages stay cheap.
        chosen = ""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            chosen = getattr(request.user, "language", "")
        language = chosen or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
