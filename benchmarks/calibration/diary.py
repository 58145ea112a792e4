"""A simulated diary in the units people log: 0 to 10, servings, grams, plants, gaps and all."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.calibration.series import Array

Mask = NDArray[np.bool_]

RATINGS = ("mood", "anxiety", "stress", "energy", "focus")
WITHIN_PERSON_SD = 1.5
SERVED: dict[str, Callable[[Array], Array]] = {
    "fermented_servings": lambda z: np.round(2 * np.maximum(0, 1 + 0.8 * z)) / 2,
    "live_servings": lambda z: np.floor(np.maximum(0, 0.6 + z)),
    "fibre_g": lambda z: np.round(22 * np.exp(0.35 * z), 1),
    "plants": lambda z: np.rint(np.maximum(0, 7 + 2.5 * z)),
    "probiotic_doses": lambda z: (z > 0.2).astype(float),
    "tryptophan_g": lambda z: np.round(0.9 * np.exp(0.3 * z), 2),
}
FOODS = tuple(SERVED)
FIRST_DAY = pd.Timestamp("2024-01-01")


@dataclass(frozen=True)
class Calendar:
    """The days of one diary; the first one falls anywhere in a year."""

    index: pd.DatetimeIndex

    @classmethod
    def drawn(cls, rng: Generator, days: int) -> "Calendar":
        first = FIRST_DAY + pd.Timedelta(days=int(rng.integers(365)))
        return cls(pd.date_range(first, periods=days, freq="D"))

    def __len__(self) -> int:
        return len(self.index)

    @property
    def weekend(self) -> Array:
        """1 on Saturday and Sunday, else 0; (days, 1)."""
        return np.asarray(self.index.day_of_week >= 5, dtype=float)[:, None]

    @property
    def time(self) -> Array:
        """-1/2 on the first day to 1/2 on the last; (days, 1)."""
        return np.linspace(-0.5, 0.5, len(self))[:, None]

    @property
    def season(self) -> Array:
        """The time of year as an angle; (days, 1)."""
        return np.asarray(2 * np.pi * self.index.day_of_year / 365.25, dtype=float)[:, None]


@dataclass(frozen=True)
class Latent:
    """What happens to a person, before units, rounding and forgetting.

    `food` and `rating` are (days, columns) on any scale: they are centred and brought to SD 1.
    `forgotten` days have neither; `no_food` and `no_rating` days lack one of them.
    """

    food: Array
    rating: Array
    forgotten: Mask | None = None
    no_rating: Mask | None = None
    no_food: Mask | None = None
    factors: dict[str, Array] = field(default_factory=dict)
    rating_mean: float | None = None
    rare_foods: bool = False


@dataclass(frozen=True)
class Diary:
    """A table of days as the engine gets it, with the logged factors' names."""

    days: pd.DataFrame
    factors: tuple[str, ...] = ()
    foods: tuple[str, ...] = FOODS
    ratings: tuple[str, ...] = RATINGS


def standard(values: Array) -> Array:
    """Columns with mean 0 and SD 1; a constant column stays 0."""
    centred = values - values.mean(axis=0)
    spread = centred.std(axis=0)
    return np.asarray(centred / np.where(spread > 0, spread, 1))


def served(food: Array, *, rare: bool = False) -> Array:
    """Turn standard foods into servings, grams, plants and doses; `rare` leaves 70 % at none."""
    if rare:
        return np.asarray(np.rint(np.maximum(0, -0.7 + 1.3 * food)))
    return np.column_stack([serve(food[:, i]) for i, serve in enumerate(SERVED.values())])


def rated(rng: Generator, rating: Array, mean: float | None = None) -> Array:
    """Turn standard ratings into whole points from 0 to 10, SD about 1.5 around `mean`."""
    middle = rng.uniform(4.5, 7, rating.shape[1]) if mean is None else mean
    return np.asarray(np.rint(np.clip(middle + WITHIN_PERSON_SD * rating, 0, 10)))


def written(rng: Generator, calendar: Calendar, latent: Latent) -> Diary:
    """Write down what happened, with everything the person forgot left out."""
    food = served(standard(latent.food), rare=latent.rare_foods)
    rating = rated(rng, standard(latent.rating), latent.rating_mean)
    return tabled(calendar, food, rating, latent)


def tabled(calendar: Calendar, food: Array, rating: Array, latent: Latent) -> Diary:
    """The table of days: NaN where not recorded, 0 where recorded as none."""
    days = pd.DataFrame(food, index=calendar.index, columns=list(FOODS))
    days[list(RATINGS)] = rating
    for name, values in latent.factors.items():
        days[name] = values
    if latent.no_food is not None:
        days.loc[latent.no_food, list(FOODS)] = np.nan
    if latent.no_rating is not None:
        days.loc[latent.no_rating, list(RATINGS)] = np.nan
    if latent.forgotten is not None:
        days.loc[latent.forgotten] = np.nan
    return Diary(days, tuple(latent.factors))
