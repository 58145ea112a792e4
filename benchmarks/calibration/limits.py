"""Worlds in which no statistics on a diary alone can be right: printed as honest limits.

The food still does nothing, but something unlogged moves food and rating together, or whether a
day is logged depends on both.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from benchmarks.calibration import series
from benchmarks.calibration.diary import Calendar, Latent, standard
from benchmarks.calibration.series import ar1
from benchmarks.calibration.worlds import (
    LATER_WINDOWS,
    N_FOODS,
    N_RATINGS,
    World,
    drinking_lowers_both,
    feedback,
    plain,
    plus,
    weekend_drinking,
)


def unlogged_drinking(rng: Generator, calendar: Calendar) -> Latent:
    """Weekend drinking lowers both and is nowhere in the diary."""
    return replace(drinking_lowers_both(rng, calendar), factors={})


def bad_sleep(rng: Generator, calendar: Calendar) -> Latent:
    """Bad sleep moves that day's food and the next day's ratings."""
    latent = plain(0.3)(rng, calendar)
    sleep = ar1(rng, len(calendar), 1, 0.2)
    night_before = np.vstack([np.zeros((1, 1)), sleep[:-1]])
    return replace(
        latent, food=latent.food + 0.45 * sleep, rating=latent.rating + 0.45 * night_before
    )


def holidays(rng: Generator, calendar: Calendar) -> Latent:
    """Holidays or illness of 2 to 10 days, about every 45, lower both."""
    away = np.zeros((len(calendar), 1))
    for _ in range(rng.poisson(len(calendar) / 45)):
        start = int(rng.integers(len(calendar)))
        away[start : start + int(rng.integers(2, 11))] = 1
    return plus(plain(0.3)(rng, calendar), -0.9 * away)


def skipped_after_both(rng: Generator, calendar: Calendar) -> Latent:
    """Ratings are left out when mood and yesterday's eating were both bad."""
    n = len(calendar)
    food = series.alike(lambda k: ar1(rng, n, k, 0.3), N_FOODS, 0.8)
    rating = series.alike(lambda k: ar1(rng, n, k, 0.3), N_RATINGS, 0.8)
    eaten, felt = standard(food).mean(axis=1), standard(rating).mean(axis=1)
    bad = (np.concatenate([[0.0], eaten[:-1]]) < -0.4) & (felt < -0.4)
    return Latent(food=food, rating=rating, no_rating=bad & (rng.random(n) < 0.6))


def monthly_cycle(rng: Generator, calendar: Calendar) -> Latent:
    """A cycle of about 28 days moves food and ratings alike and is not logged."""
    angle = 2 * np.pi * np.arange(len(calendar))[:, None] / rng.uniform(26, 31)
    return plus(plain(0.3)(rng, calendar), 0.6 * np.sin(angle))


def storms_together(rng: Generator, calendar: Calendar) -> Latent:
    """Calm and stormy weeks, the same ones for food and ratings."""
    n = len(calendar)
    spread = series.storms(rng, n, 1)
    return Latent(
        food=ar1(rng, n, N_FOODS, 0.3) * spread, rating=ar1(rng, n, N_RATINGS, 0.3) * spread
    )


def limit(
    name: str,
    happens: Callable[[Generator, Calendar], Latent],
    windows: tuple[str, ...] = ("next_day",),
    *,
    own: bool = False,
) -> World:
    """A world in which a claim is false for the food although the link in the diary is real."""
    return World(name, happens, windows=windows, own=own)


LIMITS = (
    limit("weekend drinking, logged", weekend_drinking),
    limit("weekend drinking, not logged", unlogged_drinking),
    limit("bad sleep, not logged", bad_sleep),
    limit("holidays or illness, not logged", holidays),
    limit("skipped when mood and food were bad", skipped_after_both),
    limit("low mood very strongly drives eating", feedback(0.8, 0.6), LATER_WINDOWS),
    limit("monthly cycle, not logged", monthly_cycle, own=True),
    limit("storms shared by food and mood", storms_together, own=True),
)
# Share with p < .05 for the recommended procedure and for Pearson, by number of days.
REFERENCE: dict[str, dict[int, tuple[float, float]]] = {
    name: dict(zip((90, 365, 1000), shares, strict=True))
    for name, shares in {
        "weekend drinking, logged": ((0.04, 0.10), (0.04, 0.18), (0.04, 0.40)),
        "weekend drinking, not logged": ((0.07, 0.09), (0.22, 0.18), (0.53, 0.42)),
        "bad sleep, not logged": ((0.20, 0.25), (0.71, 0.73), (0.99, 0.99)),
        "holidays or illness, not logged": ((0.05, 0.11), (0.09, 0.27), (0.15, 0.53)),
        "skipped when mood and food were bad": ((0.10, 0.15), (0.36, 0.48), (0.79, 0.88)),
        "low mood very strongly drives eating": ((0.06, 0.93), (0.08, 1.0), (0.15, 1.0)),
    }.items()
}
