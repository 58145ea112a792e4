"""The demo person: a labelled, made-up year that looks like a life and holds known truths.

What sets the other lives apart is in `test_demo_lives.py`.
"""

import io
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from insights.demo.course import ABROAD, HOME
from insights.demo.life import made_up_days
from insights.demo.lives import LIVES
from insights.demo.plans import DayPlan
from insights.demo.writer import write_diary
from insights.frames import daily_table, logged_table
from journal.models import CheckIn, FactorEntry
from tests.people import NOW
from tracker.models import FoodDay, Meal, MealItem, ProbioticDose

FIRST, LAST = date(2025, 11, 19), date(2026, 11, 18)
DATED = (Meal, CheckIn, FoodDay, ProbioticDose, FactorEntry)


def a_year(seed: int = 1) -> list[DayPlan]:
    return made_up_days(np.random.default_rng(seed), LIVES["year"], FIRST, LAST)


def say(*arguments: str, monkeypatch: pytest.MonkeyPatch | None = None, stdin: str = "") -> str:
    """Run the command and return what it printed."""
    output = io.StringIO()
    if monkeypatch:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    call_command("demo_person", *arguments, stdout=output)
    return output.getvalue()


@pytest.fixture
def demo(db: None) -> User:
    """The demo person with a whole year."""
    say()
    return User.objects.get(email="demo@example.org")


def contents(user: User) -> list[object]:
    """Return a diary without what differs from one account to the next."""
    return [
        list(Meal.objects.for_user(user).values_list("eaten_at", "local_day", "time_zone", "kind")),
        list(
            MealItem.objects.filter(meal__user=user)
            .order_by("meal__eaten_at", "position")
            .values_list("name", "grams", "servings", "fibre_g", "fermented_servings")
        ),
        list(CheckIn.objects.for_user(user).values_list("at", "mood", "anxiety", "note")),
        list(
            FoodDay.objects.for_user(user).order_by("local_day").values_list("local_day", "status")
        ),
    ]


def test_the_same_seed_makes_up_the_same_year() -> None:
    assert a_year(seed=1) == a_year(seed=1)
    assert a_year(seed=1) != a_year(seed=2)


@pytest.mark.parametrize("days", [1, 2, 5, 30, 800])
def test_a_diary_of_any_length_can_be_made_up(days: int) -> None:
    first = LAST - timedelta(days=days - 1)
    plans = made_up_days(np.random.default_rng(3), LIVES["year"], first, LAST)
    assert [plan.day for plan in plans] == [first + timedelta(days=n) for n in range(days)]


def test_it_looks_like_a_life() -> None:
    plans = a_year()
    silent = [not plan.meals and not plan.check_ins for plan in plans]
    assert 25 < sum(silent) < 80
    assert "11111" in "".join(str(int(each)) for each in silent)  # a gap of days
    assert sum(len(plan.meals) == 1 for plan in plans) > 10  # half-logged days
    assert sum(len(plan.check_ins) > 1 for plan in plans) > 50
    breakfasts = Counter(plan.meals[0].helpings[0] for plan in plans if len(plan.meals) > 2)
    assert breakfasts.most_common(1)[0][1] > 150  # a habit
    assert any(meal.at.hour < 4 for plan in plans for meal in plan.meals)


def test_the_holiday_is_in_another_time_zone() -> None:
    zones = [plan.time_zone for plan in a_year()]
    assert zones.count(ABROAD) == 12
    assert zones[0] == zones[-1] == HOME


@pytest.mark.django_db
def test_the_account_and_its_notes_say_that_they_are_made_up(demo: User) -> None:
    assert demo.is_demo
    notes = CheckIn.objects.for_user(demo).exclude(note="").values_list("note", flat=True)
    assert len(notes) > 10
    assert all(note.startswith("Made up: ") for note in notes)
    assert ProbioticDose.objects.filter(product__startswith="Made-up").exists()


@pytest.mark.django_db
def test_every_row_lies_within_the_year_and_before_now(demo: User) -> None:
    for model in DATED:
        days = set(model.objects.for_user(demo).values_list("local_day", flat=True))
        assert days, model
        assert min(days) >= FIRST
        assert max(days) <= LAST
    assert not Meal.objects.filter(eaten_at__gt=NOW).exists()
    assert not CheckIn.objects.filter(at__gt=NOW).exists()
    assert Meal.objects.on(LAST).exists()


@pytest.mark.django_db
def test_all_three_states_of_a_day_occur(demo: User) -> None:
    states = Counter(daily_table(demo, FIRST, LAST)["food"])
    assert set(states) == {"recorded", "none", "not_recorded"}
    assert states["recorded"] > 250


@pytest.mark.django_db
def test_days_are_stored_by_the_clock_of_the_place(demo: User) -> None:
    abroad = Meal.objects.for_user(demo).filter(time_zone=ABROAD)
    assert abroad.exists()
    for meal in Meal.objects.for_user(demo):
        here = meal.eaten_at.astimezone(demo.day_rule.zone.__class__(meal.time_zone))
        assert meal.local_day == (here - timedelta(hours=4)).date()


@pytest.mark.django_db
def test_the_fermented_servings_behind_the_mood_are_those_of_the_catalogue(ada: User) -> None:
    plans = a_year()
    write_diary(ada, plans, now=NOW + timedelta(days=1))
    stored = logged_table(ada, FIRST, LAST)["fermented_servings"]
    planned = [
        sum(helping.fermented_servings for meal in plan.meals for helping in meal.helpings)
        for plan in plans
    ]
    assert stored.tolist() == pytest.approx(planned)


@pytest.mark.django_db
def test_grams_portions_and_plain_servings_occur_and_some_fibre_is_unknown(demo: User) -> None:
    items = MealItem.objects.filter(meal__user=demo)
    assert items.exclude(portion="").exists()
    assert items.exclude(grams=None).filter(portion="").exists()
    assert items.exclude(servings=None).exists()
    assert items.filter(fibre_g=None, servings=None).exists()
    assert items.exclude(nutrients_from="").exists()
    assert not items.filter(food=None).exists()


def test_the_promised_links_are_in_the_feelings() -> None:
    """Over many lives: regression of mood on yesterday's servings, with what else moves it."""
    slopes = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        plans = made_up_days(rng, LIVES["year"], FIRST, LAST + timedelta(days=365))
        mood = {
            plan.day: np.mean([check_in.ratings["mood"] for check_in in plan.check_ins])
            for plan in plans
            if plan.check_ins
        }
        rows = [
            (mood[after.day], _servings(before), after.day.isoweekday() >= 6, _is_ill(after))
            for before, after in pairwise(plans)
            if after.day in mood and len(before.meals) >= 2
        ]
        table = np.array(rows, dtype=float)
        design = np.column_stack([np.ones(len(table)), table[:, 1:]])
        slopes.append(np.linalg.lstsq(design, table[:, 0], rcond=None)[0][1])
    assert np.mean(slopes) == pytest.approx(0.45, abs=0.08)


def _servings(plan: DayPlan) -> float:
    return sum(helping.fermented_servings for meal in plan.meals for helping in meal.helpings)


def _is_ill(plan: DayPlan) -> bool:
    return plan.said == "none" or any(
        helping.source_id == "28340120" for meal in plan.meals for helping in meal.helpings
    )


@pytest.mark.django_db
def test_the_printed_password_lets_somebody_in() -> None:
    password = say("--days", "3").split("only now): ")[1].strip()
    assert Client().login(email="demo@example.org", password=password)


@pytest.mark.django_db
def test_a_password_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("me@example.org", "--days", "3", "--password-stdin")
    printed = say(*arguments, monkeypatch=monkeypatch, stdin="plenty of porridge\n")
    assert "assword" not in printed
    assert Client().login(email="me@example.org", password="plenty of porridge")


@pytest.mark.django_db
def test_a_weak_password_is_refused_and_makes_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="too short"):
        say("--days", "3", "--password-stdin", monkeypatch=monkeypatch, stdin="abc\n")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_second_run_is_refused_replaces_or_does_nothing_as_asked() -> None:
    say("--days", "20")
    first = User.objects.get()
    before = contents(first)
    with pytest.raises(CommandError, match="Use --replace"):
        say("--days", "20")
    assert "nothing changed" in say("--if-missing")
    assert contents(User.objects.get(pk=first.pk)) == before
    say("--days", "20", "--replace")
    assert contents(User.objects.get()) == before
    assert not User.objects.filter(pk=first.pk).exists()


@pytest.mark.django_db
def test_a_real_persons_account_is_never_touched(ada: User) -> None:
    with pytest.raises(CommandError, match="belongs to a real person"):
        say(ada.email, "--replace")
    assert User.objects.get() == ada


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("--days", "0"), "--days is 0"), (("not an address", "--days", "3"), "valid email")],
)
def test_senseless_arguments_are_refused(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        say(*arguments)


@pytest.mark.django_db
def test_a_year_is_stored_in_large_steps(
    ada: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(150):  # for some 5,000 rows
        write_diary(ada, a_year(), now=NOW)
