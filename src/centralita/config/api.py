"""The API of the control plane: which slices it is made of, and how errors leave it."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from centralita import __version__
from centralita.config import problems
from centralita.config.parsing import SafeParser
from centralita.identity.accounts.api import router as accounts
from centralita.identity.gate.tickets import router as tickets
from centralita.identity.organizations.api import router as organizations
from centralita.kit.errors import AppError
from centralita.operations.channels.api import router as channels
from centralita.studio.agents.api import router as agents
from centralita.studio.business.api import router as business

api = NinjaAPI(
    title="Centralita",
    version=__version__,
    description="Build, try, deploy, run and measure agents that talk with your customers.",
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    parser=SafeParser(),
)

api.add_router("", accounts)
for tenant_router in (tickets, organizations, business, agents, channels):
    api.add_router("", tenant_router.ninja)


@api.exception_handler(AppError)
def on_error(request: HttpRequest, error: AppError) -> HttpResponse:
    """A domain error, mapped once."""
    return problems.answer_error(error)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The request does not have the declared shape."""
    return problems.answer_validation(error.errors)


@api.exception_handler(AuthenticationError)
def on_unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Nobody is signed in."""
    from django.utils import translation

    return problems.answer(
        problems.problem("unauthenticated", 401, language=translation.get_language() or "en")
    )


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework itself refuses: an unreadable body, a failed CSRF check."""
    from django.utils import translation

    code = {400: "malformed_request", 403: "csrf_failed", 404: "not_found", 405: "method_not_allowed"}.get(
        error.status_code, "invalid"
    )
    return problems.answer(
        problems.problem(code, error.status_code, language=translation.get_language() or "en")
    )


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """No such thing."""
    return problems.not_found(request)
