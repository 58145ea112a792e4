"""The charts of one finding's page and of a window of days, as their pages show them."""

from django.urls import reverse

from insights.charts.days import DAYS_DRAWN, DOSES_DRAWN
from insights.charts.intervals import drawn_height
from insights.charts.shown import Chart
from insights.charts.trend import DRAWN_HEIGHT as TREND_HEIGHT
from insights.findings.behind import Behind
from insights.findings.tables import FindingTables, StretchRow
from insights.held import Held
from insights.measures import FOOD_MEASURES, RATINGS
from insights.stats.result import Finding
from insights.wording import figure

NOT_TESTED = "not enough days"


def finding_charts(
    finding: Finding, tables: FindingTables, rests_on: Behind | None
) -> dict[str, Chart]:
    """Return the charts there is enough for, by kind: stretches, lags, groups, days."""
    charts = {
        "stretches": _stretches(finding, "stretches", "Four stretches of days", tables.stretches),
        "lags": _stretches(finding, "lags", "Single days", tables.lags),
    }
    drawn = {kind: chart for kind, chart in charts.items() if chart}
    if len(tables.groups) > 1:
        drawn["groups"] = _groups(finding, tables)
    if rests_on and len(rests_on.days) > 1:
        drawn["days"] = _days(finding, rests_on)
    return drawn


def trend_chart(exposure: str, outcome: str, window: str, span: Held) -> Chart | None:
    """Return a food measure over a rating through a window, with its figures as the table.

    None where the window holds neither: an empty frame tells nothing.
    """
    measure, rating = FOOD_MEASURES[exposure], RATINGS[outcome]
    spreads = [
        spread for group in span.spreads for spread in group if spread.key in {exposure, outcome}
    ]
    rows = [
        (spread.name, *(figure(value) for value in (spread.mean, spread.low, spread.high)))
        if spread.days
        else (spread.name, "not recorded", "", "")
        for spread in spreads
    ]
    told = [
        f"{spread.name} on {spread.days} of {span.days} days, mean {figure(spread.mean)}"
        for spread in spreads
        if spread.days
    ]
    if not told:
        return None
    address = reverse("insights:trend-chart", args=[exposure, outcome])
    return Chart(
        key="trend",
        title=f"{measure.name} and {rating.name.lower()} through these days",
        summary=f"{'; '.join(told)}.",
        spec_url=f"{address}?window={window}",
        columns=("On recorded days", "Mean", "Low days", "High days"),
        rows=rows,
        height=TREND_HEIGHT,
    )


def _stretches(
    finding: Finding, kind: str, title: str, stretches: list[StretchRow]
) -> Chart | None:
    tested = [stretch for stretch in stretches if stretch.difference]
    if not tested:
        return None
    told = [
        f"{stretch.name} {stretch.difference.signed} ({stretch.difference.signed_range})"
        for stretch in tested
        if stretch.difference
    ]
    rating, step = RATINGS[finding.outcome], FOOD_MEASURES[finding.exposure].step_words
    return Chart(
        key=kind,
        title=title,
        summary=f"{rating.name} for {step}, in points: {'; '.join(told)}.",
        spec_url=_address(finding, kind),
        columns=(rating.name, "Days", "Best guess", "Plausible range"),
        rows=[
            (
                f"{stretch.name}{' (clearest)' if stretch.speaks else ''}",
                str(stretch.n_days),
                *_ends(stretch),
            )
            for stretch in stretches
        ],
        height=drawn_height(len(tested)),
    )


def _ends(stretch: StretchRow) -> tuple[str, str]:
    shown = stretch.difference
    return (shown.signed, shown.signed_range) if shown else (NOT_TESTED, "")


def _groups(finding: Finding, tables: FindingTables) -> Chart:
    rating = RATINGS[finding.outcome]
    told = [f"{group.name}, mean {figure(group.mean)}" for group in tables.groups]
    return Chart(
        key="groups",
        title=f"{rating.name} in groups, by how much you ate",
        summary=f"{'; '.join(told)}.",
        spec_url=_address(finding, "groups"),
        columns=(tables.eaten_over, "Days", f"Mean {rating.name.lower()}", "95 % range"),
        rows=[
            (
                group.name,
                str(group.n_days),
                figure(group.mean),
                "too few weeks"
                if group.low is None
                else f"{figure(group.low)} to {figure(group.high)}",
            )
            for group in tables.groups
        ],
        height=DOSES_DRAWN,
    )


def _days(finding: Finding, rests_on: Behind) -> Chart:
    measure, rating = FOOD_MEASURES[finding.exposure], RATINGS[finding.outcome]
    amounts = [day.exposure for day in rests_on.days]
    ratings = [day.outcome for day in rests_on.days]
    return Chart(
        key="days",
        title="Every day behind it",
        summary=(
            f"{len(amounts)} days, from {measure.amount(min(amounts))} to "
            f"{measure.amount(max(amounts))}; {rating.name.lower()} from {figure(min(ratings))} to "
            f"{figure(max(ratings))}."
        ),
        spec_url=_address(finding, "days"),
        height=DAYS_DRAWN,
    )


def _address(finding: Finding, kind: str) -> str:
    return reverse("insights:finding-chart", args=[finding.exposure, finding.outcome, kind])
