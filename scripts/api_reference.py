#!/usr/bin/env python3
"""Writes docs/reference/api.md from the OpenAPI document: every route with its permission, by subject."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# API reference

Generated from the code by `make generate`; the whole document with schemas and examples: `centralita openapi`, or
`/api/v1/openapi.json` of a running server.

JSON, cursor pagination (`?cursor=&limit=`), errors as RFC 9457 problem details with a stable `code`. The organization is
named by the header `X-Organization`. `Idempotency-Key` on POST, `ETag` and `If-Match` on edits. Another organization's id
answers exactly like an unknown one. Chats have [an API of their own](chat-api.md).
"""


def render(document: dict) -> str:
    """The page as Markdown."""
    groups: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            group = (operation.get("tags") or ["other"])[0]
            permission = operation.get("x-permission", "")
            row = f"| `{method.upper()} {path}` | {operation.get('summary', '')} | `{permission}` |"
            groups.setdefault(group, []).append(row)
    parts = [HEAD]
    for group in sorted(groups):
        parts.append(f"## {group.capitalize()}\n\n| route | what it does | permission |\n|---|---|---|")
        parts.append("\n".join(groups[group]) + "\n")
    return "\n".join(parts)


def main() -> None:
    """Print the document to the page."""
    printed = subprocess.run(
        [sys.executable, "-m", "centralita.cli", "openapi"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    (ROOT / "docs/reference/api.md").write_text(render(json.loads(printed.stdout)), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
