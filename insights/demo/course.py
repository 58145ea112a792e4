"""How a made-up life runs: which days are weekends, ill, abroad or left out of the diary."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from insights.demo.lives import Life, Spell

HOME, ABROAD = "Europe/Berlin", "Asia/Tokyo"
SATURDAY = 6
# The clock of the place one is in: off at 14:00 and there at 10:00 the next day; back the other
# way off at 14:00 and home at 18:00 of the same, long day.
TAKE_OFF_H, LANDING_ABROAD_H, LANDING_AT_HOME_H = 14, 10, 18
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Course:
    """What each day was like, whether or not it was written down."""

    is_weekend: Flags
    is_ill: Flags
    is_abroad: Flags  # from the day of arrival to the day of the flight back
    is_silent: Flags  # nothing logged at all
    has_capsules: Flags
    ferment_habit: Floats  # servings expected
    light: Floats  # from -1 in midwinter to 1 in midsummer

    def zone(self, number: int, hour: float) -> str:
        """Return where the person is at `hour` o'clock of a day."""
        flies_back = self._at(number) and not self._at(number + 1)
        if flies_back and hour >= LANDING_AT_HOME_H:
            return HOME
        return ABROAD if self._at(number) else HOME

    def in_the_air(self, number: int, hour: float) -> bool:
        """Return whether the person is on a flight, where nothing is logged."""
        here, before, after = (self._at(each) for each in (number, number - 1, number + 1))
        if here:
            arrives, leaves = not before, not after
            return (arrives and hour < LANDING_ABROAD_H) or (
                leaves and TAKE_OFF_H <= hour < LANDING_AT_HOME_H
            )
        return after and hour >= TAKE_OFF_H

    def _at(self, number: int) -> bool:
        return 0 <= number < len(self.is_abroad) and bool(self.is_abroad[number])


def course_of(rng: np.random.Generator, life: Life, days: list[date]) -> Course:
    """Return the course of `life` over `days`, some of it by chance."""
    count = len(days)
    day_of_year = np.array([day.timetuple().tm_yday for day in days])
    passed = np.linspace(0, 1, count)
    # The habit grows over the life, with a lapse in the middle and good and bad weeks.
    habit = life.habit + 1.3 * passed - 0.6 * np.exp(-(((passed - 0.55) / 0.06) ** 2))
    weekly = np.repeat(rng.normal(0, 0.45, count // 7 + 1), 7)[:count]
    return Course(
        is_weekend=np.array([day.isoweekday() >= SATURDAY for day in days]),
        is_ill=_during(life.ill, count),
        is_abroad=_during(life.abroad, count),
        is_silent=_during(life.silent, count) | (rng.random(count) < life.forgets),
        has_capsules=_during(life.capsules, count),
        ferment_habit=np.clip(habit + weekly, 0.1, 2.8),
        light=-np.cos(2 * np.pi * (day_of_year + 10) / 365.25),
    )


def _during(spells: Iterable[Spell], count: int) -> Flags:
    """Return which of `count` days lie within any of `spells`."""
    number = np.arange(count)
    flags = np.zeros(count, dtype=bool)
    for spell in spells:
        start = int(spell.at * count)
        flags |= (number >= start) & (number < start + spell.days)
    return flags
