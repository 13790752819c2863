import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from centralita.kit.postgres import EmbeddedPostgres


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A place that the server's user can reach when root runs the tests; pytest's own is closed to others."""
    made = Path(tempfile.mkdtemp(prefix="ctl-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def home(folder: Path) -> Iterator[Path]:
    """One home a module: only its first start initialises."""
    chosen = folder / "home"
    yield chosen
    EmbeddedPostgres(chosen).stop()


@pytest.fixture
def server(home: Path) -> Iterator[EmbeddedPostgres]:
    with_home = EmbeddedPostgres(home)
    yield with_home
    with_home.release()
