"""Small files of each kind, written for these tests."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILES = Path(__file__).parent / "files"


@cache
def all_of_them() -> dict[str, Any]:
    """What each holds, by its name; the part before the first underscore is whose kind it is."""
    return {
        path.stem: json.loads(content) if path.suffix == ".json" else yaml.safe_load(content)
        for path in sorted(FILES.iterdir())
        if (content := path.read_text(encoding="utf-8"))
    }


def content_of(name: str) -> bytes:
    """A file as it lies there."""
    return next(FILES.glob(f"{name}.*")).read_bytes()


SECRETS = (
    "AIzaSyD-1234567890",
    "abcdef123456789",
    "sk-abcdefgh",
    "zzz123456",
    "abcdefgh12345",
    "cal_live_1",
    "verysecret",
    "abc123456789",
)
"""What looks like a key in those files, or is one by the name that it stands under."""
