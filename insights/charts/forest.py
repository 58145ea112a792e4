"""The rows of a forest plot: every followed question, or one question's windows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from insights.charts.intervals import IntervalRow, intervals_spec
from insights.charts.shown import Chart
from insights.measures import FOOD_MEASURES
from insights.outlook import CurrentFinding, Outlook
from insights.stats.result import Finding, WindowEstimate
from insights.wording import LAG_NAMES, VERDICT_NAMES, points

# What was found first; within a verdict, the largest estimates.
ORDER = tuple(VERDICT_NAMES)
NOT_KNOWN = "–"
COLUMNS = ("Question", "Verdict", "Points", "Plausible range", "For")


@dataclass(frozen=True)
class Spread:
    """An estimate with its range, in rating points for one step of the food."""

    estimate: float
    low: float
    high: float

    @property
    def middle(self) -> str:
        """The estimate, as pages write it."""
        return points(self.estimate)

    @property
    def range(self) -> str:
        """The range, as pages write it."""
        return f"{points(self.low)} to {points(self.high)}"

    def __str__(self) -> str:
        return f"{self.middle} ({self.range})"


def forest_rows(known: Outlook, *, hide_numbers: bool = False) -> list[IntervalRow]:
    """Return the followed questions that have an estimate, in points for the food's step."""
    rows = [
        (current, row)
        for current in known.findings
        if (row := _question(current, _margin(known), hide_numbers)) is not None
    ]
    rows.sort(key=lambda pair: (ORDER.index(pair[0].verdict), -abs(pair[1].estimate)))
    return [row for _, row in rows]


def forest_spec(known: Outlook, *, hide_numbers: bool = False) -> dict[str, Any]:
    """Return the forest plot; ValueError when no question has an estimate yet."""
    rows = forest_rows(known, hide_numbers=hide_numbers)
    if not rows:
        raise ValueError("No question has an estimate yet, so there is nothing to draw.")
    return intervals_spec(
        rows, legend=_legend(_margin(known), hide_numbers), hide_numbers=hide_numbers
    )


def forest_chart(known: Outlook, *, hide_numbers: bool = False) -> Chart | None:
    """Return the forest plot as its page shows it; None while no question has an estimate."""
    rows = forest_rows(known, hide_numbers=hide_numbers)
    if not rows:
        return None
    return Chart(
        key="forest",
        title="Your questions side by side",
        summary=" ".join(row.said for row in rows[:3]),
        spec_url=reverse("insights:patterns-chart"),
        columns=COLUMNS[:2] if hide_numbers else COLUMNS,
        rows=[_cells(current, hide_numbers) for current in known.findings],
    )


def lag_rows(
    finding: Finding, *, margin: float | None = None, hide_numbers: bool = False
) -> list[IntervalRow]:
    """Return one question's windows that could be estimated, the one it rests on marked."""
    measure = FOOD_MEASURES[finding.exposure]
    rows = []
    for window in finding.windows:
        spread = _in_points(window, measure.step)
        if spread is None:
            continue
        is_chosen = window.lag == finding.lag
        name = _capital(LAG_NAMES[window.lag])
        told = _side(spread) if hide_numbers else f"{spread} points for {measure.step_words}"
        words = [] if hide_numbers else [str(spread)]
        words += ["the verdict rests on it"] if is_chosen else []
        rows.append(
            _row(
                name,
                " · ".join(words),
                f"{name}: {told}.",
                finding.verdict if is_chosen else "no_clear_link",
                spread,
                _for_step(margin, window, measure.step),
            )
        )
    return rows


def _question(
    current: CurrentFinding, margin: float | None, hide_numbers: bool
) -> IntervalRow | None:
    found, measure = current.finding, FOOD_MEASURES[current.finding.exposure]
    spread = _in_points(found, measure.step)
    if spread is None:
        return None
    figures = f"{spread} for {measure.amount(measure.step)}"
    under = "" if hide_numbers else figures
    told = _side(spread) if hide_numbers else f"{figures}, {LAG_NAMES[found.lag]}"
    said = f"{current.question}: {current.verdict_name.lower()}, {told}."
    margin = _for_step(margin, found, measure.step)
    row = _row(current.question, under, said, current.verdict, spread, margin)
    return replace(row, group=current.verdict_name)


def _row(
    name: str, under: str, said: str, kind: str, spread: Spread, margin: float | None
) -> IntervalRow:
    return IntervalRow(name, under, said, kind, spread.estimate, spread.low, spread.high, margin)


def _cells(current: CurrentFinding, hide_numbers: bool) -> Sequence[str]:
    measure = FOOD_MEASURES[current.finding.exposure]
    spread = _in_points(current.finding, measure.step)
    if hide_numbers:
        return current.question, current.verdict_name
    figures = (spread.middle, spread.range) if spread else (NOT_KNOWN, NOT_KNOWN)
    return current.question, current.verdict_name, *figures, measure.amount(measure.step)


def _in_points(found: Finding | WindowEstimate, step: float) -> Spread | None:
    if found.estimate is None or found.low is None or found.high is None:
        return None
    return Spread(found.estimate * step, found.low * step, found.high * step)


def _side(spread: Spread) -> str:
    return "higher rating" if spread.estimate > 0 else "lower rating"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _margin(known: Outlook) -> float | None:
    return known.last_look.margin_points if known.last_look else None


def _for_step(margin: float | None, found: Finding | WindowEstimate, step: float) -> float | None:
    """Return the margin, which is about low and high days, for one step of the food."""
    low, high = found.swing_from, found.swing_to
    if margin is None or low is None or high is None or not high > low:
        return None
    return margin * step / (high - low)


def _legend(margin: float | None, hide_numbers: bool) -> list[str]:
    lines = ["Each line: the range that fits your diary."]
    if margin is not None:
        amount = "a difference" if hide_numbers else f"under {points(margin)} points"
        lines.append(f"Shaded: {amount} between your low and high days,")
        lines.append("too small to matter to you.")
    return lines
