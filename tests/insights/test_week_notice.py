"""What to notice after a week: at most three things, concrete, and none that blames."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
import time_machine

from accounts.days import Week
from accounts.models import User
from insights.findings.outlook import outlook
from insights.week.food_groups import FERMENTED
from insights.week.notice import GROUP_NAMES, MOST_NOTICES, Notice, notices
from insights.week.page import week_page
from insights.week.summary import summarise_week
from tests import people
from tests.insights.diaries import write_diary
from tracker.models import Plant
from tracker.services import say_of_food_day

pytestmark = pytest.mark.django_db

WEEK = Week.named("2026-W46")
FIRST = WEEK.first - timedelta(weeks=8)
TODAY = date(2026, 11, 18)


def noticed(person: User, week: Week = WEEK) -> dict[str, str]:
    """Return what is noticed, by code."""
    return {
        notice.code: notice.sentence for notice in week_page(person, week, now=people.NOW).notices
    }


def test_an_empty_diary_is_told_how_far_off_the_first_look_is(ada: User) -> None:
    assert noticed(ada) == {
        "next_look": (
            "The first look at your diary is 42 usable days off. A day is usable when its food is "
            "recorded and you rated how you felt."
        )
    }


def test_food_without_a_rating_is_noticed_from_two_days_on(ada: User) -> None:
    for day in (9, 10, 11):
        people.eat(ada, f"2026-11-{day:02} 08:00", (people.OATS, 50))
        say_of_food_day(ada, date(2026, 11, day), "complete", now=people.NOW)
    people.feel(ada, "2026-11-09 09:00", mood=5)
    people.feel(ada, "2026-11-10 09:00", mood=5)
    assert "food_without_rating" not in noticed(ada)
    people.eat(ada, "2026-11-12 08:00", (people.OATS, 50))
    say_of_food_day(ada, date(2026, 11, 12), "complete", now=people.NOW)
    assert noticed(ada)["food_without_rating"].startswith("On 2 days of this week food is recorded")


def test_ratings_without_food_are_noticed_and_today_is_not_yet(ada: User) -> None:
    for day in ("2026-11-16", "2026-11-17", "2026-11-18"):
        people.feel(ada, f"{day} 09:00", stress=5)
    told = noticed(ada, Week.of(TODAY))["rating_without_food"]
    assert told.startswith("On 2 days of this week you rated how you felt")


def test_a_measure_that_hardly_varies_is_noticed(ada: User) -> None:
    rng = np.random.default_rng(3)
    write_diary(ada, FIRST, [1.0] * 63, {"mood": list(rng.integers(3, 8, 63))})
    told = noticed(ada)["varied_little"]
    assert told.startswith("Your fermented food was the same on all 63 recorded days.")


def test_a_group_that_came_up_and_went_is_noticed_without_blame(ada: User) -> None:
    kimchi = [1.0, 2.0, 0.5, 3.0, 1.5] + [0.0] * 58
    write_diary(ada, FIRST, kimchi, {"mood": [5, 6, 7] * 21})
    summary = summarise_week(ada, WEEK, today=TODAY)
    groups = {group.key: group for group in summary.groups}
    assert groups[FERMENTED].days == 5
    assert groups[FERMENTED].last == FIRST + timedelta(days=4)
    assert groups[FERMENTED].recorded_since == 58
    assert groups["wholegrain"].recorded_since == 0
    found = noticed(ada)
    last = FIRST + timedelta(days=4)
    assert f"last in your diary on {last.day} {last:%B}, on 5 days" in found["group_away"]


def test_an_unrecorded_stretch_takes_no_group_away(ada: User) -> None:
    kimchi = [1.0, 2.0, 0.5, 3.0, 1.5] + [float("nan")] * 58
    write_diary(ada, FIRST, kimchi, {"mood": [5, 6, 7] * 21})
    assert "group_away" not in noticed(ada)


def test_there_are_never_more_than_three(ada: User) -> None:
    kimchi = [1.0] * 10 + [0.0] * 53
    nan = float("nan")
    write_diary(ada, FIRST, kimchi, {"mood": [5.0] * 60 + [nan] * 3})
    assert len(noticed(ada)) == MOST_NOTICES


@pytest.mark.parametrize(("week", "any_left"), [("2026-W47", True), ("2026-W45", False)])
def test_once_the_week_after_is_over_there_is_nothing_to_notice(
    ada: User, week: str, any_left: bool
) -> None:
    assert bool(noticed(ada, Week.named(week))) is any_left


def test_every_group_of_plants_has_a_name() -> None:
    assert set(GROUP_NAMES) == {*Plant.Category.values, FERMENTED}


def test_whoever_hides_numbers_is_told_in_words(ada: User, clock: time_machine.Traveller) -> None:
    write_diary(ada, FIRST, [1.0] * 63, {"mood": [5.0] * 60 + [float("nan")] * 3})
    clock.move_to(datetime.fromisoformat("2026-11-16T12:00+00:00"))
    summary = summarise_week(ada, WEEK)
    known = outlook(ada, now=people.NOW, as_of=WEEK.last)
    found = notices(summary, known, today=date(2026, 11, 16), plain=True)
    assert len(found) == MOST_NOTICES
    assert not any(sign.isdigit() for notice in found for sign in notice.sentence)
    assert all(isinstance(notice, Notice) for notice in found)
