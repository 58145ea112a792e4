"""Looking at a diary: the looks that are due, each taken once and stored whole.

A look is taken at planned counts of usable days and sees the diary up to the day on which that
count was reached; it does not matter when somebody asks. Asking again takes no further look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

import pandas as pd
from django.db import transaction
from django.db.models import Min

from accounts.days import ONE_DAY
from accounts.models import User
from insights.findings.usable import usable_days
from insights.frames import FACTOR_PREFIX, daily_table
from insights.measures import DEFAULT_QUESTIONS, FOOD_MEASURES, Question
from insights.models import DEFAULT_MARGIN_POINTS, Edition, Questions
from insights.stats import editions as planned
from insights.stats.result import Finding
from journal.models import CheckIn, Factor

Q_PER_LOOK = 0.03
# What is stored with each look. 2: only the pairs asked share the allowance for false claims.
ENGINE = "2"


@dataclass(frozen=True)
class Followed:
    """What a person asks of their diary."""

    questions: tuple[Question, ...]
    margin_points: float

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The questions as columns of the daily table."""
        return [(question.exposure, question.outcome) for question in self.questions]

    @property
    def exposures(self) -> list[str]:
        """The food measures asked about, each once, in the usual order."""
        asked = {question.exposure for question in self.questions}
        return [column for column in FOOD_MEASURES if column in asked]

    @property
    def outcomes(self) -> list[str]:
        """The ratings asked about, each once, in the order they were asked."""
        return list(dict.fromkeys(question.outcome for question in self.questions))


def followed_by(user: User) -> Followed:
    """Return the questions a person follows: their own choice, or the usual ones."""
    chosen = Questions.objects.for_user(user).first()
    if chosen is None:
        return Followed(DEFAULT_QUESTIONS, DEFAULT_MARGIN_POINTS)
    return Followed(tuple(Question(*pair) for pair in chosen.pairs), chosen.margin_points)


def looks_due(user: User, followed: Followed, *, now: datetime) -> int:
    """Return how many looks wait to be taken; each may last some tenths of a second."""
    last = Edition.objects.for_user(user).values("usable_days", "last_day").last()
    usable = usable_days(
        user,
        after=last["last_day"] if last else None,
        before=user.today(now),
        ratings=tuple(followed.outcomes),
    )
    counted = last["usable_days"] if last else 0
    reached = takewhile(lambda count: count <= counted + len(usable), planned.milestones())
    return sum(count > counted for count in reached)


def take_due_looks(
    user: User, followed: Followed, *, now: datetime
) -> tuple[list[Edition], pd.DatetimeIndex]:
    """Take every look that is due, each at the day its count was reached.

    Returns all looks, and the usable days since the last that was stored before.
    """
    today = user.today(now)
    looks = list(Edition.objects.for_user(user))
    usable = usable_since(user, followed, looks, before=today)
    while (through := _next_due_day(usable, looks)) is not None:
        with transaction.atomic():
            # Two requests that come at once take one look between them.
            User.objects.select_for_update(no_key=True).get(pk=user.pk)
            looks = list(Edition.objects.for_user(user))
            if through == _next_due_day(usable, looks):
                looks.append(_take_look(user, followed, usable, looks, through, now))
    return looks, usable


def usable_since(
    user: User, followed: Followed, looks: Sequence[Edition], *, before: date
) -> pd.DatetimeIndex:
    """Return the usable days that count towards the look after `looks`."""
    after = looks[-1].last_day if looks else None
    ratings = tuple(followed.outcomes)
    return pd.DatetimeIndex(usable_days(user, after=after, before=before, ratings=ratings))


def _next_due_day(usable: pd.DatetimeIndex, looks: Sequence[Edition]) -> date | None:
    """Return the day on which the next planned count was reached, if it was."""
    counted, new = 0, usable
    if looks:
        counted = looks[-1].usable_days
        new = usable[usable > pd.Timestamp(looks[-1].last_day)]
    ahead = next(count for count in planned.milestones() if count > counted)
    missing = ahead - counted
    return new[missing - 1].date() if len(new) >= missing else None


def _take_look(
    user: User,
    followed: Followed,
    usable: pd.DatetimeIndex,
    looks: Sequence[Edition],
    through: date,
    now: datetime,
) -> Edition:
    table = days_seen(user, through)
    look = planned.look(
        table,
        followed.exposures,
        followed.outcomes,
        confounders(user, table),
        at=planned.next_look(usable, [as_planned(look) for look in looks], through),
        q=Q_PER_LOOK,
        margin=followed.margin_points,
        pairs=followed.pairs,
    )
    taken: Edition = Edition.objects.create(
        user=user,
        usable_days=look.milestone,
        last_day=through,
        taken_at=now,
        q=look.q,
        margin_points=look.margin,
        data_hash=look.data_hash,
        engine=ENGINE,
        findings=[finding.as_dict() for finding in look.findings],
    )
    return taken


def days_seen(user: User, last_day: date) -> pd.DataFrame:
    """Return the days that a look with this last day can see, as they are now."""
    rated = CheckIn.objects.for_user(user).aggregate(first=Min("local_day"))["first"]
    earliest = last_day - planned.YEARS_LOOKED_AT * 366 * ONE_DAY
    first = min(max(rated or last_day, earliest), last_day)
    return planned.recent(daily_table(user, first, last_day), last_day)


def confounders(user: User, table: pd.DataFrame, *, at: datetime | None = None) -> list[str]:
    """Return the columns of the factors a person records, or of those kept at a moment."""
    factors = Factor.objects.for_user(user)
    kept = factors.filter(created_at__lte=at) if at else factors
    columns = (f"{FACTOR_PREFIX}{factor.key}" for factor in kept)
    return [column for column in columns if column in table]


def as_planned(look: Edition) -> planned.Edition:
    """Return a stored look in the form the statistics know."""
    return planned.Edition(
        milestone=look.usable_days,
        usable_days=look.usable_days,
        through=look.last_day,
        q=look.q,
        margin=look.margin_points,
        data_hash=look.data_hash,
        findings=tuple(Finding.from_dict(stored) for stored in look.findings),
    )
