"""Every figure, one after another, then all in one table: `make bench`. `ARGS=turns` for some of them.

Each runs in a process of its own, on a database of its own, on loopback, for a bounded time. A slow machine gives
slow figures, never an error: compare the ratios of one run.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.table import Figure, show

MODULES = (
    *(
        "turns",
        "first_token",
        "brain",
        "intake",
        "screen",
        "dashboard_api",
        "contacts",
        "knowledge",
        "campaign",
        "reservations",
        "first_page",
        "canvas",
        "open_chats",
        "scenarios",
        "second_start",
    ),
)


def measured(name: str) -> list[Figure]:
    """The figures of one module, run as a process."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "figures.json"
        script = (
            "import importlib, json, sys; from dataclasses import asdict;"
            "figures = importlib.import_module(f'bench.{sys.argv[1]}').measure();"
            "open(sys.argv[2], 'w').write(json.dumps([asdict(one) for one in figures]))"
        )
        done = subprocess.run([sys.executable, "-c", script, name, str(kept)], check=False)
        if done.returncode or not kept.exists():
            return [Figure(name, "could not be measured", "", reached=False)]
        return [Figure(**one) for one in json.loads(kept.read_text())]


def main() -> None:
    """Run the modules that were named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", nargs="*", metavar="figure", help=", ".join(MODULES))
    asked = parser.parse_args().figures or MODULES
    unknown = [name for name in asked if name not in MODULES]
    if unknown:
        parser.error(f"no such figure: {', '.join(unknown)}")
    figures: list[Figure] = []
    for name in asked:
        print(f"\n--- {name}", flush=True)
        figures += measured(name)
    show(figures)


if __name__ == "__main__":
    main()
