"""Starting processes: the database when it is ours, migrations, the app, the worker."""

import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import click
from django.db import OperationalError

from centralita.config.endings import explained
from centralita.config.environment import Environment, SettingMalformed
from centralita.config.logged import set_up_logs
from centralita.kit.postgres import EmbeddedPostgres, Role

_RESTART_AFTER = 2.0
_WHY_UNOPENED = {
    "key_missing": "its key is missing. Bring the old key back behind the new one, or enter the secret again.",
    "damaged": "it is damaged, or was sealed for another row. Enter the secret again.",
}


@contextlib.contextmanager
def database() -> Iterator[None]:
    """The database's addresses in the environment, with the embedded server running when none was given."""
    environment = Environment.read()
    if environment.database_url:
        yield
        return
    server = EmbeddedPostgres(environment.home)
    try:
        info = server.start()
    except OSError as error:
        if str(error.filename or "").startswith(str(environment.home)):
            raise SettingMalformed(
                variable="CENTRALITA_HOME", allowed="a folder that can be made and written"
            ) from error
        raise
    # A killed server is started again; what was connected reconnects.
    server.keep_running()
    os.environ["DATABASE_URL"] = info.dsn(Role.APPLICATION)
    os.environ["DATABASE_OWNER_URL"] = info.dsn(Role.OWNER)
    try:
        yield
    finally:
        server.release()


def run_migrations() -> int:
    """Migrate in a process of its own, which alone holds the owner's role."""
    with explained(), database():
        code = _migrate()
        if not code:
            click.echo("The schema is up to date.")
        return code


def _up_to_date() -> bool:
    """Whether there is nothing to migrate: asking costs less than a process of the owner's that finds nothing to do."""
    import django

    django.setup()
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from centralita.kit.clock import now
    from centralita.ledger.events.partitions import has_partitions

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return not waiting and has_partitions(now().date())
    except DatabaseError as error:
        # Whatever keeps the app's role from seeing it: the owner will.
        if isinstance(error, OperationalError) and not Environment.read().database_owner_url:
            raise
        return False
    finally:
        connection.close()


def _migrate() -> int:
    done = subprocess.run([sys.executable, "-m", "centralita.config.migrate"], check=False)
    return done.returncode


def run_everything(*, host: str, port: int, worker: bool) -> int:
    """PostgreSQL, migrations, the app in one process, and a worker beside it."""
    os.environ.setdefault("CENTRALITA_PUBLIC_URL", f"http://{host}:{port}")
    # Told to stop before it listens: then nothing failed either.
    code, listened = 0, True
    with explained(serves=True), database():
        code = 0 if _up_to_date() else _migrate()
        if code:
            return code
        _refuse_unsafe_role()
        with _worker_beside() if worker else contextlib.nullcontext():
            listened = _serve("centralita.config.asgi:application", host, port, announced=True)
    return code if listened else 1


def run_live(*, host: str, port: int) -> None:
    """The live plane alone."""
    listened = True
    with explained(serves=True), database():
        _refuse_unsafe_role()
        listened = _serve("centralita.config.asgi:live_application", host, port)
    if not listened:
        sys.exit(1)


def run_web(*, host: str, port: int, workers: int) -> None:
    """The control plane alone, under a WSGI server."""
    with explained(serves=True), database():
        _refuse_unsafe_role()
        from granian import Granian
        from granian.constants import Interfaces

        Granian(
            "centralita.config.wsgi:served",
            factory=True,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=4,
        ).serve()


def run_worker(*, concurrency: int) -> None:
    """Jobs and facts, until told to stop."""
    with explained(serves=True), database():
        _refuse_unsafe_role()
        from centralita.config.jobs import work

        set_up_logs()
        work(concurrency=concurrency)


def run_super_admin(email: str, *, granted: bool) -> int:
    """Make a person a super admin, or no longer."""
    with explained(), database():
        import django

        django.setup()
        from centralita.identity.platform.commands import set_super_admin

        user = set_super_admin(email, granted=granted)
        click.echo(f"{user.email} is {'now' if granted else 'no longer'} a super admin.")
        return 0


def run_scenarios(
    organization: str, agent: str, *, number: int | None, junit: Path | None, as_json: Path | None
) -> int:
    """Hold an agent's scenarios; 1 when one does not pass."""
    with explained(), database():
        import django

        django.setup()
        from centralita.kit.ids import OrganizationId, from_text
        from centralita.studio.scenarios.commands import prove
        from centralita.studio.scenarios.domain.showing import result_lines

        proof = prove(OrganizationId(from_text("org", organization)), from_text("agt", agent), number=number)
        for name, passed, failures in proof.results:
            click.echo("\n".join(result_lines(name, passed, failures)))
        if junit is not None:
            junit.write_bytes(proof.junit)
        if as_json is not None:
            as_json.write_bytes(proof.json)
        click.echo(f"{sum(passed for _, passed, _ in proof.results)} of {len(proof.results)} passed.")
        return 0 if proof.holds else 1


def run_verify_audit() -> int:
    """Walk every audit chain; 1 when one does not hold."""
    with explained(), database():
        import django

        django.setup()
        from centralita.identity.platform.commands import verify_chains

        chains, entries, broken = 0, 0, 0
        for walked in verify_chains():
            chains, entries = chains + 1, entries + walked.verdict.entries
            if not walked.verdict.holds:
                broken += 1
                click.echo(f"{walked.chain}: does not hold at entry {walked.verdict.broken_at}", err=True)
        click.echo(f"{entries} entries in {chains} chains; {broken} do not hold.")
        return 1 if broken else 0


def run_reseal() -> int:
    """Bring every sealed value under the active key; 1 when one could not be opened."""
    with explained(), database():
        import django

        django.setup()
        from centralita.config.sealing import reseal, standings
        from centralita.kit.encryption import Standing

        tally = reseal()
        for each in tally.unopened:
            click.echo(f"{each.place}: {_WHY_UNOPENED[each.reason]}", err=True)
        active = standings()[Standing.ACTIVE]
        click.echo(
            f"{tally.resealed} values sealed anew; {active} are under the active key,"
            f" {len(tally.unopened)} could not be opened."
        )
        return 1 if tally.unopened else 0


def run_doctor() -> int:
    """Look the installation over; 1 when something is wrong."""
    with explained(), database():
        from centralita.config.doctor import examine

        return examine()


def run_demo(conversations: int) -> int:
    """Fill a demonstration organization and say how to get in."""
    with explained(), database():
        code = _migrate()
        if code:
            return code
        import django

        django.setup()
        from centralita.config.demo import fill
        from centralita.config.demo_phone import furnish

        made = fill(conversations)
        people = furnish(made.owner, made.agent_id)
        click.echo(
            f"\n  {made.conversations} conversations of {made.organization}, and {people} contacts to call."
        )
        click.echo(f"  Sign in with {made.email} and the password {made.password}\n")
        return 0


def _refuse_unsafe_role() -> None:
    """Serve nobody as a role that row-level security does not bind."""
    import django

    django.setup()
    from django.db import connection
    from django.db.backends.postgresql.base import DatabaseWrapper

    from centralita.identity.tenancy.role import refuse_unsafe, rights_of_this_role

    refuse_unsafe(rights_of_this_role())
    connection.close()
    # A process that is forked from this one would inherit the pool without the threads that fill it.
    cast("DatabaseWrapper", connection).close_pool()


def _serve(application: str, host: str, port: int, *, announced: bool = False) -> bool:
    """Serve until told to stop; False when it could not begin. The address is printed once it answers."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started and announced:
                click.echo(f"\n  Centralita is at {os.environ['CENTRALITA_PUBLIC_URL']}\n")

    if _is_taken(host, port):
        click.echo(f"Port {port} of {host} is taken. Stop what uses it, or choose another: --port", err=True)
        return False
    set_up_logs()
    server = Server(
        uvicorn.Config(
            application,
            factory=True,
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            server_header=False,
            # The application does it, as CENTRALITA_TRUSTED_PROXIES says and wherever the proxy runs.
            proxy_headers=False,
            timeout_graceful_shutdown=5,
            ws_max_size=1024 * 1024,
            # A phone call's messages are short and many: packing them costs more time than it saves.
            ws_per_message_deflate=False,
        )
    )
    # Told to stop, uvicorn ends cleanly and then passes the signal on.
    with contextlib.suppress(KeyboardInterrupt):
        server.run()
    return server.started


def _is_taken(host: str, port: int) -> bool:
    """Whether somebody listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


@contextlib.contextmanager
def _worker_beside() -> Iterator[None]:
    """A worker process that is started again when it dies, and stopped with us."""
    stopping = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        while not stopping.is_set():
            process = subprocess.Popen([sys.executable, "-m", "centralita.cli", "worker"])
            running[:] = [process]
            process.wait()
            stopping.wait(_RESTART_AFTER)

    # A thread that outlives a failed start must not keep the process alive.
    keeper = threading.Thread(target=keep, name="worker-keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        for process in running:
            process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
            process.kill()
        keeper.join(timeout=5)
