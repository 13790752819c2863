"""Contacts: the import of a file of 200,000 rows, and the list of as many, sorted and filtered in many ways.

The import is done by the job's own code, from a CSV file in the storage, committed batch by batch. The list goes
through the whole of Django's WSGI application in the app's own role, as in `dashboard_api`.

    python -m bench.contacts [rows]
"""

import random
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg

from bench.dashboard_api import AIM_MS, Caller, Line, show_lines, timed
from bench.stage import stage
from bench.table import Figure, show

IMPORT_SECONDS = 60.0
# The share of each stage among the leads of a year: most are new, few are won.
STAGES = {"Nuevo": 60, "Contactado": 20, "Interesado": 10, "Con cita": 5, "Ganado": 2, "Perdido": 3}
NAMES = ("Ana", "Luis", "María", "Carmen", "Antonio", "José", "Lucía", "Marta", "Javier", "Núria")
SURNAMES = ("García", "Ruiz", "Prado", "Gil", "Vera", "Soto", "Núñez", "Ibáñez", "Ferrer", "Otero")


def file(rows: int, seed: int = 7) -> Iterator[bytes]:
    """A file of people, each with a number of their own; `rara` is the surname of one in 20,000."""
    chance = random.Random(seed)
    stages, weights = list(STAGES), list(STAGES.values())
    yield "Nombre;Teléfono;Correo;Empresa;Etapa;Etiquetas;Ciudad\n".encode()
    for number in range(rows):
        surname = "Rara" if number % 20_000 == 7 else chance.choice(SURNAMES)
        (stage_name,) = chance.choices(stages, weights)
        tag = chance.choice(("vip", "web", "feria", ""))
        yield (
            f"{chance.choice(NAMES)} {surname} {number};+346{number:08};p{number}@example.com;Taller {number % 900};"
            f"{stage_name};{tag};Madrid\n"
        ).encode()


def import_file(organization_id: uuid.UUID, user: uuid.UUID, rows: int) -> tuple[float, float]:
    """Seconds to look at a file of so many rows, and to make contacts of it."""
    from centralita.identity.access.actor import Actor
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.kit.ids import OrganizationId
    from centralita.operations.contacts.imports.actions import start, upload
    from centralita.operations.contacts.imports.carrying import carry_out
    from centralita.operations.contacts.models import ContactImport

    organization = OrganizationId(organization_id)
    actor = Actor(organization_id=organization, kind="user", user_id=user, name="Marta")
    began = time.perf_counter()
    with tenant_scope(organization):
        job = upload(actor, file_name="clientes.csv", chunks=file(rows))
        start(actor, job.id)
    looked = time.perf_counter() - began
    began = time.perf_counter()
    carry_out(organization, job.id)
    took = time.perf_counter() - began
    with tenant_scope(organization):
        done = ContactImport.objects.get(id=job.id)
    if (done.status, done.created_count) != ("done", rows):
        raise RuntimeError(f"{done.status}: {done.created_count} of {rows}, {done.refused_count} refused")
    return looked, took


def spread(owner: psycopg.Connection, organization_id: uuid.UUID) -> None:
    """Give the contacts a year of history: the won ones are the oldest, as in any business."""
    from centralita.kit.words import mark

    owner.execute("SELECT set_config('app.organization_id', %s, false)", [str(organization_id)])
    owner.execute("SELECT set_config('app.search', %s, false)", [f"'{mark(organization_id)}'"])
    begun = datetime.now(UTC) - timedelta(days=365)
    owner.execute(
        "UPDATE contact SET created_at = %s + random() * interval '365 days', active_at = CASE stage"
        " WHEN 'won' THEN %s + random() * interval '30 days' ELSE %s + random() * interval '365 days' END",
        [begun, begun, begun],
    )
    owner.execute(
        "UPDATE contact_search s SET created_at = c.created_at, active_at = c.active_at"
        " FROM contact c WHERE c.id = s.id"
    )


def requests(caller: Caller) -> list[Line]:
    """The list as people ask for it."""
    reads = {
        "contacts": "/contacts",
        "  oldest first": "/contacts?sort=created_at",
        "  by name": "/contacts?sort=name",
        "  last active first": "/contacts?sort=-active_at",
        "  stage": "/contacts?stage=interested",
        "  rare stage, last active": "/contacts?stage=won&sort=-active_at",
        "  tag": "/contacts?tag=vip&sort=name",
        "  do not call": "/contacts?do_not_call=true",
        "  nobody's": "/contacts?owner=none&sort=-active_at",
        "  search, common word": "/contacts?search=ana",
        "  search, most common word": "/contacts?search=taller",
        "  search, first letters": "/contacts?search=ma&sort=name",
        "  first letters, from the end": "/contacts?search=an&sort=-name",
        "  search, two words": "/contacts?search=ana%20garcia&sort=-active_at",
        "  search, rare word": "/contacts?search=rara",
        "  search, number": "/contacts?search=600%2000%2012",
        "  search, nobody": "/contacts?search=zzzz",
        "  common word, stage, active": "/contacts?search=ana&stage=interested&sort=-active_at",
        "  common word, rare, active": "/contacts?search=ana&stage=won&sort=-active_at",
        "  most common, rare, active": "/contacts?search=taller&stage=won&sort=-active_at",
        "  most common, tag, stage": "/contacts?search=taller&tag=vip&stage=lost&sort=-active_at",
        "  common word, rare, newest": "/contacts?search=ana&stage=won",
        "  common word, rare, by name": "/contacts?search=ana&stage=won&sort=name",
        "  common word, no call": "/contacts?search=ana&do_not_call=true&sort=-active_at",
        "stages with counts": "/contacts/board?search=taller",
        "stages with counts, all": "/contacts/board",
    }
    return [timed(name, lambda path=path: caller.send("GET", path), 60) for name, path in reads.items()]


def measure(rows: int = 200_000) -> list[Figure]:
    """Import into a fresh database, then ask; prints each request's line."""
    with stage() as prepared:
        import django

        django.setup()
        from django.db import connections, transaction
        from django.test import Client

        from centralita.identity.accounts.models import User
        from centralita.identity.organizations.actions import create_organization
        from centralita.kit.ids import to_text
        from centralita.kit.logs import set_up

        set_up(production=True, level="ERROR")
        user = User.objects.create_user(f"{uuid.uuid4().hex}@example.test", None, name="Marta")
        with transaction.atomic():
            organization = create_organization(
                user.id,
                user.name,
                name="Clínica Sol",
                language="es",
                time_zone="Europe/Madrid",
                currency="EUR",
            )
        looked, took = import_file(organization.id, user.id, rows)
        print(f"import of {rows:,} rows: looked at in {looked:.1f} s, made in {took:.1f} s", flush=True)
        with psycopg.connect(prepared.owner_dsn, autocommit=True) as owner:
            spread(owner, organization.id)
            owner.execute("VACUUM ANALYZE")  # what the server does by itself within minutes
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        lines = requests(Caller(client, to_text("org", organization.id)))
        connections.close_all()
    show_lines(lines)
    worst = max(lines, key=lambda line: line.p95_ms)
    return [
        Figure(
            f"Import of {rows:,} contacts",
            f"{looked + took:.0f} s",
            f"< {IMPORT_SECONDS:.0f} s",
            looked + took < IMPORT_SECONDS,
        ),
        Figure(
            f"List of {rows:,} contacts, {len(lines)} questions",
            f"worst p95 {worst.p95_ms:.0f} ms ({worst.name.strip()})",
            f"p95 < {AIM_MS:.0f} ms",
            worst.p95_ms < AIM_MS,
        ),
    ]


def main() -> None:
    """Measure and print."""
    show(measure(*map(int, sys.argv[1:])))


if __name__ == "__main__":
    main()
