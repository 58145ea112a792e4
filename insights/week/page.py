"""Everything the week page shows, in the words it is shown in; the API gives the same."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.days import DAYS_IN_WEEK, Week
from accounts.models import User
from insights.findings.outlook import Outlook, outlook
from insights.week.coverage import Coverage, coverage_of
from insights.week.moved import Moved, compared_measures, what_moved
from insights.week.notice import Notice, notices
from insights.week.summary import WeekSummary, summarise_week
from insights.wording.weeks import WeekFacts, mood_days_sentence, week_sentence


@dataclass(frozen=True)
class WeekPage:
    """A week with its sentence, what moved in it, and what to notice after it.

    mood_days : on which days mood was highest and lowest; "" when none stand out
    is_compared : whether anything could be compared with the person's usual
    """

    summary: WeekSummary
    today: date
    sentence: str
    mood_days: str
    is_compared: bool
    moved: list[Moved]
    notices: list[Notice]
    coverage: list[Coverage]
    outlook: Outlook

    @property
    def is_this_week(self) -> bool:
        """Whether the week is running."""
        return self.summary.week.first <= self.today <= self.summary.week.last


def week_page(user: User, week: Week, *, now: datetime) -> WeekPage:
    """Return `week` of `user` as it is shown; sentences without figures if they hide numbers."""
    today, plain = user.today(now), user.hide_numbers
    summary = summarise_week(user, week, today=today)
    rated = [(day.day, day.mood) for day in summary.days if day.mood is not None]
    known = outlook(user, now=now, as_of=week.last)
    moved = what_moved(summary, plain=plain)
    is_compared = any(against.week for _, against in compared_measures(summary))
    return WeekPage(
        summary=summary,
        today=today,
        sentence=week_sentence(_facts(user, summary, moved, today, is_compared), plain=plain),
        mood_days=mood_days_sentence(rated, plain=plain),
        is_compared=is_compared,
        moved=moved,
        notices=notices(summary, known, today=today, plain=plain),
        coverage=coverage_of(summary, today=today),
        outlook=known,
    )


def _facts(
    user: User, summary: WeekSummary, moved: list[Moved], today: date, is_compared: bool
) -> WeekFacts:
    week = summary.week
    begun = (today - week.first).days + 1
    return WeekFacts(
        days_begun=min(max(begun, 1), DAYS_IN_WEEK),
        is_over=today > week.last,
        is_before_diary=week.last < user.today(user.date_joined),
        food_days=sum(day.has_food for day in summary.days),
        rated_days=sum(day.is_rated for day in summary.days),
        has_anything=summary.has_anything,
        moved=[one.short for one in moved],
        is_compared=is_compared,
    )
