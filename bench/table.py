"""What a benchmark hands back, and the table of them all."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as measured, beside what is to be reached and, where there is one, the bare limit of the same run."""

    name: str
    measured: str
    aim: str
    reached: bool
    bare: str = ""


def show(figures: Sequence[Figure]) -> None:
    """Print the table."""
    head = ("figure", "measured", "to reach", "bare limit")
    rows = [(one.name, one.measured, one.aim, one.bare) for one in figures]
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    print()
    for row, mark in (
        (head, ""),
        *zip(rows, ("yes" if one.reached else "NO" for one in figures), strict=True),
    ):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)), mark)
