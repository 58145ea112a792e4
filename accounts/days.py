"""The person's day: which day a moment belongs to, and when a day begins and ends.

A day runs from the person's day-start hour to the same hour of the next date, in their time
zone, so a snack at 01:30 belongs to the evening before. Days are half-open, [start, next start):
they cover the line of time without gap or overlap, whatever the clocks do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

DEFAULT_DAY_STARTS_AT_HOUR = 4
LATEST_DAY_STARTS_AT_HOUR = 12
ONE_DAY = timedelta(days=1)
DAYS_IN_WEEK = 7
_WEEK_NAME = re.compile(r"(?P<year>[0-9]{4})-W(?P<week>[0-9]{2})")
# Weeks near either end of the calendar have neighbours that no date can name.
YEARS_WITH_WEEKS = range(1900, 2200)


@cache
def zone_names() -> frozenset[str]:
    """Return the names of all time zones a person may choose."""
    names = available_timezones()
    return frozenset(name for name in names if "/" in name and name[0].isupper()) | {"UTC"}


@dataclass(frozen=True)
class DayRule:
    """How one person's days are cut: their time zone and the hour a day starts at."""

    time_zone: str
    starts_at_hour: int = DEFAULT_DAY_STARTS_AT_HOUR

    def __post_init__(self) -> None:
        if not 0 <= self.starts_at_hour <= LATEST_DAY_STARTS_AT_HOUR:
            raise ValueError(
                f"A day starts at {self.starts_at_hour}:00, but only hours from 0 to "
                f"{LATEST_DAY_STARTS_AT_HOUR} are allowed."
            )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.time_zone)

    def start_of(self, day: date) -> datetime:
        """Return the moment `day` starts, in UTC; this moment is part of the day.

        Where the clocks skip the starting hour the day starts as they jump or just after;
        where the hour comes twice, it starts at the first. A date that a zone left out
        altogether (Samoa, 30 December 2011) starts when the next one does, so it holds no moment.
        """
        wall_clock = datetime.combine(day, time(self.starts_at_hour), tzinfo=self.zone)
        return wall_clock.astimezone(UTC)

    def span_of(self, day: date) -> tuple[datetime, datetime]:
        """Return the start of `day` (included) and its end (not included), in UTC."""
        return self.start_of(day), self.start_of(day + ONE_DAY)

    def day_of(self, moment: datetime) -> date:
        """Return the day that `moment` (which must carry its zone) belongs to."""
        if moment.tzinfo is None:
            raise ValueError(f"{moment.isoformat()} has no time zone, so its day is unknown.")
        day = moment.astimezone(self.zone).date() + ONE_DAY
        while moment < self.start_of(day):
            day -= ONE_DAY
        return day

    def moment_at(self, day: date, wall_clock: time) -> datetime:
        """Return the moment the clock shows `wall_clock` on the person's `day`.

        Hours before the day's start are those of the following night.
        """
        on_next_date = wall_clock.hour < self.starts_at_hour
        shown_on = day + ONE_DAY if on_next_date else day
        return datetime.combine(shown_on, wall_clock, tzinfo=self.zone).astimezone(UTC)


@dataclass(frozen=True, order=True)
class Week:
    """Seven days from Monday to Sunday, numbered as in ISO 8601."""

    first: date

    def __post_init__(self) -> None:
        if self.first.isoweekday() != 1:
            raise ValueError(f"A week starts on a Monday; {self.first} is not one.")

    @classmethod
    def of(cls, day: date) -> "Week":
        """Return the week that `day` lies in."""
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def named(cls, name: str) -> "Week":
        """Return the week with an ISO name such as `2026-W47`; ValueError if there is none."""
        match = _WEEK_NAME.fullmatch(name)
        if match is None or int(match["year"]) not in YEARS_WITH_WEEKS:
            raise ValueError(f"{name!r} is not a week. Write it like 2026-W47.")
        try:
            return cls(date.fromisocalendar(int(match["year"]), int(match["week"]), 1))
        except ValueError as error:
            raise ValueError(f"There is no week {name}.") from error

    def __str__(self) -> str:
        year, week, _ = self.first.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def last(self) -> date:
        """The Sunday."""
        return self.first + (DAYS_IN_WEEK - 1) * ONE_DAY

    @property
    def previous(self) -> "Week":
        """The week before."""
        return Week(self.first - DAYS_IN_WEEK * ONE_DAY)

    @property
    def next(self) -> "Week":
        """The week after."""
        return Week(self.first + DAYS_IN_WEEK * ONE_DAY)

    def days(self) -> Iterator[date]:
        """Yield the seven days, Monday first."""
        return days_between(self.first, self.last)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield each day from `first` to `last`, both included."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY
