"""Reads one file in a process of its own, with little memory and time, and prints a line of JSON for each page.

`python -m centralita.studio.knowledge.parsing FILE`. The last line is `{"done": true}` or `{"error": code}`.
"""

import json
import logging
import resource
import sys
from pathlib import Path

MEMORY = 1536 * 1024 * 1024
CPU_SECONDS = 120


def main(path: str) -> None:
    """Read the file and print what it says."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable(logging.CRITICAL)
    from centralita.studio.knowledge.parsing.errors import DocumentError
    from centralita.studio.knowledge.parsing.reading import about, read_file

    try:
        content = Path(path).read_bytes()
        for page, pieces in read_file(content):
            say(
                {
                    "page": page.number,
                    "total": page.total,
                    "silent": not page.blocks,
                    "pieces": [[piece.text, piece.place, piece.heading] for piece in pieces],
                }
            )
        title, links = about(content)
        say({"done": True, "title": title, "links": links})
    except DocumentError as error:
        say({"error": error.code, "data": error.data})
    except MemoryError:
        say({"error": "document_too_much"})
    except RecursionError:
        say({"error": "document_broken"})


def say(line: dict[str, object]) -> None:
    """Print a line at once."""
    sys.stdout.write(json.dumps(line, default=str) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
