"""Guessing passwords: counted per account wherever it comes from, and told to nobody who has an account."""

import os
import subprocess
import sys
import textwrap
import time
from collections import Counter

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext

from centralita.identity.accounts.models import User
from centralita.identity.gate.authentication import client_address
from tests.identity.sign_in.browser import PASSWORD, Browser, fresh_address, fresh_network

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

TRIED = 400  # a wrong password was looked at
REFUSED = "too_many_login_attempts"


@pytest.fixture
def quick_hashes():
    """Counting does not need real hashes, of which a hundred take long."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


def person() -> str:
    email = fresh_address()
    Browser().sign_up(email)
    return email


def was_tried(answer) -> bool:
    return answer.status_code == TRIED and REFUSED not in answer.content.decode()


def test_many_guesses_from_many_addresses_reach_one_account_a_few_times_only(
    monkeypatch, quick_hashes
) -> None:
    email = person()
    clock = Clock(time.time())
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", clock)
    tried = 0
    # A day, slowly, each guess from another network and by another host name: ten thousand in small.
    for number in range(110):
        browser = Browser(fresh_network(), Host=f"127.0.0.1:{8000 + number}")
        tried += was_tried(browser.sign_in(email, f"guess number {number}"))
        clock.now += 86_000 / 110
    assert tried == 90


class Clock:
    def __init__(self, at: float) -> None:
        self.now = at

    def __call__(self) -> float:
        return self.now


def test_a_stranger_does_not_lock_the_person_out_of_their_own_machine(quick_hashes) -> None:
    email, mine = fresh_address(), Browser()
    mine.sign_up(email)
    mine.delete("/auth/session")
    for number in range(8):
        last = Browser().sign_in(email, f"guess number {number}")
    assert REFUSED in last.content.decode()
    assert REFUSED in Browser().sign_in(email).content.decode()
    assert mine.sign_in(email).status_code == 200


def test_a_device_of_another_person_is_no_way_round(quick_hashes) -> None:
    victim, attacker, machine = person(), fresh_address(), Browser()
    machine.sign_up(attacker)
    machine.delete("/auth/session")
    tried = sum(was_tried(machine.sign_in(victim, f"guess number {number}")) for number in range(8))
    assert tried <= 5
    forged = Browser()
    forged.client.cookies["centralita_device"] = "a.b.c"
    assert not was_tried(forged.sign_in(victim, "one more guess"))


def test_one_network_is_stopped_over_all_accounts(quick_hashes) -> None:
    network = fresh_network()
    tried = sum(was_tried(Browser(network).sign_in(fresh_address(), "a wrong password")) for _ in range(14))
    assert tried == 10


def test_the_count_survives_hundreds_of_other_entries(quick_hashes) -> None:
    email = person()
    for number in range(5):
        Browser().sign_in(email, f"guess number {number}")
    for number in range(400):
        cache.set(f"other:{number}", number, 600)
    assert not was_tried(Browser().sign_in(email, "one more guess"))


def test_the_count_is_shared_by_processes(database, quick_hashes) -> None:
    email = person()
    script = textwrap.dedent(
        """
        import sys, warnings
        warnings.simplefilter("ignore")
        import django
        django.setup()
        from django.test import Client
        answers = []
        for number in range(3):
            client = Client(REMOTE_ADDR=f"2001:db8:{sys.argv[2]}:{number}::1")
            answer = client.post("/_allauth/browser/v1/auth/login",
                {"email": sys.argv[1], "password": f"guess {number}"}, content_type="application/json")
            answers.append(answer.status_code == 400 and "too_many" not in answer.content.decode())
        print(sum(answers))
        """
    )
    environment = {**os.environ, "DATABASE_URL": database.app_dsn}
    tried = [
        int(
            subprocess.run(
                [sys.executable, "-c", script, email, network],
                check=True,
                env=environment,
                capture_output=True,
                text=True,
            ).stdout.splitlines()[-1]
        )
        for network in ("a1", "a2")
    ]
    assert sum(tried) == 5


def test_an_unknown_address_costs_what_a_known_one_costs(monkeypatch) -> None:
    """The same in what takes time: one password hash, and as many statements of each kind."""
    hashed: list[str] = []
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)

        def counted(self, *given, real=real, name=name):
            hashed.append(name)
            return real(self, *given)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)
    known, unknown = person(), fresh_address()
    hashed.clear()
    kinds: dict[str, Counter[str]] = {}
    for email in (known, unknown):
        browser = Browser()
        with CaptureQueriesContext(connection) as captured:
            assert was_tried(browser.sign_in(email, "not the password"))
        kinds[email] = Counter(query["sql"].split(" ", maxsplit=1)[0] for query in captured.captured_queries)
    assert hashed == ["verify", "encode"]
    assert kinds[known]["INSERT"] == kinds[unknown]["INSERT"] > 0
    assert kinds[known]["UPDATE"] == kinds[unknown]["UPDATE"] > 0
    assert abs(kinds[known].total() - kinds[unknown].total()) <= 2


def test_who_calls_is_counted_behind_our_own_proxies_only(monkeypatch) -> None:
    from django.conf import settings

    class Behind:
        trusted_proxies = 1

    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.9"}
    )
    assert client_address(request) == "10.0.0.1"
    monkeypatch.setattr(settings, "ENVIRONMENT", Behind())
    assert client_address(request) == "192.0.2.9"
    odd = RequestFactory().get("/", REMOTE_ADDR="", headers={"X-Forwarded-For": "x" * 300})
    assert client_address(odd) == "0.0.0.0"  # noqa: S104


def test_a_right_password_counts_nothing(quick_hashes) -> None:
    email = person()
    for _ in range(12):
        assert Browser().sign_in(email, PASSWORD).status_code == 200
    assert User.objects.filter(email=email).count() == 1
