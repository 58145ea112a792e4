"""The daily table as CSV, for spreadsheets and notebooks.

Columns are named as in JSON, with their units; an empty cell is not recorded.
"""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from insights.weeks import Day

COLUMNS = tuple(name for name in Day.__annotations__ if name not in {"factors", "so_far"})
BETWEEN_KEYS = ";"
# A spreadsheet takes text that begins with one of these for a formula and runs it.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """Stands in for a file: gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def csv_lines(days: Iterable[Day]) -> Iterator[str]:
    """Yield the table line by line, the names of the columns first."""
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for day in days:
        yield writer.writerow([cell(getattr(day, name)) for name in COLUMNS])


def cell(value: Any) -> Any:
    """Return a value as a cell shows it; text never starts a formula."""
    if isinstance(value, list):
        value = BETWEEN_KEYS.join(value)
    if isinstance(value, str) and value.startswith(BEGINS_A_FORMULA):
        return f"'{value}"
    return value
