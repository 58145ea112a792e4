"""What a diary shows: every followed question with its verdict, from the stored looks alone."""

import math
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd

from accounts.days import ONE_DAY
from accounts.models import User
from insights.findings.looks import (
    Q_PER_LOOK,
    Followed,
    as_planned,
    followed_by,
    take_due_looks,
    usable_since,
)
from insights.frames import daily_table
from insights.kept import kept
from insights.measures import FOOD_MEASURES, RATINGS, Question
from insights.models import Edition
from insights.stats import analyse
from insights.stats import editions as planned
from insights.stats.asking import certainty_cost
from insights.stats.result import Finding, Refusal, Verdict
from insights.wording import VERDICT_NAMES, sentence, until_first_look
from insights.wording.patterns import without_numbers

VERDICT_ICONS: dict[Verdict, str] = {
    "linked": "link",
    "early_sign": "sprout",
    "travels_with": "footprints",
    "no_meaningful_link": "equal",
    "no_clear_link": "circle-dashed",
    "not_enough_data": "hourglass",
}
CLAIMS: tuple[Verdict, ...] = ("linked", "early_sign", "travels_with")


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
    def in_words(self) -> str:
        """The sentence for somebody who would rather not see numbers."""
        return without_numbers(self.finding, self.verdict)

    @property
    def icon(self) -> str:
        """The picture of its verdict: its shape says what its colour does."""
        return VERDICT_ICONS[self.verdict]

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
    margin_points: float

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


def outlook(
    user: User, *, now: datetime, as_of: date | None = None, foresee: bool = False
) -> Outlook:
    """Return what a person's diary shows, taking any look that is due.

    `as_of` goes back to what was known at the end of that day; None is what is known now.
    `foresee` also works out, before the first look, how large a difference it could show.
    """
    today = user.today(now)
    return kept(user, "outlook", lambda: _outlook(user, now, as_of, foresee), today, as_of, foresee)


def _outlook(user: User, now: datetime, as_of: date | None, foresee: bool) -> Outlook:
    followed = followed_by(user)
    today = user.today(now)
    looks, usable = take_due_looks(user, followed, now=now)
    # The day that is going on is not over, so it does not count yet.
    through = today - ONE_DAY
    if as_of is not None and as_of < through:
        through = as_of
        taken = [look for look in looks if look.last_day <= as_of]
        if len(taken) == len(looks):
            usable = usable[usable <= pd.Timestamp(as_of)]
        else:
            usable = usable_since(user, followed, taken, before=through + ONE_DAY)
        looks = taken
    # What is shown follows from the last look and whether the one before agrees.
    stored = [as_planned(look) for look in looks[-2:]]
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
        margin_points=_margin(latest, followed),
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
    margin = _margin(latest, followed)
    told = sentence(finding, finding.verdict, next_look_days=ahead.milestone, margin=margin)
    return CurrentFinding(finding, told, latest.usable_days if latest else None)


def _margin(latest: Edition | None, followed: Followed) -> float:
    """Return the rating points that matter, which the first look settled."""
    return latest.margin_points if latest else followed.margin_points


def _foreseen(
    user: User, followed: Followed, ahead: planned.NextLook, *, first: date
) -> dict[tuple[str, str], Finding]:
    """Return what a first look could see, and nothing of what it would find.

    The size a diary can show depends on how much its days vary, so it is said from the first days
    on; the estimates stay unlooked at until the count is reached.
    """
    table = daily_table(user, first, ahead.through)
    found_now = analyse(
        table, followed.exposures, followed.outcomes, q=Q_PER_LOOK, pairs=followed.pairs
    )
    passed = sum(found.p is not None for found in found_now)
    # Questions the gate still stops share nothing yet; at the look all of them will.
    shared = certainty_cost(len(found_now), q=Q_PER_LOOK, compared_with=max(passed, 1))
    foreseen = {}
    for found in found_now:
        question = Question(found.exposure, found.outcome)
        detectable = found.detectable
        if detectable is not None and ahead.counted:
            detectable *= shared * math.sqrt(ahead.counted / ahead.milestone)
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
