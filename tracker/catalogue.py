"""Loads the food catalogue from `data/` into the database.

Loading twice changes nothing, and loading newer files touches only the catalogue: what people
logged holds its own copy of every figure. Foods that newer files no longer have are retired
(hidden from search), not deleted. An empty cell is unknown, and stays NULL.
"""

import csv
import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import models, transaction

from tracker.models import (
    CatalogueVersion,
    Ferment,
    Food,
    FoodPlant,
    Plant,
    Portion,
    PrebioticFact,
    Reference,
)
from tracker.models.catalogue import food_uid
from tracker.nutrients import GRAMS_PER_BASIS, NUTRIENTS

# Raised when this module turns the same files into different rows.
LOADER_VERSION = 2
FILES = (
    "foods.csv",
    "extra_foods.csv",
    "portions.csv",
    "plants.csv",
    "plant_keys.csv",
    "dish_plants.csv",
    "fermented.csv",
    "ferment_counterparts.csv",
    "serving_taps.csv",
    "prebiotic.csv",
    "references.csv",
)
# Enough rows a statement to be quick, few enough for SQLite's limit on variables.
BATCH_ROWS = 500
FOOD_FIELDS = (
    "name",
    "food_group",
    "other_names",
    "scientific_name",
    "retired",
    *NUTRIENTS,
    "fibre_basis",
    "tryptophan_basis",
    "fermented_servings_per_100g",
    "live_servings_per_100g",
)

Row = dict[str, str]


def rows_of(path: Path) -> Iterator[Row]:
    """Yield the rows of a CSV file; a file that is not there has none."""
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def known(cell: str | None) -> float | None:
    """Read a number; an empty cell is unknown."""
    return float(cell) if cell else None


def fingerprint_of(data_dir: Path) -> str:
    """Return a digest that changes when the files or the way they are read change."""
    digest = hashlib.sha256(str(LOADER_VERSION).encode())
    for name in FILES:
        path = data_dir / name
        if path.exists():
            digest.update(name.encode() + path.read_bytes())
    return digest.hexdigest()


def load_if_changed(data_dir: Path, *, now: datetime) -> bool:
    """Load the catalogue unless exactly these files are loaded; tell whether it was loaded."""
    fingerprint = fingerprint_of(data_dir)
    if CatalogueVersion.objects.filter(fingerprint=fingerprint).exists():
        return False
    with transaction.atomic():
        load(data_dir)
        CatalogueVersion.objects.all().delete()
        CatalogueVersion.objects.create(fingerprint=fingerprint, loaded_at=now)
    return True


@dataclass
class Catalogue:
    """The rows to write, before they have keys of the database."""

    foods: dict[str, Food] = field(default_factory=dict)  # by source_id, unique over all files
    portions: list[tuple[str, Portion]] = field(default_factory=list)
    plants: list[tuple[str, FoodPlant]] = field(default_factory=list)
    stand_ins: dict[str, str] = field(default_factory=dict)

    def add_portion(self, source_id: str, amount: float, description: str, grams: float) -> None:
        """Add a portion; its id depends on what it says, so it survives a reload."""
        food = self.foods[source_id]
        uid = uuid.uuid5(food.uid, f"{amount:g} {description} {grams:g}")
        portion = Portion(uid=uid, amount=amount, description=description, gram_weight=grams)
        self.portions.append((source_id, portion))

    def add_plant(self, source_id: str, key: str, grams: float | None, basis: str) -> None:
        """Add a plant to a food."""
        self.plants.append((source_id, FoodPlant(plant_id=key, g_per_100g=grams, basis=basis)))


def load(data_dir: Path) -> None:
    """Write everything `data_dir` holds, replacing what the catalogue held."""
    _load_plants(data_dir)
    _load_ferments(data_dir)
    _load_references(data_dir)
    catalogue = _read(data_dir)
    _write(catalogue)


def _read(data_dir: Path) -> Catalogue:
    catalogue = Catalogue()
    for row in rows_of(data_dir / "foods.csv"):
        catalogue.foods[row["source_id"]] = _food(row)
    for row in rows_of(data_dir / "portions.csv"):
        catalogue.add_portion(
            row["source_id"], float(row["amount"]), row["description"], float(row["gram_weight"])
        )
    for row in rows_of(data_dir / "plants.csv"):
        catalogue.add_plant(row["source_id"], row["plant_key"], None, FoodPlant.Basis.SINGLE)
    for row in rows_of(data_dir / "dish_plants.csv"):
        catalogue.add_plant(
            row["source_id"], row["plant_key"], known(row["g_per_100g"]), row["basis"]
        )
    _read_extra_foods(catalogue, data_dir)
    _read_ferments(catalogue, data_dir)
    _read_serving_taps(catalogue, data_dir)
    return catalogue


def _food(row: Row) -> Food:
    return Food(
        uid=food_uid(row["source"], row["source_id"]),
        source=row["source"],
        source_id=row["source_id"],
        name=row["name"],
        food_group=row["food_group"],
        other_names=row["other_names"],
        scientific_name=row["scientific_name"],
        retired=row["retired"] == "1",
        fibre_basis=row["fibre_basis"],
        tryptophan_basis=row["tryptophan_basis"],
        **{nutrient: known(row[nutrient]) for nutrient in NUTRIENTS},
    )


def _read_extra_foods(catalogue: Catalogue, data_dir: Path) -> None:
    """Add everyday foods USDA lacks; each figure's source is in the file."""
    for row in rows_of(data_dir / "extra_foods.csv"):
        food = catalogue.foods[row["source_id"]] = _food(row)
        food.ferment_id = row["ferment_key"] or None
        if row["typical_serving_g"]:
            catalogue.add_portion(
                row["source_id"], 1, row["serving_description"], float(row["typical_serving_g"])
            )
        for key in filter(None, row["plant_keys"].split(";")):
            catalogue.add_plant(row["source_id"], key, None, FoodPlant.Basis.NAME)


def _read_ferments(catalogue: Catalogue, data_dir: Path) -> None:
    """Tie USDA's foods to their ferment, and make a food of each ferment USDA lacks."""
    covered = {food.ferment_id for food in catalogue.foods.values()}
    for row in rows_of(data_dir / "fermented.csv"):
        usda_ids = [source_id for source_id in row["usda_source_ids"].split(";") if source_id]
        for source_id in usda_ids:
            catalogue.foods[source_id].ferment_id = row["key"]
        if not usda_ids and row["key"] not in covered:
            _add_ferment_food(catalogue, row)


def _read_serving_taps(catalogue: Catalogue, data_dir: Path) -> None:
    """Add the foods that stand for a serving of something nobody named."""
    for row in rows_of(data_dir / "serving_taps.csv"):
        catalogue.foods[row["key"]] = Food(
            uid=food_uid(Food.Source.CURATED, row["key"]),
            source=Food.Source.CURATED,
            source_id=row["key"],
            name=row["name"],
            food_group="Servings without grams",
            # Only plain servings of it can be logged; per 100 g says what one of them counts.
            fermented_servings_per_100g=float(row["fermented_servings"]),
            live_servings_per_100g=float(row["live_servings"]),
        )


def _add_ferment_food(catalogue: Catalogue, row: Row) -> None:
    stand_in = catalogue.foods.get(row["nutrition_proxy_id"])
    food = Food(
        uid=food_uid(Food.Source.FERMENT, row["key"]),
        source=Food.Source.FERMENT,
        source_id=row["key"],
        name=row["name"],
        food_group=f"Fermented {row['category']}",
        ferment_id=row["key"],
    )
    catalogue.foods[row["key"]] = food
    catalogue.add_portion(
        row["key"],
        1,
        f"serving ({row['serving_description']})",
        float(row["typical_serving_g"]),
    )
    if stand_in is None:
        return
    for name in (*NUTRIENTS, "fibre_basis", "tryptophan_basis"):
        setattr(food, name, getattr(stand_in, name))
    catalogue.stand_ins[row["key"]] = stand_in.source_id
    for source_id, plant in list(catalogue.plants):
        if source_id == stand_in.source_id:
            catalogue.add_plant(row["key"], plant.plant_id, plant.g_per_100g, plant.basis)


def _count_ferments(foods: Iterable[Food]) -> None:
    """Write on each ferment how many servings, and how many live ones, 100 g of it are."""
    ferments = Ferment.objects.in_bulk()
    for food in foods:
        if food.ferment_id is not None:
            ferment = ferments[food.ferment_id]
            food.fermented_servings_per_100g = ferment.servings_in(GRAMS_PER_BASIS)
            food.live_servings_per_100g = (
                food.fermented_servings_per_100g if ferment.is_live else 0.0
            )


def _write(catalogue: Catalogue) -> None:
    _count_ferments(catalogue.foods.values())
    _upsert(Food, catalogue.foods.values(), ("source", "source_id"), (*FOOD_FIELDS, "ferment"))
    shared = Food.objects.filter(owner=None)
    shared.exclude(source_id__in=catalogue.foods).update(retired=True)
    pk_of = dict(shared.values_list("source_id", "pk"))
    borrowers = list(shared.filter(source_id__in=catalogue.stand_ins))
    for food in borrowers:
        food.stand_in_id = pk_of[catalogue.stand_ins[food.source_id]]
    Food.objects.bulk_update(borrowers, ["stand_in"])
    Portion.objects.filter(food__owner=None).delete()
    positions: dict[str, int] = {}
    for source_id, portion in catalogue.portions:
        portion.food_id = pk_of[source_id]
        portion.position = positions[source_id] = positions.get(source_id, -1) + 1
    # A few lines of USDA's portion file repeat an earlier one.
    distinct = {portion.uid: portion for _, portion in catalogue.portions}
    Portion.objects.bulk_create(distinct.values(), BATCH_ROWS)
    FoodPlant.objects.filter(food__owner=None).delete()
    for source_id, plant in catalogue.plants:
        plant.food_id = pk_of[source_id]
    FoodPlant.objects.bulk_create((plant for _, plant in catalogue.plants), BATCH_ROWS)


def _load_plants(data_dir: Path) -> None:
    plants = [
        Plant(
            key=row["plant_key"],
            name=row["name"],
            scientific_name=row["scientific_name"],
            category=row["category"],
            kingdom=row["kingdom"],
        )
        for row in rows_of(data_dir / "plant_keys.csv")
    ]
    _upsert(Plant, plants, ("key",), ("name", "scientific_name", "category", "kingdom"))
    PrebioticFact.objects.all().delete()
    PrebioticFact.objects.bulk_create(
        PrebioticFact(
            plant_id=row["plant_key"],
            type=row["type"],
            g_per_100g_low=known(row["g_per_100g_low"]),
            g_per_100g_high=known(row["g_per_100g_high"]),
            basis=row["basis"],
            citation=row["citation"],
        )
        for row in rows_of(data_dir / "prebiotic.csv")
    )


def _load_ferments(data_dir: Path) -> None:
    fields = (
        "name",
        "live_culture_class",
        "serving_description",
        "category",
        "evidence",
        "source",
    )
    numbers = ("log10_cfu_per_g_low", "log10_cfu_per_g_high", "typical_serving_g")
    ferments = [
        Ferment(
            key=row["key"],
            **{name: row[name] for name in fields},
            **{name: known(row[name]) for name in numbers},
        )
        for row in rows_of(data_dir / "fermented.csv")
    ]
    _upsert(Ferment, ferments, ("key",), (*fields, *numbers))
    pairs = {
        row["key"]: row["counterpart"] for row in rows_of(data_dir / "ferment_counterparts.csv")
    }
    known_ferments = Ferment.objects.in_bulk()
    for ferment in known_ferments.values():
        ferment.counterpart = known_ferments.get(pairs.get(ferment.key, ""))
    Ferment.objects.bulk_update(known_ferments.values(), ["counterpart"])


def _load_references(data_dir: Path) -> None:
    fields = ("topic", "value", "unit", "population", "statement", "citation", "verification")
    references = [
        Reference(key=row["id"], **{name: row[name] for name in fields})
        for row in rows_of(data_dir / "references.csv")
    ]
    _upsert(Reference, references, ("key",), fields)


def _upsert(
    model: type[models.Model],
    rows: Iterable[models.Model],
    key: Sequence[str],
    fields: Sequence[str],
) -> None:
    model._default_manager.bulk_create(
        rows, BATCH_ROWS, update_conflicts=True, unique_fields=key, update_fields=fields
    )
