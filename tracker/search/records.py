"""What the search knows of a food, and how to read it from the catalogue's CSV files."""

import csv
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path

TYPICAL_PORTION = "typical amount (not specified)"


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One food as the search sees it.

    `key` is whatever the caller wants back (a primary key, say). `source_id` is the catalogue's
    own id, by which the everyday names in `everyday.csv` find their food.
    """

    key: Hashable
    name: str
    source: str
    source_id: str = ""
    food_group: str = ""
    other_names: str = ""
    scientific_name: str = ""
    retired: bool = False
    has_portions: bool = False
    has_typical_portion: bool = False


def records_from_csv(data_dir: Path) -> list[SearchRecord]:
    """Read every searchable food under `data_dir`, keyed by its source id.

    These are the catalogue, the curated extra foods, and the ferments that no catalogue food
    stands for (source `ferment`, whose id is the ferment's key).
    """
    portions: dict[str, bool] = {}
    for row in _rows(data_dir / "portions.csv"):
        typical = row["description"] == TYPICAL_PORTION
        portions[row["source_id"]] = typical or portions.get(row["source_id"], False)
    foods = [_food(row, portions) for row in _rows(data_dir / "foods.csv")]
    covered: set[str] = set()
    extra_path = data_dir / "extra_foods.csv"
    if extra_path.exists():
        for row in _rows(extra_path):
            foods.append(_food(row, portions))
            covered.add(row["ferment_key"])
    foods.extend(
        _ferment(row)
        for row in _rows(data_dir / "fermented.csv")
        if not row["usda_source_ids"] and row["key"] not in covered
    )
    return foods


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _food(row: dict[str, str], portions: dict[str, bool]) -> SearchRecord:
    served = bool(row.get("typical_serving_g"))
    return SearchRecord(
        key=row["source_id"],
        name=row["name"],
        source=row["source"],
        source_id=row["source_id"],
        food_group=row["food_group"],
        other_names=row["other_names"],
        scientific_name=row["scientific_name"],
        retired=row["retired"] == "1",
        has_portions=served or row["source_id"] in portions,
        has_typical_portion=served or portions.get(row["source_id"], False),
    )


def _ferment(row: dict[str, str]) -> SearchRecord:
    return SearchRecord(
        key=row["key"],
        name=row["name"],
        source="ferment",
        source_id=row["key"],
        food_group=row["category"],
        has_portions=True,
        has_typical_portion=True,
    )
