"""Diaries in which stress pulls on mood, and food may or may not change how strongly."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.random import Generator

from benchmarks.calibration import series
from benchmarks.calibration.diary import (
    SERVED,
    WITHIN_PERSON_SD,
    Calendar,
    rated,
    standard,
)
from benchmarks.calibration.series import Array, ar1
from benchmarks.calibration.tally import Counts
from benchmarks.calibration.worlds import breaks, some
from insights.stats.modulation import modulate

EXPOSURES = ("fermented_servings", "fibre_g")
PULL = -0.5


@dataclass(frozen=True)
class Days:
    """One person's days before units: stress, two foods, mood without stress, and the pull."""

    stress: Array
    food: Array
    mood: Array
    pull: Array
    bend: float = 0.0

    def plus(self, shared: Array) -> "Days":
        """Everything raised by the same course (days, 1); mood by half of it, downwards."""
        return replace(
            self,
            stress=self.stress + shared,
            food=self.food + shared,
            mood=self.mood - shared / 2,
        )


def plain(rng: Generator, calendar: Calendar) -> Days:
    """Stress and mood tied, diet irrelevant."""
    n = len(calendar)
    return Days(
        stress=ar1(rng, n, 1, 0.4),
        food=ar1(rng, n, 2, 0.4),
        mood=ar1(rng, n, 1, 0.4),
        pull=np.full((n, 1), PULL),
    )


def shared_course(rng: Generator, calendar: Calendar) -> Days:
    """Diet, stress and mood share weekends and a trend."""
    return plain(rng, calendar).plus(calendar.weekend + 1.5 * calendar.time)


def scattered(rng: Generator, calendar: Calendar) -> Days:
    """Mood scatters more on stressful days."""
    days = plain(rng, calendar)
    return replace(days, mood=days.mood * np.exp(0.45 * days.stress - 0.1))


def scattered_both_ways(rng: Generator, calendar: Calendar) -> Days:
    """Mood scatters more on days of unusual stress, high or low."""
    days = plain(rng, calendar)
    return replace(days, mood=days.mood * (0.5 + 0.6 * np.abs(days.stress)))


def bent(rng: Generator, calendar: Calendar) -> Days:
    """Stress pulls harder the more there is, and food wanders along with stress."""
    days = plain(rng, calendar)
    wander = series.drift(rng, len(calendar), 1, 0.07)
    return replace(days, stress=days.stress + wander, food=days.food + wander, bend=-0.25)


def wandering_pull(rng: Generator, calendar: Calendar) -> Days:
    """The pull comes and goes over weeks, and so does food, each by itself."""
    n = len(calendar)
    days = plain(rng, calendar)
    return replace(
        days,
        pull=days.pull + 0.4 * ar1(rng, n, 1, 0.97),
        food=0.6 * days.food + ar1(rng, n, 2, 0.97),
    )


def wandering_all(rng: Generator, calendar: Calendar) -> Days:
    """Stress, food and mood drift by .1 SD a day, each by itself."""
    n = len(calendar)
    days = plain(rng, calendar)
    return replace(
        days,
        stress=days.stress + series.drift(rng, n, 1, 0.1),
        food=days.food + series.drift(rng, n, 2, 0.1),
        mood=days.mood + series.drift(rng, n, 1, 0.1),
    )


def eats_less_when_stressed(rng: Generator, calendar: Calendar) -> Days:
    """Stress lowers what is eaten that day."""
    days = plain(rng, calendar)
    return replace(days, food=days.food - 0.8 * days.stress)


def weekend_pull(rng: Generator, calendar: Calendar) -> Days:
    """Stress pulls twice as hard on weekends, when more is eaten too."""
    days = plain(rng, calendar)
    weekend = calendar.weekend
    return replace(days, pull=days.pull * (1 + weekend), food=days.food + 1.2 * weekend)


def stormy(rng: Generator, calendar: Calendar) -> Days:
    """Calm and stormy weeks in mood, and food that comes in phases."""
    n = len(calendar)
    days = plain(rng, calendar)
    food = days.food + series.phases(rng, n, 2)
    return replace(days, mood=days.mood * series.storms(rng, n, 1), food=food)


NULL_WORLDS = {
    "stress and mood tied": plain,
    "shared weekends and trend": shared_course,
    "mood scatters on stressful days": scattered,
    "mood scatters on unusual days": scattered_both_ways,
    "bent pull, food follows stress": bent,
    "pull wanders by itself": wandering_pull,
    "all drift": wandering_all,
    "eats less when stressed": eats_less_when_stressed,
    "weekend pull": weekend_pull,
    "stormy weeks": stormy,
}


def study(world: str, days: int, rng: Generator) -> Counts:
    """False changes in a null world, or true ones found in "change .15" and "change .25"."""
    calendar = Calendar.drawn(rng, days)
    change = float(world.split()[1]) if world.startswith("change") else 0.0
    lived = plain(rng, calendar) if change else NULL_WORLDS[world](rng, calendar)
    table = logged(rng, calendar, lived, change)
    results = [modulate(table, exposure, "stress", "mood") for exposure in EXPOSURES]
    tested = [result.p for result in results if result.p is not None]
    if change:
        tested = tested[:1]
    return {"modulation": (sum(p < 0.05 for p in tested), len(tested))} if tested else {}


def logged(rng: Generator, calendar: Calendar, lived: Days, change: float) -> pd.DataFrame:
    """The table of days; `change` of the pull per SD of the past week's first food, in SD."""
    n = len(calendar)
    food = np.column_stack(
        [
            SERVED[name](column)
            for name, column in zip(EXPOSURES, standard(lived.food).T, strict=True)
        ]
    )
    week = pd.Series(food[:, 0]).rolling(7).mean().shift(1)
    week = ((week - week.mean()) / week.std()).fillna(0).to_numpy()[:, None]
    stress = standard(lived.stress)
    pull = lived.pull + change * week
    mood = pull * stress + lived.bend * stress**2 + np.sqrt(1 - PULL**2) * lived.mood
    table = pd.DataFrame(food, index=calendar.index, columns=list(EXPOSURES))
    table["stress"] = rated(rng, stress, 4.0)
    table["mood"] = np.rint(np.clip(6 + WITHIN_PERSON_SD * standard(mood)[:, 0], 0, 10))
    table[some(rng, n, 0.1) | (breaks(rng, n) if n > 150 else some(rng, n, 0))] = np.nan
    return table
