"""What a planned experiment could show, simulated with the person's own noise."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import Generator

from insights.stats.experiment import FEWEST_PAIRS, SPARE_ROWS, Design
from insights.stats.gls import orthonormal
from insights.stats.noise import GRID, Floats, Ints
from insights.stats.randomisation import Layout, Reduced, p_value, reduced, sequences
from insights.stats.regression import calendar_columns

ALPHA = 0.05
FOUR_IN_FIVE = 0.8
AT_ONCE = 1.0
"""Share of an effect that is there on the first day."""
BATCHES = 8
"""Patterns of rated days tried; simulations within a batch share one."""
LARGEST_EFFECT_SD = 6.0


@dataclass(frozen=True)
class PersonNoise:
    """How a person's rating moves by itself.

    phi, rho : the likeliest point of the grid (`noise.py`)
    spread : standard deviation around the calendar, in points
    rated_share : share of days with a rating
    """

    phi: float
    rho: float
    spread: float
    rated_share: float

    def draw(self, rng: Generator, days: int, columns: int) -> Floats:
        """Draw noise of (days, columns) points."""
        shocks = rng.standard_normal((days, columns))
        slow = np.empty_like(shocks)
        slow[0] = shocks[0]
        for day in range(1, days):
            slow[day] = self.phi * slow[day - 1] + np.sqrt(1 - self.phi**2) * shocks[day]
        white = rng.standard_normal((days, columns))
        return np.asarray(self.spread * (np.sqrt(1 - self.rho) * slow + np.sqrt(self.rho) * white))


def fit_noise(ratings: pd.Series) -> PersonNoise | None:
    """Noise of the ratings so far, weekday and slow course taken out; None when too few.

    Parameters
    ----------
    ratings : Series
        Indexed by local day; NaN or no row where not recorded.
    """
    known = ratings.dropna().sort_index()
    if not len(known):
        return None
    numbers = known.index.to_numpy().astype("datetime64[D]").astype(np.int64)
    calendar = orthonormal(calendar_columns(numbers, numbers[0], numbers[-1]))
    layout = Layout(numbers, np.zeros((len(numbers), 0)), calendar)
    values = known.to_numpy(dtype=float)
    if layout.spare_rows < SPARE_ROWS or np.ptp(values) == 0:
        return None
    (one,) = reduced(layout, values[:, None], np.zeros((len(values), 1)))
    point = one.best()
    return PersonNoise(
        phi=float(GRID.phi[point]),
        rho=float(GRID.rho[point]),
        spread=float(np.sqrt(one.inner[point, 0, 0] / layout.spare_rows)),
        rated_share=len(known) / int(numbers[-1] - numbers[0] + 1),
    )


@dataclass(frozen=True)
class _Run:
    """One simulated experiment: without an effect, and how an effect of one point shows in it."""

    reduced: Reduced
    coins: Floats

    def found(self, effect: float) -> bool:
        """Whether an effect of so many points is seen. Adding it is shifting by its negative."""
        return p_value(self.reduced.coefficients(self.coins, -effect)) <= ALPHA


@dataclass(frozen=True)
class SimulatedPlan:
    """Many runs of one plan with the same chance, whatever the effect.

    runs : those that could be judged
    tried : all of them; a run with too few rated days sees nothing
    """

    runs: tuple[_Run, ...]
    tried: int
    noise: PersonNoise

    def power(self, effect: float) -> float:
        """Share of runs in which an effect of so many points is seen (p <= .05)."""
        return sum(run.found(effect) for run in self.runs) / self.tried

    def detectable(self) -> float | None:
        """Points that would be seen 4 times in 5; None when not even six SD would be."""
        low, high = 0.0, LARGEST_EFFECT_SD * self.noise.spread
        if self.power(high) < FOUR_IN_FIVE:
            return None
        for _ in range(12):
            middle = (low + high) / 2
            if self.power(middle) < FOUR_IN_FIVE:
                low = middle
            else:
                high = middle
        return high


def simulate(
    design: Design,
    noise: PersonNoise,
    rng: Generator,
    *,
    runs: int = 400,
    first: int = 0,
    builds: float = AT_ONCE,
) -> SimulatedPlan:
    """Run a plan many times on ratings that nothing moves.

    Parameters
    ----------
    design : Design
    noise : PersonNoise
    rng : Generator
    runs : int
        A power comes out with a standard error of at most .5 / sqrt(runs).
    first : int
        The first day, in days since 1970-01-01; it decides the weekdays.
    builds : float
        Share of the way to the full effect covered each day, and back when off again; 1 is at once.
    """
    done: list[_Run] = []
    sizes = np.diff(np.linspace(0, runs, BATCHES + 1).astype(int))
    for size in sizes[sizes > 0]:
        rated = np.flatnonzero(rng.random(design.days) < noise.rated_share)
        layout, kept = design.layout(rated, first)
        if len(kept) < FEWEST_PAIRS or layout.spare_rows < SPARE_ROWS:
            continue
        done += _batch(design, layout, kept, noise, rng, int(size), builds)
    return SimulatedPlan(tuple(done), runs, noise)


def _batch(
    design: Design,
    layout: Layout,
    kept: Ints,
    noise: PersonNoise,
    rng: Generator,
    size: int,
    builds: float,
) -> list[_Run]:
    rows = layout.day_numbers
    coins = rng.choice([-1.0, 1.0], (design.pairs, size))
    signals = _response(design, coins, builds)[rows]
    ratings = noise.draw(rng, design.days, size)[rows]
    return [
        _Run(one, sequences(coins[kept, i], rng))
        for i, one in enumerate(reduced(layout, ratings, signals))
    ]


def _response(design: Design, coins: Floats, builds: float) -> Floats:
    """What one point of effect adds to each day, (days, runs), for coins (pairs, runs)."""
    periods = np.stack([coins, -coins], axis=1).reshape(-1, coins.shape[1])
    on = np.repeat((1 + periods) / 2, design.period_days, axis=0)
    felt, level = np.empty_like(on), np.zeros(on.shape[1])
    for day in range(len(on)):
        level = level + builds * (on[day] - level)
        felt[day] = level
    return felt
