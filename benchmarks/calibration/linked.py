"""Diaries in which yesterday's food does move a rating, by a known amount.

Lives come from any link-free world. Then each rating is raised by `effect` SD per SD of what was
eaten the day before, the rest of it being scaled down so that its SD stays 1 before rounding.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.random import Generator

from benchmarks.calibration import series
from benchmarks.calibration.diary import (
    FOODS,
    RATINGS,
    WITHIN_PERSON_SD,
    Calendar,
    Diary,
    Latent,
    rated,
    served,
    standard,
    tabled,
)
from benchmarks.calibration.series import ar1
from benchmarks.calibration.worlds import N_FOODS, N_RATINGS

Pair = tuple[str, str]


@dataclass(frozen=True)
class LinkedDiary(Diary):
    """A diary with the true slopes, in points per unit of the food."""

    slopes: dict[Pair, float] = field(default_factory=dict)


@dataclass(frozen=True)
class LinkedWorld:
    """Known links from yesterday's food to today's rating; `effects` in SD per SD."""

    name: str
    happens: Callable[[Generator, Calendar], Latent]
    effects: dict[Pair, float]

    def diary(self, rng: Generator, days: int) -> LinkedDiary:
        """Draw one person's diary with its true slopes."""
        calendar = Calendar.drawn(rng, days)
        latent = self.happens(rng, calendar)
        food = served(standard(latent.food), rare=latent.rare_foods)
        yesterday = np.vstack([np.zeros((1, N_FOODS)), standard(food)[:-1]])
        weights = np.zeros((N_FOODS, N_RATINGS))
        for pair, effect in self.effects.items():
            weights[place(pair)] = effect
        rest = np.sqrt(1 - (weights**2).sum(axis=0)) * standard(latent.rating)
        rating = rated(rng, yesterday @ weights + rest, latent.rating_mean)
        slopes = WITHIN_PERSON_SD * weights / food.std(axis=0)[:, None]
        written = tabled(calendar, food, rating, replace(latent, rating=rest))
        return LinkedDiary(
            written.days,
            written.factors,
            slopes={pair: float(slopes[place(pair)]) for pair in self.effects},
        )


def place(pair: Pair) -> tuple[int, int]:
    """Row and column of a pair among the foods and ratings."""
    return FOODS.index(pair[0]), RATINGS.index(pair[1])


def foods_alike(rng: Generator, calendar: Calendar) -> Latent:
    """Foods correlated .3 with one another, ratings with a memory of some days."""
    n = len(calendar)
    return Latent(
        food=series.alike(lambda columns: ar1(rng, n, columns, 0.3), N_FOODS, 0.3),
        rating=ar1(rng, n, N_RATINGS, 0.45),
    )


ONE_LINK: dict[Pair, float] = {("fibre_g", "mood"): 0.3}
FOUR_LINKS: dict[Pair, float] = {
    ("fermented_servings", "mood"): 0.3,
    ("fibre_g", "anxiety"): -0.3,
    ("fibre_g", "energy"): 0.3,
    ("plants", "focus"): 0.25,
}
