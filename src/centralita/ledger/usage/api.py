"""Money over HTTP: limits, and what was spent."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from django.http import HttpResponse
from ninja import Query

from centralita.identity.access.permissions import Permission
from centralita.identity.audit import trail
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.identity.organizations.models import Organization
from centralita.kit.cells import safe_cell
from centralita.kit.clock import now
from centralita.kit.errors import Invalid
from centralita.kit.ids import from_text
from centralita.kit.money import Money
from centralita.ledger.usage import presentation, queries
from centralita.ledger.usage.actions.limit import (
    BudgetEdit,
    NewBudget,
    create_budget,
    delete_budget,
    update_budget,
)
from centralita.ledger.usage.counters import zone_of
from centralita.ledger.usage.domain.scopes import PREFIXES, ScopeKind
from centralita.ledger.usage.models import Budget
from centralita.ledger.usage.queries import By
from centralita.ledger.usage.schemas import BudgetChange, BudgetIn, BudgetList, BudgetOut, UsageOut

router = TenantRouter("usage")

READ, MANAGE = Permission.USAGE_READ, Permission.BUDGET_MANAGE
LONGEST = timedelta(days=3_660)


def _one(request: TenantRequest, row: Budget) -> BudgetOut:
    with_etag(request, row.revision)
    facts = queries.facts_of(request.actor.organization_id, [row])
    return presentation.budgets(request.actor, facts)[0]


@router.get("/budgets", permission=READ, operation="budget_list", response=BudgetList)
def list_budgets(request: TenantRequest) -> BudgetList:
    """Every limit, with what its present period has spent and holds."""
    organization_id = request.actor.organization_id
    own = Organization.objects.values_list("currency", flat=True).get(id=organization_id)
    return BudgetList(
        items=presentation.budgets(request.actor, queries.budgets(organization_id)),
        currencies=sorted({own, "USD"}),
        can=presentation.can(request.actor),
    )


@router.post("/budgets", permission=MANAGE, operation="budget_create", response=BudgetOut, status=201)
def create(request: TenantRequest, payload: BudgetIn) -> BudgetOut:
    """Set a limit for everything, or for an agent, a campaign or a provider account."""
    scope_id = request.actor.organization_id if payload.scope is ScopeKind.ORGANIZATION else None
    new = NewBudget(
        scope=payload.scope,
        scope_id=scope_id or from_text(PREFIXES[payload.scope], payload.scope_id or ""),
        period=payload.period,
        limit=Money(payload.limit_micros, payload.currency),
        thresholds=payload.thresholds,
        action=payload.action,
    )
    return _one(request, create_budget(request.actor, new))


@router.get("/budgets/{budget_id}", permission=READ, operation="budget_read", response=BudgetOut)
def read(request: TenantRequest, budget_id: str) -> BudgetOut:
    """One limit. Its `ETag` goes into `If-Match` when you change it."""
    return _one(request, queries.get_budget(request.actor.organization_id, from_text("bud", budget_id)))


@router.patch("/budgets/{budget_id}", permission=MANAGE, operation="budget_update", response=BudgetOut)
def update(request: TenantRequest, budget_id: str, payload: BudgetChange) -> BudgetOut:
    """Change how much, when to tell, or what happens at the limit. It holds from this period on."""
    edit = BudgetEdit(payload.limit_micros, payload.thresholds, payload.action)
    seen = expected_revision(request)
    return _one(request, update_budget(request.actor, from_text("bud", budget_id), edit, seen=seen))


@router.delete("/budgets/{budget_id}", permission=MANAGE, operation="budget_delete", response=None)
def delete(request: TenantRequest, budget_id: str) -> None:
    """Remove a limit. What was spent stays in the books."""
    delete_budget(request.actor, from_text("bud", budget_id))


def _range(request: TenantRequest, first: date | None, last: date | None) -> tuple[date, date]:
    """This month up to today unless somebody says otherwise."""
    today = now().astimezone(zone_of(request.actor.organization_id)).date()
    last = last or today
    first = first or last.replace(day=1)
    if first > last or last - first > LONGEST or not 1970 < first.year <= last.year < 9_000:
        raise Invalid(field="from")
    return first, last


First = Annotated[date | None, Query(alias="from")]
Last = Annotated[date | None, Query(alias="to")]


@router.get("/usage", permission=READ, operation="usage_read", response=UsageOut)
def usage(request: TenantRequest, by: By = "day", first: First = None, last: Last = None) -> UsageOut:
    """What was spent, by day, kind of cost, agent, account or campaign; this month unless you name days."""
    begin, end = _range(request, first, last)
    found = queries.spent(request.actor.organization_id, begin, end, by)
    return presentation.usage(found, begin, end, by)


@router.get(
    "/usage/export",
    permission=READ,
    operation="usage_export",
    response=list[list[str]],
    media=("text/csv",),
)
def export(request: TenantRequest, by: By = "day", first: First = None, last: Last = None) -> HttpResponse:
    """The same as CSV."""
    begin, end = _range(request, first, last)
    shown = presentation.usage(queries.spent(request.actor.organization_id, begin, end, by), begin, end, by)
    told = {"by": by, "from": begin.isoformat(), "to": end.isoformat()}
    trail.record(request.actor, action="usage_export", subject_kind="usage", after=told)
    text = io.StringIO()
    # The mark tells spreadsheets that this is UTF-8.
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow([by, "name", "amount", "currency"])
    for each in shown.items:
        amount = f"{Decimal(each.micros).scaleb(-6):f}"
        # An amount below zero is a number, and no formula.
        writer.writerow([safe_cell(each.key or ""), safe_cell(each.name or ""), amount, each.currency])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="usage-{begin}-{end}.csv"'
    return response
