"""Who uses the server: one file per use, so that the last to leave knows that it is the last."""

import json
import os
import secrets
from pathlib import Path

from centralita.kit.postgres.processes import identity, own_identity


class Registry:
    """The uses of one server. Every call is made under the home's lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self) -> Path:
        """Note that this process uses the server; the path is the receipt to hand back."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        receipt = self._folder / f"{os.getpid()}-{secrets.token_hex(4)}.json"
        receipt.write_text(json.dumps({"pid": os.getpid(), "identity": own_identity()}))
        return receipt

    def remove(self, receipt: Path) -> None:
        """Note that the use behind this receipt is over."""
        receipt.unlink(missing_ok=True)

    def in_use(self) -> bool:
        """Forget the uses of processes that have died, then tell whether one is left."""
        if not self._folder.exists():
            return False
        alive = False
        for receipt in self._folder.iterdir():
            if _holder_lives(receipt):
                alive = True
            else:
                receipt.unlink(missing_ok=True)
        return alive


def _holder_lives(receipt: Path) -> bool:
    try:
        noted = json.loads(receipt.read_text())
        return identity(int(noted["pid"])) == str(noted["identity"])
    except (ValueError, KeyError, TypeError, OSError):
        return False
