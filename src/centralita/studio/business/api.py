"""The business profile over HTTP."""

from typing import Annotated

from ninja import Query

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.studio.business import presentation, queries
from centralita.studio.business.actions.profile import set_hours, update_profile, update_setup
from centralita.studio.business.domain import compile as compiler
from centralita.studio.business.domain.region import public_holidays
from centralita.studio.business.domain.setup import StepName
from centralita.studio.business.models import BusinessProfile, Offering
from centralita.studio.business.record_kinds import LOCATIONS, OFFERINGS, POLICIES, SPECIAL_DAYS, STAFF
from centralita.studio.business.record_routes import mount
from centralita.studio.business.schemas import (
    FactsOut,
    HolidayList,
    HolidayOut,
    HoursIn,
    ProfileChange,
    ProfileOut,
    SetupChange,
    SetupOut,
)

router = TenantRouter("business")


def _shown(request: TenantRequest, row: BusinessProfile) -> ProfileOut:
    with_etag(request, row.revision)
    return presentation.profile(request.actor, row)


@router.get("/business", permission=Permission.BUSINESS_READ, operation="business_read", response=ProfileOut)
def read(request: TenantRequest) -> ProfileOut:
    """The business profile. Its `ETag` goes into `If-Match` when you change it."""
    return _shown(request, queries.get_profile(request.actor))


@router.patch(
    "/business", permission=Permission.BUSINESS_UPDATE, operation="business_update", response=ProfileOut
)
def update(request: TenantRequest, payload: ProfileChange) -> ProfileOut:
    """Change the profile; what is left out stays."""
    return _shown(request, update_profile(request.actor, payload, seen=expected_revision(request)))


@router.put(
    "/business/hours",
    permission=Permission.BUSINESS_UPDATE,
    operation="business_hours_set",
    response=ProfileOut,
)
def write_hours(request: TenantRequest, payload: HoursIn) -> ProfileOut:
    """Replace the opening hours of the week."""
    return _shown(request, set_hours(request.actor, payload, seen=expected_revision(request)))


@router.get(
    "/business/holidays",
    permission=Permission.BUSINESS_READ,
    operation="business_holiday_list",
    response=HolidayList,
)
def list_holidays(
    request: TenantRequest,
    country: Annotated[str, Query(pattern=r"^[A-Z]{2}$", examples=["ES"])],
    year: Annotated[int, Query(ge=2020, le=2100, examples=[2026])],
    subdivision: Annotated[str, Query(pattern=r"^[A-Z0-9]{0,8}$", examples=["MD"])] = "",
) -> HolidayList:
    """The public holidays of a country, and of a region where one is given."""
    days = public_holidays(country, subdivision, year, request.actor.language[:2])
    return HolidayList(items=[HolidayOut(date=date, name=name) for date, name in days])


@router.get(
    "/business/facts", permission=Permission.BUSINESS_READ, operation="business_fact_list", response=FactsOut
)
def list_facts(request: TenantRequest) -> FactsOut:
    """What agents know of the business, as the variables that texts may use."""
    profile = queries.get_profile(request.actor)
    records = queries.read_records(profile, queries.organization_of(request.actor))
    business = compiler.compile_business(records)
    return FactsOut(
        facts=business.facts,
        time_zone=business.time_zone,
        snapshot_id=str(profile.snapshot_id) if profile.snapshot_id else None,
    )


def _wizard(row: BusinessProfile) -> SetupOut:
    has_agents = queries.has_agents()
    filled: dict[StepName, bool] = {
        "business": bool(row.description or row.phone or row.industry),
        "hours": bool(row.hours),
        "services": Offering.objects.exists(),
        "agent": has_agents,
    }
    # Wherever it was made: the step would only make a second one.
    stored = {**row.setup, "agent": "done"} if has_agents else row.setup
    return presentation.wizard(stored, filled)


@router.get(
    "/business/setup",
    permission=Permission.BUSINESS_READ,
    operation="business_setup_read",
    response=SetupOut,
)
def read_setup(request: TenantRequest) -> SetupOut:
    """How far the set-up wizard has come."""
    return _wizard(queries.get_profile(request.actor))


@router.patch(
    "/business/setup",
    permission=Permission.BUSINESS_UPDATE,
    operation="business_setup_update",
    response=SetupOut,
)
def write_setup(request: TenantRequest, payload: SetupChange) -> SetupOut:
    """Mark steps of the wizard as done or skipped."""
    return _wizard(update_setup(request.actor, payload))


for resource in (LOCATIONS, SPECIAL_DAYS, OFFERINGS, STAFF, POLICIES):
    mount(router, resource)
