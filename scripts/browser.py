#!/usr/bin/env python3
# ruff: noqa: S603, T201 - a script starts programs and talks to the terminal
"""Find Chromium for the tests in a real browser; install Debian's when root. Standard library only.

Prints its path. Where there is none and it cannot be installed, says how to get it and prints nothing: the tests
that need it are then left out, except in CI, where that is an error.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Print the path of a browser, installing one if that is possible."""
    found = find() or (install() and find())
    if found:
        print(found)
        return
    print(
        "! No Chromium was found: the tests in a real browser are left out.\n"
        "  Install it (Debian: sudo apt-get install chromium), or name one in CENTRALITA_CHROMIUM.",
        file=sys.stderr,
    )
    sys.exit(1 if os.environ.get("CI") else 0)


def find() -> str | None:
    """The browser that is named in the environment, or one on the path."""
    named = os.environ.get("CENTRALITA_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> bool:
    """Install Debian's package; only root can."""
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        return False
    print("· installing Chromium", file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            [apt, *arguments], env=environment, stdout=sys.stderr, stdin=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            return False
    return True


if __name__ == "__main__":
    main()
