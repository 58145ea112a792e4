"""A week beside the eight weeks before it: what is usual for a person, and what lies outside it.

Description only: nothing here is tested, and none of it is a target. Each day is compared with the
same weekday of those weeks, and the week as a whole with the same weekdays of each of them, so
that Sundays stand beside Sundays. Days that are not recorded are left out on both sides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from accounts.days import DAYS_IN_WEEK

WEEKS_BEFORE = 8
# Of a weekday before it has a usual, and of a week before it is compared.
LEAST_DAYS = 3
LEAST_WEEKS = 4
# Nobody notices less: a tenth of the usual, or half a point of a rating.
CLOSE_SHARE = 0.1
CLOSE_POINTS = 0.5
# With more of the days before known only as "at least", nothing can be said to be more.
MOST_AT_LEAST = 0.25

Values = Sequence[float | None]


class Standing(StrEnum):
    """Where a day or a week stands beside the person's usual."""

    LESS = "less"
    ABOUT = "about"
    MORE = "more"


@dataclass(frozen=True)
class UsualDay:
    """The same weekday in the weeks before: median, quartiles, and on how many days they rest."""

    usual: float
    low: float
    high: float
    days: int


@dataclass(frozen=True)
class UsualWeek:
    """The same weekdays of each week before.

    mean : of the days compared, in the week itself
    days : how many those are
    usual : the median of the means of the weeks before
    lowest, highest : the least and the greatest of them
    low, high : the middle half of the single days in them
    weeks : how many of the weeks before have enough recorded days to be compared
    """

    mean: float
    days: int
    usual: float
    lowest: float
    highest: float
    low: float
    high: float
    weeks: int


@dataclass(frozen=True)
class AgainstUsual:
    """One measure of a week beside the weeks before it.

    days : for each day its usual; None with too few of that weekday recorded
    standings : where each recorded day stands; None where that cannot be said
    known, differing : recorded days of all nine weeks, and those off the most common value
    """

    days: list[UsualDay | None]
    standings: list[Standing | None]
    week: UsualWeek | None
    standing: Standing | None
    known: int
    differing: int

    @property
    def has_moved(self) -> bool:
        """Whether the week lies outside what is usual for the person."""
        return self.standing in {Standing.LESS, Standing.MORE}


def against_usual(
    values: Values, at_least: Sequence[bool] | None = None, *, is_rating: bool = False
) -> AgainstUsual:
    """Compare the last seven values with the eight times seven before them.

    Parameters
    ----------
    values : 63 numbers, one a day, Monday first; None is not recorded
    at_least : which of them are lower bounds, because some food states no figure
    is_rating : whether they are points on a scale from 0 to 10
    """
    bounds = at_least or [False] * len(values)
    if not len(values) == len(bounds) == (WEEKS_BEFORE + 1) * DAYS_IN_WEEK:
        raise ValueError(f"It takes nine whole weeks of days, got {len(values)} days.")
    columns = [values[weekday::DAYS_IN_WEEK] for weekday in range(DAYS_IN_WEEK)]
    bound_columns = [bounds[weekday::DAYS_IN_WEEK] for weekday in range(DAYS_IN_WEEK)]
    days = [_usual_day(column[:-1]) for column in columns]
    known = [value for value in values if value is not None]
    week = _usual_week(columns)
    return AgainstUsual(
        days=days,
        standings=[
            _day_standing(column, bound, usual, is_rating)
            for column, bound, usual in zip(columns, bound_columns, days, strict=True)
        ],
        week=week,
        standing=_week_standing(week, columns, bound_columns, is_rating),
        known=len(known),
        differing=len(known) - max(map(known.count, set(known)), default=0),
    )


def usual_range(week: UsualWeek, *, is_rating: bool) -> tuple[float, float]:
    """Return from where to where a week counts as about the person's usual."""
    close = _close(week.usual, is_rating)
    low = min(week.low, week.lowest, week.usual - close)
    return low, max(week.high, week.highest, week.usual + close)


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of sorted numbers, between two of them in proportion."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _usual_day(earlier: Values) -> UsualDay | None:
    known = sorted(value for value in earlier if value is not None)
    if len(known) < LEAST_DAYS:
        return None
    return UsualDay(quantile(known, 0.5), quantile(known, 0.25), quantile(known, 0.75), len(known))


def _usual_week(columns: Sequence[Values]) -> UsualWeek | None:
    compared = [column for column in columns if column[-1] is not None]
    means = [
        fmean(known)
        for number in range(WEEKS_BEFORE)
        if len(known := _known(column[number] for column in compared)) >= LEAST_DAYS
    ]
    if len(compared) < LEAST_DAYS or len(means) < LEAST_WEEKS:
        return None
    single = sorted(_known(value for column in compared for value in column[:-1]))
    return UsualWeek(
        mean=fmean(_known([column[-1] for column in compared])),
        days=len(compared),
        usual=quantile(sorted(means), 0.5),
        lowest=min(means),
        highest=max(means),
        low=quantile(single, 0.25),
        high=quantile(single, 0.75),
        weeks=len(means),
    )


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _day_standing(
    column: Values, bounds: Sequence[bool], usual: UsualDay | None, is_rating: bool
) -> Standing | None:
    value = column[-1]
    if value is None or usual is None:
        return None
    standing = _standing(value, usual.usual, usual.low, usual.high, is_rating)
    earlier = [bound for bound, one in zip(bounds, column[:-1], strict=False) if one is not None]
    return _if_known(standing, is_bound=bounds[-1], earlier=earlier)


def _week_standing(
    week: UsualWeek | None,
    columns: Sequence[Values],
    bounds: Sequence[Sequence[bool]],
    is_rating: bool,
) -> Standing | None:
    if week is None:
        return None
    low, high = min(week.low, week.lowest), max(week.high, week.highest)
    standing = _standing(week.mean, week.usual, low, high, is_rating)
    pairs = [
        (bound, number)
        for column, bound_column in zip(columns, bounds, strict=True)
        if column[-1] is not None
        for number, (value, bound) in enumerate(zip(column, bound_column, strict=True))
        if value is not None
    ]
    return _if_known(
        standing,
        is_bound=any(bound for bound, number in pairs if number == WEEKS_BEFORE),
        earlier=[bound for bound, number in pairs if number < WEEKS_BEFORE],
    )


def _standing(value: float, usual: float, low: float, high: float, is_rating: bool) -> Standing:
    if low <= value <= high or abs(value - usual) < _close(usual, is_rating):
        return Standing.ABOUT
    return Standing.MORE if value > high else Standing.LESS


def _close(usual: float, is_rating: bool) -> float:
    return CLOSE_POINTS if is_rating else CLOSE_SHARE * abs(usual)


def _if_known(standing: Standing, *, is_bound: bool, earlier: Sequence[bool]) -> Standing | None:
    """Return a standing, or None where unknown amounts could have made it."""
    if standing is Standing.LESS and is_bound:
        return None
    if standing is Standing.MORE and sum(earlier) > MOST_AT_LEAST * len(earlier):
        return None
    return standing
