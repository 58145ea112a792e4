"""The daily table equals what loops over plain lists give, and missing never becomes 0."""

from datetime import UTC, date, datetime, time, timedelta

import pandas as pd
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.scales import SCALE_KEYS
from insights.frames import (
    FOOD_COLUMNS,
    UNKNOWN_ITEMS,
    columns_recorded,
    daily_table,
    logged_columns,
    logged_table,
)
from tests.insights import plain
from tests.insights.random_diary import PlainDay, keep_diary
from tests.people import APPLE, TEMPEH, eat, feel
from tracker.models import FoodDay
from tracker.nutrients import NUTRIENTS
from tracker.services import say_of_food_day

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 3, 20), date(2026, 4, 12)  # Berlin's clocks change in between


def column(table: pd.DataFrame, name: str) -> list[float | None]:
    """Return a column with None for what is missing."""
    return [None if pd.isna(value) else float(value) for value in table[name]]


def close(values: list[float | None]) -> list[object]:
    return [None if value is None else pytest.approx(value) for value in values]


@pytest.mark.parametrize("seed", range(4))
def test_both_tables_equal_a_plain_working_out(ada: User, ben: User, seed: int) -> None:
    diary = keep_diary(ada, FIRST, LAST, seed)
    keep_diary(ben, FIRST, LAST, seed + 100)  # none of this may show
    logged, table = logged_table(ada, FIRST, LAST), daily_table(ada, FIRST, LAST)

    assert [day.date() for day in logged.index] == [entered.day for entered in diary]
    states = [plain.state(entered) for entered in diary]
    assert list(logged["food"]) == list(table["food"]) == states
    assert set(states) == {"recorded", "none", "not_recorded"}
    for name, values in food_columns(diary).items():
        recorded = [
            None if state == "not_recorded" else value
            for state, value in zip(states, values, strict=True)
        ]
        assert column(logged, name) == close(values), name
        assert column(table, name) == close(recorded), name
    for scale in SCALE_KEYS:
        means = [plain.mean_rating(entered, scale) for entered in diary]
        assert column(table, scale) == close(means), scale
    assert list(table["check_ins"]) == [len(entered.ratings) for entered in diary]
    assert list(table["meals"]) == [len(entered.meals) for entered in diary]


def food_columns(diary: list[PlainDay]) -> dict[str, list[float | None]]:
    """Return every number about food, one value a day."""
    columns: dict[str, list[float | None]] = {
        nutrient: [plain.logged_sum(entered, nutrient) for entered in diary]
        for nutrient in NUTRIENTS
    }
    for nutrient, name in UNKNOWN_ITEMS.items():
        columns[name] = [plain.unknown_items(entered, nutrient) for entered in diary]
    columns["fermented_servings"] = [plain.fermented(entered) for entered in diary]
    columns["live_servings"] = [plain.fermented(entered, only_live=True) for entered in diary]
    columns["plant_points"] = [plain.points(plain.plants([entered]), 0.25) for entered in diary]
    columns["probiotic_doses"] = [entered.doses for entered in diary]
    assert set(columns) == set(FOOD_COLUMNS) - {"plants"}
    return columns


def test_the_lists_hold_what_the_table_holds(ada: User) -> None:
    keep_diary(ada, FIRST, LAST, seed=5)
    columns, logged = logged_columns(ada, FIRST, LAST), logged_table(ada, FIRST, LAST)
    table = daily_table(ada, FIRST, LAST)
    assert list(columns) == list(logged.columns)
    for name, values in columns.items():
        if name in ("food", "plants"):
            assert values == list(logged[name])
        else:
            assert values == column(logged, name), name
            assert columns_recorded(columns)[name] == column(table, name), name


def test_the_plants_of_a_day_are_the_distinct_keys(ada: User) -> None:
    diary = keep_diary(ada, FIRST, LAST, seed=9)
    logged, table = logged_table(ada, FIRST, LAST), daily_table(ada, FIRST, LAST)
    assert list(logged["plants"]) == [sorted(plain.plants([entered])) for entered in diary]
    for entered, keys in zip(diary, table["plants"], strict=True):
        if plain.state(entered) == "not_recorded":
            assert keys is None
        else:
            assert keys == sorted(plain.plants([entered]))


def test_recorded_as_none_is_zero_and_not_recorded_is_missing(ada: User) -> None:
    said_nothing, ate_nothing = date(2026, 11, 16), date(2026, 11, 17)
    say_of_food_day(ada, ate_nothing, FoodDay.Status.NONE, now=_evening(ate_nothing))
    table = daily_table(ada, said_nothing, ate_nothing)
    assert table["fibre_g"].isna().tolist() == [True, False]
    assert table["fibre_g"].iloc[1] == 0
    assert table["plants"].tolist() == [None, []]


def test_one_meal_is_a_day_only_when_the_person_says_so(ada: User) -> None:
    day = date(2026, 11, 17)
    eat(ada, "2026-11-17 12:00", (APPLE, 100))
    assert daily_table(ada, day, day)["fibre_g"].isna().all()
    assert logged_table(ada, day, day)["fibre_g"].tolist() == [pytest.approx(2.4)]
    say_of_food_day(ada, day, FoodDay.Status.COMPLETE, now=_evening(day))
    assert daily_table(ada, day, day)["fibre_g"].tolist() == [pytest.approx(2.4)]


def test_a_day_of_nothing_but_unknown_fibre_has_unknown_fibre(ada: User) -> None:
    day = date(2026, 11, 17)
    for clock in ("08:00", "19:00"):
        eat(ada, f"2026-11-17 {clock}", (TEMPEH, 100))
    table = daily_table(ada, day, day)
    assert table["food"].tolist() == ["recorded"]
    assert table["fibre_g"].isna().all()
    assert table["fibre_unknown_items"].tolist() == [2]


def test_the_mean_of_a_day_leaves_out_what_was_not_rated(ada: User) -> None:
    day = date(2026, 11, 17)
    feel(ada, "2026-11-17 08:00", mood=2, anxiety=9)
    feel(ada, "2026-11-17 12:00", mood=7)
    feel(ada, "2026-11-17 23:59", note="nothing but a note")
    table = daily_table(ada, day, day)
    assert table[["mood", "anxiety"]].iloc[0].tolist() == [4.5, 9]
    assert table["stress"].isna().all()
    assert table["check_ins"].tolist() == [3]


def test_a_mood_is_there_on_a_day_without_food(ada: User) -> None:
    feel(ada, "2026-11-17 08:00", mood=2)
    table = daily_table(ada, date(2026, 11, 17), date(2026, 11, 17))
    assert table["mood"].tolist() == [2]
    assert table["fibre_g"].isna().all()


def test_an_empty_account_has_rows_of_missing_values(ada: User) -> None:
    table = daily_table(ada, FIRST, LAST)
    assert len(table) == 24
    assert set(table["food"]) == {"not_recorded"}
    assert table[["fibre_g", "mood", "plant_points", "probiotic_doses"]].isna().all().all()


def test_a_longer_history_takes_no_more_queries(ada: User) -> None:
    keep_diary(ada, FIRST, LAST, seed=3)
    counts = []
    for days in (1, 24, 365):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            daily_table(ada, LAST - timedelta(days=days - 1), LAST)
        counts.append(len(queries))
    assert counts == [8, 8, 8]


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(20), tzinfo=UTC)
