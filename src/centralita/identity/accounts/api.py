"""The signed-in person: who they are, where they belong, how they like it."""

import zoneinfo

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router

from centralita import __version__
from centralita.identity.access.permissions import ROLE_PERMISSIONS, Role
from centralita.identity.accounts.models import User
from centralita.identity.accounts.queries import membership_rows
from centralita.identity.accounts.schemas import (
    BrandOut,
    ConfigOut,
    MembershipOut,
    MeOut,
    OrganizationSummary,
    PreferencesIn,
    SocialProvider,
    UserOut,
)
from centralita.identity.gate.authentication import current_user, session_auth
from centralita.kit.errors import Invalid
from centralita.kit.ids import to_text

router = Router(tags=["account"])


class UnknownTimeZone(Invalid):
    """Not a name of the IANA time zone database."""

    code = "unknown_time_zone"


def _me(user: User) -> MeOut:
    memberships = [
        MembershipOut(
            organization=OrganizationSummary(
                id=to_text("org", row.organization_id),
                name=row.name,
                slug=row.slug,
                brand=BrandOut(color=row.brand.get("color"), logo_url=row.brand.get("logo_url")),
                language=row.language,
                time_zone=row.time_zone,
                currency=row.currency,
                parent_id=to_text("org", row.parent_id) if row.parent_id else None,
            ),
            role=row.role,
            permissions=sorted(permission.value for permission in ROLE_PERMISSIONS[Role(row.role)]),
        )
        for row in membership_rows(user.id)
    ]
    return MeOut(
        user=UserOut(
            id=to_text("usr", user.id),
            email=user.email,
            name=user.name,
            language=user.language,
            theme=user.theme,
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


@router.get(
    "/config",
    operation_id="config_read",
    response=ConfigOut,
    auth=None,
    openapi_extra={"x-permission": "public"},
)
def read_config(request: HttpRequest) -> ConfigOut:
    """What this installation offers to somebody who has not signed in."""
    return installation()


@router.get(
    "/me", operation_id="me_read", response=MeOut, auth=session_auth, openapi_extra={"x-permission": "self"}
)
def read_me(request: HttpRequest) -> HttpResponse:
    """The signed-in person and their organizations."""
    user = User.objects.get(id=current_user(request).id)
    return HttpResponse(_me(user).model_dump_json(), content_type="application/json")


@router.patch(
    "/me", operation_id="me_update", response=MeOut, auth=session_auth, openapi_extra={"x-permission": "self"}
)
def update_me(request: HttpRequest, payload: PreferencesIn) -> HttpResponse:
    """Change name, language, theme or time zone."""
    changes = payload.model_dump(exclude_none=True)
    zone = changes.get("time_zone")
    if zone and zone not in zoneinfo.available_timezones():
        raise UnknownTimeZone(field="time_zone")
    person = current_user(request)
    with transaction.atomic():
        if changes:
            User.objects.filter(id=person.id).update(**changes)
    return HttpResponse(
        _me(User.objects.get(id=person.id)).model_dump_json(), content_type="application/json"
    )
