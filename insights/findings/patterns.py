"""What the patterns page shows: every followed question, in words, in points and as a strip.

Page, API and print share it. All of it follows from the stored looks; only the pace, a count of
recent days, belongs to today.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.days import ONE_DAY
from accounts.models import User
from insights.findings.outlook import CLAIMS, CurrentFinding, Outlook
from insights.findings.strips import Interval, Strip, shared_scale, strip_of
from insights.findings.usable import usable_days
from insights.measures import FOOD_MEASURES
from insights.stats.result import Finding
from insights.wording import larger_is_ruled_out, points
from insights.wording import patterns as words

PER_STEP, PER_SWING = "step", "swing"
ORDER = ("linked", "early_sign", "travels_with")


@dataclass(frozen=True)
class Difference:
    """Rating points that go with so much more of a food, with their interval.

    of : how much more, in words; amount : the same in the food's unit
    estimate, low, high : rating points
    """

    of: str
    amount: float
    estimate: float
    low: float
    high: float

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends of the interval."""
        return self.low, self.high

    @property
    def best_guess(self) -> str:
        """The estimate as a table shows it."""
        return words.difference(self.estimate)

    @property
    def signed(self) -> str:
        """The estimate as a number with its sign."""
        return words.signed(self.estimate)

    @property
    def signed_range(self) -> str:
        """The interval as two numbers."""
        return f"{points(self.low)} to {points(self.high)}"

    @property
    def range(self) -> str:
        """The interval as a table shows it."""
        return words.span(self.low, self.high)


@dataclass(frozen=True)
class Progress:
    """How far something is, as a bar and in words."""

    have: int
    need: int
    words: str


@dataclass(frozen=True)
class Pattern:
    """A followed question as the page shows it.

    per_step, per_swing : None where no look could estimate anything
    strip : the interval drawn on the scale that all share; likewise
    ruled_out : how large a difference is not there, in words; empty for claims
    """

    current: CurrentFinding
    per_step: Difference | None
    per_swing: Difference | None
    strip: Strip | None
    coverage: str
    direction: str
    progress: Progress | None
    ruled_out: str

    @property
    def is_open(self) -> bool:
        """Whether all there is to say is how far it is and what is ruled out."""
        return self.current.verdict == "no_clear_link" and self.progress is not None

    @property
    def finding(self) -> Finding:
        """The finding itself."""
        return self.current.finding

    @property
    def pair(self) -> tuple[str, str]:
        """The question, as columns of the daily table."""
        return self.finding.pair

    @property
    def level_percent(self) -> float:
        """The level of the interval, in percent."""
        return round(100 * self.finding.level, 1)


@dataclass(frozen=True)
class PatternGroup:
    """The questions with one kind of answer."""

    key: str
    title: str
    lead: str
    patterns: list[Pattern]

    @property
    def said_of_all(self) -> str:
        """The sentence that holds for each of them; empty when they differ."""
        said = {pattern.current.sentence for pattern in self.patterns}
        return said.pop() if len(said) == 1 and len(self.patterns) > 1 else ""


@dataclass(frozen=True)
class Patterns:
    """Every followed question, grouped by its answer, and when the diary is looked at next.

    scale : rating points from the middle to either end of the strips
    per : what the strips speak of, PER_STEP or PER_SWING
    margin : rating points that would matter to the person
    """

    groups: list[PatternGroup]
    scale: float
    per: str
    margin: float
    summary: str
    summary_in_words: str
    ruled_out: str
    next_look: Progress
    pace: str
    look_days: int | None
    look_last_day: date | None

    @property
    def all(self) -> list[Pattern]:
        """Every pattern, in the order of the page."""
        return [pattern for group in self.groups for pattern in group.patterns]

    @property
    def has_claims(self) -> bool:
        """Whether something was found that the person may want to read first."""
        return any(pattern.current.is_claim for pattern in self.all)

    @property
    def has_strips(self) -> bool:
        """Whether any look could estimate anything."""
        return any(pattern.strip for pattern in self.all)


def patterns(user: User, known: Outlook, *, today: date, per: str = PER_STEP) -> Patterns:
    """Return what the page shows, given what is known."""
    margin = known.margin_points
    intervals = {id(current): _interval(current.finding, margin, per) for current in known.findings}
    scale = shared_scale([interval for interval in intervals.values() if interval])
    shown = [_pattern(current, intervals[id(current)], scale, margin) for current in known.findings]
    look = known.last_look
    verdicts = [current.verdict for current in known.findings]
    return Patterns(
        groups=_grouped(shown),
        scale=scale,
        per=per,
        margin=margin,
        summary=words.summary(verdicts, is_looked_at=look is not None),
        summary_in_words=words.summary_in_words(verdicts, is_looked_at=look is not None),
        ruled_out=words.ruled_out(_bounds(known.findings), len(known.findings)),
        next_look=Progress(known.usable_days, known.next_look_days, known.progress),
        pace=_pace(user, known, today),
        look_days=look.usable_days if look else None,
        look_last_day=look.last_day if look else None,
    )


def difference_per(finding: Finding, amount: float | None, of: str | None) -> Difference | None:
    """Return a finding's estimate and interval for so much more of the food."""
    if amount is None or of is None:
        return None
    if finding.estimate is None or finding.low is None or finding.high is None:
        return None
    ends = (amount * value for value in (finding.estimate, finding.low, finding.high))
    return Difference(of, amount, *ends)


def per_step(finding: Finding) -> Difference | None:
    """Return a finding for one meaningful step of its food, such as 10 g of fibre."""
    measure = FOOD_MEASURES[finding.exposure]
    return difference_per(finding, measure.step, measure.step_words)


def per_swing(finding: Finding) -> Difference | None:
    """Return a finding for the person's own low-to-high swing."""
    return difference_per(finding, finding.swing, words.from_low_to_high(finding))


def _pattern(
    current: CurrentFinding, interval: Interval | None, scale: float, margin: float
) -> Pattern:
    finding = current.finding
    return Pattern(
        current=current,
        per_step=per_step(finding),
        per_swing=per_swing(finding),
        strip=strip_of(interval, scale) if interval else None,
        coverage=words.coverage(finding) if finding.estimate is not None else "",
        direction=words.came_first(finding),
        progress=_progress(finding, margin),
        ruled_out="" if current.is_claim else larger_is_ruled_out(finding),
    )


def _interval(finding: Finding, margin: float, per: str) -> Interval | None:
    """Return what a strip draws.

    What would matter to a person is said of their low-to-high swing; for a step it is as much
    smaller as the step is, so that a strip inside its band means the same either way.
    """
    shown = per_step(finding) if per == PER_STEP else per_swing(finding)
    if shown is None or not finding.swing:
        return None
    return Interval(shown.estimate, shown.low, shown.high, margin * shown.amount / finding.swing)


def _progress(finding: Finding, margin: float) -> Progress | None:
    refusal = finding.refusal
    if refusal is not None:
        first_look = refusal.code == "too_few_days" and not finding.windows
        told = (
            words.progress(refusal.have, refusal.need) if first_look else words.progress_of(refusal)
        )
        return Progress(refusal.have, refusal.need, told) if told else None
    needed = finding.days_needed
    if finding.verdict != "no_clear_link" or needed is None or needed <= finding.n_days:
        return None
    return Progress(finding.n_days, needed, words.progress_to_margin(finding, margin))


def _bounds(findings: Iterable[CurrentFinding]) -> list[float]:
    return [
        current.finding.rules_out
        for current in findings
        if current.finding.rules_out is not None and current.verdict not in CLAIMS
    ]


def _grouped(shown: Sequence[Pattern]) -> list[PatternGroup]:
    """Group by answer: claims, then no meaningful link, then not clear, then not enough."""
    groups = []
    for key, (title, lead) in words.GROUP_TITLES.items():
        verdicts = CLAIMS if key == "claims" else (key,)
        members = [pattern for pattern in shown if pattern.current.verdict in verdicts]
        if members:
            groups.append(PatternGroup(key, title, lead, sorted(members, key=_rank)))
    return groups


def _rank(pattern: Pattern) -> tuple[int, float]:
    """Sort claims by strength of the claim, open questions by how much is ruled out."""
    verdict = pattern.current.verdict
    if verdict in ORDER:
        return ORDER.index(verdict), 0.0
    bound = pattern.finding.rules_out
    is_open = verdict == "no_clear_link"
    return 0, bound if is_open and bound is not None else 0.0


def _pace(user: User, known: Outlook, today: date) -> str:
    """Say when the next look may be, by the days of the last four weeks that counted."""
    ratings = tuple(dict.fromkeys(current.finding.outcome for current in known.findings))
    after = today - timedelta(days=words.DAYS_OF_PACE) - ONE_DAY
    recent = usable_days(user, after=after, before=today, ratings=ratings)
    is_older = known.usable_days > len(recent)
    days = words.DAYS_OF_PACE if is_older or not recent else (today - recent[0]).days
    return words.pace(known.missing_days, len(recent), days) if known.usable_days else ""


def strip_ends(scale: float) -> tuple[str, str]:
    """Return what stands at both ends of the strips."""
    return f"−{points(scale)}", f"+{points(scale)}"
