"""Intervals on one scale, zero in the middle, so that below one another they can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

ROUND_TO = 0.5
# A few intervals much wider than the others run off the scale; their figures stand beside them.
SHARE_HELD = 0.8
MIDDLE, ROOM = 50.0, 48.0


@dataclass(frozen=True)
class Ends:
    """An estimate and its interval, in rating points."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True)
class Strip:
    """The same in per cent of the width of a strip."""

    estimate: float
    low: float
    high: float


def shared_reach(intervals: Sequence[Ends]) -> float:
    """Return how many points the scale goes to either side of zero."""
    if not intervals:
        return ROUND_TO
    ends = sorted(max(abs(each.low), abs(each.high)) for each in intervals)
    wanted = ends[int(SHARE_HELD * (len(ends) - 1))]
    return max(ROUND_TO, ROUND_TO * -(-wanted // ROUND_TO))


def strip_of(ends: Ends, reach: float) -> Strip:
    """Return where an interval lies on a scale of `reach` points to either side."""
    return Strip(*(_place(end, reach) for end in (ends.estimate, ends.low, ends.high)))


def _place(value: float, reach: float) -> float:
    return round(MIDDLE + ROOM * max(-1.0, min(1.0, value / reach)), 1)
