"""What every test may use: a database of its own for the run, people, organizations, and a signed-in browser.

Tests commit for real and are kept apart as tenants are: each makes its own organization. Nothing is cleaned up
between them, which is also a test.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ["CENTRALITA_HOME"] = tempfile.mkdtemp(prefix="centralita-test-")
Path(os.environ["CENTRALITA_HOME"], "static").mkdir()  # whitenoise warns of a missing folder
os.environ["DJANGO_SETTINGS_MODULE"] = "centralita.config.settings"
os.environ["CENTRALITA_ENV"] = "development"
os.environ["CENTRALITA_LOG_LEVEL"] = "ERROR"
os.environ["CENTRALITA_ALLOWED_HOSTS"] = "testserver"  # what the test client calls itself
os.environ["CENTRALITA_SANDBOX_PACE"] = "0"  # tests make simulated calls by themselves, at a pace of theirs
os.environ["CENTRALITA_DEFAULT_PLAN"] = "enterprise"  # limits are a test's own matter
os.environ.pop("DATABASE_URL", None)
os.environ.pop("DATABASE_OWNER_URL", None)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # libraries' own warnings while they are imported
    import django

    django.setup()

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")

from centralita.config.databases import parse_database_url
from centralita.kit.postgres.testing import TestDatabase, prepare_test_database
from tests.people import Member, make_member
from tests.serving import serving


@pytest.fixture(scope="session")
def database() -> Iterator[TestDatabase]:
    """A migrated database of this run, reached as the application's role, as in production."""
    from django.db import connections

    prepared = prepare_test_database()
    environment = {**os.environ, "DATABASE_OWNER_URL": prepared.owner_dsn, "DATABASE_URL": prepared.app_dsn}
    subprocess.run([sys.executable, "-m", "centralita.config.migrate"], check=True, env=environment)
    os.environ["DATABASE_URL"] = prepared.app_dsn
    settings = parse_database_url(prepared.app_dsn)
    connections.settings["default"].update(
        {name: settings[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    )
    connections.settings["default"]["OPTIONS"] = {
        **settings["OPTIONS"],
        "options": "-c statement_timeout=30s",
    }
    yield prepared
    for connection in connections.all(initialized_only=True):
        connection.close()
    prepared.drop()


@pytest.fixture
def member(database: TestDatabase) -> Member:
    """The owner of a new organization, signed in."""
    return make_member()


@pytest.fixture
def calls_go_on(database: TestDatabase) -> Iterator[None]:
    """Takes back, afterwards, what a walk over all of the platform's levers has done to everybody's calls."""
    from centralita.identity.organizations.models import DiallingStop

    yield
    DiallingStop.objects.filter(organization_id__isnull=True).delete()


@pytest.fixture
def make(database: TestDatabase) -> Callable[..., Member]:
    """Makes more people: `make()` founds another organization, `make(in_=member, role=…)` joins one."""
    return make_member


@pytest.fixture(scope="session")
def server(database: TestDatabase) -> Iterator[str]:
    """The whole product in one process, as `centralita up` serves it; its address."""
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of hostile inputs; the test is skipped where it is absent."""
    folder = Path(
        os.environ.get("CENTRALITA_CORPORA") or Path(__file__).parents[1] / ".." / "shared" / "corpora"
    )
    if not folder.exists():
        pytest.skip("the hostile inputs are not here: set CENTRALITA_CORPORA to their folder")
    return folder
