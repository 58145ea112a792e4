"""What stands around a day: what is recorded, a welcome back, and numbers that hide."""

from datetime import date

import pytest
from django.test import Client

from accounts.days import Week
from accounts.models import User
from insights.week.coverage import State, week_coverage
from insights.welcome_back import is_coming_back
from journal.services import change_factor, record_factor, want_built_in
from tests import people
from tracker.models import FoodDay
from tracker.services import say_of_food_day

TODAY = date(2026, 11, 18)
WEEK = Week.of(TODAY)
pytestmark = pytest.mark.django_db
R, N, O, T = State.RECORDED, State.NONE, State.NOT_RECORDED, State.TO_COME  # noqa: E741


def text_of(client: Client, address: str = "/today/") -> str:
    return " ".join(client.get(address, follow=True).content.decode().split())


def marks(person: User) -> dict[str, list[State]]:
    rows = week_coverage(person, WEEK, today=TODAY)
    return {row.key: [mark.state for mark in row.marks] for row in rows}


def test_an_empty_week_is_not_recorded_so_far(ada: User) -> None:
    assert marks(ada) == {"food": [O, O, O, T, T, T, T], "check_ins": [O, O, O, T, T, T, T]}


def test_food_check_ins_and_factors_each_have_their_row(ada: User) -> None:
    say_of_food_day(ada, date(2026, 11, 16), FoodDay.Status.NONE, now=people.NOW)
    for hour in (8, 12):
        people.eat(ada, f"2026-11-17 {hour:02}:00", (people.OATS, 50))
    people.eat(ada, "2026-11-18 08:00", (people.OATS, 50))
    people.feel(ada, "2026-11-18 08:00", note="Hello")
    ill, quality = want_built_in(ada, "illness"), want_built_in(ada, "sleep_quality")
    drinks = want_built_in(ada, "alcohol_drinks")
    for day, value in ((16, 0), (17, 1)):
        record_factor(ill, date(2026, 11, day), value, now=people.NOW)
        record_factor(quality, date(2026, 11, day), 0, now=people.NOW)
        record_factor(drinks, date(2026, 11, day), value * 2, now=people.NOW)
    assert marks(ada) == {
        "food": [N, R, O, T, T, T, T],
        "check_ins": [O, O, R, T, T, T, T],
        "illness": [N, R, O, T, T, T, T],
        "sleep_quality": [R, R, O, T, T, T, T],
        "alcohol_drinks": [N, R, O, T, T, T, T],
    }


def test_a_factor_no_longer_used_is_shown_in_weeks_it_has_values_in(ada: User) -> None:
    ill, sleep = want_built_in(ada, "illness"), want_built_in(ada, "sleep_h")
    record_factor(ill, TODAY, 1, now=people.NOW)
    for factor in (ill, sleep):
        change_factor(factor, is_in_use=False)
    assert set(marks(ada)) == {"food", "check_ins", "illness"}


def test_the_marks_are_told_in_words_on_day_and_week(ada: User, ada_client: Client) -> None:
    record_factor(want_built_in(ada, "illness"), date(2026, 11, 16), 0, now=people.NOW)
    for address in ("/today/", "/days/2026-11-16/"):
        page = text_of(ada_client, address)
        table = page[page.index("coverage__table") :]
        assert "recorded as none: no" in table
        assert table.count(">still to come<") == 3 * 4
        assert table.count(">not recorded<") == 3 * 3 - 1


def test_a_week_marks_food_and_check_ins_and_shows_the_answers_to_the_rest(
    ada: User, ada_client: Client
) -> None:
    record_factor(want_built_in(ada, "illness"), date(2026, 11, 16), 0, now=people.NOW)
    page = text_of(ada_client, "/insights/weeks/2026-W47/")
    marks = page[page.index("coverage__table") :]
    assert marks.count(">still to come<") == 2 * 4
    assert marks.count(">not recorded<") == 2 * 3
    answers = page[page.index("week-factors-title") : page.index("coverage__table")]
    assert answers.count(">no<") == 1
    assert answers.count(">not recorded<") == 2


@pytest.mark.parametrize(
    ("last", "coming_back"), [("2026-11-14", True), ("2026-11-15", False), ("2025-01-01", True)]
)
def test_after_some_days_away_one_is_welcomed(
    ada: User, ada_client: Client, last: str, coming_back: bool
) -> None:
    people.feel(ada, f"{last} 12:00", mood=5)
    assert is_coming_back(ada, TODAY) is coming_back
    page = text_of(ada_client)
    assert ("Welcome back" in page) is coming_back
    for word in ("missed", "streak", "4 days", "days ago"):
        assert word not in page


def test_a_new_diary_is_not_a_return_and_anything_today_ends_it(ada: User) -> None:
    assert not is_coming_back(ada, TODAY)
    people.eat(ada, "2026-11-01 12:00", (people.OATS, 50))
    assert is_coming_back(ada, TODAY)
    people.eat(ada, "2026-11-18 08:00", (people.OATS, 50))
    assert not is_coming_back(ada, TODAY)


def test_hidden_numbers_leave_pictures_and_words(ada: User, ada_client: Client) -> None:
    people.eat(ada, "2026-11-18 08:00", (people.KIMCHI, 100), (people.RYE_BREAD, 100))
    people.eat(ada, "2026-11-18 12:00", (people.LENTILS, 200))
    people.feel(ada, "2026-11-18 09:00", mood=9)
    ada.hide_numbers = ada.show_energy = True
    ada.save()
    page = text_of(ada_client)
    for shown in ("g fibre", "kcal", "goal 30", "servings</span>", "of 30", "Mood <b>9</b>"):
        assert shown not in page, shown
    assert "Mood <b>very high</b>" in page
    assert "most of it" in page
    week = text_of(ada_client, "/insights/weeks/2026-W47/")
    for shown in ("cell__figure", "goal 30", "Mean of a day"):
        assert shown not in week, shown
    assert ">very high<" in week


def test_energy_is_hidden_unless_wanted(ada: User, ada_client: Client) -> None:
    people.eat(ada, "2026-11-18 08:00", (people.RYE_BREAD, 100))
    assert "kcal" not in text_of(ada_client)
    ada.show_energy = True
    ada.save()
    assert "kcal" in text_of(ada_client)


def test_a_long_history_asks_the_database_no_more(
    ada: User, ada_client: Client, django_assert_max_num_queries: object
) -> None:
    sleep = want_built_in(ada, "sleep_h")
    for month in ("09", "10", "11"):
        for day in range(1, 18):
            people.feel(ada, f"2026-{month}-{day:02} 08:00", mood=5)
            record_factor(sleep, date(2026, int(month), day), 7, now=people.NOW)
        with django_assert_max_num_queries(26):  # type: ignore[operator]
            ada_client.get("/today/")
