"""The journal seen from further away: a month in a grid, a year in small squares."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Q

from accounts.days import DAYS_IN_WEEK, ONE_DAY, Week, days_between
from accounts.models import User
from accounts.scales import HIGHEST, SCALE_KEYS, Scale
from journal.models.check_ins import CheckIn
from journal.models.factors import FactorEntry

MONTHS_IN_YEAR = 12
LONGEST_MONTH = 31


@dataclass(frozen=True)
class DayMark:
    """What a calendar shows of a day; None is not rated."""

    day: date
    check_ins: int = 0
    notes: int = 0
    factors: int = 0
    value: float | None = None

    @property
    def shade(self) -> int | None:
        """Which of the eleven shades stands for the day's value."""
        return None if self.value is None else shade_of(self.value)

    @property
    def is_empty(self) -> bool:
        """Whether the journal holds nothing of the day."""
        return not (self.check_ins or self.factors)


@dataclass(frozen=True)
class Month:
    """A month of the journal: weeks of seven days, those of other months None."""

    first: date
    scale: Scale
    weeks: list[list[DayMark | None]]

    @property
    def last(self) -> date:
        """The last day of the month."""
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])


@dataclass(frozen=True)
class MonthFigures:
    """A month of a year in figures; None where no day was rated."""

    first: date
    days_rated: int
    mean: float | None
    lowest: float | None
    highest: float | None


@dataclass(frozen=True)
class Year:
    """One scale through a year: a row for each day of the month, a cell for each month.

    A cell is None where the month has no such day.
    """

    year: int
    scale: Scale
    rows: list[tuple[int, list[DayMark | None]]]
    months: list[MonthFigures]

    @property
    def days_rated(self) -> int:
        """How many days of the year were rated."""
        return sum(month.days_rated for month in self.months)


def shade_of(value: float) -> int:
    """Return the nearest of the shades 0 to 10; halves go up."""
    return min(int(value + 0.5), HIGHEST)


def month_of(user: User, first: date, scale: Scale) -> Month:
    """Return the month that begins on `first`, coloured by one scale."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    marks = _marks(user, first, last, scale)
    weeks = []
    monday = Week.of(first).first
    while monday <= last:
        days = days_between(monday, monday + (DAYS_IN_WEEK - 1) * ONE_DAY)
        weeks.append([marks[day] if first <= day <= last else None for day in days])
        monday += DAYS_IN_WEEK * ONE_DAY
    return Month(first, scale, weeks)


def year_of(user: User, year: int, scale: Scale) -> Year:
    """Return a year of one scale."""
    values = _values(user, date(year, 1, 1), date(year, MONTHS_IN_YEAR, LONGEST_MONTH), scale)
    months = [date(year, month, 1) for month in range(1, MONTHS_IN_YEAR + 1)]
    rows = [
        (number, [_cell(first, number, values) for first in months])
        for number in range(1, LONGEST_MONTH + 1)
    ]
    return Year(year, scale, rows, [_figures(first, values) for first in months])


def years_with_entries(user: User) -> list[int]:
    """Return the years the journal reaches over, from the first check-in to the last."""
    mine = CheckIn.objects.for_user(user).order_by("local_day").values_list("local_day", flat=True)
    first, last = mine.first(), mine.last()
    return list(range(first.year, last.year + 1)) if first and last else []


def year_before(day: date) -> date:
    """Return the same date a year earlier; the 28th for a 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=day.day - 1)


def a_year_ago(user: User, today: date) -> list[CheckIn]:
    """Return what the person checked in with a year ago today, oldest first."""
    return list(CheckIn.objects.for_user(user).on(year_before(today)))


def scale_to_show(user: User, wanted: str) -> Scale:
    """Return the scale somebody asked for, or the first the person uses, or mood."""
    if wanted in SCALE_KEYS:
        return user.scale(wanted)
    in_use = user.scales_in_use
    return in_use[0] if in_use else user.scale("mood")


def _values(user: User, first: date, last: date, scale: Scale) -> dict[date, float]:
    rows = (
        CheckIn.objects.for_user(user)
        .between(first, last)
        .filter(**{f"{scale.key}__isnull": False})
        .order_by()
        .values_list("local_day")
        .annotate(Avg(scale.key))
    )
    return dict(rows)


def _marks(user: User, first: date, last: date, scale: Scale) -> dict[date, DayMark]:
    rows = (
        CheckIn.objects.for_user(user)
        .between(first, last)
        .order_by()
        .values("local_day")
        .annotate(check_ins=Count("pk"), notes=Count("pk", ~Q(note="")), value=Avg(scale.key))
        .values_list("local_day", "check_ins", "notes", "value")
    )
    said = {day: (check_ins, notes, value) for day, check_ins, notes, value in rows}
    factors = dict(
        FactorEntry.objects.for_user(user)
        .between(first, last)
        .order_by()
        .values_list("local_day")
        .annotate(Count("pk"))
    )
    nothing = (0, 0, None)
    return {
        day: DayMark(day, check_ins, notes, factors.get(day, 0), value)
        for day in days_between(first, last)
        for check_ins, notes, value in [said.get(day, nothing)]
    }


def _cell(first: date, number: int, values: Mapping[date, float]) -> DayMark | None:
    if number > monthrange(first.year, first.month)[1]:
        return None
    day = first.replace(day=number)
    return DayMark(day, value=values.get(day))


def _figures(first: date, values: Mapping[date, float]) -> MonthFigures:
    rated = [value for day, value in values.items() if day.month == first.month]
    return MonthFigures(
        first,
        len(rated),
        sum(rated) / len(rated) if rated else None,
        min(rated, default=None),
        max(rated, default=None),
    )
