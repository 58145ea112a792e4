"""Looking at a diary: taking the looks that are due, and saying what they show.

A look is taken at planned counts of usable days and sees the diary up to the day on which that
count was reached; it does not matter when somebody asks. Asking again takes no further look, and
what is shown follows from the stored looks alone.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd
from django.db import transaction
from django.db.models import Min

from accounts.days import ONE_DAY
from accounts.models import User
from insights.frames import FACTOR_PREFIX, daily_table
from insights.measures import DEFAULT_QUESTIONS, FOOD_MEASURES, RATINGS, Question
from insights.models import DEFAULT_MARGIN_POINTS, Edition, Questions
from insights.stats import analyse
from insights.stats import editions as planned
from insights.stats.result import Finding, Refusal, Verdict
from insights.usable import usable_days
from insights.wording import VERDICT_NAMES, sentence, until_first_look
from journal.models import CheckIn, Factor

Q_PER_LOOK = 0.03
ENGINE = "1"
CLAIMS: tuple[Verdict, ...] = ("linked", "early_sign", "travels_with")


@dataclass(frozen=True)
class Followed:
    """What a person asks of their diary."""

    questions: tuple[Question, ...]
    margin_points: float

    @property
    def exposures(self) -> list[str]:
        """The food measures asked about, each once, in the usual order."""
        asked = {question.exposure for question in self.questions}
        return [column for column in FOOD_MEASURES if column in asked]

    @property
    def outcomes(self) -> list[str]:
        """The ratings asked about, each once, in the order they were asked."""
        return list(dict.fromkeys(question.outcome for question in self.questions))


@dataclass(frozen=True)
class CurrentFinding:
    """A followed question and what may be said about it now.

    edition : the usable days of the look it rests on; None before the first look
    """

    finding: Finding
    sentence: str
    edition: int | None

    @property
    def verdict(self) -> Verdict:
        """What may be said, in one word."""
        return self.finding.verdict

    @property
    def is_claim(self) -> bool:
        """Whether something was found that the person may want to read first."""
        return self.verdict in CLAIMS

    @property
    def verdict_name(self) -> str:
        """The verdict as a heading says it."""
        return VERDICT_NAMES[self.verdict]

    @property
    def question(self) -> str:
        """The question in words: Fibre → mood."""
        exposure = FOOD_MEASURES[self.finding.exposure].name
        return f"{exposure} → {RATINGS[self.finding.outcome].name.lower()}"


@dataclass(frozen=True)
class Outlook:
    """All followed questions, and when the diary is looked at next."""

    findings: list[CurrentFinding]
    usable_days: int
    next_look_days: int
    last_look: Edition | None

    @property
    def claims(self) -> list[CurrentFinding]:
        """Findings that something was found in."""
        return [current for current in self.findings if current.is_claim]

    @property
    def others(self) -> list[CurrentFinding]:
        """Findings that nothing was found in, or not yet."""
        return [current for current in self.findings if not current.is_claim]

    @property
    def missing_days(self) -> int:
        """Usable days until the next look."""
        return max(0, self.next_look_days - self.usable_days)

    @property
    def progress(self) -> str:
        """How far the diary is, in words."""
        if self.last_look is None:
            return until_first_look(self.usable_days, self.next_look_days)
        days = "day" if self.missing_days == 1 else "days"
        return f"The next look is due in {self.missing_days} more logged {days}."


def followed_by(user: User) -> Followed:
    """Return the questions a person follows: their own choice, or the usual ones."""
    chosen = Questions.objects.for_user(user).first()
    if chosen is None:
        return Followed(DEFAULT_QUESTIONS, DEFAULT_MARGIN_POINTS)
    return Followed(tuple(Question(*pair) for pair in chosen.pairs), chosen.margin_points)


def outlook(
    user: User, *, now: datetime, as_of: date | None = None, foresee: bool = False
) -> Outlook:
    """Return what a person's diary shows, taking any look that is due.

    `as_of` goes back to what was known at the end of that day; None is what is known now.
    `foresee` also works out, before the first look, how large a difference it could show.
    """
    followed = followed_by(user)
    today = user.today(now)
    looks, usable = take_due_looks(user, followed, now=now)
    # The day that is going on is not over, so it does not count yet.
    through = today - ONE_DAY
    if as_of is not None and as_of < through:
        through = as_of
        looks = [look for look in looks if look.last_day <= as_of]
        usable = _usable(user, followed, looks, before=through + ONE_DAY)
    stored = [_planned(look) for look in looks]
    ahead = planned.next_look(usable, stored, through)
    latest = looks[-1] if looks else None
    shown = {(found.exposure, found.outcome): found for found in planned.shown(stored)}
    if foresee and not stored and len(usable):
        shown = _foreseen(user, followed, ahead, first=usable[0].date())
    return Outlook(
        findings=[
            _current(question, shown, followed, latest, ahead) for question in followed.questions
        ],
        usable_days=ahead.counted,
        next_look_days=ahead.milestone,
        last_look=latest,
    )


def take_due_looks(
    user: User, followed: Followed, *, now: datetime
) -> tuple[list[Edition], pd.DatetimeIndex]:
    """Take every look that is due, each at the day its count was reached.

    Returns all looks, and the usable days since the last that was stored before.
    """
    today = user.today(now)
    looks = list(Edition.objects.for_user(user))
    usable = _usable(user, followed, looks, before=today)
    while (through := _next_due_day(usable, looks)) is not None:
        with transaction.atomic():
            # Two requests that come at once take one look between them.
            User.objects.select_for_update().get(pk=user.pk)
            looks = list(Edition.objects.for_user(user))
            if through == _next_due_day(usable, looks):
                looks.append(_take_look(user, followed, usable, looks, through, now))
    return looks, usable


def _usable(
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
    rated = CheckIn.objects.for_user(user).aggregate(first=Min("local_day"))
    first = max(rated["first"], through - planned.YEARS_LOOKED_AT * 366 * ONE_DAY)
    table = daily_table(user, first, through)
    look = planned.look(
        table,
        followed.exposures,
        followed.outcomes,
        _confounders(user, table),
        at=planned.next_look(usable, [_planned(look) for look in looks], through),
        q=Q_PER_LOOK,
        margin=followed.margin_points,
    )
    asked = {(question.exposure, question.outcome) for question in followed.questions}
    return Edition.objects.create(
        user=user,
        usable_days=look.milestone,
        last_day=through,
        taken_at=now,
        q=look.q,
        margin_points=look.margin,
        data_hash=look.data_hash,
        engine=ENGINE,
        findings=[
            finding.as_dict()
            for finding in look.findings
            if (finding.exposure, finding.outcome) in asked
        ],
    )


def _confounders(user: User, table: pd.DataFrame) -> list[str]:
    """Return the columns of the factors a person records."""
    columns = (f"{FACTOR_PREFIX}{factor.key}" for factor in Factor.objects.for_user(user))
    return [column for column in columns if column in table]


def _planned(look: Edition) -> planned.Edition:
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


def _current(
    question: Question,
    shown: dict[tuple[str, str], Finding],
    followed: Followed,
    latest: Edition | None,
    ahead: planned.NextLook,
) -> CurrentFinding:
    finding = shown.get((question.exposure, question.outcome))
    if finding is None:
        finding = _not_looked_at(question, ahead)
    margin = latest.margin_points if latest else followed.margin_points
    told = sentence(finding, finding.verdict, next_look_days=ahead.milestone, margin=margin)
    return CurrentFinding(finding, told, latest.usable_days if latest else None)


def _foreseen(
    user: User, followed: Followed, ahead: planned.NextLook, *, first: date
) -> dict[tuple[str, str], Finding]:
    """Return what a first look could see, and nothing of what it would find.

    The size a diary can show depends on how much its days vary, so it is said from the first days
    on; the estimates stay unlooked at until the count is reached.
    """
    table = daily_table(user, first, ahead.through)
    foreseen = {}
    for found in analyse(table, followed.exposures, followed.outcomes, q=Q_PER_LOOK):
        question = Question(found.exposure, found.outcome)
        detectable = found.detectable
        if detectable is not None and ahead.counted:
            detectable *= math.sqrt(ahead.counted / ahead.milestone)
        foreseen[question.exposure, question.outcome] = replace(
            _not_looked_at(question, ahead), detectable=detectable
        )
    return foreseen


def _not_looked_at(question: Question, ahead: planned.NextLook) -> Finding:
    """Return the finding of a question no look has answered yet."""
    return Finding(
        exposure=question.exposure,
        outcome=question.outcome,
        verdict="not_enough_data",
        lag="next_day",
        n_days=ahead.counted,
        estimate=None,
        unit=f"{question.outcome} per {question.exposure}",
        low=None,
        high=None,
        level=0.95,
        p=None,
        q=None,
        swing=None,
        swing_from=None,
        swing_to=None,
        detectable=None,
        rules_out=None,
        days_needed=None,
        travels_with=(),
        direction=None,
        refusal=Refusal("too_few_days", ahead.counted, ahead.milestone),
        method="",
        windows=(),
    )
