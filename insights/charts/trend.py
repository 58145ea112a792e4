"""A food measure over a rating through a window of days: pale days, and means that break at gaps.

Up to a year every day is a point and the line is the mean of the seven days up to it; a longer
window shows the means of calendar weeks. A mean needs four recorded days of its seven.
"""

from functools import cache
from typing import Any

import altair as alt
import pandas as pd

from accounts.days import DAYS_IN_WEEK
from accounts.scales import Scale
from insights.charts.templates import filled, template_of
from insights.charts.theme import PAPER_WIDTH, RATING_GLAZE, glaze_of
from insights.measures import FoodMeasure

LEAST_DAYS = 4
# Longer windows are drawn by week: a year of days is as much as a phone can show.
MOST_DAILY = 366
HEIGHT = 110
# Both panels with their titles and the dates below them.
DRAWN_HEIGHT = 373
BESIDE = 34
HIGHEST_RATING = 10
OWN, MEANS = ("eaten", "rated"), ("eaten_mean", "rated_mean")
# Enough for the pictures, and more than any figure on a page shows.
DECIMALS = 3


def trend_points(table: pd.DataFrame, measure: str, rating: str) -> pd.DataFrame:
    """Return what is drawn of a daily table: one row per day, or per week in long windows.

    Parameters
    ----------
    table : DataFrame
        One row for each day of the window (DatetimeIndex without gaps), NaN where not recorded.
    measure, rating : str
        Columns of it.

    Returns
    -------
    Columns `eaten`, `rated` (the day's own; NaN in weeks), `eaten_mean` and `rated_mean`.
    """
    pair = table[[measure, rating]].astype(float).set_axis(OWN, axis=1)
    if len(pair) > MOST_DAILY:
        weeks = pair.resample("W-MON", closed="left", label="left")
        means = weeks.mean().where(weeks.count() >= LEAST_DAYS)
        points = pd.DataFrame(float("nan"), index=means.index, columns=OWN)
    else:
        means = pair.rolling(DAYS_IN_WEEK, min_periods=LEAST_DAYS).mean()
        points = pair
    return points.join(means.set_axis(MEANS, axis=1))


def trend_spec(
    table: pd.DataFrame, measure: FoodMeasure, rating: Scale, *, hide_numbers: bool = False
) -> dict[str, Any]:
    """Return the window as a Vega-Lite spec."""
    points = trend_points(table, measure.column, rating.key)
    for name in OWN:
        known = points[f"{name}_mean"].notna()
        joined = known.shift(1, fill_value=False) | known.shift(-1, fill_value=False)
        points[f"{name}_alone"] = known & ~joined
    by_week = len(table) > MOST_DAILY
    spec = filled(
        _template(measure.column, by_week, hide_numbers),
        {"days": [_datum(day, row, by_week) for day, row in points.iterrows()]},
        {"most": _most(points), "span": len(table)},
    )
    line = "line: mean of each week" if by_week else "line: mean of seven days"
    unit = [] if hide_numbers else [measure.units]
    titles = [
        {"text": measure.name, "subtitle": " · ".join([*unit, line])},
        {
            "text": rating.name,
            "subtitle": f"0 {rating.at_lowest}, {HIGHEST_RATING} {rating.at_highest}",
        },
    ]
    panels = zip(spec["vconcat"], titles, strict=True)
    return {**spec, "vconcat": [{**panel, "title": title} for panel, title in panels]}


def _most(points: pd.DataFrame) -> float:
    """Return where the axis of the food ends; it begins at 0."""
    most = points[["eaten", "eaten_mean"]].max().max()
    return float(most) if most > 0 else 1.0


def _datum(day: Any, row: pd.Series, by_week: bool) -> dict[str, Any]:
    # A missing value stays in the row as null: that is where a line breaks.
    known = {
        name: None if pd.isna(row[name]) else round(float(row[name]), DECIMALS)
        for name in (MEANS if by_week else (*OWN, *MEANS))
    }
    alone = {f"{name}_alone": True for name in OWN if by_week and row[f"{name}_alone"]}
    return {"day": day.date().isoformat(), **known, **alone}


@cache
def _template(measure: str, by_week: bool, hide_numbers: bool) -> dict[str, Any]:
    eaten = _panel("eaten", glaze_of(measure), by_week=by_week).encode(
        x=_dates(has_names=False), y=_amounts("eaten_mean", alt.ExprRef(expr="most"), hide_numbers)
    )
    rated = _panel("rated", RATING_GLAZE, by_week=by_week).encode(
        x=_dates(has_names=True), y=_amounts("rated_mean", HIGHEST_RATING, hide_numbers)
    )
    return template_of(alt.vconcat(eaten, rated), beside=BESIDE)


def _panel(name: str, glaze: tuple[str, str], *, by_week: bool) -> alt.LayerChart | alt.FacetChart:
    fill, deep = glaze
    means = alt.Chart()
    layers = [
        means.mark_line(
            color=deep, strokeWidth=1.5 if by_week else 2, invalid="break-paths-show-domains"
        )
    ]
    if by_week:
        # A week between two gaps has no neighbour to be joined to.
        alone = alt.Chart().transform_filter(f"datum.{name}_alone")
        layers.append(alone.mark_circle(color=deep, size=9, opacity=1))
    else:
        days = alt.Chart().transform_filter(f"isValid(datum.{name})")
        pale = days.mark_circle(color=fill, size=20, opacity=0.45).encode(y=f"{name}:Q")
        layers.insert(0, pale)
    return alt.layer(*layers, data=alt.NamedData("days"), width=PAPER_WIDTH - BESIDE, height=HEIGHT)


def _dates(*, has_names: bool) -> alt.X:
    axis = alt.Axis(
        title=None,
        labels=has_names,
        ticks=has_names,
        grid=False,
        tickCount=6,
        labelFlush=True,
        labelExpr=(
            "span > 800 ? utcFormat(datum.value, '%Y') : span > 100 ? "
            "(utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : "
            "utcFormat(datum.value, '%b')) : utcFormat(datum.value, '%-d %b')"
        ),
    )
    return alt.X("day:T", axis=axis, scale=alt.Scale(type="utc"))


def _amounts(field: str, most: Any, hide_numbers: bool) -> alt.Y:
    axis = alt.Axis(
        title=None,
        labels=not hide_numbers,
        domain=False,
        tickCount=3,
        minExtent=BESIDE - 4,
        maxExtent=BESIDE - 4,
    )
    return alt.Y(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[0, most], nice=False))
