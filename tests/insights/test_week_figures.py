"""The week's figures: sums of what was logged, means over recorded days, and last week beside."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.days import Week
from accounts.models import User
from accounts.scales import SCALE_KEYS
from insights.frames import UNKNOWN_ITEMS
from insights.week.figures import WeekFigures
from insights.week.summary import summarise_week
from tests.insights import plain
from tests.insights.random_diary import BASIL, CINNAMON, PlainDay, keep_diary
from tests.people import APPLE, KIMCHI, LENTILS, OATS, TEMPEH, eat, feel
from tracker.models import ProbioticDose
from tracker.plant_week import NEW_AFTER_WEEKS

pytestmark = pytest.mark.django_db

WEEK = Week.named("2026-W47")


def figures_of(diary: list[PlainDay]) -> tuple[dict[str, object], dict[str, object]]:
    """Return totals and means of a week, worked out with loops."""
    said = [entered for entered in diary if entered.meals or plain.state(entered) == "none"]
    recorded = [entered for entered in diary if plain.state(entered) != "not_recorded"]
    totals, means = {}, {}
    for nutrient in ("fibre_g", "tryptophan_g", "energy_kcal"):
        totals[nutrient] = plain.total(plain.logged_sum(entered, nutrient) for entered in said)
        means[nutrient] = plain.mean(plain.logged_sum(entered, nutrient) for entered in recorded)
        totals[UNKNOWN_ITEMS[nutrient]] = plain.total(
            plain.unknown_items(entered, nutrient) for entered in said
        )
    for name, only_live in (("fermented_servings", False), ("live_servings", True)):
        totals[name] = plain.total(plain.fermented(each, only_live=only_live) for each in said)
        means[name] = plain.mean(plain.fermented(each, only_live=only_live) for each in recorded)
    totals["probiotic_doses"] = plain.total(
        entered.doses for entered in diary if entered in said or entered.doses
    )
    means["probiotic_doses"] = plain.mean(entered.doses for entered in recorded)
    means["plant_points"] = plain.mean(
        plain.points(plain.plants([entered]), 0.25) for entered in recorded
    )
    for scale in SCALE_KEYS:
        means[scale] = plain.mean(plain.mean_rating(entered, scale) for entered in diary)
    return totals, means


def assert_same(figures: WeekFigures, diary: list[PlainDay]) -> None:
    totals, means = figures_of(diary)
    for shown, expected in ((figures.totals, totals), (figures.means, means)):
        assert set(shown) == set(expected)
        for name, value in expected.items():
            assert shown[name] == (None if value is None else pytest.approx(value)), name
    assert figures.recorded_days == {
        "food": sum(plain.state(entered) != "not_recorded" for entered in diary),
        "mood": sum(plain.mean_rating(entered, "mood") is not None for entered in diary),
    }


@pytest.mark.parametrize("seed", range(6))
def test_a_random_week_equals_a_plain_working_out(ada: User, seed: int) -> None:
    diary = keep_diary(ada, WEEK.previous.first, WEEK.last, seed)
    before, this_week = diary[:7], diary[7:]
    summary = summarise_week(ada, WEEK)
    assert_same(summary.figures, this_week)
    assert_same(summary.previous, before)
    eaten, eaten_before = plain.plants(this_week), plain.plants(before)
    assert {plant.key for plant in summary.plants} == eaten
    assert {plant.key for plant in summary.plants if plant.is_new} == eaten - eaten_before
    assert summary.plant_points == plain.points(eaten, 0.25)
    assert [day.day for day in summary.days] == list(WEEK.days())


def test_herbs_and_spices_count_a_quarter_unless_the_person_says_otherwise(ada: User) -> None:
    eat(ada, "2026-11-17 12:00", (BASIL, 5), (CINNAMON, 2), (APPLE, 100), (LENTILS, 100))
    eat(ada, "2026-11-18 12:00", (APPLE, 100))  # a second time counts nothing
    assert summarise_week(ada, WEEK).plant_points == 2.5
    ada.herbs_count_whole = True
    ada.save()
    assert summarise_week(ada, WEEK).plant_points == 4


def test_an_empty_week_has_no_totals_and_no_means(ada: User) -> None:
    summary = summarise_week(ada, WEEK)
    for figures in (summary.figures, summary.previous):
        assert set(figures.totals.values()) == set(figures.means.values()) == {None}
        assert figures.recorded_days == {"food": 0, "mood": 0}
    assert summary.plants == []
    assert all(day.so_far is None for day in summary.days)


def test_a_half_logged_day_is_in_the_total_and_not_in_the_mean(ada: User) -> None:
    eat(ada, "2026-11-16 12:00", (LENTILS, 100))
    for clock in ("08:00", "19:00"):
        eat(ada, f"2026-11-17 {clock}", (APPLE, 100))
    summary = summarise_week(ada, WEEK)
    assert summary.figures.totals["fibre_g"] == pytest.approx(7.9 + 4.8)
    assert summary.figures.means["fibre_g"] == pytest.approx(4.8)
    monday = summary.days[0]
    assert (monday.food, monday.fibre_g) == ("not_recorded", None)
    assert monday.so_far is not None
    assert monday.so_far["fibre_g"] == pytest.approx(7.9)
    assert monday.so_far["plants"] == ["lentil"]


def test_unknown_fibre_is_counted_beside_the_total_it_is_missing_from(ada: User) -> None:
    eat(ada, "2026-11-17 12:00", (TEMPEH, 100), (LENTILS, 100))
    totals = summarise_week(ada, WEEK).figures.totals
    assert totals["fibre_g"] == pytest.approx(7.9)
    assert totals["fibre_unknown_items"] == 1


def test_a_week_of_nothing_but_unknown_fibre_has_no_fibre_total(ada: User) -> None:
    eat(ada, "2026-11-17 12:00", (TEMPEH, 100))
    assert summarise_week(ada, WEEK).figures.totals["fibre_g"] is None


def test_a_dose_counts_on_a_day_without_food(ada: User) -> None:
    ProbioticDose.objects.create(
        user=ada,
        taken_at="2026-11-17T08:00+01:00",
        local_day=date(2026, 11, 17),
        time_zone="Europe/Berlin",
        product="Capsule",
    )
    totals = summarise_week(ada, WEEK).figures.totals
    assert totals["probiotic_doses"] == 1
    assert totals["fibre_g"] is None


def test_a_plant_is_new_again_after_a_season_without_it(ada: User) -> None:
    edge = WEEK.first - timedelta(weeks=NEW_AFTER_WEEKS)
    eat(ada, f"{edge} 12:00", (APPLE, 100))
    eat(ada, f"{edge - timedelta(days=1)} 12:00", (OATS, 50))
    eat(ada, "2026-11-17 12:00", (APPLE, 100), (OATS, 50))
    new = {plant.key: plant.is_new for plant in summarise_week(ada, WEEK).plants}
    assert new == {"apple": False, "oat": True}


def test_sunday_night_belongs_to_the_week_that_ends(ada: User) -> None:
    eat(ada, "2026-11-16 01:30", (KIMCHI, 75))  # Monday by the calendar
    assert summarise_week(ada, WEEK).plants == []
    assert [plant.key for plant in summarise_week(ada, WEEK.previous).plants] == ["napa-cabbage"]


def test_another_persons_week_does_not_show(ada: User, ben: User) -> None:
    eat(ben, "2026-11-17 12:00", (APPLE, 100))
    feel(ben, "2026-11-17 12:00", mood=1)
    summary = summarise_week(ada, WEEK)
    assert summary.figures.totals["fibre_g"] is None
    assert summary.figures.means["mood"] is None


def test_years_of_diary_make_a_week_no_slower(ada: User) -> None:
    counts = []
    spans = [(WEEK.first, WEEK.last), (WEEK.first - timedelta(weeks=30), WEEK.previous.last)]
    for seed, (first, last) in enumerate(spans):
        keep_diary(ada, first, last, seed)
        with CaptureQueriesContext(connection) as queries:
            summarise_week(ada, WEEK)
        counts.append(len(queries))
    assert counts == [13, 13]
