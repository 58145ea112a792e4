"""The picture of a print's window: one food over one rating, the pair that was found if any was."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from django.urls import reverse

from accounts.models import User
from accounts.scales import Scale
from insights.charts.shown import Chart
from insights.charts.trend import DRAWN_HEIGHT, LEAST_DAYS, trend_spec
from insights.findings.outlook import Outlook
from insights.measures import FOOD_MEASURES, FoodMeasure
from insights.spans import SpanSummary, Spread
from insights.wording import figure
from insights.wording.prints import dates, trend_in_words

UNKNOWN = "–"
SIZE_ON_PAPER = {"width": 740, "height": 66}
# Typst brings this one along, so that a print needs no font of the machine.
FONT_ON_PAPER = "Libertinus Serif"


@dataclass(frozen=True)
class Trend:
    """A food measure and a rating through a window.

    summary : what the picture shows, for whoever cannot see it
    weeks : means of calendar weeks, as the table beside the picture has them
    """

    title: str
    summary: str
    measure: FoodMeasure
    rating: Scale
    table: pd.DataFrame
    weeks: list[tuple[str, str, str]]

    def spec(self) -> dict[str, Any]:
        """Return the picture as a Vega-Lite spec."""
        return trend_spec(self.table, self.measure, self.rating)

    def spec_on_paper(self) -> dict[str, Any]:
        """Return it wide and low, and lettered as the PDF is."""
        spec = self.spec()
        panels = [{**panel, **SIZE_ON_PAPER} for panel in spec["vconcat"]]
        return {**spec, "vconcat": panels, "config": {**spec["config"], "font": FONT_ON_PAPER}}

    def chart(self, first: date, last: date) -> Chart:
        """Return it as a page shows it."""
        return Chart(
            key="trend",
            title=self.title,
            summary=self.summary,
            spec_url=f"{reverse('insights:print-chart')}?from={first}&to={last}",
            columns=("Week from", self.measure.name, self.rating.name),
            rows=self.weeks,
            height=DRAWN_HEIGHT,
        )


def trend_of(user: User, span: SpanSummary, known: Outlook) -> Trend | None:
    """Return the picture of a window; None when neither side of it was recorded."""
    measure, rating = _pair(user, known)
    eaten = _spread(span.food, measure.column)
    rated = _spread(span.ratings, rating.key)
    if eaten is None and rated is None:
        return None
    return Trend(
        title=f"{measure.name} and {rating.name.lower()}, day by day",
        summary=trend_in_words(measure, rating.name, eaten, rated),
        measure=measure,
        rating=rating,
        table=span.table,
        weeks=_weeks(span.table, measure.column, rating.key),
    )


def _pair(user: User, known: Outlook) -> tuple[FoodMeasure, Scale]:
    """Return the first pair in which something was found, else the first that is followed."""
    current = next(iter([*known.claims, *known.findings]))
    return FOOD_MEASURES[current.finding.exposure], user.scale(current.finding.outcome)


def _spread(spreads: list[Spread], key: str) -> Spread | None:
    return next((spread for spread in spreads if spread.key == key and spread.days), None)


def _weeks(table: pd.DataFrame, measure: str, rating: str) -> list[tuple[str, str, str]]:
    weeks = table[[measure, rating]].astype(float).resample("W-MON", closed="left", label="left")
    means = weeks.mean().where(weeks.count() >= LEAST_DAYS)
    return [
        (dates(monday.date(), monday.date()), _mean(eaten), _mean(rated))
        for monday, eaten, rated in zip(
            pd.DatetimeIndex(means.index), means[measure], means[rating], strict=True
        )
    ]


def _mean(value: float) -> str:
    return UNKNOWN if pd.isna(value) else figure(value)
