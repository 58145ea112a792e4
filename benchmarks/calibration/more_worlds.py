"""Link-free worlds of our own, which nobody tuned the procedure on."""

from dataclasses import replace

import numpy as np
from numpy.random import Generator

from benchmarks.calibration import series
from benchmarks.calibration.diary import Calendar, Latent, standard
from benchmarks.calibration.series import Array, ar1
from benchmarks.calibration.worlds import (
    N_FOODS,
    N_RATINGS,
    World,
    both,
    breaks,
    plain,
    plus,
    second_order,
    some,
)


def new_job(rng: Generator, calendar: Calendar) -> Latent:
    """A new job shifts food and ratings for good, each at its own time within a month."""
    n = len(calendar)
    change = int(rng.integers(n // 4, 3 * n // 4 + 1))

    def shifted(columns: int) -> Array:
        when = change + rng.integers(-15, 16, columns)
        after = np.arange(n)[:, None] >= when
        return ar1(rng, n, columns, 0.4) + rng.choice([-1.2, 1.2], columns) * after

    return both(shifted)


def stormy_weeks(rng: Generator, calendar: Calendar) -> Latent:
    """Calm and stormy weeks: the spread of each series wanders on its own."""
    n = len(calendar)
    return both(lambda k: ar1(rng, n, k, 0.3) * series.storms(rng, n, k))


def long_memory(rng: Generator, calendar: Calendar) -> Latent:
    """Fractional noise, d = .35, whose correlations fade slower than any AR(1)."""
    return both(lambda k: series.long_memory(rng, len(calendar), k))


def lazy_logger(rng: Generator, calendar: Calendar) -> Latent:
    """Half of all ratings and meals are copied from the day before."""
    n = len(calendar)
    return both(lambda k: series.repeated(rng, ar1(rng, n, k, 0.3), 0.5))


def wandering_weeks(rng: Generator, calendar: Calendar) -> Latent:
    """Food and ratings each have a cycle of about a week whose phase slips."""
    n = len(calendar)
    return both(lambda k: ar1(rng, n, k, 0.3) + 0.7 * series.wandering_week(rng, n, k))


def every_other_evening(rng: Generator, calendar: Calendar) -> Latent:
    """Food logged daily, ratings only every other evening and with slips."""
    n = len(calendar)
    odd = (np.arange(n) + int(rng.integers(2))) % 2 == 1
    return replace(plain(0.6)(rng, calendar), no_rating=odd ^ some(rng, n, 0.1))


def jars_and_seasons(rng: Generator, calendar: Calendar) -> Latent:
    """Ferments come by the jar, then none for weeks; ratings follow a season and AR(1) days."""
    n = len(calendar)
    peak = rng.uniform(0, 2 * np.pi, N_RATINGS)
    return Latent(
        food=2 * series.batches(rng, n, N_FOODS) + 0.7 * ar1(rng, n, N_FOODS, 0.2),
        rating=ar1(rng, n, N_RATINGS, 0.6) + np.cos(calendar.season + peak),
        rare_foods=True,
    )


def ten_day_swings(rng: Generator, calendar: Calendar) -> Latent:
    """AR(2) that swings up and down in about ten days."""
    return second_order(1.2, -0.6)(rng, calendar)


def learns_the_scale(rng: Generator, calendar: Calendar) -> Latent:
    """Ratings use the whole scale at first, and a third of it after a few weeks."""
    n = len(calendar)
    settled = np.arange(n)[:, None] >= int(rng.integers(n // 4, n // 2 + 1))
    latent = plain(0.5)(rng, calendar)
    return replace(latent, rating=latent.rating * np.where(settled, 0.5, 1.5))


def wild_weekends(rng: Generator, calendar: Calendar) -> Latent:
    """Weekends are not better or worse, only more varied, in food and ratings alike."""
    latent = plain(0.3)(rng, calendar)
    spread = 1 + 0.8 * calendar.weekend
    return replace(latent, food=latent.food * spread, rating=latent.rating * spread)


def rare_feasts(rng: Generator, calendar: Calendar) -> Latent:
    """The same food every day but for feasts, and moods with heavy tails."""
    n = len(calendar)
    feast = some(rng, n * N_FOODS, 0.06).reshape(n, N_FOODS)
    return Latent(
        food=0.3 * ar1(rng, n, N_FOODS, 0.3) + feast * rng.gamma(4, 1, (n, N_FOODS)),
        rating=series.heavy_tails(rng, n, N_RATINGS, 0.5),
    )


def fresh(rng: Generator, calendar: Calendar) -> Latent:
    """A new world for every person: memory, drift, weekends, trend, season and gaps all drawn."""
    n = len(calendar)
    phis = rng.uniform(0, 0.8, 2)
    steps = rng.choice([0, 0.04, 0.08, 0.14], 2)
    latent = Latent(
        food=ar1(rng, n, N_FOODS, phis[0]) + series.drift(rng, n, N_FOODS, steps[0]),
        rating=ar1(rng, n, N_RATINGS, phis[1]) + series.drift(rng, n, N_RATINGS, steps[1]),
    )
    if rng.random() < 0.3:
        latent = replace(latent, food=latent.food + 0.8 * standard(series.phases(rng, n, N_FOODS)))
    week, slope, summer = rng.normal(0, 0.6, 3)
    shared = week * calendar.weekend + slope * calendar.time - summer * np.cos(calendar.season)
    skipped = some(rng, n, rng.uniform(0, 0.3))
    if rng.random() < 0.4:
        skipped = skipped | breaks(rng, n)
    return replace(plus(latent, shared), forgotten=skipped)


OWN = (
    World("new job: both shift", new_job, own=True),
    World("calm and stormy weeks", stormy_weeks, own=True),
    World("long memory, d .35", long_memory, own=True),
    World("lazy logger", lazy_logger, own=True),
    World("wandering weekly cycle", wandering_weeks, own=True),
    World("ratings every other day", every_other_evening, own=True),
    World("jars and seasons", jars_and_seasons, own=True),
    World("ten-day swings", ten_day_swings, own=True),
    World("learns the scale", learns_the_scale, own=True),
    World("wild weekends", wild_weekends, own=True),
    World("rare feasts", rare_feasts, own=True),
)
FRESH = World("a fresh world each time", fresh, own=True)
