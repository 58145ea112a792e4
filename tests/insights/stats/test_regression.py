"""Which rows and columns a question comes down to, its swing and its gate."""

import numpy as np
import pandas as pd
import pytest

from insights.stats.regression import (
    Answer,
    Question,
    answer,
    calendar_columns,
    off_mode,
    swing,
)
from insights.stats.windows import NEXT_DAY, PAST_WEEK, SAME_DAY, DayTable, Window

from .tables import diary


def ask(
    days: pd.DataFrame,
    window: Window = NEXT_DAY,
    covariates: tuple[str, ...] = (),
    exposure: str = "fibre_g",
) -> Answer:
    table = DayTable.from_frame(days, [exposure, "mood", *covariates])
    question = Question(exposure, "mood", window)
    return answer(table, [question], covariates)[question]


@pytest.fixture
def days() -> pd.DataFrame:
    return diary(np.random.default_rng(1), 100)


def test_the_calendar_has_weekdays_and_slow_cosines() -> None:
    first = pd.Timestamp("2024-01-01").toordinal() - pd.Timestamp("1970-01-01").toordinal()
    columns = calendar_columns(np.arange(first, first + 240), first, first + 239)

    assert columns.shape == (240, 1 + 6 + 4)
    np.testing.assert_array_equal(columns[:, 0], 1)
    # 2024-01-01 was a Monday, to which the other weekdays are compared.
    np.testing.assert_array_equal(columns[:7, 1:7], np.eye(7)[:, 1:])
    t = np.arange(240)
    np.testing.assert_allclose(columns[:, 9], np.cos(np.pi * 3 * (t + 0.5) / 240))


@pytest.mark.parametrize(
    ("days", "cosines"), [(1, 1), (60, 1), (91, 2), (365, 6), (1440, 24), (3650, 24)]
)
def test_one_cosine_for_every_60_days_up_to_24(days: int, cosines: int) -> None:
    assert calendar_columns(np.array([0, days - 1]), 0, days - 1).shape[1] == 7 + cosines


def test_off_mode_counts_what_is_not_the_most_common_value() -> None:
    assert off_mode(np.array([])) == 0
    assert off_mode(np.full(5, 0.1)) == 0
    assert off_mode(np.array([0.0, 0, 0, 1, 2])) == 2
    third = np.array([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1, 0.9])
    assert off_mode(third) == 1


def test_the_swing_is_from_the_20th_to_the_80th_percentile() -> None:
    assert swing(np.arange(101.0)) == (20, 80)


def test_something_rare_swings_between_none_and_its_usual_amount() -> None:
    rare = np.array([0.0] * 90 + [1, 2, 2, 2, 3, 2, 2, 1, 2, 9])
    common = 2 - rare[:96]

    assert swing(rare) == (0, 2)
    assert swing(common) == (0, 2)
    assert swing(np.zeros(9)) == (0, 0)
    assert swing(np.array([])) == (0, 0)


def test_rows_are_days_with_rating_and_window_known(days: pd.DataFrame) -> None:
    days.loc[days.index[10], "fibre_g"] = np.nan
    days.loc[days.index[50], "mood"] = np.nan

    assert ask(days, SAME_DAY).n_days == 98
    assert ask(days, NEXT_DAY).n_days == 97
    assert ask(days, PAST_WEEK).n_days == 94


def test_food_before_the_first_rating_serves_its_windows(days: pd.DataFrame) -> None:
    days.loc[days.index[:8], "mood"] = np.nan

    assert ask(days, PAST_WEEK).n_days == 92


def test_a_confounder_comes_as_same_day_yesterday_and_window_mean(days: pd.DataFrame) -> None:
    plain, held = ask(days, PAST_WEEK).fit, ask(days, PAST_WEEK, ("alcohol",)).fit

    assert plain is not None
    assert held is not None
    assert plain.df - held.df == 3
    # For the next day the window is yesterday: the same column does not count twice.
    next_day, next_held = ask(days, NEXT_DAY).fit, ask(days, NEXT_DAY, ("alcohol",)).fit
    assert next_day is not None
    assert next_held is not None
    assert next_day.df - next_held.df == 2


def test_a_confounder_must_be_known_on_60_percent_of_rated_days(days: pd.DataFrame) -> None:
    days.loc[days.index[60:], "alcohol"] = np.nan
    assert ask(days, SAME_DAY, ("alcohol",)).n_days == 59

    days.loc[days.index[59], "alcohol"] = np.nan
    assert ask(days, SAME_DAY, ("alcohol",)) == ask(days, SAME_DAY)


def test_a_logged_confounder_is_held_against_the_food(days: pd.DataFrame) -> None:
    rng = np.random.default_rng(2)
    drinks = rng.poisson(1, 100).astype(float)
    days["alcohol"] = drinks
    days["fibre_g"] = 30 - 5 * drinks + rng.normal(size=100)
    days["mood"] = 7 - drinks + rng.normal(size=100) / 2

    alone, held = ask(days, SAME_DAY).fit, ask(days, SAME_DAY, ("alcohol",)).fit

    assert alone is not None
    assert held is not None
    assert alone.p < 1e-6 < 0.01 < held.p


@pytest.mark.parametrize(("rows", "passes"), [(24, False), (25, True)])
def test_the_gate_opens_at_16_degrees_of_freedom(rows: int, passes: bool) -> None:
    reached = ask(diary(np.random.default_rng(3), rows), SAME_DAY)

    assert (reached.refusal is None) == passes
    if reached.refusal:
        assert (reached.refusal.code, reached.refusal.have, reached.refusal.need) == (
            "too_few_days",
            24,
            25,
        )


def test_nothing_recorded_says_how_many_days_it_takes(days: pd.DataFrame) -> None:
    refused = ask(days.assign(mood=np.nan))

    assert refused.refusal is not None
    assert (refused.refusal.code, refused.refusal.have) == ("too_few_days", 0)
    assert refused.refusal.missing == 25


def test_both_sides_must_vary_on_eight_days(days: pd.DataFrame) -> None:
    seldom = np.zeros(100)
    seldom[5:12] = [1, 2, 1, 2, 3, 1, 1]

    flat = ask(days.assign(mood=6 + seldom), SAME_DAY).refusal
    rare = ask(days.assign(fibre_g=seldom), SAME_DAY).refusal
    seldom[70] = 1

    assert flat is not None
    assert rare is not None
    assert (flat.code, flat.have, flat.need) == ("rating_rarely_varies", 7, 8)
    assert (rare.code, rare.have, rare.need) == ("exposure_rarely_varies", 7, 8)
    assert ask(days.assign(fibre_g=seldom), SAME_DAY).refusal is None


def test_food_that_only_follows_the_weekday_cannot_be_judged(days: pd.DataFrame) -> None:
    sundays = days.assign(fibre_g=20.0 + 10 * (pd.DatetimeIndex(days.index).day_of_week == 6))

    refused = ask(sundays, SAME_DAY)

    assert refused.fit is None
    assert refused.refusal is not None
    assert refused.refusal.code == "no_variation_of_its_own"
