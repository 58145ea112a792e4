"""`weeks/`: everything the week page shows."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from accounts.models import User
from insights.wording import FRAMING
from journal.services import record_factor, want_built_in
from tests import people
from tests.api_support import API, MEALS, api_of, breakfast, errors_of, kimchi
from tests.insights.diaries import write_diary

WEEK = f"{API}weeks/2026-W47/"


def test_a_week_holds_days_totals_means_and_the_week_before(ada: User) -> None:
    for hour in ("08:00", "12:30"):
        people.eat(ada, f"2026-11-16 {hour}", (people.KIMCHI, 100))
        people.eat(ada, f"2026-11-10 {hour}", (people.APPLE, 100))
    people.eat(ada, "2026-11-18 08:00", (people.OATS, 100))  # one meal: not a recorded day
    people.feel(ada, "2026-11-17 09:00", mood=4)
    week = api_of(ada).get(WEEK).json()
    assert (week["week"], week["first"], week["last"]) == ("2026-W47", "2026-11-16", "2026-11-22")
    assert [day["day"][-2:] for day in week["days"]] == [str(day) for day in range(16, 23)]
    assert week["recorded_days"] == {"food": 1, "mood": 1}
    # Totals add up everything logged: 2 x 1.6 g in kimchi, 10.6 g in 100 g oats (foods.csv).
    assert week["means"]["fibre_g"] == pytest.approx(3.2)
    assert week["totals"]["fibre_g"] > 3.2
    assert week["means"]["mood"] == 4
    assert week["plants"] == ["napa-cabbage", "oat"]
    assert week["new_plants"] == ["napa-cabbage", "oat"]
    assert week["plant_points"] == 2
    assert set(week["previous"]) == {"totals", "means", "recorded_days"}
    assert week["previous"]["recorded_days"] == {"food": 1, "mood": 0}
    assert {found["verdict"] for found in week["findings"]} == {"not_enough_data"}
    assert week["framing"] == FRAMING


def test_a_plant_eaten_before_is_not_new(ada: User) -> None:
    people.eat(ada, "2026-11-10 08:00", (people.KIMCHI, 100))
    people.eat(ada, "2026-11-17 08:00", (people.KIMCHI, 100), (people.OATS, 40))
    assert api_of(ada).get(WEEK).json()["new_plants"] == ["oat"]


def test_an_empty_week_has_no_figures(ada: User) -> None:
    week = api_of(ada).get(WEEK).json()
    assert set(week["totals"].values()) == set(week["means"].values()) == {None}
    assert week["recorded_days"] == {"food": 0, "mood": 0}
    assert (week["plants"], week["plant_points"]) == ([], 0)


def test_the_same_day_logged_twice_over_gives_the_same_week(ada: User) -> None:
    client = api_of(ada)
    bodies = [
        breakfast(id=f"7f9c24e8-3b12-4fef-91e0-55f1c2f0ab0{number}", items=[kimchi()])
        for number in range(3)
    ]
    for body in bodies:
        client.post(MEALS, body)
    before = client.get(WEEK).json()
    for body in bodies:
        client.post(MEALS, body)
    assert client.get(WEEK).json() == before


@pytest.mark.parametrize("name", ["2020-W53", "2026-W01", "1990-W02", "2026-W53"])
def test_weeks_are_named_as_in_iso_8601(name: str, ada: User) -> None:
    assert api_of(ada).get(f"{API}weeks/{name}/").json()["week"] == name


@pytest.mark.parametrize(
    "name",
    ["2026-W54", "2025-W53", "2026-W00", "2026-47", "now", "0001-W01", "9999-W52", "1989-W40"],
)
def test_a_week_that_is_none_is_not_found(name: str, ada: User) -> None:
    response = api_of(ada).get(f"{API}weeks/{name}/")
    assert response.status_code == 404
    assert errors_of(response) == [(None, "not_found")]
    assert name in response.json()["errors"][0]["detail"]


def test_another_persons_week_stays_theirs(ada: User, ben: User) -> None:
    people.eat(ada, "2026-11-17 08:00", (people.KIMCHI, 100))
    assert api_of(ben).get(WEEK).json()["plants"] == []


def test_a_full_week_costs_no_more_queries_than_an_empty_one(ada: User) -> None:
    client = api_of(ada)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(WEEK).status_code == 200
        return len(queries)

    client.get(WEEK)
    people.keep_nothing()
    before, unchanged = cost(), cost()
    for day in range(10, 18):
        people.eat(ada, f"2026-11-{day} 08:00", (people.KIMCHI, 100), (people.OATS, 40))
    assert (cost(), cost()) == (before, unchanged)
    assert before <= 21
    assert unchanged <= 6


def test_a_week_holds_what_its_page_says(ada: User) -> None:
    first = date(2026, 11, 9) - timedelta(weeks=8)
    write_diary(ada, first, [1.0] * 56 + [3.0] * 7, {"mood": [5, 6, 7] * 21})
    sleep = want_built_in(ada, "sleep_h")
    for number in range(63):
        record_factor(sleep, first + timedelta(days=number), 7.5, now=people.NOW)
    people.feel(ada, "2026-11-10 21:00", note="A walk & a nap")
    week = api_of(ada).get(f"{API}weeks/2026-W46/").json()
    page = people.client_of(ada).get("/insights/weeks/2026-W46/").content.decode()
    said = [
        week["sentence"],
        week["moved"][0]["sentence"],
        week["notice"][0]["sentence"],
        week["factors"][0]["sentence"],
        week["notes"][0]["text"],
        *week["usual_rule"],
    ]
    assert all(escape(sentence) in page for sentence in said), said
    assert [moved["key"] for moved in week["moved"]] == [
        "fibre_g",
        "fermented_servings",
    ]
    assert {moved["standing"] for moved in week["moved"]} == {"more"}
    fermented = week["usual"]["fermented_servings"]
    assert fermented["standing"] == "more"
    assert fermented["standings"] == ["more"] * 7
    assert fermented["days"][0] == {"usual": 1, "low": 1, "high": 1, "days": 8}
    assert fermented["week"]["usual"] == pytest.approx(1)
    assert fermented["week"]["mean"] == pytest.approx(week["means"]["fermented_servings"])
    assert week["goals"] == {"fibre_g": 30, "fermented_servings": 2, "plant_points": 30}
    assert week["factors"][0]["values"] == [7.5] * 7
    assert week["factors"][0]["usual"]["standing"] == "about"
    assert week["coverage"][0] == {"key": "food", "name": "Food", "states": ["recorded"] * 7}
    assert week["notes"][0]["of"] == "check_in"
    assert {plant["key"] for plant in week["plants_eaten"]} == set(week["plants"])
    assert week["next_look"]["have"] == 63
    assert week["progress"] in page


def test_a_week_without_history_has_no_usual(ada: User) -> None:
    week = api_of(ada).get(WEEK).json()
    assert {shown["standing"] for shown in week["usual"].values()} == {None}
    assert {tuple(shown["days"]) for shown in week["usual"].values()} == {(None,) * 7}
    assert week["moved"] == week["notes"] == week["factors"] == []
    assert week["sentence"].startswith("Nothing is in your diary for this week yet")


def test_sentences_come_without_figures_for_whoever_hides_numbers(ada: User) -> None:
    ada.hide_numbers = True
    ada.save()
    people.feel(ada, "2026-11-16 09:00", mood=4)
    week = api_of(ada).get(WEEK).json()
    said = [week["sentence"], *(notice["sentence"] for notice in week["notice"])]
    assert not any(sign.isdigit() for text in said for sign in text)
    assert week["means"]["mood"] == 4


def test_weeks_cannot_be_written(ada: User) -> None:
    assert api_of(ada).post(WEEK, {}).status_code == 405
