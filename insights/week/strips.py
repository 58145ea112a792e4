"""A week's mean beside what is usual for the person, as a strip the eye takes in at once.

Every strip is stretched so that the usual range is its middle part, whatever the measure: down a
table, what lies outside the usual stands out of one common band. Words beside it say the same.
"""

from dataclasses import dataclass

from insights.week.usual import AgainstUsual, usual_range

# Places from 0 to 200; the template draws the band between these two.
BAND_FROM, BAND_TO = 60.0, 140.0
FIRST, LAST = 8.0, 192.0


@dataclass(frozen=True)
class UsualStrip:
    """Where the week and its usual stand; a week far outside stays at the strip's end."""

    mean: float
    usual: float


def usual_strip(against: AgainstUsual, *, is_rating: bool) -> UsualStrip | None:
    """Return the strip of one measure; None where nobody can say how the week stands.

    None also where the usual is none at all: around nothing there is no range.
    """
    week = against.week
    if week is None or against.standing is None:
        return None
    low, high = usual_range(week, is_rating=is_rating)
    if low == high:
        return None
    return UsualStrip(_place(week.mean, low, high), _place(week.usual, low, high))


def _place(value: float, low: float, high: float) -> float:
    at = BAND_FROM + (BAND_TO - BAND_FROM) * (value - low) / (high - low)
    return round(min(max(at, FIRST), LAST), 1)
