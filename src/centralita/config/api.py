"""The API of the control plane: which slices it is made of, and how errors leave it."""

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from centralita import __version__
from centralita.config import problems, scope_names
from centralita.config.openapi import DocumentedApi
from centralita.config.parsing import SafeParser, body_too_large
from centralita.identity.accounts import api as accounts
from centralita.identity.audit.api import router as audit
from centralita.identity.gate.authentication import refuse_before_explaining
from centralita.identity.gate.tickets import router as tickets
from centralita.identity.keys.api import router as api_keys
from centralita.identity.organizations import api as organizations
from centralita.identity.organizations import members_api as members
from centralita.identity.platform.api import router as platform
from centralita.insight.metrics.api import router as metrics
from centralita.insight.paths.api import router as paths
from centralita.kit.errors import AppError
from centralita.ledger.usage.api import router as usage
from centralita.operations.calls.api import router as calls
from centralita.operations.campaigns.api import router as campaigns
from centralita.operations.channels.api import router as channels
from centralita.operations.compliance.api import router as compliance
from centralita.operations.contacts.api import router as contacts
from centralita.operations.contacts.imports.api import router as contact_imports
from centralita.operations.contacts.views.api import router as contact_views
from centralita.operations.conversations.api import router as conversations
from centralita.operations.conversations.rating_api import router as turn_ratings
from centralita.operations.numbers.api import router as numbers
from centralita.studio.agents.api import router as agents
from centralita.studio.business.api import router as business
from centralita.studio.deployments.account_api import router as deployment_accounts
from centralita.studio.deployments.api import router as deployments
from centralita.studio.experiments.api import router as experiments
from centralita.studio.gallery.api import router as gallery
from centralita.studio.gallery.copies_api import router as gallery_copies
from centralita.studio.gallery.platform_api import router as platform_gallery
from centralita.studio.imports.api import router as agent_imports
from centralita.studio.knowledge.api import router as knowledge
from centralita.studio.language_models.api import router as language_models
from centralita.studio.prompts.api import router as prompts
from centralita.studio.prompts.trial_api import router as prompt_trials
from centralita.studio.prompts.version_api import router as prompt_versions
from centralita.studio.proof.api import router as proof
from centralita.studio.saved_templates.api import router as saved_templates
from centralita.studio.scenarios.api import router as scenarios
from centralita.studio.templates.api import router as templates
from centralita.studio.tools.api import router as tools
from centralita.studio.tools.approval_api import router as tool_approvals
from centralita.studio.tools.sign_in_api import router as tool_sign_ins
from centralita.studio.translation.api import router as languages
from centralita.studio.voice_accounts.api import router as voice_accounts
from centralita.studio.voices.api import router as voices

api = DocumentedApi(
    title="Centralita",
    version=__version__,
    description="Build, try, deploy, run and measure agents that talk with your customers.",
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    parser=SafeParser(),
)

for open_router in (accounts.public, organizations.public, members.public):
    api.add_router("", open_router)
for personal_router in (accounts.router, organizations.people, members.people):
    api.add_router("", personal_router.ninja)
api.add_router("", platform.ninja)
api.add_router("", platform_gallery.ninja)
for tenant_router in (
    tickets,
    organizations.router,
    members.router,
    audit,
    api_keys,
    business,
    knowledge,
    templates,
    saved_templates,
    gallery,
    gallery_copies,
    agents,
    agent_imports,
    scenarios,
    proof,
    experiments,
    languages,
    tools,
    tool_approvals,
    tool_sign_ins,
    prompts,
    prompt_versions,
    prompt_trials,
    channels,
    conversations,
    turn_ratings,
    compliance,
    contacts,
    contact_imports,
    calls,
    contact_views,
    campaigns,
    language_models,
    voice_accounts,
    voices,
    numbers,
    deployments,
    deployment_accounts,
    metrics,
    paths,
    usage,
):
    api.add_router("", tenant_router.ninja)


scope_names.install()


@api.exception_handler(AppError)
def on_error(request: HttpRequest, error: AppError) -> HttpResponse:
    """A domain error, mapped once."""
    return problems.answer_error(error)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The request does not have the declared shape."""
    try:
        refuse_before_explaining(request)
    except AppError as refused:
        return problems.answer_error(refused)
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
    if isinstance(error.__cause__, AppError):
        # Our parser said why; the framework only wrapped it.
        return problems.answer_error(error.__cause__)
    from django.utils import translation

    code = {400: "malformed_request", 403: "csrf_failed", 404: "not_found", 405: "method_not_allowed"}.get(
        error.status_code, "invalid"
    )
    return problems.answer(
        problems.problem(code, error.status_code, language=translation.get_language() or "en")
    )


@api.exception_handler(RequestDataTooBig)
def on_too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """A body over the limit, refused before it is read."""
    return problems.answer_error(body_too_large())


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """No such thing."""
    return problems.not_found(request)
