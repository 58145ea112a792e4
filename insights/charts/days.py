"""The days behind a finding: each of them, and in groups by how much was eaten."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt

from accounts.scales import Scale
from insights.charts.templates import filled, template_of
from insights.charts.theme import PAPER_WIDTH, RATING_GLAZE, SURFACE
from insights.findings.behind import DayBehind
from insights.findings.tables import GroupRow
from insights.measures import FoodMeasure
from insights.wording import figure

HEIGHT = 200
# With title, axis and what stands below it; groups take two lines more than amounts.
DOSES_DRAWN, DAYS_DRAWN = 314, 290
BESIDE = 34
HIGHEST_RATING = 10
# The axis of group means shows at least so many points, so that small steps look small.
LEAST_SHOWN = 4.0
ROOM = 0.3
# Days are put into so many columns at most when there are too many amounts to tell apart.
MOST_PLACES, COLUMNS = 300, 40
LARGEST = 420
DECIMALS = 3


def doses_spec(
    groups: Sequence[GroupRow], measure: FoodMeasure, rating: Scale, *, hide_numbers: bool = False
) -> dict[str, Any]:
    """Return mean ratings by group of intake, with their intervals, as a Vega-Lite spec."""
    low, high = rating_axis(groups)
    data = [_dose(place, group, measure, hide_numbers) for place, group in enumerate(groups)]
    spec = filled(
        _doses_template(_amounts(measure), hide_numbers),
        {"groups": data},
        {"lowest": low, "highest": high},
    )
    return {**spec, "title": _title(rating, "mean with 95 % range")}


def rating_axis(groups: Sequence[GroupRow]) -> tuple[float, float]:
    """Return the ends of the rating axis: never so near that a small step fills the chart."""
    ends = [
        end for group in groups for end in (group.mean, group.low, group.high) if end is not None
    ]
    middle = (min(ends) + max(ends)) / 2
    half = max(LEAST_SHOWN / 2, (max(ends) - min(ends)) / 2 + ROOM)
    low = min(max(0.0, middle - half), max(0.0, HIGHEST_RATING - 2 * half))
    return low, min(float(HIGHEST_RATING), low + 2 * half)


def days_spec(
    days: Sequence[DayBehind], measure: FoodMeasure, rating: Scale, *, hide_numbers: bool = False
) -> dict[str, Any]:
    """Return every day as part of a circle: the more days at a place, the larger it is."""
    places = day_places(days)
    most = max(places.values(), default=1)
    data = [
        {
            "eaten": eaten,
            "rated": rated,
            "days": count,
            "said": None if hide_numbers else _place(eaten, rated, count, measure),
        }
        for (eaten, rated), count in sorted(places.items())
    ]
    spec = filled(_days_template(_amounts(measure), hide_numbers), {"places": data}, {"most": most})
    return {**spec, "title": _title(rating, _what_circles_are(most, hide_numbers=hide_numbers))}


def _what_circles_are(most: int, *, hide_numbers: bool) -> str:
    if most == 1:
        return "each circle is a day"
    return "larger circle: more days" + ("" if hide_numbers else f", the largest {most} days")


def day_places(days: Sequence[DayBehind]) -> Counter[tuple[float, float]]:
    """Count the days at each pair of intake and rating.

    Where there are too many pairs to draw, intakes are rounded to a fortieth of their range and
    ratings to half a point.
    """
    places = Counter((day.exposure, day.outcome) for day in days)
    if len(places) <= MOST_PLACES:
        return places
    least = min(day.exposure for day in days)
    step = (max(day.exposure for day in days) - least) / COLUMNS or 1.0
    return Counter(
        (
            round(least + round((day.exposure - least) / step) * step, DECIMALS),
            round(day.outcome * 2) / 2,
        )
        for day in days
    )


def _dose(place: int, group: GroupRow, measure: FoodMeasure, hide_numbers: bool) -> dict[str, Any]:
    days = "day" if group.n_days == 1 else "days"
    spread = "" if group.low is None else f" ({figure(group.low)} to {figure(group.high)})"
    said = f"{group.name}: mean {figure(group.mean)}{spread} on {group.n_days} {days}"
    return {
        "place": place,
        "name": "" if hide_numbers else f"{_narrow(group.name, measure)}|{group.n_days} {days}",
        "mean": group.mean,
        "low": group.low,
        "high": group.high,
        "label": "" if hide_numbers else figure(group.mean),
        "said": None if hide_numbers else said,
    }


def _narrow(name: str, measure: FoodMeasure) -> str:
    """Write a group's name in lines for its column; the unit stands below all of them."""
    amounts = name.removesuffix(f" {measure.units}").removesuffix(f" {measure.unit}")
    return amounts.replace(" to ", " to|")


def _place(eaten: float, rated: float, count: int, measure: FoodMeasure) -> str:
    days = "day" if count == 1 else "days"
    return f"{measure.amount(eaten)}, rated {figure(rated)}: {count} {days}"


def _amounts(measure: FoodMeasure) -> str:
    return f"{measure.name}, {measure.units} a day"


def _title(rating: Scale, under: str) -> dict[str, Any]:
    return {"text": rating.name, "subtitle": under}


def _ratings(field: str, ends: Sequence[Any], hide_numbers: bool) -> alt.Y:
    axis = alt.Axis(
        title=None,
        labels=not hide_numbers,
        domain=False,
        tickCount=5,
        minExtent=BESIDE - 4,
        maxExtent=BESIDE - 4,
    )
    return alt.Y(f"{field}:Q", axis=axis, scale=alt.Scale(domain=list(ends), nice=False))


@cache
def _doses_template(amounts: str, hide_numbers: bool) -> dict[str, Any]:
    _, deep = RATING_GLAZE
    ends = (alt.ExprRef(expr="lowest"), alt.ExprRef(expr="highest"))
    axis = alt.Axis(
        title=amounts,
        labelAngle=0,
        labelLineHeight=15,
        labelExpr="split(data('groups')[datum.value].name, '|')",
    )
    layers = [
        alt.Chart()
        .transform_filter("isValid(datum.low)")
        .mark_rule(color=deep, strokeWidth=2)
        .encode(y=_ratings("low", ends, hide_numbers), y2="high:Q"),
        alt.Chart()
        .mark_point(shape="circle", filled=True, color=deep, size=110, opacity=1, stroke=SURFACE)
        .encode(y=_ratings("mean", ends, hide_numbers), tooltip="said:N"),
        alt.Chart()
        .mark_text(align="left", dx=10, fontWeight="bold")
        .encode(y=_ratings("mean", ends, hide_numbers), text="label:N"),
    ]
    plot = alt.layer(*layers, data=alt.NamedData("groups")).encode(x=alt.X("place:O", axis=axis))
    return template_of(plot.properties(width=PAPER_WIDTH, height=HEIGHT), beside=BESIDE)


@cache
def _days_template(amounts: str, hide_numbers: bool) -> dict[str, Any]:
    fill, deep = RATING_GLAZE
    axis = alt.Axis(title=amounts, labels=not hide_numbers, grid=False, tickCount=6)
    circles = (
        alt.Chart(alt.NamedData("places"))
        .mark_circle(color=fill, opacity=0.55, stroke=deep, strokeWidth=0.75)
        .encode(
            x=alt.X("eaten:Q", axis=axis, scale=alt.Scale(zero=True, nice=False, padding=10)),
            y=_ratings("rated", (0, HIGHEST_RATING), hide_numbers),
            size=alt.Size(
                "days:Q",
                scale=alt.Scale(domain=[0, alt.ExprRef(expr="most")], range=[0, LARGEST]),
                legend=None,
            ),
            tooltip="said:N",
        )
    )
    return template_of(circles.properties(width=PAPER_WIDTH, height=HEIGHT), beside=BESIDE)
