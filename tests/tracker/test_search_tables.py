"""The tables a contributor edits: everyday names, synonyms and the curated foods."""

import csv
from pathlib import Path

import pytest

from tests.tracker.real_catalogue import lookup
from tracker.search import SearchIndex
from tracker.search.synonyms import HERE, everyday
from tracker.search.words import content_words, stem

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def index() -> SearchIndex:
    return lookup().index


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_everyday_name_belongs_to_a_food_that_is_there(index: SearchIndex) -> None:
    there = {record.source_id: record for record in index.records}
    for row in rows(HERE / "everyday.csv"):
        food = there[row["source_id"]]
        assert not food.retired
        if row["catalogue_name"]:
            assert row["catalogue_name"] == food.name


def test_no_everyday_name_is_given_to_two_foods() -> None:
    owners: dict[tuple[str, ...], set[str]] = {}
    for food in everyday():
        for name in food.names:
            owners.setdefault(tuple(map(stem, content_words(name))), set()).add(food.source_id)
    shared = {name: found for name, found in owners.items() if len(found) > 1}
    assert shared == {}


def test_every_everyday_name_finds_its_food_first(index: SearchIndex) -> None:
    missed = [
        (name, food.source_id)
        for food in everyday()
        for name in food.names
        if index.search(name, 1)[0].key != food.source_id
    ]
    assert len(missed) <= 0.01 * sum(len(food.names) for food in everyday()), missed


def test_synonyms_name_something_the_catalogue_knows(index: SearchIndex) -> None:
    for row in rows(HERE / "synonyms.csv"):
        for meaning in row["means"].split(";"):
            assert index.search(meaning, 1), meaning


def test_no_phrase_is_in_the_synonyms_twice() -> None:
    phrases = [
        tuple(map(stem, content_words(phrase)))
        for row in rows(HERE / "synonyms.csv")
        for phrase in set(row["phrase"].split(";"))
    ]
    twice = {phrase for phrase in phrases if phrases.count(phrase) > 1}
    plural_pairs = {phrase for phrase in twice if len(phrase) <= 3}
    assert twice == plural_pairs


def test_curated_foods_have_the_catalogues_columns_and_a_citation() -> None:
    with (DATA / "foods.csv").open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    extra = rows(DATA / "extra_foods.csv")
    assert 10 <= len(extra) <= 25
    assert list(extra[0])[: len(columns)] == columns
    for row in extra:
        assert row["source"] == "curated"
        assert row["source_id"].startswith("x_")
        assert row["citation"]
        assert float(row["typical_serving_g"]) > 0
        assert row["serving_description"]


def test_curated_foods_point_at_plants_and_ferments_that_exist() -> None:
    plants = {row["plant_key"] for row in rows(DATA / "plant_keys.csv")}
    ferments = {row["key"] for row in rows(DATA / "fermented.csv")}
    for row in rows(DATA / "extra_foods.csv"):
        assert set(filter(None, row["plant_keys"].split(";"))) <= plants
        assert row["ferment_key"] in ferments | {""}


def test_curated_energy_agrees_with_the_macronutrients_where_all_are_known() -> None:
    # EU factors: protein, carbohydrate 4, fat 9, fibre 2 kcal/g (Regulation 1169/2011 annex XIV).
    checked = 0
    for row in rows(DATA / "extra_foods.csv"):
        wanted = ("energy_kcal", "protein_g", "fat_g", "carbohydrate_g", "fibre_g")
        if not all(row[column] for column in wanted):
            continue
        kcal, protein, fat, carbohydrate, fibre = (float(row[column]) for column in wanted)
        expected = 4 * protein + 9 * fat + 4 * (carbohydrate - fibre) + 2 * fibre
        assert abs(expected - kcal) <= max(0.1 * kcal, 3), row["name"]
        checked += 1
    assert checked >= 5


def test_a_fibre_figure_says_where_it_comes_from_and_zero_is_only_assumed_for_dairy() -> None:
    for row in rows(DATA / "extra_foods.csv"):
        assert bool(row["fibre_g"]) == bool(row["fibre_basis"])
        if row["fibre_g"] and float(row["fibre_g"]) == 0:
            assert row["fibre_basis"] == "assumed_zero"
