"""Sealed values outlive a change of the secret key: all are known, all come under the new key, none is lost."""

import contextlib
import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.test import override_settings

from centralita.config import doctor, launch, sealing
from centralita.config.sealing import SEALED, reseal, standings
from centralita.identity.audit.models import PlatformEntry
from centralita.identity.sign_in import second_step
from centralita.identity.tenancy.scope import organization_statement, tenant_scope
from centralita.kit.encryption import Cipher, Standing
from centralita.kit.ids import from_text
from centralita.kit.keys import KeyRing, load_keys
from centralita.kit.postgres.testing import TestDatabase
from centralita.live import opt_outs
from centralita.studio.language_models import secrets
from centralita.studio.language_models.models import ModelAccount
from tests.people import Member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

SECRET = "sk-very-secret-1234567890"
SOURCE = Path(sealing.__file__).parents[1]
# Bytes that are no secrets, each with its reason; beside these, only digests.
NOT_SEALED = {
    ("conversation", "state"): "where the conversation stands",
    ("journal_entry", "event"): "what was said",
    ("webhook_event", "body"): "what a platform told, as it signed it",
    ("journal_entry", "effects"): "what came of it",
    ("sent_message", "recipient"): "a hash of whom a tool wrote to, to count by",
    ("idempotency_record", "body"): "an answer that was given, for whoever asks the same again",
}


class Rotation:
    """A new key before this run's own."""

    def __init__(self) -> None:
        (self.old,) = load_keys(settings.ENVIRONMENT.home, os.environ).texts
        self.new = "new-" * 10

    def ring(self, *texts: str) -> override_settings:
        return override_settings(CIPHER=Cipher.of(KeyRing(texts)))


@pytest.fixture
def rotation() -> Iterator[Rotation]:
    """What was sealed under the new key comes back under this run's own."""
    reseal()
    rotation = Rotation()
    yield rotation
    with rotation.ring(rotation.old, rotation.new):
        assert not reseal().unopened


def connected(member: Member, secret: str = SECRET) -> str:
    body = {"kind": "openai", "label": secret, "credentials": {"api_key": secret}}
    answer = member.api.post("/model-accounts", body)
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def opened(member: Member) -> list[str]:
    """Every secret of an organization, as the cipher of the moment opens it."""
    with tenant_scope(member.organization_id):
        return [
            secrets.unseal(settings.CIPHER, row.id, row.organization_id, bytes(row.secret))["api_key"]
            for row in ModelAccount.objects.order_by("id")
        ]


def test_every_column_of_bytes_is_sealed_or_is_no_secret(database: TestDatabase) -> None:
    with psycopg.connect(database.app_dsn) as seen:
        found = seen.execute(
            "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
            " AND a.atttypid = 'bytea'::regtype AND NOT a.attisdropped"
        ).fetchall()
    found = [(table, name) for table, name in found if not name.endswith(("digest", "_hash"))]
    assert set(found) == {(each.table, each.name) for each in SEALED} | set(NOT_SEALED)


def test_whoever_seals_is_known() -> None:
    """A module that seals does it for a column of the list: also what would be kept as text comes to light."""
    sealers = {
        f"centralita.{'.'.join(file.relative_to(SOURCE).with_suffix('').parts)}"
        for file in SOURCE.rglob("*.py")
        if re.search(r"\.encrypt\(", file.read_text("utf-8")) and SOURCE / "kit" not in file.parents
    }
    # The live plane makes the key of the own list where nobody made it before, as `hashing` does.
    known = {sealing.__name__, second_step.__name__, opt_outs.__name__}
    assert sealers == {each.context.__module__ for each in SEALED} | known


def test_every_organizations_values_come_under_the_new_key(
    rotation: Rotation, member: Member, make: Callable[[], Member]
) -> None:
    other = make()
    kept = {each: [f"sk-one-{number}", f"sk-two-{number}"] for number, each in enumerate((member, other))}
    for each, texts in kept.items():
        for text in texts:
            connected(each, text)
    with rotation.ring(rotation.new, rotation.old):
        before = standings()
        assert before[Standing.OLD] >= 4
        tally = reseal()
        assert (tally.resealed, tally.unopened) == (before[Standing.OLD], [])
        assert reseal().resealed == 0
    with rotation.ring(rotation.new):
        assert {each: opened(each) for each in kept} == kept
        assert set(standings()) <= {Standing.ACTIVE}


def test_a_row_stays_what_it_was(rotation: Rotation, member: Member) -> None:
    address = f"/model-accounts/{connected(member)}"
    before = member.api.get(address).json()
    with rotation.ring(rotation.new, rotation.old):
        reseal()
        assert member.api.get(address).json() == before
        entry = PlatformEntry.objects.order_by("-sequence").first()
    assert entry is not None
    assert (entry.action, entry.actor_name) == ("secrets_reseal", "command line")
    assert "sk-" not in str(entry.after)


def test_broken_off_it_goes_on_where_it_was(
    rotation: Rotation, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    with rotation.ring(rotation.new, rotation.old):
        reseal()  # what other tests have left
    texts = [f"sk-number-{number}" for number in range(5)]
    for text in texts:
        connected(member, text)
    monkeypatch.setattr(sealing, "_AT_A_TIME", 2)

    class Broken(Cipher):
        left = 3

        def encrypt(self, plain: bytes, context: bytes) -> bytes:
            self.left -= 1
            if self.left < 0:
                raise KeyboardInterrupt
            return super().encrypt(plain, context)

    ring = KeyRing((rotation.new, rotation.old))
    with override_settings(CIPHER=Broken.of(ring)):
        with pytest.raises(KeyboardInterrupt):
            reseal()
        assert opened(member) == texts
        assert standings()[Standing.OLD]
    with rotation.ring(rotation.new, rotation.old):
        assert reseal().resealed == 5 - 2
        assert opened(member) == texts


def test_a_value_whose_key_is_gone_is_named_and_left(
    rotation: Rotation, member: Member, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    account = connected(member)
    monkeypatch.setattr(sealing, "_AT_A_TIME", 1)
    for name in ("database", "explained"):
        monkeypatch.setattr(launch, name, contextlib.nullcontext)
    with rotation.ring(rotation.new):
        assert launch.run_reseal() == 1
        told = capsys.readouterr()
        assert f"{account} of org_" in told.err
        assert "Bring the old key back" in told.err
        page = (Path(__file__).parents[1] / "docs/how-to/change-the-secret-key.md").read_text("utf-8")
        assert re.sub(r"\d+", "…", told.out.splitlines()[-1]) in re.sub(r"\d+", "…", page)
    assert opened(member) == [SECRET]


def _reseal_apart() -> None:
    with contextlib.closing(connection):
        reseal()


def test_what_somebody_changes_meanwhile_is_kept(
    rotation: Rotation, member: Member, database: TestDatabase
) -> None:
    identifier = from_text("pac", connected(member))
    with rotation.ring(rotation.new, rotation.old), psycopg.connect(database.app_dsn) as other:
        newer = secrets.seal(settings.CIPHER, identifier, member.organization_id, {"api_key": "newer"})
        other.execute(organization_statement(member.organization_id))
        other.execute("UPDATE model_account SET secret = %s WHERE id = %s", [newer, identifier])
        resealing = threading.Thread(target=_reseal_apart)
        resealing.start()
        resealing.join(0.5)
        assert resealing.is_alive()
        other.commit()
        resealing.join(10)
        assert opened(member) == ["newer"]


def test_second_steps_are_sealed_and_outlive_the_key(rotation: Rotation, member: Member) -> None:
    steps = {kind: Authenticator(user_id=member.actor.user_id, type=kind) for kind in second_step.SEEDS}
    steps["totp"].data = {"secret": second_step.SecondStepAdapter().encrypt("JBSWY3DPEHPK3PXP")}
    # As one was kept before they were sealed.
    steps["recovery_codes"].data = {"seed": "0123456789abcdef", "used_mask": 0}
    assert "JBSWY3DPEHPK3PXP" not in str(steps["totp"].data)
    Authenticator.objects.bulk_create(steps.values())
    with rotation.ring(rotation.new, rotation.old):
        assert reseal().resealed >= 2
        assert set(standings()) <= {Standing.ACTIVE}
    with rotation.ring(rotation.new):
        kept = {row.type: row.data for row in Authenticator.objects.filter(user_id=member.actor.user_id)}
        assert "0123456789abcdef" not in str(kept)
        opened = second_step.SecondStepAdapter().decrypt
        assert opened(kept["totp"]["secret"]) == "JBSWY3DPEHPK3PXP"
        assert opened(kept["recovery_codes"]["seed"]) == "0123456789abcdef"
        assert kept["recovery_codes"]["used_mask"] == 0


def test_the_doctor_says_what_is_left_and_how_to_mend_it(rotation: Rotation, member: Member) -> None:
    connected(member)

    def findings() -> list[tuple[str, str]]:
        return [(each.verdict, each.mend) for each in doctor.sealed(settings.ENVIRONMENT)]

    assert findings() == [("ok", "")]
    with rotation.ring(rotation.new, rotation.old):
        [(verdict, mend)] = findings()
        assert verdict == "advice"
        assert "centralita reseal" in mend
    with rotation.ring(rotation.new):
        [(verdict, mend)] = findings()
        assert verdict == "wrong"
        assert "Bring the old key back" in mend
