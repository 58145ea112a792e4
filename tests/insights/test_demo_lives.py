"""The made-up lives beside each other: what each holds, and what a diary may say of it."""

import io
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from insights.demo.course import ABROAD, HOME
from insights.demo.life import made_up_days
from insights.demo.lives import LIVES
from insights.demo.plans import DayPlan
from insights.findings.outlook import outlook
from insights.frames import daily_table
from journal.models import CheckIn, FactorEntry
from tests.people import NOW
from tracker.models import Meal, MealItem

TODAY = NOW.date()


def make(life: str) -> User:
    """Make a life as a host would, and return whose it is."""
    call_command("demo_person", "--life", life, stdout=io.StringIO())
    return User.objects.get(email=LIVES[life].email)


def plans_of(key: str) -> list[DayPlan]:
    life = LIVES[key]
    first = TODAY - timedelta(days=life.days - 1)
    return made_up_days(np.random.default_rng(life.seed), life, first, TODAY)


@pytest.mark.parametrize("key", LIVES)
def test_a_life_is_the_same_each_time_and_ends_today(key: str) -> None:
    plans = plans_of(key)
    assert plans == plans_of(key)
    assert len(plans) == LIVES[key].days
    assert plans[-1].day == TODAY


def test_lives_have_addresses_of_their_own() -> None:
    assert len({life.email for life in LIVES.values()}) == len(LIVES)
    assert all(life.email.endswith("@example.org") for life in LIVES.values())


@pytest.mark.django_db
def test_lives_stand_side_by_side_and_are_labelled() -> None:
    for key in ("first-week", "quarter", "abroad"):
        assert make(key).is_demo
    assert User.objects.count() == 3


@pytest.mark.django_db
def test_a_first_week_holds_three_whole_days_and_what_there_is_of_today() -> None:
    user = make("first-week")
    table = daily_table(user, TODAY - timedelta(days=6), TODAY)
    assert table["food"].tolist()[:3] == ["not_recorded"] * 3
    assert table["food"].tolist()[3:6] == ["recorded"] * 3
    assert Meal.objects.for_user(user).on(TODAY).exists()
    verdicts = {current.verdict for current in outlook(user, now=NOW).findings}
    assert verdicts == {"not_enough_data"}


@pytest.mark.django_db
def test_a_quarter_has_no_influence_built_in_and_no_claim_is_made_of_it() -> None:
    assert not LIVES["quarter"].points_per_serving
    shown = outlook(make("quarter"), now=NOW)
    assert shown.last_look is not None
    assert not shown.claims
    assert "no_clear_link" in {current.verdict for current in shown.findings}


@pytest.mark.django_db
def test_a_year_shows_a_link_an_early_sign_and_no_meaningful_link() -> None:
    found = {
        (current.finding.exposure, current.finding.outcome): current.verdict
        for current in outlook(make("year"), now=NOW).findings
    }
    assert found["fermented_servings", "mood"] == "linked"
    assert found["fermented_servings", "gut_comfort"] == "early_sign"
    assert "no_meaningful_link" in {
        verdict for (exposure, _), verdict in found.items() if exposure == "fibre_g"
    }


def test_gut_comfort_is_rated_late_in_the_year() -> None:
    rated = [
        number
        for number, plan in enumerate(plans_of("year"))
        if any("gut_comfort" in check_in.ratings for check_in in plan.check_ins)
    ]
    assert min(rated) >= 0.58 * 364


def test_five_years_hold_ten_items_a_day() -> None:
    plans = plans_of("five-years")
    items = sum(len(meal.helpings) for plan in plans for meal in plan.meals)
    assert items / len(plans) > 10
    assert Counter(plan.time_zone for plan in plans)[ABROAD] == 5 * 12


def test_nothing_is_logged_on_a_flight_and_the_clock_never_runs_back() -> None:
    plans = plans_of("abroad")
    assert [plan.time_zone for plan in plans].count(ABROAD) == 7
    moments = [
        [meal.at for meal in plan.meals] + [check_in.at for check_in in plan.check_ins]
        for plan in plans
        if plan.meals
    ]
    for before, after in pairwise(moments):
        assert max(before).astimezone(UTC) < min(after).astimezone(UTC)
    zones = [{str(at.tzinfo) for at in of_day} for of_day in moments]
    assert {HOME, ABROAD} in zones  # the long day of the flight back


@pytest.mark.django_db
def test_days_abroad_are_kept_by_the_clock_there() -> None:
    user = make("abroad")
    abroad = Meal.objects.for_user(user).filter(time_zone=ABROAD)
    assert len(set(abroad.values_list("local_day", flat=True))) == 7
    rows = [
        *abroad.values_list("local_day", "time_zone", "eaten_at"),
        *CheckIn.objects.for_user(user).values_list("local_day", "time_zone", "at"),
    ]
    for local_day, zone, moment in rows:
        assert local_day == user.day_rule_in(zone).day_of(moment)


@pytest.mark.django_db
def test_a_long_life_is_stored_by_the_rules_of_logging() -> None:
    user = make("quarter")
    states = Counter(daily_table(user, TODAY - timedelta(days=89), TODAY)["food"])
    assert set(states) == {"recorded", "none", "not_recorded"}
    items = MealItem.objects.filter(meal__user=user)
    assert items.filter(fibre_g=None).exists()
    assert not items.filter(food=None).exists()
    entries = FactorEntry.objects.for_user(user)
    assert set(entries.values_list("factor__key", flat=True)) == {
        "sleep_h",
        "exercise_min",
        "alcohol_drinks",
        "illness",
    }
    for entry in entries.select_related("factor"):
        entry.factor.check_value(entry.value)
    assert not entries.filter(local_day__gte=user.today(datetime.now(UTC))).exists()


@pytest.mark.django_db
def test_an_unknown_life_is_refused_with_those_there_are() -> None:
    with pytest.raises(CommandError, match="first-week"):
        call_command("demo_person", "--life", "nine")
