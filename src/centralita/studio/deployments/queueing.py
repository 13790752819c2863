"""Asking for a deployment to be brought where it is wanted, with the transaction that wants it."""

from datetime import datetime
from math import ceil

from procrastinate.contrib.django import app

from centralita.kit.clock import now
from centralita.studio.deployments.models import Deployment


def later(row: Deployment, at: datetime | None = None) -> None:
    """Queue the job: at once, when it is to be tried again, or at a moment."""
    moment = at or row.next_try_at
    seconds = 0 if moment is None else max(0, ceil((moment - now()).total_seconds()))
    # By its name: the job itself leads to those who ask for it.
    job = app.configure_task("deployments.bring", schedule_in={"seconds": seconds} if seconds else None)
    job.defer(organization_id=str(row.organization_id), deployment_id=str(row.id))
