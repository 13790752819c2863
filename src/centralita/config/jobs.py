"""The worker: jobs of the queue, facts for their consumers, and what must be tidied now and then."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from functools import wraps

from asgiref.sync import sync_to_async
from django.db import close_old_connections, connection
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from centralita.config.waking import wake_on
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.kit.outage import DATABASE, is_outage
from centralita.ledger.events.consumers import Handler, consume

_CONSUME_EVERY = 5.0
_DIAL_EVERY = 0.5
_TIDY_EVERY = 3600.0
_REFRESH_EVERY = 1800.0
_RESCUE_EVERY = 30.0
_APPLY_EVERY = 1.0
_CHECK_EVERY = 5.0
_DEPLOYMENTS_EVERY = 60.0
_SITES_EVERY = 300.0
_EXPERIMENTS_EVERY = 30.0
_SWEEP_EVERY = 86_400.0
_RECONNECT_EVERY = 2.0
# A worker says every ten seconds that it lives. One that has not for so long is gone, and its jobs with it.
_SILENT_SECONDS = 60.0
_ASK_EVERY = 60.0
# A job that takes its worker down with it must not take down all of them in turn.
_MOST_RESCUES = 5

log = get_logger(__name__)


def consumers() -> dict[str, Handler]:
    """Consumer name → what it does with facts."""
    from centralita.insight.metrics import listeners as metrics
    from centralita.insight.paths import listeners as paths
    from centralita.operations.campaigns import listeners as campaigns
    from centralita.operations.conversations import listeners as conversations
    from centralita.studio.experiments import listeners as experiments
    from centralita.studio.knowledge.gaps import listeners as gaps

    every = (conversations, metrics, paths, campaigns, gaps, experiments)
    return {each.CONSUMER: each.handle for each in every}


def ask_for_late_money() -> int:
    """Ask about money that was held for too long; how many reservations were freed."""
    from centralita.ledger.usage.expiry import ask_everybody

    return ask_everybody()


def apply_webhooks() -> int:
    """Apply to calls what webhooks brought."""
    from centralita.operations.calls.background import apply_webhooks as apply

    return apply()


async def wake_webhooks() -> None:
    """Apply webhooks as they come, without waiting for the round."""

    async def work(organizations: set[OrganizationId]) -> None:
        from centralita.operations.calls.background import apply_webhooks_of

        await _in_thread(lambda: apply_webhooks_of(organizations))()

    await wake_on("voice_account.changed", work, connector_params())


def check_calls() -> int:
    """Ask about calls that are due, and make those that were agreed on."""
    from centralita.operations.calls.background import check_calls as check

    return check()


def work(*, concurrency: int) -> None:
    """Run until a signal says stop; what is under way is finished first."""
    asyncio.run(_work(concurrency))


async def _work(concurrency: int) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    tasks = [
        asyncio.create_task(_keep_working(concurrency, stop)),
        asyncio.create_task(_every(_CONSUME_EVERY, _in_thread(consume_all))),
        asyncio.create_task(_every(_DIAL_EVERY, _in_thread(dial))),
        asyncio.create_task(_every(_TIDY_EVERY, _in_thread(tidy))),
        asyncio.create_task(_every(_REFRESH_EVERY, _in_thread(refresh_catalogues))),
        asyncio.create_task(_every(_APPLY_EVERY, _in_thread(apply_webhooks))),
        asyncio.create_task(_every(_CHECK_EVERY, _in_thread(check_calls))),
        asyncio.create_task(_every(_RECONNECT_EVERY, wake_webhooks)),
        asyncio.create_task(_every(_RESCUE_EVERY, rescue_jobs)),
        asyncio.create_task(_every(_ASK_EVERY, _in_thread(ask_for_late_money))),
        asyncio.create_task(_every(_DEPLOYMENTS_EVERY, _in_thread(watch_deployments))),
        asyncio.create_task(_every(_SITES_EVERY, _in_thread(visit_sites))),
        asyncio.create_task(_every(_SWEEP_EVERY, _in_thread(sweep_files))),
        asyncio.create_task(_every(_EXPERIMENTS_EVERY, _in_thread(watch_experiments))),
    ]
    await stop.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _keep_working(concurrency: int, stop: asyncio.Event) -> None:
    """Do jobs until told to stop, also when the database was away meanwhile."""
    while not stop.is_set():
        with _telling("run_jobs"):
            await run_jobs(concurrency=concurrency)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _RECONNECT_EVERY)


@contextlib.contextmanager
def _telling(task: str) -> Iterator[None]:
    """Log what goes wrong inside; whoever opened this goes on."""
    try:
        yield
    except Exception as error:
        if is_outage(error):
            DATABASE.failed(str(error.__cause__ or error))
        else:
            log.exception("background_failed", task=task)


def _worker_app() -> App:
    """The queue on connections of the worker's own: Django's cannot listen."""
    # After an outage whoever asks next tries at once, else the pauses double for minutes.
    connector = PsycopgConnector(kwargs=connector_params(), timeout=10.0, reconnect_timeout=5.0)
    return app.with_connector(connector)


async def run_jobs(*, concurrency: int, wait: bool = True) -> None:
    """Do what is queued, and with `wait` what comes."""
    async with _worker_app().open_async() as worker:
        await worker.run_worker_async(
            concurrency=concurrency, wait=wait, install_signal_handlers=False, delete_jobs="successful"
        )


async def rescue_jobs(silent: float = _SILENT_SECONDS) -> int:
    """Put the jobs of workers that were killed back into the queue, or give them up; how many. Jobs may run twice."""
    async with _worker_app().open_async() as worker:
        jobs = worker.job_manager
        stalled = list(await jobs.get_stalled_jobs(seconds_since_heartbeat=silent))
        for job in stalled:
            log.warning("job_stalled", job=job.id, task=job.task_name, attempts=job.attempts)
            # Another worker may have done the same in between, or the job may have ended after all.
            with contextlib.suppress(ConnectorException):
                if job.attempts < _MOST_RESCUES:
                    await jobs.retry_job(job, now())
                else:
                    await jobs.finish_job(job, Status.FAILED, delete_job=False)
    return len(stalled)


async def _every(seconds: float, task: Callable[[], Awaitable[object]]) -> None:
    while True:
        with _telling(task.__name__):
            await task()
        await asyncio.sleep(seconds)


def _in_thread(task: Callable[[], object]) -> Callable[[], Awaitable[None]]:
    """A task that asks Django's connection, run in a thread with a connection of its own."""

    def run() -> None:
        close_old_connections()
        with contextlib.closing(connection):
            task()

    @wraps(task)
    async def in_thread() -> None:
        await sync_to_async(run, thread_sensitive=False)()

    return in_thread


def consume_all() -> int:
    """Let every consumer read what is new in every organization; how many facts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organization ORDER BY id")
        organizations = [OrganizationId(row[0]) for row in cursor.fetchall()]
    total = 0
    for name, handler in consumers().items():
        for organization_id in organizations:
            while (count := consume(name, organization_id, handler)) > 0:
                total += count
    return total


def watch_deployments() -> None:
    """Have every organization's deployments looked at when it is their turn, and what was left undone done."""
    from centralita.studio.deployments.checking import round_of

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organization ORDER BY id")
        organizations = [OrganizationId(row[0]) for row in cursor.fetchall()]
    for organization_id in organizations:
        round_of(organization_id)


def watch_experiments() -> None:
    """Settle what nothing is heard of in every organization's experiments, and end those that have run their days."""
    from centralita.studio.experiments.watching import round_of

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organization ORDER BY id")
        organizations = [OrganizationId(row[0]) for row in cursor.fetchall()]
    for organization_id in organizations:
        round_of(organization_id)


def visit_sites() -> int:
    """Have every organization's sites of knowledge visited when it is their turn; how many."""
    from centralita.studio.knowledge.sites.visiting import visit_due

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organization ORDER BY id")
        organizations = [OrganizationId(row[0]) for row in cursor.fetchall()]
    return sum(visit_due(organization_id) for organization_id in organizations)


def sweep_files() -> int:
    """Remove the files of every organization's knowledge that no document names; how many."""
    from centralita.studio.knowledge.sweeping import sweep

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organization ORDER BY id")
        organizations = [OrganizationId(row[0]) for row in cursor.fetchall()]
    return sum(sweep(organization_id) for organization_id in organizations)


def dial() -> None:
    """Let every campaign under way take its next steps."""
    from centralita.operations.campaigns.dialler.rounds import dial_all

    dial_all()


def tidy() -> None:
    """Forget answers to idempotency keys after seven days, whom messages went to, expired sessions, and what is older
    than it is kept.
    """
    from django.core.management import call_command

    from centralita.identity.gate.models import IdempotencyRecord
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.operations.calls.background import erase_old_calls, forget_webhooks
    from centralita.studio.tools.public import forget_sent

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organization")
        organizations = [OrganizationId(row[0]) for row in cursor.fetchall()]
    for organization_id in organizations:
        with tenant_scope(organization_id):
            IdempotencyRecord.objects.filter(created_at__lt=now() - timedelta(days=7)).delete()
            forget_sent()
    forget_webhooks()
    erase_old_calls()
    call_command("clearsessions")


def refresh_catalogues() -> int:
    """Have the voices and numbers of accounts looked at that nobody looked at for a day; how many accounts."""
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.operations.numbers.actions import refresh as numbers
    from centralita.studio.voices.actions import refresh as voices

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM organization ORDER BY id")
        organizations = [OrganizationId(row[0]) for row in cursor.fetchall()]
    total = 0
    for organization_id in organizations:
        with tenant_scope(organization_id):
            total += voices.REFRESHER.queue_stale() + numbers.REFRESHER.queue_stale()
    return total
