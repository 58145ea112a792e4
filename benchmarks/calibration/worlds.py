"""Link-free worlds: food and ratings share weekdays and seasons, but no food moves a rating.

Foods are independent of one another and so are ratings, apart from what a world says they share:
the hardest case for "any false claim on the page", since no two tests fail together.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from benchmarks.calibration import series
from benchmarks.calibration.diary import (
    FOODS,
    RATINGS,
    Calendar,
    Diary,
    Latent,
    Mask,
    standard,
    written,
)
from benchmarks.calibration.series import Array, ar1

ALL_WINDOWS = ("same_day", "next_day", "next_3_days", "past_week")
LATER_WINDOWS = ALL_WINDOWS[1:]
N_FOODS, N_RATINGS = len(FOODS), len(RATINGS)


@dataclass(frozen=True)
class World:
    """One way diaries can come about without any food moving any rating.

    `windows` are those in which nothing is linked; a page is judged only when that is all of them.
    """

    name: str
    happens: Callable[[Generator, Calendar], Latent]
    windows: tuple[str, ...] = ALL_WINDOWS
    own: bool = False

    def diary(self, rng: Generator, days: int) -> Diary:
        """Draw one person's diary."""
        calendar = Calendar.drawn(rng, days)
        return written(rng, calendar, self.happens(rng, calendar))


def both(draw: Callable[[int], Array]) -> Latent:
    """Foods and ratings drawn alike and independently."""
    return Latent(food=draw(N_FOODS), rating=draw(N_RATINGS))


def plus(latent: Latent, shared: Array) -> Latent:
    """The same lives with `shared` (days, 1) added to every food and every rating."""
    return replace(latent, food=latent.food + shared, rating=latent.rating + shared)


def plain(phi: float) -> Callable[[Generator, Calendar], Latent]:
    """AR(1) lives with correlation `phi` from day to day."""
    return lambda rng, calendar: both(lambda columns: ar1(rng, len(calendar), columns, phi))


def weekday_bump(rng: Generator, calendar: Calendar) -> Latent:
    """Weekends lift food and ratings alike."""
    return plus(plain(0.3)(rng, calendar), calendar.weekend)


def trend(rng: Generator, calendar: Calendar) -> Latent:
    """Food and ratings rise together by 1.5 SD over the record."""
    return plus(plain(0.3)(rng, calendar), 1.5 * calendar.time)


def drifting(step: float, phi: float = 0.3) -> Callable[[Generator, Calendar], Latent]:
    """Everything wanders like a random walk of `step` SD a day under AR(1) days."""

    def happens(rng: Generator, calendar: Calendar) -> Latent:
        n = len(calendar)
        return both(lambda k: ar1(rng, n, k, phi) + series.drift(rng, n, k, step))

    return happens


def second_order(first: float, second: float) -> Callable[[Generator, Calendar], Latent]:
    """AR(2) lives."""
    return lambda rng, calendar: both(lambda k: series.ar2(rng, len(calendar), k, first, second))


def phases(rng: Generator, calendar: Calendar) -> Latent:
    """Good and bad phases of about 20 days, as large as the days' own ups and downs."""
    n = len(calendar)
    return both(lambda k: ar1(rng, n, k, 0.3) + series.phases(rng, n, k))


def heavy_tails(rng: Generator, calendar: Calendar) -> Latent:
    """Now and then a day far off the rest."""
    return both(lambda k: series.heavy_tails(rng, len(calendar), k, 0.3))


def ceiling(rng: Generator, calendar: Calendar) -> Latent:
    """A happy person who seldom eats these foods: ratings about 9, 70 % of servings none."""
    return replace(plain(0.3)(rng, calendar), rating_mean=9.0, rare_foods=True)


def some(rng: Generator, days: int, share: float) -> Mask:
    """Days picked at random."""
    return np.asarray(rng.random(days) < share)


def forgetful(phi: float, share: float) -> Callable[[Generator, Calendar], Latent]:
    """A share of the foods and as many of the ratings not logged, at random."""

    def happens(rng: Generator, calendar: Calendar) -> Latent:
        no_food, no_rating = (some(rng, len(calendar), share) for _ in range(2))
        return replace(plain(phi)(rng, calendar), no_food=no_food, no_rating=no_rating)

    return happens


def skipped_when_low(rng: Generator, calendar: Calendar, latent: Latent) -> Mask:
    """10 % of days left out, 45 % of the lowest quarter."""
    wellbeing = standard(latent.rating).mean(axis=1)
    low = wellbeing < np.quantile(wellbeing, 0.25)
    return np.asarray(rng.random(len(calendar)) < np.where(low, 0.45, 0.10))


def skips_low_days(rng: Generator, calendar: Calendar) -> Latent:
    """On low days the diary often stays closed; ratings go up and down together."""
    n = len(calendar)
    latent = Latent(
        food=ar1(rng, n, N_FOODS, 0.5),
        rating=series.alike(lambda k: ar1(rng, n, k, 0.5), N_RATINGS, 0.6),
    )
    return replace(latent, forgotten=skipped_when_low(rng, calendar, latent))


def breaks(rng: Generator, days: int) -> Mask:
    """Gaps of 5 to 21 days, about one in every 50."""
    out = np.zeros(days, dtype=bool)
    for _ in range(max(1, rng.poisson(days / 50))):
        start = int(rng.integers(days))
        out[start : start + int(rng.integers(5, 22))] = True
    return out if out.mean() < 0.6 else np.zeros(days, dtype=bool)


def gaps(rng: Generator, calendar: Calendar) -> Latent:
    """The diary is put away for one to three weeks now and then."""
    return replace(plain(0.6)(rng, calendar), forgotten=breaks(rng, len(calendar)))


def drinks(rng: Generator, calendar: Calendar) -> Array:
    """Drinks a day: most Fridays and Saturdays, seldom otherwise; (days, 1)."""
    evening = np.isin(calendar.index.day_of_week, (4, 5))
    goes_out = rng.random(len(calendar)) < np.where(evening, 0.6, 0.08)
    return np.asarray(goes_out * rng.integers(1, 6, len(calendar)), dtype=float)[:, None]


def weekend_drinking(rng: Generator, calendar: Calendar) -> Latent:
    """Drinking lowers that day's food and ratings, and is logged."""
    latent = drinking_lowers_both(rng, calendar)
    return replace(latent, factors={"alcohol_drinks": latent.factors["alcohol_drinks"]})


def drinking_lowers_both(rng: Generator, calendar: Calendar) -> Latent:
    """Weekend drinking as a factor of that day's food and of that day's and tomorrow's ratings."""
    alcohol = drinks(rng, calendar)
    yesterday = np.vstack([np.zeros((1, 1)), alcohol[:-1]])
    latent = plain(0.3)(rng, calendar)
    return replace(
        latent,
        food=latent.food - 0.2 * alcohol,
        rating=latent.rating - 0.1 * alcohol - 0.2 * yesterday,
        factors={"alcohol_drinks": alcohol[:, 0]},
    )


def yearly_season(rng: Generator, calendar: Calendar) -> Latent:
    """Summer lifts food and ratings alike."""
    return plus(plain(0.3)(rng, calendar), -np.cos(calendar.season))


def all_at_once(rng: Generator, calendar: Calendar) -> Latent:
    """Weekday bump, trend, season, drift, phases, drinking, gaps and skipped low days together."""
    n = len(calendar)
    latent = drinking_lowers_both(rng, calendar)
    wander = both(lambda k: series.drift(rng, n, k, 0.07) + 0.5 * series.phases(rng, n, k))
    shared = 0.7 * calendar.weekend + calendar.time - 0.5 * np.cos(calendar.season)
    latent = replace(latent, food=latent.food + wander.food, rating=latent.rating + wander.rating)
    latent = plus(latent, shared)
    return replace(latent, forgotten=skipped_when_low(rng, calendar, latent) | breaks(rng, n))


def feedback(strength: float, phi: float) -> Callable[[Generator, Calendar], Latent]:
    """Low mood drives that day's eating; all ratings follow one mood. Null at lags 1 and more."""

    def happens(rng: Generator, calendar: Calendar) -> Latent:
        n = len(calendar)
        mood = ar1(rng, n, 1, phi)
        craving = -strength * mood + np.sqrt(1 - strength**2) * ar1(rng, n, N_FOODS, 0.3)
        return Latent(food=craving, rating=np.repeat(mood, N_RATINGS, axis=1))

    return happens


LISTED = (
    *(World(f"AR(1), phi {phi:g}", plain(phi)) for phi in (0.0, 0.3, 0.6, 0.8)),
    World("shared weekday bump", weekday_bump),
    World("shared trend, 1.5 SD", trend),
    World("drift .07 SD a day", drifting(0.07)),
    World("drift .14 SD a day", drifting(0.14)),
    World("AR(2), .5 and .3", second_order(0.5, 0.3)),
    World("phases of 20 days", phases),
    World("heavy tails", heavy_tails),
    World("ceiling, rare servings", ceiling),
    World("20 % missing at random", forgetful(0.6, 0.2)),
    World("low days skipped", skips_low_days),
    World("gaps of 5-21 days", gaps),
    World("weekend drinking, logged", weekend_drinking),
    World("shared yearly season", yearly_season),
    World("all at once", all_at_once),
    World("low mood drives eating", feedback(0.6, 0.6), windows=LATER_WINDOWS),
)
