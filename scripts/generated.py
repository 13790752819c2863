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

# In order: a later one may be made from an earlier one. A file that is not committed yet is passed over by `check`.
GENERATED: dict[str, list[str]] = {
    "docs/reference/api.md": [".venv/bin/python", "scripts/api_reference.py"],
    "docs/reference/chat-openapi.json": [".venv/bin/python", "scripts/chat_document.py"],
    "web/openapi.json": [".venv/bin/centralita", "openapi", "--output", "web/openapi.json"],
    "web/src/api/generated/schema.ts": [sys.executable, "scripts/front.py", "run", "web", "api"],
}


def main(action: str) -> None:
    """Write all files; `check` puts the committed ones back and fails when they differ."""
    stale = []
    for name, command in GENERATED.items():
        path = ROOT / name
        before = path.read_bytes() if path.exists() else None
        if action == "check" and before is None:
            continue
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        if before is not None and path.read_bytes() != before:
            stale.append((path, before))
    if action == "check" and stale:
        for path, before in stale:
            path.write_bytes(before)
            print(f"{path.relative_to(ROOT)} is out of date", file=sys.stderr)
        sys.exit("Run make generate and commit what it wrote.")


if __name__ == "__main__":
    main(sys.argv[1])
