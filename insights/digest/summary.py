"""What a weekly mail holds: the week's figures with the days they rest on, and news of a look."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from accounts.days import DAYS_IN_WEEK, Week
from accounts.failures import told_safely
from accounts.models import User
from accounts.scales import rating_in_words, share_in_words
from insights.charts import week_rows
from insights.charts.drawing import png
from insights.charts.week import usual_days, week_chart, week_spec
from insights.findings.outlook import Outlook
from insights.week.page import WeekPage, week_page
from insights.week.quantities import FERMENTED, FIBRE, LIVE
from insights.week.summary import WeekSummary
from insights.wording import figure
from insights.wording.digests import eaten, news_of_a_look, recorded_in_words, recorded_on
from insights.wording.prints import NO_CLAIMS

EATEN = (FIBRE, FERMENTED, LIVE)
log = logging.getLogger(__name__)
GOALS = {"fibre_g": "fibre_goal_g", "fermented_servings": "fermented_goal_servings"}


@dataclass(frozen=True)
class KeyFigure:
    """One measure of the week: what it came to, and on how many days it is known."""

    name: str
    value: str
    recorded: str


@dataclass(frozen=True)
class Picture:
    """The chart of the week; `alt` says what it shows, with the figures."""

    alt: str
    png: bytes


@dataclass(frozen=True)
class DigestSummary:
    """A week as the mail tells it, in the sentences of its page.

    picture : its chart; None for who hides numbers, and when it could not be drawn
    moved, notices : what moved in it, and what to notice after it
    news : what a look taken at its days came to; empty in a week without a look
    """

    sentence: str
    picture: Picture | None
    figures: list[KeyFigure]
    moved: list[str]
    notices: list[str]
    news: list[str]


def digest_summary(user: User, week: Week, *, now: datetime) -> DigestSummary:
    """Return a week of a person's, with what was known at its end."""
    page = week_page(user, week, now=now)
    summary = page.summary
    return DigestSummary(
        sentence=page.sentence,
        picture=None if user.hide_numbers else _picture(page, user),
        figures=[*_eaten(summary, user), *_plants(summary, user), *_ratings(summary, user)],
        moved=[one.sentence for one in page.moved],
        notices=[notice.sentence for notice in page.notices],
        news=_news(page.outlook, week, hide_numbers=user.hide_numbers),
    )


def _picture(page: WeekPage, user: User) -> Picture | None:
    """Return the week's chart; a mail whose chart cannot be drawn goes out without it."""
    summary = page.summary
    rows = week_rows(summary, user, today=page.today)
    spec = week_spec(rows, today=page.today, usual=usual_days(summary))
    try:
        drawn = png(spec)
    except ValueError as error:
        log.error("The chart of a weekly mail could not be drawn: %s.", told_safely(error))
        return None
    return Picture(week_chart(summary.week, rows, hide_numbers=False).summary, drawn)


def _eaten(summary: WeekSummary, user: User) -> Iterator[KeyFigure]:
    days = summary.figures.recorded_days["food"]
    for quantity in EATEN:
        mean = summary.figures.means[quantity.key]
        if mean is None:
            continue
        if user.hide_numbers:
            goal = GOALS.get(quantity.key)
            said = share_in_words(mean, getattr(user, goal) if goal else None)
        else:
            at_least = quantity.key in summary.figures.at_least
            said = eaten(quantity.amount(mean), at_least=at_least)
        yield KeyFigure(quantity.name, said, _recorded(days, user))


def _plants(summary: WeekSummary, user: User) -> Iterator[KeyFigure]:
    if summary.plants:
        count, goal = summary.plant_points, user.plants_goal_week
        said = share_in_words(count, goal) if user.hide_numbers else f"{figure(count)} points"
        if goal and not user.hide_numbers:
            said = f"{figure(count)} of {goal} points"
        yield KeyFigure("Plants in the week", said, "from everything logged")


def _ratings(summary: WeekSummary, user: User) -> Iterator[KeyFigure]:
    for scale in user.all_scales:
        mean = summary.figures.means[scale.key]
        if mean is None:
            continue
        days = sum(getattr(day, scale.key) is not None for day in summary.days)
        said = rating_in_words(mean) if user.hide_numbers else f"{figure(mean)} of 10"
        yield KeyFigure(scale.name, said, _recorded(days, user))


def _recorded(days: int, user: User) -> str:
    in_words = recorded_in_words if user.hide_numbers else recorded_on
    return in_words(days, DAYS_IN_WEEK)


def _news(known: Outlook, week: Week, *, hide_numbers: bool) -> list[str]:
    """Return what a look taken with this week's days came to, if there was one."""
    look = known.last_look
    if look is None or not week.first <= look.last_day <= week.last:
        return []
    if hide_numbers:
        claims = list(dict.fromkeys(claim.in_words for claim in known.claims))
        return news_of_a_look(claims, NO_CLAIMS, days=None)
    claims = list(dict.fromkeys(claim.sentence for claim in known.claims))
    return news_of_a_look(claims, NO_CLAIMS, days=look.usable_days)
