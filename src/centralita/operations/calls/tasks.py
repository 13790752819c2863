"""Jobs: ids in, safe to run again."""

from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from centralita.kit.ids import OrganizationId

_RECORDING_TRIES = 8


@app.task(name="calls.place", queue="calls", retry=RetryStrategy(max_attempts=5, exponential_wait=3))
def place_call(*, organization_id: str, call_id: str) -> None:
    """Have the platform dial, once."""
    from centralita.operations.calls.placing import place

    place(OrganizationId(UUID(organization_id)), UUID(call_id))


@app.task(name="calls.stop", queue="calls", retry=RetryStrategy(max_attempts=5, exponential_wait=3))
def stop_call(*, organization_id: str, call_id: str) -> None:
    """Have the platform hang up."""
    from centralita.operations.calls.stopping import stop

    stop(OrganizationId(UUID(organization_id)), UUID(call_id))


@app.task(
    name="calls.fetch_recording",
    queue="recordings",
    # Platforms need a while until the audio is there.
    retry=RetryStrategy(max_attempts=_RECORDING_TRIES, exponential_wait=3),
    pass_context=True,
)
def fetch_recording(context: JobContext, *, organization_id: str, call_id: str) -> None:
    """Keep the audio of a call that is over."""
    from centralita.operations.calls.recordings import fetch

    # The queue gives up once this many tries are behind it.
    last = context.job.attempts >= _RECORDING_TRIES
    fetch(OrganizationId(UUID(organization_id)), UUID(call_id), last=last)


@app.task(name="calls.check", queue="call_checks")
def check_account(*, organization_id: str, account_id: str) -> None:
    """Ask a voice account about calls that it did not tell enough of. Not tried again: the next round asks anew."""
    from centralita.operations.calls.reconciling import check

    check(OrganizationId(UUID(organization_id)), UUID(account_id))
