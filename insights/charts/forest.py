"""Estimates with their ranges: every followed question, or one question's stretches of days.

The numbers and names are those of the patterns page and of a finding's page.
"""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from insights.charts.intervals import IntervalRow, drawn_height, intervals_spec
from insights.charts.shown import Chart
from insights.findings.patterns import PER_STEP, Difference, Pattern, Patterns
from insights.findings.tables import StretchRow
from insights.measures import FOOD_MEASURES
from insights.stats.result import Finding
from insights.wording import points

NOT_KNOWN = "–"
OPEN = "no_clear_link"
LEGEND_LINES = 3


def forest_rows(shown: Patterns, *, hide_numbers: bool = False) -> list[IntervalRow]:
    """Return the questions that have an estimate, in the order and groups of their page."""
    return [
        row
        for group in shown.groups
        for pattern in group.patterns
        if (row := _question(pattern, shown, group.title, hide_numbers)) is not None
    ]


def forest_spec(shown: Patterns, *, hide_numbers: bool = False) -> dict[str, Any]:
    """Return the forest plot; ValueError when no question has an estimate yet."""
    rows = forest_rows(shown, hide_numbers=hide_numbers)
    if not rows:
        raise ValueError("No question has an estimate yet, so there is nothing to draw.")
    return intervals_spec(
        rows, legend=_legend(shown.margin, hide_numbers), hide_numbers=hide_numbers
    )


def forest_chart(shown: Patterns, *, hide_numbers: bool = False) -> Chart | None:
    """Return the forest plot as its page shows it; None while no question has an estimate."""
    rows = forest_rows(shown, hide_numbers=hide_numbers)
    if not rows:
        return None
    columns = ("Question", "Answer", "For", "Best guess", "Plausible range")
    return Chart(
        key="forest",
        title="Your questions side by side",
        summary=" ".join(row.said for row in rows[:3]),
        spec_url=f"{reverse('insights:patterns-chart')}?per={shown.per}",
        columns=columns[:2] if hide_numbers else columns,
        rows=[_cells(pattern, shown.per, hide_numbers) for pattern in shown.all],
        fallback="insights/_glance_rows.html",
        height=drawn_height(
            len(rows), groups=len({row.group for row in rows}), legend_lines=LEGEND_LINES
        ),
    )


def stretch_rows(
    stretches: Sequence[StretchRow],
    finding: Finding,
    *,
    margin: float | None = None,
    hide_numbers: bool = False,
) -> list[IntervalRow]:
    """Return one question's stretches that could be estimated, the clearest marked by its verdict.

    `margin` draws the band of what would not matter; stretches are then those of the finding.
    """
    rows = []
    for place, stretch in enumerate(stretches):
        shown = stretch.difference
        if shown is None:
            continue
        bands = None
        if margin is not None:
            window = finding.windows[place]
            bands = _band(margin, shown, (window.swing_to or 0.0) - (window.swing_from or 0.0))
        told = _side(shown) if hide_numbers else f"{_figures(shown)} points for {shown.of}"
        words = [] if hide_numbers else [_figures(shown)]
        words += ["the clearest"] if stretch.speaks else []
        rows.append(
            IntervalRow(
                name=_capital(stretch.name),
                under=" · ".join(words),
                said=f"{_capital(stretch.name)}: {told}.",
                kind=finding.verdict if stretch.speaks else OPEN,
                estimate=shown.estimate,
                low=shown.low,
                high=shown.high,
                margin=bands,
            )
        )
    return rows


def _question(
    pattern: Pattern, page: Patterns, group: str, hide_numbers: bool
) -> IntervalRow | None:
    shown, finding = _difference(pattern, page.per), pattern.finding
    if shown is None or not finding.swing:
        return None
    name, verdict = pattern.current.question, pattern.current.verdict_name.lower()
    told = _side(shown) if hide_numbers else f"{_figures(shown)} points for {shown.of}"
    return IntervalRow(
        name=name,
        under="" if hide_numbers else f"{_figures(shown)} {_for(pattern, page.per)}",
        said=f"{name}: {verdict}, {told}.",
        kind=finding.verdict,
        estimate=shown.estimate,
        low=shown.low,
        high=shown.high,
        margin=_band(page.margin, shown, finding.swing),
        group=group,
    )


def _cells(pattern: Pattern, per: str, hide_numbers: bool) -> Sequence[str]:
    question, verdict = pattern.current.question, pattern.current.verdict_name
    shown = _difference(pattern, per)
    if hide_numbers:
        return question, verdict
    if shown is None:
        return question, verdict, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN
    return question, verdict, shown.of, shown.signed, shown.signed_range


def _difference(pattern: Pattern, per: str) -> Difference | None:
    return pattern.per_step if per == PER_STEP else pattern.per_swing


def _for(pattern: Pattern, per: str) -> str:
    measure = FOOD_MEASURES[pattern.finding.exposure]
    if per == PER_STEP:
        return f"for {measure.amount(measure.step)}"
    return "from low to high days"


def _figures(shown: Difference) -> str:
    return f"{shown.signed} ({shown.signed_range})"


def _side(shown: Difference) -> str:
    return "higher rating" if shown.estimate > 0 else "lower rating"


def _band(margin: float, shown: Difference, swing: float) -> float | None:
    """Return the margin, which is about low and high days, for as much food as is shown."""
    return margin * shown.amount / swing if swing > 0 else None


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _legend(margin: float, hide_numbers: bool) -> list[str]:
    amount = "a difference" if hide_numbers else f"under {points(margin)} points"
    return [
        "Each line: the range that fits your diary.",
        f"Shaded: {amount} between your",
        "low and high days, too small to matter to you.",
    ]
