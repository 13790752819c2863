#!/usr/bin/env python3
"""Writes the countries and regions whose public holidays the server knows, for the lists in the dashboard."""

import json
from pathlib import Path

import holidays

PLACE = Path(__file__).resolve().parent.parent / "web/src/features/business/regions.json"


def regions(country: str) -> dict[str, str]:
    """The regions with days of their own by their code; one that is told no name is called by its code."""
    calendar = getattr(holidays, country)
    names: dict[str, str] = {}
    for name, code in getattr(calendar, "subdivisions_aliases", {}).items():
        names.setdefault(code, name)
    return {code: names.get(code, code) for code in calendar.subdivisions}


def main() -> None:
    """One country a line."""
    known = sorted(holidays.list_supported_countries(include_aliases=False))
    lines = [f"  {json.dumps(code)}: {json.dumps(regions(code), ensure_ascii=False)}" for code in known]
    PLACE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
