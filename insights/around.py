"""What stands around a day on its page: factors, coverage, and a few quiet words."""

from dataclasses import dataclass
from datetime import date

from accounts.days import Week
from accounts.help_places import Help
from accounts.models import User
from insights.week.coverage import Coverage, week_coverage
from insights.welcome_back import is_coming_back
from journal.calendar import a_year_ago, year_before
from journal.care import help_to_offer
from journal.day_factors import DayFactor, day_factors
from journal.models import CheckIn


@dataclass(frozen=True)
class AroundTheDay:
    """Beside a day: what else was recorded, and what only today's page says.

    `help` holds places of help, or None; the last four are empty on any day but today.
    """

    factors: list[DayFactor]
    coverage: list[Coverage]
    is_coming_back: bool = False
    help: Help | None = None
    year_ago_day: date | None = None
    year_ago: tuple[CheckIn, ...] = ()


def around_the_day(user: User, day: date, *, today: date) -> AroundTheDay:
    """Return what belongs beside `day`; more of it when that is the person's today."""
    factors = day_factors(user, day)
    coverage = week_coverage(user, Week.of(day), today=today)
    if day != today:
        return AroundTheDay(factors, coverage)
    return AroundTheDay(
        factors,
        coverage,
        is_coming_back=is_coming_back(user, today),
        help=help_to_offer(user, today=today),
        year_ago_day=year_before(today),
        year_ago=tuple(a_year_ago(user, today)),
    )
