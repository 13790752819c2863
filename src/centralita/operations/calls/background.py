"""What the worker does for calls again and again, in every organization; one that fails does not stop the others."""

from collections.abc import Callable, Iterable

from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.kit.outage import is_outage
from centralita.operations.calls.actions.callbacks import make_due_callbacks
from centralita.operations.calls.erasing import erase_old
from centralita.operations.calls.reconciling import enqueue_checks
from centralita.operations.calls.webhooks import apply_waiting
from centralita.studio.voice_accounts.inbox import forget_old

log = get_logger(__name__)


def apply_webhooks() -> int:
    """Apply what webhooks brought; how many batches."""
    return _everywhere(apply_waiting)


def apply_webhooks_of(organizations: Iterable[OrganizationId]) -> int:
    """Apply what webhooks brought to these; how many batches."""
    return _in(organizations, apply_waiting)


def check_calls() -> int:
    """See to calls that are due: to be asked about, or to be made."""
    return _everywhere(enqueue_checks) + _everywhere(make_due_callbacks)


def forget_webhooks() -> int:
    """Let go of what webhooks brought long ago."""
    return _everywhere(_forget)


def erase_old_calls() -> int:
    """Let go of what was said in calls that are older than their organization keeps it; how many calls."""
    return _everywhere(erase_old)


def _forget(organization_id: OrganizationId) -> int:
    with tenant_scope(organization_id):
        forget_old()
    return 0


def _everywhere(act: Callable[[OrganizationId], int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organization ORDER BY id")
        organizations = [OrganizationId(row[0]) for row in cursor.fetchall()]
    return _in(organizations, act)


def _in(organizations: Iterable[OrganizationId], act: Callable[[OrganizationId], int]) -> int:
    done = 0
    for organization_id in organizations:
        try:
            done += act(organization_id)
        except Exception as error:
            if is_outage(error):
                raise
            log.exception("calls_background_failed", organization=str(organization_id))
    return done
