"""`days/`: the daily table, and what somebody says of a day."""

import csv
import io
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from insights.csv_days import cell
from insights.wording import FRAMING
from tests import people
from tests.api_support import API, api_of, errors_of
from tracker.models import FoodDay

DAYS = f"{API}days/"
TODAY = f"{DAYS}2026-11-18/"
# What DESIGN promises to programs.
PROMISED = {
    *("day", "food", "fibre_g", "fibre_unknown_items", "fermented_servings", "live_servings"),
    *("plants", "plant_points", "tryptophan_g", "energy_kcal", "probiotic_doses", "mood"),
    *("anxiety", "stress", "energy", "focus", "gut_comfort", "check_ins", "factors"),
}


def test_a_recorded_day_holds_sums_and_means(ada: User) -> None:
    people.eat(ada, "2026-11-18 08:00", (people.KIMCHI, 100))
    people.eat(ada, "2026-11-18 12:30", (people.TEMPEH, 80), (people.KIMCHI, 50))
    people.feel(ada, "2026-11-18 09:00", mood=4)
    people.feel(ada, "2026-11-18 21:00", mood=7, stress=0)
    day = api_of(ada).get(TODAY).json()
    assert set(day) >= PROMISED
    assert (day["day"], day["food"]) == ("2026-11-18", "recorded")
    # 1.6 g in 100 g kimchi, 0.8 g in 50 g; nobody knows the tempeh's.
    assert day["fibre_g"] == pytest.approx(2.4)
    assert day["fibre_unknown_items"] == 1
    # 150 g of kimchi at 75 g a serving, 80 g of tempeh, whose cultures are dead when cooked.
    assert day["live_servings"] <= day["fermented_servings"]
    assert "napa-cabbage" in day["plants"]
    assert (day["mood"], day["stress"], day["anxiety"], day["check_ins"]) == (5.5, 0, None, 2)
    assert day["framing"] == FRAMING


def test_a_day_nobody_logged_is_null_and_never_zero(ada: User) -> None:
    day = api_of(ada).get(TODAY).json()
    assert day["food"] == "not_recorded"
    nulls = PROMISED - {"day", "food", "check_ins", "factors"}
    assert {name: day[name] for name in nulls} == dict.fromkeys(nulls)
    assert (day["check_ins"], day["meals"], day["so_far"]) == (0, 0, None)


def test_a_day_that_is_not_complete_shows_what_is_logged_so_far(ada: User) -> None:
    people.eat(ada, "2026-11-18 08:00", (people.KIMCHI, 100))
    day = api_of(ada).get(TODAY).json()
    assert (day["food"], day["fibre_g"]) == ("not_recorded", None)
    assert day["so_far"]["fibre_g"] == pytest.approx(1.6)


@pytest.mark.parametrize("method", ["put", "patch"])
def test_a_day_can_be_said_to_be_complete_and_open_again(method: str, ada: User) -> None:
    people.eat(ada, "2026-11-18 08:00", (people.KIMCHI, 100))
    send = getattr(api_of(ada), method)
    for _ in range(2):
        day = send(TODAY, {"food": "recorded"}).json()
        assert (day["food"], day["fibre_g"]) == ("recorded", pytest.approx(1.6))
    assert FoodDay.objects.get().status == FoodDay.Status.COMPLETE
    assert send(TODAY, {"food": "not_recorded"}).json()["food"] == "not_recorded"
    assert not FoodDay.objects.exists()


def test_a_day_of_nothing_holds_true_zeros(ada: User) -> None:
    day = api_of(ada).put(TODAY, {"food": "none"}).json()
    assert (day["food"], day["fibre_g"], day["plants"]) == ("none", 0, [])


@pytest.mark.parametrize(
    ("address", "body", "refused"),
    [
        (TODAY, {"food": "recorded"}, ("non_field_errors", "no_meal_is_logged")),
        (TODAY, {"food": "complete"}, ("food", "invalid_choice")),
        (TODAY, {"food": None}, ("food", "null")),
        (TODAY, {}, ("food", "required")),
        (TODAY, {"food": "none", "mood": 5}, ("mood", "unknown_field")),
        (f"{DAYS}2026-11-19/", {"food": "none"}, ("non_field_errors", "in_the_future")),
    ],
)
def test_what_cannot_be_said_of_a_day_is_refused(
    address: str, body: dict[str, Any], refused: tuple[str, str], ada: User
) -> None:
    response = api_of(ada).put(address, body)
    assert response.status_code == 400
    assert errors_of(response) == [refused]
    assert not FoodDay.objects.exists()


def test_nothing_eaten_cannot_be_said_of_a_day_with_meals(ada: User) -> None:
    people.eat(ada, "2026-11-18 08:00", (people.KIMCHI, 100))
    response = api_of(ada).put(TODAY, {"food": "none"})
    assert errors_of(response) == [("non_field_errors", "meals_are_logged")]


@pytest.mark.parametrize(
    "day", ["today", "2026-02-30", "0001-01-01", "9999-12-31", "1989-12-31", "2026-W47", "%00"]
)
def test_a_day_that_is_none_is_not_found(day: str, ada: User) -> None:
    client = api_of(ada)
    for response in (client.get(f"{DAYS}{day}/"), client.put(f"{DAYS}{day}/", {"food": "none"})):
        assert response.status_code == 404
        assert errors_of(response) == [(None, "not_found")]


def test_another_persons_day_is_ones_own_empty_day(ada: User, ben: User) -> None:
    people.eat(ada, "2026-11-18 08:00", (people.KIMCHI, 100))
    people.feel(ada, "2026-11-18 09:00", mood=4)
    assert api_of(ben).get(TODAY).json()["meals"] == 0
    assert api_of(ben).get(TODAY).json()["mood"] is None


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ({}, "2026-11-12", "2026-11-18"),
        ({"from": "2026-11-01"}, "2026-11-01", "2026-11-18"),
        ({"to": "2026-11-10"}, "2026-11-04", "2026-11-10"),
        ({"from": "2026-12-01"}, "2026-12-01", "2026-12-01"),
        ({"from": "2024-02-28", "to": "2024-03-01"}, "2024-02-28", "2024-03-01"),
        ({"to": "1990-01-03"}, "1990-01-01", "1990-01-03"),
    ],
)
def test_the_range_is_the_last_week_unless_asked_otherwise(
    query: dict[str, str], first: str, last: str, ada: User
) -> None:
    page = api_of(ada).get(DAYS, query).json()
    days = [row["day"] for row in page["results"]]
    assert (days[0], days[-1]) == (first, last)
    assert days == sorted(set(days))
    assert (page["count"], page["next"], page["framing"]) == (len(days), None, FRAMING)


def test_the_last_day_by_default_is_the_persons_own(
    ada: User, clock: time_machine.Traveller
) -> None:
    clock.move_to(people.at(ada, "2026-11-20 02:00"))
    assert api_of(ada).get(DAYS).json()["results"][-1]["day"] == "2026-11-19"


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ({"from": "yesterday"}, ("from", "invalid")),
        ({"from": "18/11/2026"}, ("from", "invalid")),
        ({"to": "2026-13-01"}, ("to", "invalid")),
        ({"to": "2026-11-18\x00"}, ("to", "invalid")),
        ({"from": "0001-01-01"}, ("from", "out_of_bounds")),
        ({"to": "9999-12-31"}, ("to", "out_of_bounds")),
        ({"from": "2026-11-19", "to": "2026-11-18"}, ("to", "ends_before_it_begins")),
        ({"from": "2016-01-01", "to": "2026-11-18"}, ("to", "too_many_days")),
    ],
)
def test_a_range_that_makes_no_sense_is_refused_in_json(
    query: dict[str, str], refused: tuple[str, str], ada: User
) -> None:
    for accept in ("application/json", "text/csv"):
        response = api_of(ada).get(DAYS, query, headers={"accept": accept})
        assert response.status_code == 400
        assert response["Content-Type"] == "application/json"
        assert errors_of(response) == [refused]


def test_ten_years_can_be_had_at_once(ada: User) -> None:
    query = {"from": "2016-10-02", "to": "2026-11-18"}
    assert api_of(ada).get(DAYS, query).json()["count"] == 3700


def test_the_csv_says_what_the_json_says(ada: User) -> None:
    people.eat(ada, "2026-11-17 08:00", (people.KIMCHI, 100), (people.OATS, 50))
    people.eat(ada, "2026-11-17 12:30", (people.TEMPEH, 80))
    people.feel(ada, "2026-11-18 09:00", mood=4)
    client = api_of(ada)
    response = client.get(DAYS, headers={"accept": "text/csv"})
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        'attachment; filename="commensal-days-2026-11-12-2026-11-18.csv"'
    )
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
    days = client.get(DAYS).json()["results"]
    assert len(rows) == len(days) == 7
    for row, day in zip(rows, days, strict=True):
        for column, shown in row.items():
            assert shown == as_cell(day[column]), column
    assert (rows[-2]["fibre_unknown_items"], rows[-1]["fibre_g"], rows[-1]["mood"]) == (
        "1",
        "",
        "4.0",
    )


def as_cell(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_text_in_a_cell_never_starts_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell([text, "apple"]) == f"'{text};apple"


@pytest.mark.parametrize("value", ["apple", "", 0, -1.5, None, 3])
def test_other_cells_are_left_alone(value: object) -> None:
    assert cell(value) == value


def test_a_table_of_any_length_costs_the_same_queries(ada: User) -> None:
    client = api_of(ada)
    for day in range(1, 18):
        people.eat(ada, f"2026-11-{day:02} 08:00", (people.KIMCHI, 100))
        people.feel(ada, f"2026-11-{day:02} 09:00", mood=4)

    def cost(first: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(DAYS, {"from": first, "to": "2026-11-18"}).status_code == 200
        return len(queries)

    cost("2026-11-18")
    assert cost("2025-11-18") == cost("2026-11-18") <= 11
