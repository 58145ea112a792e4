"""Diaries in which yesterday's food does move a rating, by a known amount.

Ratings are `effect` SD higher per SD of what was recorded the day before; the rest of the rating is
AR(1) noise, so that its SD stays 1 before rounding. Foods are correlated with one another at will.
"""

from dataclasses import dataclass, field

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

Pair = tuple[str, str]


@dataclass(frozen=True)
class LinkedWorld:
    """Known links from yesterday's food to today's rating."""

    name: str
    effects: dict[Pair, float]
    phi: float = 0.3
    food_correlation: float = 0.0
    no_rating: float = 0.0

    @property
    def pairs(self) -> frozenset[Pair]:
        """The (food, rating) pairs that are truly linked."""
        return frozenset(self.effects)

    def diary(self, rng: Generator, days: int) -> "LinkedDiary":
        """Draw one person's diary with its true slopes."""
        calendar = Calendar.drawn(rng, days)
        lives = series.alike(
            lambda columns: ar1(rng, days, columns, 0.3), len(FOODS), self.food_correlation
        )
        food = served(standard(lives))
        eaten_before = np.vstack([np.zeros((1, len(FOODS))), standard(food)[:-1]])
        weights = self._weights()
        explained = 1 - (weights**2).sum(axis=0)
        noise = np.sqrt(explained) * ar1(rng, days, len(RATINGS), self.phi)
        rating = rated(rng, eaten_before @ weights + noise)
        forgot = rng.random(days) < self.no_rating
        diary = tabled(calendar, food, rating, Latent(food, rating, no_rating=forgot))
        slopes = WITHIN_PERSON_SD * weights / food.std(axis=0)[:, None]
        return LinkedDiary(diary.days, slopes={pair: slopes[at(pair)] for pair in self.pairs})

    def _weights(self) -> series.Array:
        weights = np.zeros((len(FOODS), len(RATINGS)))
        for pair, effect in self.effects.items():
            weights[at(pair)] = effect
        return weights


@dataclass(frozen=True)
class LinkedDiary(Diary):
    """A diary with the true slopes, in points per unit of the food."""

    slopes: dict[Pair, float] = field(default_factory=dict)


def at(pair: Pair) -> tuple[int, int]:
    """Row and column of a pair among the foods and ratings."""
    return FOODS.index(pair[0]), RATINGS.index(pair[1])


def one_link(phi: float, effect: float = 0.3) -> LinkedWorld:
    """One true link among the thirty pairs of the page."""
    return LinkedWorld(
        f"one link of {effect:g} SD, phi {phi:g}", {("fibre_g", "mood"): effect}, phi
    )


FOUR_LINKS = LinkedWorld(
    "four links among foods correlated .3",
    {
        ("fermented_servings", "mood"): 0.3,
        ("fibre_g", "anxiety"): -0.3,
        ("fibre_g", "energy"): 0.3,
        ("plants", "focus"): 0.25,
    },
    phi=0.45,
    food_correlation=0.3,
)
