#!/usr/bin/env python3
# ruff: noqa: S603, T201 - a script starts programs and talks to the terminal
"""The files that are generated from the code and committed: write them, or check that they are up to date.

python scripts/generated.py write
python scripts/generated.py check
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PYTHON = ".venv/bin/python"
# The API's own description of itself; only what is made from it is committed.
DOCUMENT = ".stamps/openapi.json"

GENERATED: dict[str, list[list[str]]] = {
    "docs/reference/api.md": [[PYTHON, "scripts/api_reference.py"]],
    "docs/reference/chat-openapi.json": [[PYTHON, "scripts/chat_document.py"]],
    "web/src/features/business/regions.json": [[PYTHON, "scripts/regions.py"]],
    "web/src/api/generated/schema.ts": [
        [PYTHON, "-m", "centralita.cli", "openapi", "--output", DOCUMENT],
        [sys.executable, "scripts/front.py", "run", "web", "api", f"../{DOCUMENT}"],
    ],
}


def main(action: str) -> None:
    """Write all files; `check` puts the committed ones back and fails when they differ."""
    stale = []
    (ROOT / ".stamps").mkdir(exist_ok=True)
    for name, commands in GENERATED.items():
        path = ROOT / name
        before = path.read_bytes() if path.exists() else b""
        for command in commands:
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        if path.read_bytes() != before:
            stale.append((path, before))
    if action == "check" and stale:
        for path, before in stale:
            path.write_bytes(before)
            print(f"{path.relative_to(ROOT)} is out of date", file=sys.stderr)
        sys.exit("Run make generate and commit what it wrote.")


if __name__ == "__main__":
    main(sys.argv[1])
