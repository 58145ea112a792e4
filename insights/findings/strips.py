"""Intervals as strips on one scale, so that below one another they read as a forest plot.

Places run from 0 to 200, zero in the middle; words beside each strip say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MIDDLE = 100.0
ROOM = 96.0
"""Where the scale ends on either side of the middle; beyond it is room for an arrow."""
SCALES = (0.2, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
ENDS_HELD = 0.85
"""Share of the interval ends the scale holds in any case."""
ODD_TIMES = 2.0
"""Ends so many times further out are cut off, so that one odd food does not squeeze all others."""


@dataclass(frozen=True)
class Interval:
    """An estimate with its interval, and the difference either way that would not matter.

    All in rating points for the same amount of food.
    """

    estimate: float
    low: float
    high: float
    margin: float


@dataclass(frozen=True)
class Strip:
    """An interval as it is drawn; `cut_low` and `cut_high` say that it goes on beyond the scale."""

    estimate: float
    low: float
    high: float
    cut_low: bool
    cut_high: bool
    band_from: float
    band_width: float


def shared_scale(intervals: Sequence[Interval]) -> float:
    """Return the rating points from the middle to either end of the scale that all share."""
    if not intervals:
        return SCALES[0]
    ends = sorted(abs(end) for each in intervals for end in (each.low, each.high))
    widest = ends[int(ENDS_HELD * len(ends))]
    if ends[-1] <= ODD_TIMES * widest:
        widest = ends[-1]
    return next((scale for scale in SCALES if scale >= widest), SCALES[-1])


def strip_of(interval: Interval, scale: float) -> Strip:
    """Return an interval drawn on a scale of so many points to either side."""
    band = min(interval.margin / scale, 1.0) * ROOM
    return Strip(
        estimate=_place(interval.estimate, scale),
        low=_place(interval.low, scale),
        high=_place(interval.high, scale),
        cut_low=interval.low < -scale,
        cut_high=interval.high > scale,
        band_from=round(MIDDLE - band, 1),
        band_width=round(2 * band, 1),
    )


def _place(value: float, scale: float) -> float:
    return round(MIDDLE + ROOM * max(-1.0, min(1.0, value / scale)), 1)
