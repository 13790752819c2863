#!/usr/bin/env python3
# ruff: noqa: S603, T201 - a script starts programs and talks to the terminal
"""Make the virtual environment `.venv` and install what it lacks. Standard library only: it runs before anything else.

    python3 scripts/environment.py runtime     what running needs
    python3 scripts/environment.py dev         what developing and testing need, too
    python3 scripts/environment.py node        Node, for a machine without one

Everything is installed by pip from lock files with hashes. What is already installed from the same lock files is left
alone, so that a second run costs nothing.
"""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
NOTE = VENV / "installed.json"
QUIET = ("--disable-pip-version-check", "--no-input", "-qq", "--root-user-action=ignore")


def main(wanted: str) -> None:
    """Bring `.venv` to the wanted set: runtime, dev or node."""
    (ROOT / ".stamps").mkdir(exist_ok=True)
    with (ROOT / ".stamps/environment.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # freed when this process ends
        bring_to(wanted)


def bring_to(wanted: str) -> None:
    """Do it, alone: two commands started at once must not install over each other."""
    make_venv()
    installed = read_note()
    if wanted == "node":
        install(installed, "node")
    else:
        install(installed, "build")
        install(installed, wanted)
        if wanted == "dev":
            installed["runtime"] = digest("runtime")  # dev.txt holds the whole of it
        install_project(installed)
    NOTE.write_text(json.dumps(installed, indent=1))


def make_venv() -> None:
    """Make `.venv`, or make it anew when its Python is gone (an upgrade of the system, a copied folder)."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0:
        return
    say("making .venv")
    # Debian leaves the part that puts pip into a new environment to another package; the system's pip serves.
    subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV], check=True)


def install(installed: dict[str, str], name: str) -> None:
    """Install one lock file unless the same was installed before."""
    if installed.get(name) == digest(name):
        return
    say(f"installing requirements/{name}.txt")
    # The lock is complete, so there is nothing to resolve; byte code is written when first imported.
    pip("install", "--no-deps", "--no-compile", "--require-hashes", "-r", f"requirements/{name}.txt")
    installed[name] = digest(name)


def install_project(installed: dict[str, str]) -> None:
    """Install this checkout itself, editable: the command and the package's metadata."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    facts = {"at": str(ROOT), "project": pyproject["project"], "build": pyproject["build-system"]}
    state = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    if installed.get("project") == state and (VENV / "bin/centralita").exists():
        return
    say("installing centralita")
    pip("install", "--no-deps", "--no-build-isolation", "--editable", ".", hashes=False)
    installed["project"] = state


def pip(*arguments: str, hashes: bool = True) -> None:
    """Run pip on `.venv`: its own, or the system's on its behalf."""
    own = subprocess.run([PYTHON, "-c", "import pip"], check=False, capture_output=True).returncode == 0
    command = [PYTHON, "-m", "pip"] if own else [sys.executable, "-m", "pip", "--python", PYTHON]
    # A folder cannot be hashed: somebody's global setting must not ask for it.
    environment = os.environ | {"PIP_REQUIRE_HASHES": "1" if hashes else "0"}
    done = subprocess.run([*command, *arguments, *QUIET], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        if not own and subprocess.run([sys.executable, "-m", "pip", "--version"], check=False).returncode:
            say("pip is missing: install it (Debian: apt-get install python3-pip)")
        sys.exit(done.returncode)


def read_note() -> dict[str, str]:
    """What was installed from which lock file; nothing when the environment is new or was made by hand."""
    try:
        return dict(json.loads(NOTE.read_text()))
    except (OSError, ValueError):
        return {}


def digest(name: str) -> str:
    """The fingerprint of a lock file."""
    return hashlib.sha256((ROOT / f"requirements/{name}.txt").read_bytes()).hexdigest()


def say(text: str) -> None:
    """Tell the person at the terminal what takes time."""
    print(f"· {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
