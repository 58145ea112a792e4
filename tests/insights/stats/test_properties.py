"""What must hold for any diary, and for any table at all."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from insights.stats import Finding, analyse, lag_profile
from insights.stats.editions import data_hash, recent, usable_days

from .tables import FACTORS, FOODS, RATINGS, any_table, diary

bounded = settings(max_examples=15, deadline=None, derandomize=True, database=None)
many = settings(bounded, max_examples=80)
EXACT = ("exposure", "outcome", "verdict", "lag", "n_days", "travels_with", "direction", "refusal")
PER_UNIT = ("estimate", "low", "high")
IN_POINTS = ("detectable", "rules_out")
IN_EXPOSURE_UNITS = ("swing",)


def diaries() -> st.SearchStrategy[pd.DataFrame]:
    """Plausible diaries of a few months, with days missing and perhaps a link."""

    def drawn(seed: int, days: int, effect: float) -> pd.DataFrame:
        rng = np.random.default_rng(seed)
        return diary(rng, days, effect=effect).mask(rng.random((days, 5)) < 0.1)

    return st.builds(
        drawn,
        st.integers(0, 2**32),
        st.sampled_from([35, 60, 110]),
        st.sampled_from([0.0, 0.8]),
    )


def numbers(value: object) -> Iterator[float]:
    if isinstance(value, dict):
        for item in value.values():
            yield from numbers(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, float):
        yield value


def assert_close(found: float | None, expected: float | None, factor: float = 1.0) -> None:
    if found is None or expected is None:
        assert found is expected
    else:
        assert math.isclose(found, factor * expected, rel_tol=1e-6, abs_tol=1e-9 * abs(factor))


def assert_rescaled(
    found: list[Finding], expected: list[Finding], *, rating: float = 1.0, food: float = 1.0
) -> None:
    """Check findings whose ratings and foods were multiplied, whatever was added to them."""
    for new, old in zip(found, expected, strict=True):
        assert [getattr(new, name) for name in EXACT] == [getattr(old, name) for name in EXACT]
        assert_close(new.p, old.p)
        for name in PER_UNIT:
            assert_close(getattr(new, name), getattr(old, name), rating / food)
        for name in IN_POINTS:
            assert_close(getattr(new, name), getattr(old, name), rating)
        for name in IN_EXPOSURE_UNITS:
            assert_close(getattr(new, name), getattr(old, name), food)


@many
@given(any_table(), st.booleans())
def test_any_table_gives_finite_findings(days: pd.DataFrame, with_factor: bool) -> None:
    with np.errstate(all="raise"):
        findings = analyse(days, FOODS, RATINGS, FACTORS if with_factor else ())

    assert len(findings) == 4
    for found in findings:
        assert all(math.isfinite(number) for number in numbers(found.as_dict()))
        assert (found.verdict == "not_enough_data") == (found.refusal is not None)
        assert found.refusal is None or found.refusal.missing > 0
        assert (found.estimate is None) == (found.refusal is not None)
        assert (found.verdict == "travels_with") == bool(found.travels_with)


@bounded
@given(any_table())
def test_any_table_gives_a_profile_a_count_and_a_fingerprint(days: pd.DataFrame) -> None:
    with np.errstate(all="raise"):
        profile = lag_profile(days, "fibre_g", "mood", FACTORS)
        usable = usable_days(days, FOODS, RATINGS)

    assert all(math.isfinite(n) for estimate in profile for n in numbers(vars(estimate)))
    assert len(usable) <= len(days)
    assert len(data_hash(days, FOODS)) == 64


@bounded
@given(diaries(), st.sampled_from([1e-200, 0.01, 3.0, 1e150]), st.integers(-1000, 1000))
def test_scaling_a_rating_scales_what_is_said_in_points(
    days: pd.DataFrame, factor: float, level: int
) -> None:
    changed = days.assign(**{name: factor * (days[name] + level) for name in RATINGS})

    found = analyse(changed, FOODS, RATINGS, margin=0.5 * factor)

    assert_rescaled(found, analyse(days, FOODS, RATINGS), rating=factor)


@bounded
@given(diaries(), st.sampled_from([1e-200, 0.01, 3.0, 1e150]), st.integers(-1000, 1000))
def test_scaling_a_food_scales_the_estimate_the_other_way(
    days: pd.DataFrame, factor: float, level: int
) -> None:
    changed = days.assign(**{name: factor * (days[name] + level) for name in FOODS})

    found = analyse(changed, FOODS, RATINGS)

    assert_rescaled(found, analyse(days, FOODS, RATINGS), food=factor)


@bounded
@given(diaries())
def test_turning_a_rating_round_turns_the_sign(days: pd.DataFrame) -> None:
    changed = days.assign(**{name: 10 - days[name] for name in RATINGS})

    for new, old in zip(
        analyse(changed, FOODS, RATINGS), analyse(days, FOODS, RATINGS), strict=True
    ):
        assert new.verdict == old.verdict
        assert new.sign == -old.sign
        assert_close(new.estimate, old.estimate, -1)
        assert_close(new.low, old.high, -1)


@many
@given(any_table(), st.permutations([*FOODS, *RATINGS, *FACTORS]))
def test_the_order_of_rows_columns_and_names_is_irrelevant(
    days: pd.DataFrame, order: list[str]
) -> None:
    turned = analyse(days[order].iloc[::-1], FOODS[::-1], RATINGS[::-1], FACTORS)

    assert turned[::-1] == analyse(days, FOODS, RATINGS, FACTORS)


@many
@given(any_table())
def test_a_day_without_a_row_equals_a_day_of_nan(days: pd.DataFrame) -> None:
    full = days.reindex(pd.date_range("2023-12-01", periods=200, freq="D"))

    assert analyse(full, FOODS, RATINGS, FACTORS) == analyse(days, FOODS, RATINGS, FACTORS)
    assert data_hash(full, FOODS) == data_hash(days, FOODS)


@bounded
@given(diaries())
def test_an_empty_year_at_either_end_changes_nothing(days: pd.DataFrame) -> None:
    first, last = days.index[0], days.index[-1]
    year = pd.Timedelta(days=365)
    longer = days.reindex(pd.date_range(first - year, last + year, freq="D"))

    assert analyse(longer, FOODS, RATINGS) == analyse(days, FOODS, RATINGS)


@bounded
@given(diaries(), st.integers(1, 5000))
def test_only_the_weekday_of_the_first_day_matters(days: pd.DataFrame, weeks: int) -> None:
    later = days.set_axis(pd.DatetimeIndex(days.index) + pd.Timedelta(weeks=weeks))

    assert analyse(later, FOODS, RATINGS) == analyse(days, FOODS, RATINGS)


@bounded
@given(diaries())
def test_food_logged_without_ratings_after_the_last_one_changes_nothing(
    days: pd.DataFrame,
) -> None:
    more = pd.date_range(days.index[-1] + pd.Timedelta(days=1), periods=30, freq="D")
    longer = pd.concat([days, pd.DataFrame(dict.fromkeys(FOODS, 1.0), index=more)])

    def without_placebo(findings: list[Finding]) -> list[Finding]:
        # Tomorrow's food of the last rated day is new: it may tell more about the direction.
        return [replace(finding, direction=None) for finding in findings]

    expected = without_placebo(analyse(days, FOODS, RATINGS))
    assert without_placebo(analyse(longer, FOODS, RATINGS)) == expected


@bounded
@given(diaries(), st.sampled_from(["2024-03-20", "2027-03-10"]))
def test_looking_at_recent_days_keeps_three_years(days: pd.DataFrame, through: str) -> None:
    last = pd.Timestamp(through)

    kept = recent(days, last.date())

    assert all(last - pd.DateOffset(years=3) < day <= last for day in kept.index)
    assert len(kept) == sum(last - pd.DateOffset(years=3) < day <= last for day in days.index)
