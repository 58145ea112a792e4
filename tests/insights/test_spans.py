"""A stretch of days in figures, against plain arithmetic over what was logged."""

from datetime import date

import numpy as np
import pytest

from accounts.models import User
from insights.spans import SpanSummary, Spread, first_day, summarise_span, window_span
from journal.services import record_factor, want_built_in
from tests.insights.diaries import write_diary
from tests.people import NOW, TEMPEH, eat, feel

pytestmark = pytest.mark.django_db

FIRST = date(2026, 10, 1)
SERVINGS = [0.0, 1.0, 2.0, np.nan, 4.0, 1.0]
MOODS = [5.0, np.nan, 7.0, 6.0, 4.0, np.nan]


@pytest.fixture
def span(ada: User) -> SpanSummary:
    write_diary(ada, FIRST, SERVINGS, {"mood": MOODS})
    return summarise_span(ada, FIRST, date(2026, 10, 10))


def spread(spreads: list[Spread], key: str) -> Spread:
    return next(each for each in spreads if each.key == key)


def test_a_day_that_was_not_recorded_is_no_zero(span: SpanSummary) -> None:
    fermented = spread(span.food, "fermented_servings")
    eaten = [0.0, 1.0, 2.0, 4.0, 1.0]
    assert (span.days, fermented.days) == (10, len(eaten))
    assert fermented.mean == pytest.approx(np.mean(eaten))
    assert (fermented.low, fermented.high) == pytest.approx((0.8, 2.4))


def test_it_counts_days_of_food_days_of_ratings_and_days_of_both(span: SpanSummary) -> None:
    assert span.recorded_days == {"food": 5, "rated": 4, "both": 3}


def test_it_counts_days_that_a_gap_beside_them_costs(ada: User) -> None:
    write_diary(ada, FIRST, SERVINGS, {"mood": MOODS})
    sleep, illness = want_built_in(ada, "sleep_h"), want_built_in(ada, "illness")
    for number in (0, 2, 3):  # 1, 3 and 5 October have food and mood; sleep lacks on the 5th
        record_factor(sleep, date(2026, 10, 1 + number), 7, now=NOW)
    record_factor(illness, FIRST, 0, now=NOW)  # known too seldom to be set aside
    assert summarise_span(ada, FIRST, date(2026, 10, 10)).unanswered_days == 1


def test_without_factors_no_day_lacks_one(span: SpanSummary) -> None:
    assert span.unanswered_days == 0


def test_ratings_have_their_own_days(span: SpanSummary) -> None:
    mood = spread(span.ratings, "mood")
    assert (mood.days, mood.mean) == (4, pytest.approx(5.5))


def test_a_scale_in_use_without_answers_has_no_figures(span: SpanSummary) -> None:
    anxiety = spread(span.ratings, "anxiety")
    assert (anxiety.days, anxiety.mean, anxiety.low, anxiety.high) == (0, None, None, None)


def test_food_whose_fibre_nobody_knows_makes_the_mean_a_lower_bound(ada: User) -> None:
    eat(ada, "2026-10-01 08:00", (TEMPEH, 100))
    eat(ada, "2026-10-01 18:00", ("16070", 100))
    span = summarise_span(ada, FIRST, FIRST)
    assert spread(span.food, "fibre_g").at_least
    assert not spread(span.food, "fermented_servings").at_least


def test_windows_end_today_and_all_begins_with_the_diary(ada: User) -> None:
    today = ada.today(NOW)
    assert window_span(ada, "28", today=today) == (date(2026, 10, 22), today)
    assert window_span(ada, "all", today=today) == (today, today)
    feel(ada, "2021-03-04 12:00", mood=5)
    assert window_span(ada, "all", today=today) == (date(2021, 3, 4), today)


def test_a_factor_counts_as_something_logged(ada: User, ben: User) -> None:
    alcohol = want_built_in(ada, "caffeine_mg")
    record_factor(alcohol, date(2020, 1, 2), 1, now=NOW)
    assert first_day(ada) == date(2020, 1, 2)
    assert first_day(ben) is None
