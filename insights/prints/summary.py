"""Everything a print says, in the words and figures in which it says it.

Page and PDF are drawn from the same `PrintSummary`, so they cannot differ. Findings are those of
the latest look, whatever the window: a window chooses the days described, never a verdict.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import User
from insights.findings.looks import Q_PER_LOOK
from insights.findings.outlook import Outlook, outlook
from insights.findings.patterns import Pattern, patterns, strip_ends
from insights.findings.strips import Strip
from insights.frames import FACTOR_PREFIX
from insights.prints.runs import Run, longest_run, nothing_recorded, runs_in_words, runs_of
from insights.prints.trend import Trend, trend_of
from insights.spans import SpanSummary, Spread, summarise_span
from insights.wording import FRAMING, LAG_NAMES, VERDICT_NAMES, figure, points
from insights.wording.prints import MARGIN, NO_CLAIMS, dates, method_in_short
from journal.models import Factor
from tracker.recorded import RULE

PRINTED_FOOD = (
    "fibre_g",
    "fermented_servings",
    "live_servings",
    "plant_points",
    "probiotic_doses",
    "energy_kcal",
)
# Days a doctor wants to see by date.
DATED_FACTORS = ("medication_change", "illness")
AT_LEAST, UNKNOWN = "at least", "–"


@dataclass(frozen=True)
class Fact:
    """One line of what was recorded."""

    name: str
    value: str


@dataclass(frozen=True)
class Figures:
    """One measure over its recorded days; texts, so that page and PDF round alike."""

    name: str
    unit: str
    days: int
    mean: str
    low: str
    high: str


@dataclass(frozen=True)
class PrintedFinding:
    """A followed question as the print shows it.

    estimate, interval : rating points for `step` more than usual
    level : of the interval, in per cent
    when : the days of the rating that are compared
    strip : the interval as it is drawn, on one scale with all others
    """

    question: str
    verdict: str
    verdict_name: str
    is_claim: bool
    sentence: str
    estimate: str
    interval: str
    level: str
    step: str
    when: str
    n_days: int
    strip: Strip | None


@dataclass(frozen=True)
class PrintSummary:
    """A print, whole but for the person's own words on top.

    scale : rating points at either end of the scale that the strips share
    margin : what the band in each strip stands for
    """

    period: str
    made_on: str
    recorded: list[Fact]
    rule: str
    food: list[Figures]
    ratings: list[Figures]
    factors: list[Figures]
    events: list[Fact]
    claims: list[str]
    verdicts: str
    findings: list[PrintedFinding]
    look: str
    method: list[str]
    framing: str
    trend: Trend | None
    scale: tuple[str, str]
    margin: str

    @property
    def food_is_at_least(self) -> bool:
        """Whether some of what was eaten states no figure."""
        return any(line.mean.startswith(AT_LEAST) for line in self.food)


def print_summary(user: User, first: date, last: date, *, now: datetime) -> PrintSummary:
    """Return the print of the days from `first` to `last`, with what is known now."""
    span = summarise_span(user, first, last)
    known = outlook(user, now=now)
    kinds = {factor.key: factor.kind for factor in Factor.objects.for_user(user)}
    eaten = {spread.key: spread for spread in span.food}
    shown = patterns(user, known, today=user.today(now))
    return PrintSummary(
        period=dates(first, last),
        made_on=dates(user.today(now), user.today(now)),
        recorded=list(_recorded(span)),
        rule=RULE,
        food=[_figures(eaten[key]) for key in PRINTED_FOOD if key in eaten],
        ratings=[_figures(spread, unit=_ends(user, spread.key)) for spread in span.ratings],
        factors=[_factor(spread, span, kinds) for spread in span.factors],
        events=list(_events(span)),
        claims=list(dict.fromkeys(claim.sentence for claim in known.claims)) or [NO_CLAIMS],
        verdicts=_verdicts(known),
        findings=[_finding(pattern) for pattern in shown.all],
        look=_look(known),
        method=method_in_short(known.last_look.q if known.last_look else Q_PER_LOOK),
        framing=FRAMING,
        trend=trend_of(user, span, known),
        scale=strip_ends(shown.scale),
        margin=MARGIN.format(points=points(shown.margin)),
    )


def _recorded(span: SpanSummary) -> Iterator[Fact]:
    for key, name in (("food", "Food recorded"), ("rated", "Rated"), ("both", "Both on one day")):
        days = span.recorded_days[key]
        yield Fact(name, f"{days} of {span.days} days ({_percent(days, span.days)})")
    gap = longest_run(nothing_recorded(span.table))
    yield Fact("Longest gap", _gap(gap))
    yield Fact("Different plants", figure(span.plants))


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %"


def _gap(gap: Run | None) -> str:
    if gap is None:
        return "none"
    return f"{gap.days} day{'' if gap.days == 1 else 's'}, {dates(gap.first, gap.last)}"


def _figures(spread: Spread, *, unit: str | None = None) -> Figures:
    lower_bound = f"{AT_LEAST} " if spread.at_least else ""
    known = spread.mean is not None
    return Figures(
        name=spread.name,
        unit=spread.unit if unit is None else unit,
        days=spread.days,
        mean=f"{lower_bound}{figure(spread.mean)}" if known else UNKNOWN,
        low=figure(spread.low) if known else UNKNOWN,
        high=figure(spread.high) if known else UNKNOWN,
    )


def _ends(user: User, key: str) -> str:
    scale = user.scale(key)
    return f"0 {scale.at_lowest}, 10 {scale.at_highest}"


def _factor(spread: Spread, span: SpanSummary, kinds: dict[str, str]) -> Figures:
    """Return a factor's figures; of yes and no, on how many days it was yes."""
    kind = kinds[spread.key.removeprefix(FACTOR_PREFIX)]
    if kind == Factor.Kind.YES_NO:
        yes = int(span.table[spread.key].sum())
        days = "day" if yes == 1 else "days"
        return Figures(spread.name, "", spread.days, f"yes on {yes} {days}", "", "")
    return _figures(spread, unit="0 to 10" if kind == Factor.Kind.SCALE else spread.unit)


def _events(span: SpanSummary) -> Iterator[Fact]:
    for key in DATED_FACTORS:
        column = f"{FACTOR_PREFIX}{key}"
        named = next((spread.name for spread in span.factors if spread.key == column), None)
        if named is None:
            continue
        runs = runs_of(span.table[column].gt(0))
        yield Fact(named, runs_in_words(runs) if runs else "none on the days recorded")


def _finding(pattern: Pattern) -> PrintedFinding:
    current, found = pattern.current, pattern.per_step
    return PrintedFinding(
        question=current.question,
        verdict=current.verdict,
        verdict_name=current.verdict_name,
        is_claim=current.is_claim,
        sentence=current.sentence,
        estimate=found.signed if found else UNKNOWN,
        interval=found.signed_range if found else UNKNOWN,
        level=f"{100 * current.finding.level:.4g} %" if found else "",
        step=found.of if found else "",
        when=LAG_NAMES[current.finding.lag] if found else "",
        n_days=current.finding.n_days,
        strip=pattern.strip,
    )


def _verdicts(known: Outlook) -> str:
    """Return how many questions are followed and how many have each verdict."""
    counts = Counter(current.verdict for current in known.findings)
    each = [
        f"{counts[verdict]} {name[0].lower() + name[1:]}"
        for verdict, name in VERDICT_NAMES.items()
        if counts[verdict]
    ]
    asked = len(known.findings)
    return f"{asked} question{'' if asked == 1 else 's'} asked: {', '.join(each)}."


def _look(known: Outlook) -> str:
    look = known.last_look
    if look is None:
        return known.progress
    return (
        f"As of the look at {look.usable_days} usable days, which saw the diary up to "
        f"{dates(look.last_day, look.last_day)}. {known.progress}"
    )
