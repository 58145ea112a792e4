"""Random series a person's days could follow: each (days, columns), about mean 0 and SD 1."""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.signal import fftconvolve, lfilter
from scipy.special import gammaln

Array = NDArray[np.float64]

BURN_IN = 300
NEARLY_ONE = 0.995


def ar1(rng: Generator, days: int, columns: int, phi: float) -> Array:
    """Stationary AR(1) with unit variance."""
    shocks = rng.standard_normal((days, columns))
    shocks[1:] *= np.sqrt(1 - phi**2)
    return np.asarray(lfilter([1.0], [1.0, -phi], shocks, axis=0))


def driven(shocks: Array, coefficients: tuple[float, ...]) -> Array:
    """Autoregression driven by the given shocks; the first `BURN_IN` rows are dropped."""
    return np.asarray(lfilter([1.0], [1.0, *(-c for c in coefficients)], shocks, axis=0))[BURN_IN:]


def ar2(rng: Generator, days: int, columns: int, first: float, second: float) -> Array:
    """AR(2); `first`=.5, `second`=.3 remembers for a week, 1.2 and -.6 swings in ten days."""
    return driven(rng.standard_normal((days + BURN_IN, columns)), (first, second))


def drift(rng: Generator, days: int, columns: int, step: float) -> Array:
    """Near-random walk: moves by `step` SD a day, pulled back only over about 200 days."""
    return ar1(rng, days, columns, NEARLY_ONE) * step / np.sqrt(1 - NEARLY_ONE**2)


def phases(rng: Generator, days: int, columns: int, shortest: int = 12, longest: int = 28) -> Array:
    """Levels that hold for `shortest` to `longest` days and then jump."""

    def one() -> Array:
        lengths = rng.integers(shortest, longest + 1, size=days // shortest + 2)
        levels = np.repeat(rng.standard_normal(lengths.size), lengths)
        start = int(rng.integers(shortest))
        return levels[start : start + days]

    return side_by_side(one, columns)


def heavy_tails(rng: Generator, days: int, columns: int, phi: float) -> Array:
    """AR(1) with Student t(3) shocks: now and then a day far off the rest."""
    shocks = rng.standard_t(3, (days + BURN_IN, columns)) / np.sqrt(3)
    return driven(shocks, (phi,)) * np.sqrt(1 - phi**2)


def storms(rng: Generator, days: int, columns: int) -> Array:
    """Spread that wanders between calm and stormy weeks; a factor, about 0.4 to 2.5."""
    return np.exp(0.5 * ar1(rng, days, columns, 0.95) - 0.25)


def long_memory(rng: Generator, days: int, columns: int, order: float = 0.35) -> Array:
    """Fractionally integrated noise: correlations that fade slower than any AR(1)."""
    lags = np.arange(days + 1000)
    weights = np.exp(gammaln(lags + order) - gammaln(lags + 1) - gammaln(order))
    shocks = rng.standard_normal((2 * lags.size, columns))
    return np.asarray(fftconvolve(shocks, weights[:, None], axes=0)[lags.size : lags.size + days])


def repeated(rng: Generator, values: Array, share: float) -> Array:
    """Each day repeats the value before it with probability `share`, column by column."""
    fresh = rng.random(values.shape) >= share
    fresh[0] = True
    last = np.maximum.accumulate(np.where(fresh, np.arange(len(values))[:, None], 0), axis=0)
    return np.take_along_axis(values, last, axis=0)


def wandering_week(rng: Generator, days: int, columns: int) -> Array:
    """A cycle of about seven days whose phase slips by some hours every day."""
    phase = rng.uniform(0, 2 * np.pi, columns) + rng.normal(0, 0.25, (days, columns)).cumsum(axis=0)
    return np.sqrt(2) * np.sin(2 * np.pi * np.arange(days)[:, None] / 7 + phase)


def batches(rng: Generator, days: int, columns: int) -> Array:
    """A jar lasts one to three weeks, then none for two to eight: 1 while it lasts, else 0."""

    def one() -> Array:
        pieces: list[Array] = []
        while sum(map(len, pieces)) < 2 * days + 200:
            pieces.append(np.zeros(int(rng.integers(14, 57))))
            pieces.append(np.ones(int(rng.integers(7, 22))))
        start = int(rng.integers(0, 100))
        return np.concatenate(pieces)[start : start + days]

    return side_by_side(one, columns)


def alike(values: Callable[[int], Array], columns: int, correlation: float) -> Array:
    """`columns` series with the given correlation with one another, from `values(how_many)`."""
    drawn = values(columns + 1)
    return np.sqrt(correlation) * drawn[:, :1] + np.sqrt(1 - correlation) * drawn[:, 1:]


def side_by_side(one: Callable[[], Array], columns: int) -> Array:
    """Draw `columns` separate series and stack them as columns."""
    return np.column_stack([one() for _ in range(columns)])
