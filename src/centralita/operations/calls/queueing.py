"""Putting jobs of calls into the queue, in the caller's transaction. What they do is in `tasks`."""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


def queue_place(organization_id: UUID, call_id: UUID, *, at: datetime | None = None) -> None:
    """Have a call dialled, now or at a moment."""
    job = app.configure_task("calls.place", queue="calls", schedule_at=at)
    job.defer(organization_id=str(organization_id), call_id=str(call_id))


def queue_stop(organization_id: UUID, call_id: UUID) -> None:
    """Have the platform hang up."""
    job = app.configure_task("calls.stop", queue="calls")
    job.defer(organization_id=str(organization_id), call_id=str(call_id))


def queue_recording(organization_id: UUID, call_id: UUID) -> None:
    """Have the audio of a call kept."""
    job = app.configure_task("calls.fetch_recording", queue="recordings")
    job.defer(organization_id=str(organization_id), call_id=str(call_id))


def queue_check(organization_id: UUID, account_id: UUID) -> bool:
    """Have an account asked, unless that waits already. Outside of transactions: a second one would break them."""
    job = app.configure_task(
        "calls.check",
        queue="call_checks",
        lock=f"calls.check:{account_id}",
        queueing_lock=f"calls.check:{account_id}",
    )
    try:
        job.defer(organization_id=str(organization_id), account_id=str(account_id))
    except AlreadyEnqueued:
        return False
    return True
