"""The food catalogue: what the files say is in the database, and loading is safe to repeat."""

import csv
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from tests.people import KIMCHI, LENTILS, NOW, OATS, RYE_BREAD, eat, food
from tracker.catalogue import load_if_changed
from tracker.food_search import search_foods
from tracker.models import (
    CatalogueVersion,
    Ferment,
    Food,
    FoodPlant,
    MealItem,
    Plant,
    Portion,
    PrebioticFact,
    Reference,
)
from tracker.nutrients import NUTRIENTS
from tracker.snapshots import ItemDraft, item_from

pytestmark = pytest.mark.django_db

DATA = Path(settings.DATA_DIR)
TABLES = (Food, Portion, Plant, FoodPlant, Ferment, PrebioticFact, Reference, CatalogueVersion)
Rows = list[dict[str, str]]


def rows(name: str, data_dir: Path = DATA) -> Rows:
    """Return the rows of one of the catalogue's files, as text."""
    with (data_dir / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def usda_foods() -> "dict[str, Food]":
    return {each.source_id: each for each in Food.objects.filter(source__startswith="usda_")}


@pytest.fixture
def change_file(tmp_path: Path) -> Callable[[str, Callable[[Rows], Rows]], Path]:
    """A function that rewrites one file of a copy of the data, and gives the copy's place."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)

    def change(name: str, edit: Callable[[Rows], Rows]) -> Path:
        edited = edit(rows(name, copy))
        with (copy / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, edited[0])
            writer.writeheader()
            writer.writerows(edited)
        return copy

    return change


def test_every_food_of_the_files_is_in() -> None:
    assert len(usda_foods()) == 14_401
    assert Counter(each.source for each in usda_foods().values()) == {
        "usda_sr28": 8_625,
        "usda_fndds": 5_554,
        "usda_foundation": 222,
    }
    assert Plant.objects.count() == 331
    assert Ferment.objects.count() == 103
    assert PrebioticFact.objects.count() == len(rows("prebiotic.csv"))
    assert Reference.objects.count() == len(rows("references.csv"))


def test_ids_keep_their_leading_zeros() -> None:
    assert food("09003").name == "Apples, raw, with skin"


@pytest.mark.parametrize("nutrient", NUTRIENTS)
def test_what_the_file_leaves_empty_is_unknown_and_the_rest_is_as_it_says(nutrient: str) -> None:
    expected = {row["source_id"]: row[nutrient] for row in rows("foods.csv")}
    stored = {source_id: getattr(each, nutrient) for source_id, each in usda_foods().items()}
    unknown = {source_id for source_id, cell in expected.items() if cell == ""}
    assert {source_id for source_id, value in stored.items() if value is None} == unknown
    assert all(
        float(cell) == stored[source_id]
        for source_id, cell in expected.items()
        if source_id not in unknown
    )


def test_usda_does_not_know_the_fibre_of_691_foods() -> None:
    assert sum(each.fibre_g is None for each in usda_foods().values()) == 691
    assert sum(each.tryptophan_g is None for each in usda_foods().values()) == 5_747


def test_portions_weigh_what_the_file_says() -> None:
    expected = {
        (row["source_id"], row["description"], float(row["amount"]), float(row["gram_weight"]))
        for row in rows("portions.csv")
    }
    stored = Portion.objects.filter(food__source__startswith="usda_").values_list(
        "food__source_id", "description", "amount", "gram_weight"
    )
    assert len(stored) == len(expected)
    assert set(stored) == expected


def test_plants_are_tied_to_foods_as_the_files_say() -> None:
    expected = {
        (row["source_id"], row["plant_key"])
        for name in ("plants.csv", "dish_plants.csv")
        for row in rows(name)
    }
    stored = FoodPlant.objects.filter(food__source__startswith="usda_")
    assert set(stored.values_list("food__source_id", "plant_id")) == expected


def test_394_foods_of_usda_are_tied_to_their_ferment() -> None:
    expected = {
        source_id: row["key"]
        for row in rows("fermented.csv")
        for source_id in row["usda_source_ids"].split(";")
        if source_id
    }
    stored = Food.objects.filter(source__startswith="usda_").exclude(ferment=None)
    assert dict(stored.values_list("source_id", "ferment_id")) == expected
    assert len(expected) == 394


def test_a_ferment_is_live_from_ten_thousand_microbes_a_gram() -> None:
    classes = {row["key"]: row["live_culture_class"] for row in rows("fermented.csv")}
    for ferment in Ferment.objects.all():
        assert ferment.is_live == (classes[ferment.key] in {"high", "medium"})


def test_retired_foods_are_in_and_hidden_from_search(ada: User) -> None:
    retired = Food.objects.filter(retired=True)
    assert retired.count() == 1_009
    for each in retired.order_by("pk")[::100]:
        assert each not in search_foods(ada, each.name)


def test_a_ferment_usda_lacks_is_logged_with_its_stand_ins_nutrients_and_says_so() -> None:
    lacking = [row for row in rows("fermented.csv") if not row["usda_source_ids"]]
    usda = {row["source_id"]: row for row in rows("foods.csv")}
    added = {row["ferment_key"] for row in rows("extra_foods.csv")}
    lacking = [row for row in lacking if row["key"] not in added]
    assert {"labneh", "gochujang", "sauerkraut_raw"} < {row["key"] for row in lacking}
    assert len(lacking) == 42
    for row in lacking:
        item = item_from(ItemDraft(food(row["key"]), grams=100), position=0)
        assert item.fermented_servings == pytest.approx(100 / float(row["typical_serving_g"]))
        stand_in = usda.get(row["nutrition_proxy_id"])
        assert (item.nutrients_from != "") == (stand_in is not None)
        for nutrient in NUTRIENTS:
            cell = stand_in[nutrient] if stand_in else ""
            assert getattr(item, nutrient) == (pytest.approx(float(cell)) if cell else None)


def test_each_ferment_has_a_food_to_log() -> None:
    assert set(Ferment.objects.filter(foods__retired=False).values_list("key", flat=True)) == {
        row["key"] for row in rows("fermented.csv")
    }


def test_starting_again_looks_once_and_writes_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        assert not load_if_changed(DATA, now=NOW)


def test_migrating_again_loads_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = CatalogueVersion.objects.get()
    call_command("migrate", verbosity=1)
    assert CatalogueVersion.objects.get() == before
    assert "Loaded the food catalogue" not in capsys.readouterr().out


def test_loading_the_same_files_twice_changes_no_row() -> None:
    def contents() -> list[object]:
        return [
            [table.objects.count() for table in TABLES],
            list(Food.objects.order_by("pk").values_list()),
            sorted(Portion.objects.values_list("uid", "food", "position", "gram_weight")),
            sorted(FoodPlant.objects.values_list("food", "plant", "basis")),
        ]

    before = contents()
    CatalogueVersion.objects.all().delete()
    assert load_if_changed(DATA, now=NOW)
    assert contents() == before


def test_newer_files_change_foods_and_leave_what_was_logged_alone(
    ada: User, change_file: Callable[[str, Callable[[Rows], Rows]], Path]
) -> None:
    eat(ada, "2026-11-18 12:30", (RYE_BREAD, 64), (LENTILS, 100), (KIMCHI, 100))
    logged = list(MealItem.objects.values())
    ids = dict(Food.objects.values_list("source_id", "uid"))
    keys = dict(Food.objects.values_list("source_id", "pk"))

    def more_fibre_and_no_lentils(foods: Rows) -> Rows:
        kept = [row for row in foods if row["source_id"] != LENTILS]
        for row in kept:
            if row["source_id"] == RYE_BREAD:
                row["fibre_g"] = "9.9"
        return [*kept, kept[0] | {"source_id": "99999999", "name": "Bread of tomorrow"}]

    def without_lentils(about_foods: Rows) -> Rows:
        return [row for row in about_foods if row["source_id"] != LENTILS]

    change_file("plants.csv", without_lentils)
    change_file("portions.csv", without_lentils)
    assert load_if_changed(change_file("foods.csv", more_fibre_and_no_lentils), now=NOW)

    assert list(MealItem.objects.values()) == logged
    assert food(RYE_BREAD).fibre_g == 9.9
    assert food(LENTILS).retired
    assert food(LENTILS) not in search_foods(ada, "lentils boiled")
    assert food("99999999").name == "Bread of tomorrow"
    assert ids.items() < dict(Food.objects.values_list("source_id", "uid")).items()
    assert keys.items() < dict(Food.objects.values_list("source_id", "pk")).items()


def test_newer_files_leave_own_foods_alone_and_offer_again_what_came_back(
    ada: User, change_file: Callable[[str, Callable[[Rows], Rows]], Path]
) -> None:
    own = Food.objects.create(owner=ada, source=Food.Source.OWN, source_id="1", name="Ada's bread")
    slice_of_it = Portion.objects.create(food=own, amount=1, description="slice", gram_weight=40)
    FoodPlant.objects.create(food=own, plant_id="rye", basis=FoodPlant.Basis.NAME)
    Food.objects.filter(source_id=OATS).update(retired=True)
    load_if_changed(change_file("references.csv", lambda references: references[:-1]), now=NOW)
    own.refresh_from_db()
    assert not own.retired
    assert own.portions.get() == slice_of_it
    assert own.plants.get().key == "rye"
    assert not food(OATS).retired


def test_a_broken_file_leaves_the_catalogue_as_it_was(
    change_file: Callable[[str, Callable[[Rows], Rows]], Path],
) -> None:
    count = Food.objects.count()

    def nonsense(portions: Rows) -> Rows:
        portions[100]["gram_weight"] = "a handful"
        return portions

    with pytest.raises(ValueError, match="a handful"):
        load_if_changed(change_file("portions.csv", nonsense), now=NOW)
    assert Food.objects.count() == count
    assert not load_if_changed(DATA, now=NOW)
