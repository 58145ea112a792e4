"""A `FoodLookup` over the CSV files: what the tests and the benchmark parse against."""

import csv
from collections import defaultdict
from collections.abc import Hashable, Iterator
from pathlib import Path

from tracker.quick_add.lookup import FoundFood, Portion
from tracker.search import SearchIndex, display_name, records_from_csv


class CsvLookup:
    """Search, portions and servings read from a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.index = SearchIndex.build(records_from_csv(data_dir))
        self._records = {record.key: record for record in self.index.records}
        self._portions: dict[Hashable, list[Portion]] = defaultdict(list)
        self._servings: dict[Hashable, Portion] = {}
        for row in _rows(data_dir / "portions.csv"):
            self._portions[row["source_id"]].append(
                Portion(float(row["amount"]), row["description"], float(row["gram_weight"]))
            )
        for row in _rows(data_dir / "fermented.csv"):
            serving = _serving(row)
            for key in [row["key"], *row["usda_source_ids"].split(";")]:
                self._servings.setdefault(key, serving)
        for row in _rows(data_dir / "extra_foods.csv"):
            if row["typical_serving_g"]:
                self._servings[row["source_id"]] = _serving(row)

    def search(self, query: str, limit: int) -> list[FoundFood]:
        """Return foods for a query, best first."""
        found = []
        for hit in self.index.search(query, limit):
            record = self._records[hit.key]
            found.append(
                FoundFood(
                    hit.key,
                    display_name(record),
                    record.food_group,
                    hit.complete,
                    hit.quality,
                    hit.named,
                )
            )
        return found

    def portions(self, key: Hashable) -> list[Portion]:
        """Return a food's household portions."""
        return self._portions.get(key, [])

    def typical_serving(self, key: Hashable) -> Portion | None:
        """Return the serving of a ferment or curated food, if it has one."""
        return self._servings.get(key)


def _serving(row: dict[str, str]) -> Portion:
    return Portion(1.0, row["serving_description"], float(row["typical_serving_g"]))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
