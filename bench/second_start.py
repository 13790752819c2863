"""Figure: from `centralita up` to the first answer, on a machine where it ran before.

python -m bench.second_start
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from bench.stage import free_port
from bench.table import Figure, show

AIM = 10.0
MOST = 300.0


def start_once(home: str) -> float:
    """Seconds until it answers; stopped afterwards as Ctrl+C does."""
    port = free_port()
    unset = {"DATABASE_URL", "DATABASE_OWNER_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {"CENTRALITA_HOME": home, "CENTRALITA_LOG_LEVEL": "ERROR"}
    began = time.monotonic()
    arguments = [sys.executable, "-m", "centralita.cli", "up", "--port", str(port)]
    with subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL) as running:
        try:
            while time.monotonic() - began < MOST:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
                    return time.monotonic() - began
                except (urllib.error.URLError, OSError):
                    if running.poll() is not None:
                        raise RuntimeError("it ended instead of starting") from None
                    time.sleep(0.05)
            raise RuntimeError("it did not start in time")
        finally:
            running.terminate()
            running.wait(timeout=60)


def measure() -> list[Figure]:
    """The second start, beside the first."""
    home = tempfile.mkdtemp(prefix="centralita-bench-")
    try:
        first, second = start_once(home), start_once(home)
    finally:
        subprocess.run([sys.executable, "-c", _REMOVE, home], check=False)
        shutil.rmtree(home, ignore_errors=True)
    return [
        Figure(
            "second start of `up`, until it answers",
            f"{second:.1f} s",
            f"< {AIM:.0f} s",
            second < AIM,
            f"first, with a new database: {first:.1f} s",
        )
    ]


_REMOVE = (
    "import sys; from pathlib import Path; from centralita.kit.postgres import EmbeddedPostgres;"
    "EmbeddedPostgres(Path(sys.argv[1])).remove()"
)


def main() -> None:
    """Measure and print."""
    show(measure())


if __name__ == "__main__":
    main()
