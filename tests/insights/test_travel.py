"""Where a person goes, and how they cut their days later, changes no day they have written."""

from datetime import date, datetime

import pytest
import time_machine

from accounts.models import User
from insights.frames import logged_table
from journal.models import CheckIn
from journal.services import change_check_in
from tests.people import APPLE, NOW, eat, feel, food
from tracker.models import Meal
from tracker.services import add_to_day, change_meal
from tracker.snapshots import ItemDraft

pytestmark = pytest.mark.django_db


def move_to(person: User, zone: str) -> None:
    """Let a person say that they are somewhere else now."""
    person.time_zone = zone
    person.full_clean(exclude=["password"])
    person.save()


def stored_days(person: User) -> list[date]:
    """Return the days of all a person's rows, meals first."""
    return [
        row.local_day
        for model in (Meal, CheckIn)
        for row in model.objects.for_user(person).order_by("pk")
    ]


def test_a_meal_at_half_past_one_belongs_to_the_evening_before(ada: User) -> None:
    assert eat(ada, "2026-11-18 01:30", (APPLE, 100)).local_day == date(2026, 11, 17)
    assert eat(ada, "2026-11-18 04:00", (APPLE, 100)).local_day == date(2026, 11, 18)
    assert feel(ada, "2026-11-18 03:59", mood=5).local_day == date(2026, 11, 17)


def test_a_flight_from_tokyo_to_los_angeles_changes_no_past_day(ada: User) -> None:
    move_to(ada, "Asia/Tokyo")
    eat(ada, "2026-11-10 08:00", (APPLE, 100))
    eat(ada, "2026-11-10 23:30", (APPLE, 100))
    feel(ada, "2026-11-11 01:30", mood=4)
    before = stored_days(ada)
    table = logged_table(ada, date(2026, 11, 9), date(2026, 11, 11))

    move_to(ada, "America/Los_Angeles")

    assert before == stored_days(ada) == [date(2026, 11, 10)] * 3
    assert table.equals(logged_table(ada, date(2026, 11, 9), date(2026, 11, 11)))


def test_the_day_that_comes_twice_on_that_flight_holds_what_was_eaten_on_either_side(
    ada: User,
) -> None:
    move_to(ada, "Asia/Tokyo")
    breakfast = eat(ada, "2026-11-10 08:00", (APPLE, 100), kind="breakfast")
    move_to(ada, "America/Los_Angeles")
    dinner = eat(ada, "2026-11-10 19:00", (APPLE, 100), kind="dinner")
    assert breakfast.local_day == dinner.local_day == date(2026, 11, 10)
    assert (breakfast.time_zone, dinner.time_zone) == ("Asia/Tokyo", "America/Los_Angeles")


def test_another_start_of_the_day_changes_no_past_day(ada: User) -> None:
    eat(ada, "2026-11-17 05:30", (APPLE, 100))
    ada.day_starts_at_hour = 6
    ada.save()
    assert stored_days(ada) == [date(2026, 11, 17)]
    assert eat(ada, "2026-11-18 05:30", (APPLE, 100)).local_day == date(2026, 11, 17)


def test_editing_a_note_far_from_home_leaves_the_day_alone(ada: User) -> None:
    move_to(ada, "Asia/Tokyo")
    meal = eat(ada, "2026-11-10 08:00", (APPLE, 100))
    check_in = feel(ada, "2026-11-10 08:05", mood=6)
    move_to(ada, "America/Los_Angeles")  # there it was still the 9th

    for row in (meal, check_in):
        row.refresh_from_db()
        row.user = ada
    change_meal(
        meal, eaten_at=meal.eaten_at, kind="breakfast", note="on a terrace", items=None, now=NOW
    )
    change_check_in(check_in, at=check_in.at, note="on a terrace", now=NOW)

    assert stored_days(ada) == [date(2026, 11, 10)] * 2
    assert {meal.time_zone, check_in.time_zone} == {"Asia/Tokyo"}


def test_changing_the_time_decides_the_day_anew_by_todays_rule(ada: User) -> None:
    move_to(ada, "Asia/Tokyo")
    meal = eat(ada, "2026-11-10 08:00", (APPLE, 100))
    move_to(ada, "America/Los_Angeles")
    moment = datetime(2026, 11, 10, 7, 30, tzinfo=ada.day_rule.zone)
    change_meal(meal, eaten_at=moment, kind="lunch", note="", items=None, now=NOW)
    assert (meal.local_day, meal.time_zone) == (date(2026, 11, 10), "America/Los_Angeles")


def test_adding_to_breakfast_far_from_home_joins_the_breakfast_of_the_same_day(ada: User) -> None:
    move_to(ada, "Asia/Tokyo")
    breakfast = eat(ada, "2026-11-18 08:00", (APPLE, 100), kind="breakfast")
    move_to(ada, "America/Los_Angeles")
    draft = ItemDraft(food(APPLE), grams=50)
    moment = datetime(2026, 11, 18, 8, tzinfo=ada.day_rule.zone)
    item = add_to_day(ada, draft, eaten_at=moment, kind="breakfast", now=NOW)
    assert item.meal == breakfast


def test_today_is_the_persons_own(ada: User, ben: User, clock: time_machine.Traveller) -> None:
    clock.move_to(datetime.fromisoformat("2026-11-18T08:30+00:00"))
    now = datetime.fromisoformat("2026-11-18T08:30+00:00")
    assert ada.today(now) == date(2026, 11, 18)
    assert ben.today(now) == date(2026, 11, 17)  # 03:30 in New York
