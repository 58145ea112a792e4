"""The days behind a finding and the groups of them, against plain loops."""

import math
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from insights.stats import WINDOWS, analyse
from insights.stats.behind import BLOCK_DAYS, DoseGroup, dose_groups, plain_slope, used_days

from .tables import ar1, diary

BY_NAME = {window.name: window for window in WINDOWS}


def used(eaten: list[float], rated: list[float]) -> pd.DataFrame:
    index = pd.date_range("2026-01-01", periods=len(eaten), freq="D")
    return pd.DataFrame({"exposure": eaten, "outcome": rated}, index=index)


def with_gaps(seed: int = 3, days: int = 120) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    table = diary(rng, days)
    for column in table:
        table.loc[rng.random(days) < 0.15, column] = np.nan
    return table[rng.random(days) > 0.05]


def days_by_loop(table: pd.DataFrame, lags: tuple[int, ...], at_least: int) -> dict[date, tuple]:
    """Go through the days one by one, looking back with the calendar."""
    rows = {stamp.date(): row for stamp, row in table.iterrows()}
    found = {}
    for day, row in rows.items():
        before = [rows.get(day - timedelta(days=lag)) for lag in lags]
        eaten = [each["fibre_g"] for each in before if each is not None]
        eaten = [value for value in eaten if not math.isnan(value)]
        if len(eaten) >= at_least and not math.isnan(row["mood"]):
            found[day] = (sum(eaten) / len(eaten), row["mood"])
    return found


@pytest.mark.parametrize("name", list(BY_NAME))
def test_the_days_are_those_a_person_would_pick_by_hand(name: str) -> None:
    table, window = with_gaps(), BY_NAME[name]
    found = used_days(table, "fibre_g", "mood", window=window)
    by_hand = days_by_loop(table, window.lags, window.at_least)
    assert [stamp.date() for stamp in found.index] == sorted(by_hand)
    for stamp, row in found.iterrows():
        assert tuple(row) == pytest.approx(by_hand[stamp.date()])


@pytest.mark.parametrize("covariates", [[], ["alcohol"]])
def test_they_are_as_many_as_the_finding_says(covariates: list[str]) -> None:
    table = with_gaps()
    (finding,) = analyse(table, ["fibre_g"], ["mood"], covariates)
    for estimate in finding.windows:
        window = BY_NAME[estimate.lag]
        assert len(used_days(table, "fibre_g", "mood", covariates, window=window)) == (
            estimate.n_days
        )


def test_huge_amounts_come_back_as_they_were() -> None:
    table = with_gaps()
    huge = table.assign(fibre_g=table["fibre_g"] * 1e200)
    plain = used_days(table, "fibre_g", "mood", window=BY_NAME["next_day"])
    found = used_days(huge, "fibre_g", "mood", window=BY_NAME["next_day"])
    assert found["exposure"].to_numpy() == pytest.approx(plain["exposure"].to_numpy() * 1e200)


def test_groups_hold_every_day_once_from_least_to_most() -> None:
    rng = np.random.default_rng(1)
    days = used(list(rng.normal(20, 5, 200)), list(rng.normal(6, 1, 200)))
    groups = dose_groups(days)
    assert [group.n_days for group in groups] == [40] * 5
    for below, above in pairwise(groups):
        assert below.most < above.least
    for group in groups:
        inside = days["exposure"].between(group.least, group.most)
        assert group.n_days == inside.sum()
        assert group.mean == pytest.approx(days.loc[inside, "outcome"].mean())


@pytest.mark.parametrize(("count", "groups"), [(20, 3), (100, 3), (130, 4), (400, 5)])
def test_more_days_make_more_groups_up_to_five(count: int, groups: int) -> None:
    rng = np.random.default_rng(2)
    days = used(list(rng.normal(20, 5, count)), list(rng.normal(6, 1, count)))
    assert len(dose_groups(days)) == groups


def test_days_with_the_same_amount_stay_together() -> None:
    eaten = [0.0] * 60 + [1.0] * 30 + [2.0] * 8 + [3.0] * 2
    groups = dose_groups(used(eaten, list(range(100))))
    assert [(group.least, group.most, group.n_days) for group in groups] == [
        (0, 0, 60),
        (1, 3, 40),
    ]


def test_the_same_every_day_is_one_group() -> None:
    assert [group.n_days for group in dose_groups(used([2.0] * 30, [5.0] * 30))] == [30]


def test_no_days_make_no_groups() -> None:
    assert dose_groups(used([], [])) == []


def interval_by_hand(group: DoseGroup, days: pd.DataFrame) -> tuple[float, float]:
    """Work the interval out fortnight by fortnight."""
    inside = days[days["exposure"].between(group.least, group.most)]
    mean = inside["outcome"].mean()
    sums: dict[int, float] = {}
    sizes: dict[int, int] = {}
    for stamp, row in inside.iterrows():
        fortnight = (stamp - days.index[0]).days // BLOCK_DAYS
        sums[fortnight] = sums.get(fortnight, 0.0) + row["outcome"] - mean
        sizes[fortnight] = sizes.get(fortnight, 0) + 1
    blocks = len(sums)
    variance = sum(value**2 for value in sums.values()) / len(inside) ** 2 * blocks / (blocks - 1)
    effective = sum(sizes.values()) ** 2 / sum(size**2 for size in sizes.values())
    half = stats.t.ppf(0.975, effective - 1) * variance**0.5
    return mean - half, mean + half


def test_the_interval_counts_fortnights() -> None:
    days = used_days(with_gaps(days=200), "fibre_g", "mood", window=BY_NAME["next_day"])
    for group in dose_groups(days):
        assert (group.low, group.high) == pytest.approx(interval_by_hand(group, days))


def test_too_few_fortnights_give_no_interval() -> None:
    rng = np.random.default_rng(1)
    groups = dose_groups(used(list(rng.normal(20, 5, 40)), list(rng.normal(6, 1, 40))))
    assert {(group.low, group.high) for group in groups} == {(None, None)}


@pytest.mark.parametrize(("carry_over", "least"), [(0.0, 0.93), (0.6, 0.91), (0.8, 0.87)])
def test_the_interval_holds_the_truth_although_mood_carries_over(
    carry_over: float, least: float
) -> None:
    rng = np.random.default_rng(11)
    held = []
    for _ in range(60):
        rated = 6 + 1.5 * ar1(rng, 365, carry_over)
        for group in dose_groups(used(list(ar1(rng, 365, 0.4)), list(rated))):
            held.append(group.low <= 6 <= group.high)
    assert np.mean(held) >= least


def test_the_plain_slope_is_the_textbooks() -> None:
    days = used_days(with_gaps(), "fibre_g", "mood", window=BY_NAME["next_day"])
    by_the_book = stats.linregress(days["exposure"], days["outcome"]).slope
    assert plain_slope(days) == pytest.approx(by_the_book)


@pytest.mark.parametrize("eaten", [[], [1.0], [2.0, 2.0, 2.0]])
def test_without_days_that_differ_there_is_no_slope(eaten: list[float]) -> None:
    assert plain_slope(used(eaten, [5.0] * len(eaten))) is None
