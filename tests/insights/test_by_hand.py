"""A day worked out by hand from the CSV files, and the same day logged.

Nothing of the product takes part in the working-out below: the figures come straight from the
files in `data/`. The foods are USDA's

- 75502520 "Kimchi" (FNDDS): 100 g,
- 18060 "Bread, rye" (SR28): two of "slice, regular",
- 11115400 "Kefir, NS as to fat content" (FNDDS): one "cup".
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from accounts.days import Week
from accounts.models import User
from insights.week.summary import WeekSummary, summarise_week
from tests.people import eat, feel, food, portion
from tracker.snapshots import ItemDraft

pytestmark = pytest.mark.django_db

KIMCHI, RYE_BREAD, KEFIR = "75502520", "18060", "11115400"


@cache
def lines(file_name: str) -> list[dict[str, str]]:
    with (Path(settings.DATA_DIR) / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def weight(source_id: str, description: str) -> float:
    """Return what one of a food's household portions weighs, from portions.csv."""
    [found] = [
        line
        for line in lines("portions.csv")
        if (line["source_id"], line["description"]) == (source_id, description)
    ]
    return float(found["gram_weight"]) / float(found["amount"])


@cache
def eaten_g() -> dict[str, float]:
    return {
        KIMCHI: 100,
        RYE_BREAD: 2 * weight(RYE_BREAD, "slice, regular"),
        KEFIR: weight(KEFIR, "cup"),
    }


def fibre_by_hand() -> float:
    per_100g = {line["source_id"]: float(line["fibre_g"] or "nan") for line in lines("foods.csv")}
    return sum(per_100g[source_id] * grams / 100 for source_id, grams in eaten_g().items())


def fermented_by_hand(classes: set[str]) -> float:
    return sum(
        grams / float(line["typical_serving_g"])
        for line in lines("fermented.csv")
        for source_id, grams in eaten_g().items()
        if source_id in line["usda_source_ids"].split(";") and line["live_culture_class"] in classes
    )


def plants_by_hand() -> set[str]:
    return {
        line["plant_key"]
        for name in ("plants.csv", "dish_plants.csv")
        for line in lines(name)
        if line["source_id"] in eaten_g()
    }


@pytest.fixture
def week(ada: User) -> WeekSummary:
    """Ada's week, with that day in it and nothing else."""
    bread, kefir = food(RYE_BREAD), food(KEFIR)
    eat(
        ada,
        "2026-11-18 08:00",
        (KIMCHI, 100),
        ItemDraft(bread, portion=portion(bread, "slice, regular"), quantity=2),
        kind="breakfast",
    )
    eat(ada, "2026-11-18 10:00", ItemDraft(kefir, portion=portion(kefir, "cup"), quantity=1))
    feel(ada, "2026-11-18 11:00", mood=7, anxiety=2)
    return summarise_week(ada, Week.named("2026-W47"))


def test_the_files_say_what_the_working_out_needs() -> None:
    names = {line["source_id"]: line["name"] for line in lines("foods.csv")}
    assert [names[source_id] for source_id in eaten_g()] == [
        "Kimchi",
        "Bread, rye",
        "Kefir, NS as to fat content",
    ]
    assert list(eaten_g().values()) == [100, 64, 244]
    assert fibre_by_hand() == pytest.approx(1.6 + 64 * 0.058 + 0)
    assert fermented_by_hand({"high", "medium", "low"}) == pytest.approx(100 / 75 + 244 / 240)
    assert plants_by_hand() == {"napa-cabbage", "rye"}


def test_the_week_shows_the_figures_worked_out_by_hand(week: WeekSummary) -> None:
    assert week.figures.totals["fibre_g"] == pytest.approx(fibre_by_hand())
    assert week.figures.totals["fermented_servings"] == pytest.approx(
        fermented_by_hand({"high", "medium", "low"})
    )
    assert week.figures.totals["live_servings"] == pytest.approx(
        fermented_by_hand({"high", "medium"})
    )
    assert {plant.key for plant in week.plants} == plants_by_hand()
    assert week.plant_points == len(plants_by_hand())


def test_the_day_shows_them_too(week: WeekSummary) -> None:
    wednesday = week.days[2]
    assert (wednesday.day, wednesday.food) == (date(2026, 11, 18), "recorded")
    assert wednesday.fibre_g == pytest.approx(fibre_by_hand())
    assert wednesday.fermented_servings == pytest.approx(fermented_by_hand({"high", "medium"}))
    assert wednesday.plants == sorted(plants_by_hand())
    assert (wednesday.mood, wednesday.anxiety, wednesday.stress) == (7, 2, None)


def test_the_other_days_of_the_week_are_gaps(week: WeekSummary) -> None:
    assert week.figures.recorded_days == {"food": 1, "mood": 1}
    assert [day.fibre_g for day in week.days if day.day != date(2026, 11, 18)] == [None] * 6
    assert week.figures.means["fibre_g"] == week.figures.totals["fibre_g"]


def test_nobody_knows_the_tryptophan_of_kimchi_and_kefir_so_the_total_is_a_lower_bound(
    week: WeekSummary,
) -> None:
    assert week.figures.totals["tryptophan_g"] == pytest.approx(64 * 0.00096)
    assert week.figures.totals["tryptophan_unknown_items"] == 2
