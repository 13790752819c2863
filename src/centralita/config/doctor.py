"""Looking an installation over: what is wrong, and how to mend it."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import click

from centralita.config import built
from centralita.config.environment import Environment
from centralita.config.problems import operator_text
from centralita.kit.clock import now
from centralita.kit.errors import AppError, NotFound
from centralita.kit.ids import new_id
from centralita.kit.storage import S3Storage, StorageAway

Verdict = Literal["ok", "advice", "wrong"]
_MARKS: dict[Verdict, str] = {"ok": "ok    ", "advice": "advice", "wrong": "WRONG "}
_LEAST_DISK = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mend` says what to do about it."""

    verdict: Verdict
    what: str
    mend: str = ""


Look = Callable[[Environment], Iterator[Finding]]


def examine() -> int:
    """Look at everything, print it, and answer 0 when nothing is wrong."""
    environment = Environment.read()
    wrong = 0
    for look in (python, home, files, keys, settings, front, plugins, database, local_model, sealed, work):
        try:
            findings = list(look(environment))
        except AppError as error:
            findings = [Finding("wrong", look.__name__, operator_text(error))]
        for finding in findings:
            wrong += finding.verdict == "wrong"
            click.echo(f"{_MARKS[finding.verdict]}  {finding.what}")
            if finding.mend:
                click.echo(f"        {finding.mend}")
    click.echo("" if wrong else "\nNothing is wrong.")
    return 1 if wrong else 0


def python(environment: Environment) -> Iterator[Finding]:
    """The interpreter."""
    yield Finding("ok", f"Python {'.'.join(map(str, sys.version_info[:3]))}")


def home(environment: Environment) -> Iterator[Finding]:
    """Where data lives."""
    folder = environment.home
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        yield Finding(
            "wrong", f"{folder} cannot be written", "Set CENTRALITA_HOME to a folder that is yours."
        )
        return
    free = shutil.disk_usage(folder).free
    if free < _LEAST_DISK:
        yield Finding(
            "advice", f"{free // 1_000_000} MB of disk left at {folder}", "Make room or move CENTRALITA_HOME."
        )
    else:
        yield Finding("ok", f"data in {folder}, {free // 1_000_000_000} GB free")


def files(environment: Environment) -> Iterator[Finding]:
    """Where files are kept, when it is not at home: one is written, read and removed."""
    bucket = environment.bucket
    if bucket is None:
        return
    storage, key = S3Storage(bucket), f"doctor/{new_id().hex}"
    try:
        storage.put(key, [b"doctor"])
        with storage.get(key) as file:
            same = file.read() == b"doctor"
        storage.delete(key)
    except (StorageAway, NotFound) as error:
        why = error.__cause__ or error
        yield Finding(
            "wrong",
            f"the bucket {bucket.name} does not keep files: {str(why) or type(why).__name__}",
            "Check CENTRALITA_FILES, the keys that boto3 finds, and what they may do: get, put, list, delete.",
        )
        return
    yield Finding("ok" if same else "wrong", f"files in the bucket {bucket.name}")


def keys(environment: Environment) -> Iterator[Finding]:
    """The installation's secret."""
    from centralita.kit.keys import load_keys

    ring = load_keys(environment.home, os.environ)
    yield Finding("ok", f"{len(ring.texts)} secret key(s), the active one is {ring.active}")


def settings(environment: Environment) -> Iterator[Finding]:
    """What an operator may have forgotten."""
    if environment.production and not environment.public_url.startswith("https://"):
        yield Finding(
            "wrong",
            f"CENTRALITA_PUBLIC_URL is {environment.public_url}",
            "In production it must begin with https://.",
        )
    if environment.mail_url or environment.mail_api:
        yield Finding("ok", "mail is configured")
    else:
        yield Finding(
            "wrong" if environment.production else "advice",
            "no mail service: codes and invitations "
            + ("reach nobody" if environment.production else "wait at /dev/mail"),
            "Set CENTRALITA_MAIL_URL (smtp) or CENTRALITA_MAIL_API and CENTRALITA_MAIL_API_KEY.",
        )


def front(environment: Environment) -> Iterator[Finding]:
    """What browsers load."""
    for name, file in (
        ("dashboard", built.dashboard() / "index.html"),
        ("widget", built.widget() / "widget.js"),
    ):
        if file.exists():
            yield Finding("ok", f"the {name} is built")
        else:
            yield Finding(
                "wrong", f"the {name} is not built", "Run `make up`, or install the wheel, which holds it."
            )


def plugins(environment: Environment) -> Iterator[Finding]:
    """The plug-ins of tools."""
    from centralita.studio.tools.plugins import installed

    for one in installed().values():
        named = f"tool plug-in {one.name}" + (f" of {one.package}" if one.package else "")
        if one.fault:
            yield Finding("wrong", f"{named}: {one.fault}", "Mend or uninstall it; its tools fail meanwhile.")
        else:
            yield Finding("ok", named)


def database(environment: Environment) -> Iterator[Finding]:
    """The server, the role, the schema and the log's partitions."""
    import django
    from django.db import DatabaseError, connection

    django.setup()
    from django.db.migrations.executor import MigrationExecutor

    from centralita.identity.tenancy.role import refuse_unsafe, rights_of_this_role
    from centralita.ledger.events.partitions import month_starts
    from centralita.studio.knowledge.meaning.tables import have_vectors, know_vectors

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int, now()")
            version, moment = cursor.fetchone()
    except DatabaseError as error:
        yield Finding(
            "wrong",
            f"the database does not answer: {str(error).strip()}",
            "Check DATABASE_URL and the server.",
        )
        return
    major = version // 10_000
    if 15 <= major <= 18:
        yield Finding("ok", f"PostgreSQL {major}")
    else:
        yield Finding("wrong", f"PostgreSQL {major}", "Use 15, 16, 17 or 18.")
    skew = abs(now() - moment)
    if skew > timedelta(seconds=5):
        yield Finding(
            "wrong", f"clocks differ by {skew.total_seconds():.0f} s", "Synchronise both machines' clocks."
        )
    refuse_unsafe(rights_of_this_role())
    yield Finding("ok", "the application's role cannot step round row-level security")
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        yield Finding("wrong", f"{missing} migrations are missing", "Run `centralita migrate`.")
        return
    yield Finding("ok", "the schema is up to date")
    with connection.cursor() as cursor:
        cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        extension = cursor.fetchone()
        known, kept = know_vectors(cursor), have_vectors(cursor)
    yield from _vectors(None if extension is None else str(extension[0]), known=known, kept=kept)
    coming = month_starts(now().date(), 3)[-1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"ledger_event_{coming:%Y_%m}"])
        if cursor.fetchone()[0] is None:
            yield Finding(
                "advice", "the log has no partition for the months to come", "Run `centralita migrate`."
            )


def _vectors(extension: str | None, *, known: bool, kept: bool) -> Iterator[Finding]:
    """Whether knowledge can be searched by meaning."""
    if extension is None:
        yield Finding(
            "advice",
            "the database has no pgvector: knowledge is searched by words alone",
            "Install pgvector on the server, run CREATE EXTENSION vector SCHEMA public in this database as a"
            " superuser, then `centralita migrate`.",
        )
    elif not known:
        yield Finding(
            "advice",
            f"pgvector {extension} is too old: knowledge is searched by words alone",
            "Install pgvector 0.7 or newer, run ALTER EXTENSION vector UPDATE, then `centralita migrate`.",
        )
    elif not kept:
        yield Finding(
            "advice",
            f"pgvector {extension} is there, the tables of vectors are not",
            "Run `centralita migrate`.",
        )
    else:
        yield Finding("ok", f"pgvector {extension}: knowledge can be searched by meaning")


def local_model(environment: Environment) -> Iterator[Finding]:
    """The model of vectors on this machine, where one was named."""
    from centralita.providers.embeddings.local import local_problem

    folder = environment.embedding_model
    if folder is None:
        return
    problem = local_problem(folder)
    if problem == "folder":
        yield Finding(
            "wrong",
            f"CENTRALITA_EMBEDDING_MODEL is {folder}, which holds no model",
            "It is a folder with config.json, tokenizer.json and model.safetensors, in Model2Vec's format.",
        )
    elif problem == "library":
        yield Finding(
            "wrong",
            "CENTRALITA_EMBEDDING_MODEL is set, but what reads such models is not installed",
            "pip install 'centralita[local-embeddings]'",
        )
    else:
        yield Finding("ok", f"model of vectors on this machine: {folder.name}")


def sealed(environment: Environment) -> Iterator[Finding]:
    """Whether every stored secret opens, and with which key."""
    from django.db import DatabaseError

    from centralita.config.sealing import standings
    from centralita.kit.encryption import Standing

    try:
        found = standings()
    except DatabaseError:
        return
    shut = found[Standing.KEY_MISSING] + found[Standing.DAMAGED]
    if shut:
        yield Finding(
            "wrong",
            f"{shut} stored secrets cannot be opened: their key is missing, or they are damaged",
            "Bring the old key back behind the new one. `centralita reseal` names those that still stay shut:"
            " enter these again.",
        )
    if found[Standing.OLD]:
        yield Finding(
            "advice",
            f"{found[Standing.OLD]} stored secrets are sealed under an old key",
            "Run `centralita reseal` before you remove that key.",
        )
    if not shut and not found[Standing.OLD]:
        yield Finding("ok", f"{found[Standing.ACTIVE]} stored secrets, all sealed under the active key")


def work(environment: Environment) -> Iterator[Finding]:
    """Whether somebody works through the jobs."""
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
            )
            (workers,) = cursor.fetchone()
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
            (waiting,) = cursor.fetchone()
    except DatabaseError:
        return
    if workers:
        yield Finding("ok", f"{workers} worker(s), {waiting} jobs waiting")
    else:
        yield Finding(
            "advice",
            f"no worker is running, {waiting} jobs wait",
            "`centralita up` runs one; else `centralita worker`.",
        )
