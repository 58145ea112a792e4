"""The real catalogue, read and indexed once for all search and quick-add tests."""

from functools import cache
from pathlib import Path

from tracker.quick_add.catalogue import CsvLookup

DATA = Path(__file__).parents[2] / "data"


@cache
def lookup() -> CsvLookup:
    return CsvLookup(DATA)
