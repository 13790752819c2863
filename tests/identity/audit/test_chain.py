"""The chains of acts: what is written is found again as it was, and a rewrite is always noticed."""

import json
import random
import string
import uuid
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from centralita.identity.audit import platform, security, trail
from centralita.identity.audit.chain import (
    GENESIS,
    Act,
    Anchor,
    Link,
    MalformedAnchor,
    digest_of,
    parse_anchor,
    plain,
    walk,
)
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.postgres.testing import TestDatabase
from tests.people import Member

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
SNAPSHOT = st.none() | st.dictionaries(TEXT, TEXT | st.integers() | st.booleans() | st.none(), max_size=3)


def chain_of(acts: list[Act], owner: str = "organization:1") -> list[Link]:
    links: list[Link] = []
    previous, at = GENESIS, datetime(2026, 1, 1, tzinfo=UTC)
    for number, act in enumerate(acts, start=1):
        identifier = uuid.UUID(int=number)
        previous = digest_of(previous, owner, identifier, number, at, act)
        links.append(Link(identifier, number, at, act, previous))
        at += timedelta(seconds=1)
    return links


def head_of(links: list[Link]) -> Anchor:
    return Anchor(links[-1].sequence, links[-1].digest) if links else Anchor(0, GENESIS)


ACTS = st.lists(st.builds(Act, action=TEXT, actor_name=TEXT, before=SNAPSHOT, after=SNAPSHOT), max_size=6)


@given(ACTS)
def test_an_untouched_chain_holds(acts: list[Act]) -> None:
    links = chain_of(acts)
    verdict = walk("organization:1", links, head_of(links))
    assert verdict.holds
    assert verdict.entries == len(acts)
    assert parse_anchor(verdict.anchor.text) == head_of(links)


@given(ACTS.filter(bool), st.data())
def test_leaving_out_or_exchanging_entries_is_noticed(acts: list[Act], data: st.DataObject) -> None:
    links = chain_of(acts)
    gone = data.draw(st.integers(0, len(links) - 1))
    assert not walk("organization:1", links[:gone] + links[gone + 1 :], head_of(links)).holds
    assert not walk("organization:2", links, head_of(links)).holds


@given(ACTS.filter(lambda acts: len(acts) > 1))
def test_who_noted_a_link_notices_even_a_chain_that_was_written_anew(acts: list[Act]) -> None:
    noted = head_of(chain_of(acts))
    forged = chain_of([*acts[:-1], Act(action="forged entry that was never there")])
    assert not walk("organization:1", forged, head_of(forged), noted).holds
    shorter = chain_of(acts[:-1])
    assert not walk("organization:1", shorter, head_of(shorter), noted).holds
    longer = chain_of([*acts, Act(action="later")])
    assert walk("organization:1", longer, head_of(longer), noted).holds


def test_numbers_are_covered_as_the_database_gives_them_back() -> None:
    sent = plain({"a": 100.0, "b": [1e22, 0.1]})
    stored = json.loads('{"a": 100.0, "b": [10000000000000000000000, 0.1]}')
    at = datetime(2026, 1, 1, tzinfo=UTC)
    assert digest_of(GENESIS, "x", uuid.UUID(int=1), 1, at, Act("a", after=sent)) == digest_of(
        GENESIS, "x", uuid.UUID(int=1), 1, at, Act("a", after=stored)
    )


@pytest.mark.parametrize("text", ["", "x", "1.zz", "nonsense.00", "٣"])
def test_an_anchor_must_look_like_one(text: str) -> None:
    with pytest.raises(MalformedAnchor):
        parse_anchor(text)


def fill(member: Member, count: int) -> None:
    for number in range(count):
        with tenant_scope(member.organization_id):
            trail.record(
                member.actor,
                action=f"thing_{number % 3}",
                subject_kind="thing",
                subject_id=f"thing_{number}",
                before={"n": number, "x": 1.5, "text": "ñ \u2028 </script>"},
                after={"n": number + 1, "big": 1e22},
            )


# What an intruder with the owner's rights may do to one entry; each is a statement about `audit_entry`.
def tamper(chance: random.Random, columns: dict[str, str], count: int) -> tuple[str, list[object]]:
    at = chance.randint(2, count)
    column = chance.choice(sorted(columns))
    text = "".join(chance.choices(string.ascii_letters, k=8))
    kind = chance.choice(["change", "change", "change", "delete", "swap", "truncate"])
    if kind == "delete":
        return "DELETE FROM audit_entry WHERE sequence = %s", [at]
    if kind == "truncate":
        return "DELETE FROM audit_entry WHERE sequence >= %s", [at]
    if kind == "swap":
        statement = (
            "UPDATE audit_entry a SET before = b.after, action = b.action || 'x' FROM audit_entry b"
            " WHERE a.sequence = %s AND b.sequence = %s"
        )
        return statement, [at, at - 1]
    values: dict[str, object] = {
        "uuid": uuid.uuid4(),
        "bigint": chance.randint(1000, 9999),
        "timestamp with time zone": datetime(2020, 1, 1, tzinfo=UTC)
        + timedelta(seconds=chance.random() * 1e6),
        "character varying": text,
        "jsonb": json.dumps({"n": chance.randint(100, 999)}),
        "bytea": text.encode() * 4,
    }
    return f'UPDATE audit_entry SET "{column}" = %s WHERE sequence = %s', [values[columns[column]], at]


@pytest.mark.database
def test_tampering_at_random_is_always_detected(member: Member, database: TestDatabase) -> None:
    count, tries = 12, 300
    fill(member, count - 1)  # the organization's own making is the first entry
    chance = random.Random(20260101)
    with psycopg.connect(database.owner_dsn) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'audit_entry'"
            " AND column_name <> 'organization_id'"
        )
        columns = {str(name): str(kind) for name, kind in cursor.fetchall()}
        assert len(columns) == 14
    missed = []
    with psycopg.connect(database.owner_dsn) as connection:
        for _ in range(tries):
            statement, values = tamper(chance, columns, count)
            connection.execute(f"SET LOCAL app.organization_id = '{member.organization_id}'")
            changed = connection.execute(statement, values).rowcount
            assert changed >= 1
            rows = connection.execute(
                "SELECT id, sequence, at, digest, actor_kind, actor_id, actor_name, address, action,"
                " subject_kind, subject_id, before, after, request_id FROM audit_entry ORDER BY sequence"
            ).fetchall()
            head = connection.execute("SELECT sequence, digest FROM audit_head").fetchone()
            connection.rollback()
            links = [
                Link(
                    row[0],
                    row[1],
                    row[2],
                    Act(
                        actor_kind=row[4],
                        actor_id=row[5],
                        actor_name=row[6],
                        address=row[7],
                        action=row[8],
                        subject_kind=row[9],
                        subject_id=row[10],
                        before=row[11],
                        after=row[12],
                        request_id=row[13],
                    ),
                    row[3],
                )
                for row in rows
            ]
            if walk(f"organization:{member.organization_id}", links, Anchor(*head)).holds:
                missed.append((statement, values))
    assert missed == []
    with tenant_scope(member.organization_id):
        verdict = trail.verify(member.organization_id)
    assert verdict.holds
    assert verdict.entries == count


@pytest.mark.database
def test_the_app_itself_can_neither_change_nor_remove_what_was_told(
    member: Member, database: TestDatabase
) -> None:
    with psycopg.connect(database.app_dsn) as connection:
        for table in ("audit_entry", "security_entry", "platform_entry"):
            for act in ("UPDATE", "DELETE", "TRUNCATE"):
                allowed = connection.execute("SELECT has_table_privilege(%s, %s)", [table, act]).fetchone()
                assert allowed == (False,), (table, act)
            assert connection.execute("SELECT has_table_privilege(%s, 'INSERT')", [table]).fetchone() == (
                True,
            )


@pytest.mark.database
def test_a_person_sees_their_own_account_history_and_nobody_elses(member: Member, make) -> None:
    from centralita.identity.tenancy.scope import user_scope

    other = make()
    security.record(member.user.id, "signed_in", security.Where("192.0.2.1", "Firefox"))
    security.record(other.user.id, "signed_in", security.Where("192.0.2.2", "Safari"))
    security.record(member.user.id, "password_changed", security.Where("192.0.2.1"))
    with user_scope(member.user.id):
        page = security.entries(cursor=None, limit=50)
    assert [entry.action for entry in page.items] == ["password_changed", "signed_in"]
    assert {entry.user_id for entry in page.items} == {member.user.id}
    assert security.verify(member.user.id).holds
    assert security.verify(other.user.id).entries == 1


@pytest.mark.database
def test_the_platforms_chain_holds(member: Member) -> None:
    with transaction.atomic():
        platform.record("organization_suspend", actor_id=member.user.id, actor_name="Marta", before={"a": 1})
        platform.record("organization_resume", actor_id=member.user.id, actor_name="Marta")
    verdict = platform.verify()
    assert verdict.holds
    assert verdict.entries >= 2
    assert platform.verify(verdict.anchor).holds
