#!/usr/bin/env python3
"""Writes docs/reference/chat-openapi.json: the chat API as OpenAPI 3.1, for clients in other languages."""

import json
import os
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs/reference/chat-openapi.json"


def main() -> None:
    """Print the document to the file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centralita.config.settings")
    import django

    django.setup()
    from centralita.config.chat_openapi import chat_document

    PAGE.write_text(json.dumps(chat_document(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
