"""The tables of a finding's page: differences, dose groups, lags and ways of working it out."""

from dataclasses import dataclass

from insights.findings.behind import Behind
from insights.findings.patterns import Difference, per_step, per_swing
from insights.measures import FOOD_MEASURES, FoodMeasure
from insights.stats.result import Finding, WindowEstimate
from insights.wording import LAG_NAMES
from insights.wording import patterns as words

LAGS_ALONE = {"lag_1": "one day later", "lag_2": "two days later", "lag_3": "three days later"}


@dataclass(frozen=True)
class StretchRow:
    """One stretch of days, in points for the measure's step; None where it was not tested."""

    name: str
    n_days: int
    difference: Difference | None
    speaks: bool = False


@dataclass(frozen=True)
class GroupRow:
    """One dose group as the page shows it."""

    name: str
    n_days: int
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class WayRow:
    """One way of working out the difference, in points for the measure's step."""

    name: str
    points: str
    counts: bool = False


@dataclass(frozen=True)
class FindingTables:
    """What a finding's page shows in tables; empty lists where there is nothing to show.

    differences : for one step, and for the person's own low-to-high swing
    """

    differences: list[Difference]
    stretches: list[StretchRow]
    groups: list[GroupRow]
    lags: list[StretchRow]
    ways: list[WayRow]
    why_ways_differ: str
    came_first: str
    eaten_over: str
    coverage: str
    ruled_out: str


def finding_tables(finding: Finding, rests_on: Behind | None, margin: float) -> FindingTables:
    """Return the tables of a finding and of what it rests on."""
    measure = FOOD_MEASURES[finding.exposure]
    differences = [per_step(finding), per_swing(finding)]
    return FindingTables(
        differences=[difference for difference in differences if difference],
        stretches=[
            _stretch(window, measure, LAG_NAMES[window.lag], finding.lag)
            for window in finding.windows
        ],
        groups=_groups(rests_on, measure),
        lags=[
            _stretch(estimate, measure, LAGS_ALONE[estimate.lag], "")
            for estimate in (rests_on.profile if rests_on else ())
        ],
        ways=_ways(rests_on, measure),
        why_ways_differ=_why(rests_on, measure),
        came_first=words.came_first(finding),
        eaten_over=words.eaten_over(finding),
        coverage=words.coverage(finding),
        ruled_out=words.bounds(finding, margin),
    )


def _stretch(window: WindowEstimate, measure: FoodMeasure, name: str, speaking: str) -> StretchRow:
    known = window.estimate is not None and window.low is not None and window.high is not None
    difference = (
        Difference(
            measure.step_words,
            measure.step,
            *(measure.step * (end or 0.0) for end in (window.estimate, window.low, window.high)),
        )
        if known
        else None
    )
    return StretchRow(name, window.n_days, difference, window.lag == speaking)


def _groups(rests_on: Behind | None, measure: FoodMeasure) -> list[GroupRow]:
    groups = rests_on.groups if rests_on else ()
    return [
        GroupRow(words.dose_name(group, measure), group.n_days, group.mean, group.low, group.high)
        for group in groups
    ]


def _ways(rests_on: Behind | None, measure: FoodMeasure) -> list[WayRow]:
    if rests_on is None or rests_on.raw is None or rests_on.adjusted is None:
        return []
    ways = [WayRow("As logged, nothing set aside", _step(rests_on.raw, measure))]
    if rests_on.set_aside is not None:
        named = "Weekday, season and other things you log set aside"
        ways.append(WayRow(named, _step(rests_on.set_aside, measure)))
    counts = "The same, and carry-over from day to day allowed for"
    return [*ways, WayRow(counts, _step(rests_on.adjusted, measure), counts=True)]


def _step(value: float, measure: FoodMeasure) -> str:
    return words.signed(value * measure.step)


def _why(rests_on: Behind | None, measure: FoodMeasure) -> str:
    if rests_on is None or rests_on.raw is None or rests_on.adjusted is None:
        return ""
    return words.why_raw_differs(rests_on.raw * measure.step, rests_on.adjusted * measure.step)
