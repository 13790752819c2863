"""The signed-in person: who they are, where they belong, how they like it."""

from typing import Annotated, cast

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router

from centralita import __version__
from centralita.identity.access import witness
from centralita.identity.access.permissions import Role, permissions_of
from centralita.identity.accounts.models import User
from centralita.identity.accounts.queries import membership_rows
from centralita.identity.accounts.schemas import (
    BrandOut,
    ChosenLanguage,
    ConfigOut,
    Language,
    MembershipOut,
    MeOut,
    OrganizationSummary,
    PreferencesIn,
    SecurityEventList,
    SecurityEventOut,
    SocialProvider,
    Theme,
    UserOut,
)
from centralita.identity.accounts.zones import check_time_zone
from centralita.identity.audit import security
from centralita.identity.audit.models import SecurityEntry
from centralita.identity.gate.authentication import client_address
from centralita.identity.gate.personal import PersonRequest, PersonRouter
from centralita.kit.ids import to_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT

router = PersonRouter("account")
public = Router(tags=["account"])


def _me(user: User) -> MeOut:
    memberships = [
        MembershipOut(
            organization=OrganizationSummary(
                id=to_text("org", row.organization_id),
                name=row.name,
                slug=row.slug,
                brand=BrandOut(color=row.brand.get("color"), logo_url=row.brand.get("logo_url")),
                language=cast("Language", row.language),
                time_zone=row.time_zone,
                currency=row.currency,
                parent_id=to_text("org", row.parent_id) if row.parent_id else None,
            ),
            role=row.role,
            permissions=sorted(
                permission.value for permission in permissions_of(Role(row.role), bound=row.bound)
            ),
        )
        for row in membership_rows(user.id)
    ]
    return MeOut(
        user=UserOut(
            id=to_text("usr", user.id),
            email=user.email,
            name=user.name,
            language=cast("ChosenLanguage", user.language),
            theme=cast("Theme", user.theme),
            time_zone=user.time_zone,
            is_super_admin=user.is_super_admin,
        ),
        memberships=memberships,
        config=installation(),
    )


def installation() -> ConfigOut:
    """What this installation offers, as far as anyone may know."""
    providers = [
        SocialProvider(id=app.get("provider_id", name), name=app.get("name", name.capitalize()))
        for name, provider in settings.SOCIALACCOUNT_PROVIDERS.items()
        for app in provider["APPS"]
    ]
    return ConfigOut(
        social_providers=providers,
        mail_page=not settings.PRODUCTION and not settings.MAIL_CONFIGURED,
        signup_open=settings.ENVIRONMENT.signup_open,
        version=__version__,
    )


@public.get(
    "/config",
    operation_id="config_read",
    response=ConfigOut,
    auth=None,
    openapi_extra={"x-permission": "public"},
)
def read_config(request: HttpRequest) -> ConfigOut:  # the framework passes it
    """What this installation offers to somebody who has not signed in."""
    return installation()


@router.get("/me", operation="me_read", response=MeOut)
def read_me(request: PersonRequest) -> MeOut:
    """The signed-in person and their organizations."""
    return _me(User.objects.get(id=request.person.id))


@router.patch("/me", operation="me_update", response=MeOut)
def update_me(request: PersonRequest, payload: PreferencesIn) -> MeOut:
    """Change name, language, theme or time zone."""
    wanted = payload.model_dump(exclude_none=True)
    if wanted.get("time_zone"):
        check_time_zone(wanted["time_zone"])
    user = User.objects.select_for_update().get(id=request.person.id)
    changes = {name: value for name, value in wanted.items() if getattr(user, name) != value}
    if changes:
        before = {name: getattr(user, name) for name in changes}
        for name, value in changes.items():
            setattr(user, name, value)
        user.save()
        where = security.Where(client_address(request), request.headers.get("User-Agent", ""))
        details = {"before": before, "after": changes}
        security.record(user.id, "preferences_changed", where, details=details)
    else:
        witness.nothing_changed()
    return _me(user)


@router.get("/me/security-events", operation="security_event_list", response=SecurityEventList)
def list_security_events(
    request: PersonRequest,  # its scope is what chooses the rows
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)] = DEFAULT_LIMIT,
) -> SecurityEventList:
    """What happened to your account, the newest first: sign-ins, failed ones, new passwords, second steps."""
    page = security.entries(cursor=cursor, limit=limit)
    return SecurityEventList(
        items=[_security_event(entry) for entry in page.items], next_cursor=page.next_cursor
    )


def _security_event(entry: SecurityEntry) -> SecurityEventOut:
    details = entry.after if isinstance(entry.after, dict) else {}
    return SecurityEventOut(
        id=to_text("sev", entry.id),
        at=entry.at,
        action=entry.action,
        address=entry.address,
        browser=str(details.get("browser", "")),
        details={name: value for name, value in details.items() if name != "browser"},
    )
