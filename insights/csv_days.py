"""The daily table as CSV, for spreadsheets and notebooks.

Columns are named as in JSON, with their units; an empty cell is not recorded. Each factor has a
column `factor_...` with yes as 1 and no as 0, as `manage.py analyse` reads it.
"""

import csv
from collections.abc import Iterator, Sequence
from typing import Any

from insights.frames import FACTOR_PREFIX
from insights.week.summary import Day

COLUMNS = tuple(name for name in Day.__annotations__ if name not in {"factors", "so_far"})
BETWEEN_KEYS = ";"
# A spreadsheet takes text that begins with one of these for a formula and runs it.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """Stands in for a file: gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def csv_lines(days: Sequence[Day]) -> Iterator[str]:
    """Yield the table line by line, the names of the columns first."""
    factors = list(days[0].factors) if days else []
    writer = csv.writer(_Line())
    yield writer.writerow([*COLUMNS, *(f"{FACTOR_PREFIX}{key}" for key in factors)])
    for day in days:
        values = [getattr(day, name) for name in COLUMNS]
        values += [day.factors[key] for key in factors]
        yield writer.writerow([cell(value) for value in values])


def cell(value: Any) -> Any:
    """Return a value as a cell shows it; text never starts a formula."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        value = BETWEEN_KEYS.join(value)
    if isinstance(value, str) and value.startswith(BEGINS_A_FORMULA):
        return f"'{value}"
    return value
