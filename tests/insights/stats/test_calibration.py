"""What is claimed of false findings and of power, checked on a few hundred seeded diaries.

The long run is `python -m benchmarks.calibration --long`. Worlds, lengths and windows are those in
which a broken engine shows: no weekday terms in the shared weekday bump, missing taken for zero
where days are left out, no correction for many pairs on the whole page, no widening in short
autocorrelated diaries and in ten-day swings, and the likeliest noise alone instead of the average
where everything drifts. The last test holds every step of one regression against dense algebra.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from benchmarks.calibration.rivals import WINDOWS
from benchmarks.calibration.studies import Cell
from benchmarks.calibration.tally import Counts, pooled
from insights.stats import analyse

SEED = 1


@cache
def counted(study: str, world: str, days: int, diaries: int) -> tuple[Counts, ...]:
    """The figures of so many diaries; the same ones every time."""
    cell = Cell(study, world, days)
    return tuple(cell.run(SEED, number) for number in range(diaries))


def share(figure: str, *where: str | int) -> float:
    return pooled(counted(*where), figure).value


@pytest.mark.calibration
@pytest.mark.parametrize("window", ["same_day", "next_day", "next_3_days", "past_week"])
@pytest.mark.parametrize(
    ("world", "days", "diaries"),
    [
        ("shared weekday bump", 180, 12),
        ("gaps of 5-21 days", 120, 12),
        ("low days skipped", 180, 12),
        ("weekend drinking, logged", 180, 12),
        ("a fresh world each time", 180, 20),
    ],
)
def test_one_test_in_twenty_finds_what_is_not_there(world, days, diaries, window):
    """360 to 600 tests each: standard errors of about .012."""
    assert share(window, "link-free", world, days, diaries) <= 0.09


@pytest.mark.calibration
@pytest.mark.parametrize(
    ("world", "days", "diaries", "window", "lowest", "highest"),
    [
        ("AR(1), phi 0.8", 42, 120, "past_week", 0.035, 0.07),
        ("AR(1), phi 0.8", 42, 120, "next_day", 0.03, 0.06),
        ("drift .14 SD a day", 42, 120, "past_week", 0.008, 0.027),
        ("drift .14 SD a day", 42, 120, "next_day", 0.03, 0.06),
        ("ten-day swings", 180, 30, "next_3_days", 0.04, 0.12),
        ("low mood drives eating", 120, 40, "next_day", 0.02, 0.08),
    ],
)
def test_where_the_noise_is_hard_to_know_false_findings_keep_to_their_band(
    world, days, diaries, window, lowest, highest
):
    """Standard errors of about .004 for six weeks, .01 for the rest."""
    assert lowest <= share(window, "link-free", world, days, diaries) <= highest


@pytest.mark.calibration
def test_a_page_without_links_seldom_shows_one():
    """About one page in 25; with no correction for 30 pairs it would be most of them."""
    pages = [
        page
        for world in ("AR(1), phi 0.3", "all at once", "jars and seasons")
        for page in counted("link-free", world, 90, 24)
    ]
    assert pooled(pages, "page").value <= 0.12
    assert pooled(pages, "page_strict").value <= 0.10
    assert pooled(pages, "pearson_page").value >= 0.7


@pytest.mark.calibration
@pytest.mark.parametrize(
    ("days", "diaries", "lowest", "highest"), [(90, 40, 0.05, 0.32), (365, 20, 0.85, 1.0)]
)
def test_a_true_link_is_found_as_often_as_stated(days, diaries, lowest, highest):
    """Of .3 SD: .15 to .18 after 90 days, .96 to .98 after a year."""
    found = share("engine", "one link", "one link, phi 0.3", days, diaries)
    assert lowest <= found <= highest


@pytest.mark.calibration
def test_intervals_hold_the_true_slope_although_days_are_missing():
    """60 intervals a world: a standard error of about .03 around .95."""
    for world in ("20 % missing at random", "gaps of 5-21 days"):
        assert share("coverage", "coverage", world, 180, 20) >= 0.87


@pytest.mark.calibration
def test_what_is_claimed_among_foods_that_go_together_is_mostly_true():
    """FDR about .03 with "travels with"; links of .3 SD are found after half a year."""
    assert share("fdr", "false discoveries", "four links", 180, 24) <= 0.12
    assert share("found", "false discoveries", "four links", 180, 24) >= 0.6


def short_diary() -> pd.DataFrame:
    """Ten weeks with holes, one food, one rating."""
    rng = np.random.default_rng(12)
    food = rng.gamma(2, 1, 70)
    slow = np.zeros(70)
    for day in range(1, 70):
        slow[day] = 0.8 * slow[day - 1] + rng.standard_normal()
    days = pd.DataFrame(
        {"live_servings": food, "mood": np.rint(6 + slow)},
        index=pd.date_range("2025-03-05", periods=70),
    )
    days.loc[rng.random(70) < 0.1, "live_servings"] = np.nan
    days.loc[rng.random(70) < 0.15, "mood"] = np.nan
    days.iloc[30:36] = np.nan
    return days


def dense_answer(days: pd.DataFrame, lags: tuple[int, ...], needed: int) -> tuple[float, float]:
    """Coefficient and p by the stated procedure with dense matrices and nothing of the engine."""
    day = np.arange(len(days))
    known_food = dict(zip(day, days["live_servings"], strict=True))
    windows = [[known_food.get(d - lag, np.nan) for lag in lags] for d in day]
    logged = [[value for value in window if not np.isnan(value)] for window in windows]
    exposure = np.array([np.mean(w) if len(w) >= needed else np.nan for w in logged])
    rating = days["mood"].to_numpy()
    first, last = np.flatnonzero(~np.isnan(rating))[[0, -1]]
    rows = np.flatnonzero(~np.isnan(rating + exposure))
    length = last - first + 1
    weekday = days.index.day_of_week.to_numpy()[rows]
    columns = [np.ones(len(rows)), *(1.0 * (weekday == d) for d in range(6))]
    for k in range(1, max(1, round(length / 60)) + 1):
        columns.append(np.cos(np.pi * k * (rows - first + 0.5) / length))
    everything = np.column_stack([*columns, exposure[rows]])
    points = [(0.0, 0.0)] + [
        (phi, rho)
        for phi in (0.15, 0.3, 0.45, 0.6, 0.72, 0.82, 0.9, 0.95, 0.98, 0.995)
        for rho in (0, 0.15, 0.3, 0.5, 0.7, 0.85)
    ]
    fits = [dense_fit(everything, rating[rows], rows, *point) for point in points]
    slopes, variances, likelihoods = (np.array(part) for part in list(zip(*fits, strict=True))[:3])
    weights = np.exp(likelihoods - likelihoods.max())
    weights /= weights.sum()
    best = fits[int(likelihoods.argmax())]
    short = (1 + (2 + len(lags)) / len(rows)) ** 2
    leftover = dense_leftover(best[3], best[4], rows, max(7, 2 * len(lags)))
    slope = weights @ slopes
    error = np.sqrt(weights @ (variances * short * max(1, leftover) + (slopes - slope) ** 2))
    freedom = len(rows) - everything.shape[1]
    return float(slope), float(2 * stats.t.sf(abs(slope / error), freedom))


def dense_fit(everything, rating, rows, phi, rho):
    """Slope, variance, restricted likelihood and innovations of rating and exposure."""
    distance = np.abs(rows[:, None] - rows)
    covariance = (1 - rho) * phi ** distance.astype(float) + rho * np.eye(len(rows))
    root = np.linalg.cholesky(covariance)
    z, y = np.linalg.solve(root, everything), np.linalg.solve(root, rating)
    information = z.T @ z
    coefficients = np.linalg.solve(information, z.T @ y)
    residual = y - z @ coefficients
    freedom = len(y) - z.shape[1]
    variance = residual @ residual / freedom * np.linalg.inv(information)[-1, -1]
    determinants = np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(information)[1]
    likelihood = -(determinants + freedom * np.log(residual @ residual)) / 2
    others = z[:, :-1]
    own = z[:, -1] - others @ np.linalg.lstsq(others, z[:, -1], rcond=None)[0]
    return coefficients[-1], variance, likelihood, residual, own


def dense_leftover(residual, exposure, rows, reach):
    """1 + 2 sum of Bartlett weights times both autocorrelations over calendar lags."""
    apart = rows[:, None] - rows
    factor = 1.0
    for lag in range(1, reach + 1):
        at_lag = apart == lag
        both = [
            (np.outer(values, values) * at_lag).sum() / (values @ values)
            for values in (residual, exposure)
        ]
        factor += 2 * (1 - lag / (reach + 1)) * both[0] * both[1]
    return factor


def test_every_window_agrees_with_the_procedure_in_dense_algebra():
    days = short_diary()
    (finding,) = analyse(days, ["live_servings"], ["mood"])
    for window, (lags, needed) in zip(finding.windows, WINDOWS.values(), strict=True):
        slope, p = dense_answer(days, lags, needed)
        assert window.estimate == pytest.approx(slope, rel=1e-7)
        assert window.p == pytest.approx(p, rel=1e-7)
