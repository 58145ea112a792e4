"""The seven days of a week: what was eaten over how it felt, on one time axis."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import altair as alt
from django.urls import reverse

from accounts.days import Week
from insights.charts.shown import Chart
from insights.charts.table import LOGGED, Cell, Row
from insights.charts.templates import filled, template_of
from insights.charts.theme import INK, LINE, LINE_STRONG, PAPER_WIDTH, SOFT, SURFACE, glaze_of
from insights.charts.words import long_day, said, week_in_words
from insights.week.summary import WeekSummary
from insights.wording import figure

HEIGHTS = {"fibre_g": 96, "fermented_servings": 72, "mood": 96}
# All three panels with their titles and the days below them.
DRAWN_HEIGHT = 485
SO_FAR = 0.35
HIGHEST_RATING = 10

# What a person usually has on each of the seven days; None where that is not known.
Usual = Mapping[str, Sequence[float | None]]


def week_spec(
    rows: Sequence[Row],
    *,
    today: date,
    usual: Usual | None = None,
    hide_numbers: bool = False,
) -> dict[str, Any]:
    """Return the week's rows of fibre, ferments and mood as a Vega-Lite spec."""
    drawn = [row for row in rows if row.key in HEIGHTS]
    usual = usual or {}
    spec = filled(
        _template(tuple(row.key for row in drawn)),
        {
            "cells": [datum for row in drawn for datum in _data(row, usual, hide_numbers)],
            "goals": [{"key": row.key, "goal": row.goal} for row in drawn if row.goal],
        },
        {
            "today": today.isoformat(),
            **{f"most_{row.key}": _most(row, usual) for row in drawn},
        },
    )
    titles = [{"text": row.name, "subtitle": _subtitle(row, usual, hide_numbers)} for row in drawn]
    panels = zip(spec["vconcat"], titles, strict=True)
    return {**spec, "vconcat": [{**panel, "title": title} for panel, title in panels]}


def _data(row: Row, usual: Usual, hide_numbers: bool) -> list[dict[str, Any]]:
    known = usual.get(row.key) or [None] * len(row.cells)
    run, data = 0, []
    for cell, usually in zip(row.cells, known, strict=True):
        # A line joins what lies between two gaps, and crosses none.
        run += cell.value is None
        data.append(
            {
                "key": row.key,
                "day": cell.day.isoformat(),
                "state": cell.state.value,
                "value": cell.value,
                "part": cell.part,
                "usual": usually,
                "run": run,
                "label": "" if hide_numbers else _label(cell),
                "said": f"{long_day(cell.day)}: {said(row, cell, usually, hide_numbers)}",
            }
        )
    return data


def _most(row: Row, usual: Usual) -> float:
    """Return where the row's axis ends; it begins at 0."""
    amounts = [row.goal, *(cell.value for cell in row.cells), *usual.get(row.key, ())]
    return max((amount for amount in amounts if amount is not None), default=0.0) or 1.0


def _label(cell: Cell) -> str:
    if cell.value is None:
        return "?" if cell.state in LOGGED else ""
    return f"{'≥ ' if cell.at_least else ''}{figure(cell.value)}"


def _subtitle(row: Row, usual: Usual, hide_numbers: bool) -> str:
    parts = [] if hide_numbers and row.key != "mood" else [row.unit]
    if any(cell.part for cell in row.cells):
        parts.append("lower part: live")
    if row.goal:
        parts.append("dashed: goal" if hide_numbers else f"dashed: goal {figure(row.goal)}")
    if any(value is not None for value in usual.get(row.key, ())):
        parts.append("◂ usual")
    return " · ".join(parts)


def usual_days(summary: WeekSummary) -> Usual:
    """Return what is usual for the person on each weekday of a week."""
    return {
        key: [day.usual if day else None for day in summary.usual[key].days]
        for key in HEIGHTS
        if key in summary.usual
    }


def week_chart(week: Week, rows: Sequence[Row], *, hide_numbers: bool) -> Chart:
    """Return the week's chart as its page shows it, over the table that page has anyway."""
    drawn = [row for row in rows if row.key in HEIGHTS]
    return Chart(
        key="week",
        title="Day by day",
        summary=week_in_words(drawn, hide_numbers=hide_numbers),
        spec_url=reverse("insights:week-chart", args=[week]),
        table="insights/_week_table.html",
        height=DRAWN_HEIGHT,
    )


@cache
def _template(keys: tuple[str, ...]) -> dict[str, Any]:
    """Return the spec without its data; building and checking it is what takes time."""
    panels = [_panel(key, has_days=key == keys[-1]) for key in keys]
    return template_of(alt.vconcat(*panels))


def _panel(key: str, *, has_days: bool) -> alt.LayerChart:
    axis = alt.Axis(
        title=None,
        labels=has_days,
        labelAngle=0,
        labelExpr="[utcFormat(toDate(datum.value), '%a'), utcFormat(toDate(datum.value), '%-d')]",
        labelFontWeight=alt.condition(
            "datum.value === today", alt.value("bold"), alt.value("normal")
        ),
        labelLineHeight=15,
    )
    data: dict[str, Any] = {
        "data": alt.NamedData("cells"),
        "width": PAPER_WIDTH,
        "height": HEIGHTS[key],
    }
    marks = _mood(key) if key == "mood" else _bars(key)
    return (
        alt.layer(*_gaps(HEIGHTS[key]), *marks, _touch(HEIGHTS[key]), **data)
        .transform_filter(f"datum.key === '{key}'")
        .encode(x=alt.X("day:O", axis=axis, scale=alt.Scale(paddingInner=0.3)))
    )


def _gaps(height: int) -> list[alt.Chart]:
    """Mark days nobody recorded by an outline, so that they do not look like nothing eaten."""
    gaps = alt.Chart().transform_filter("datum.state === 'not_recorded'")
    frame: dict[str, Any] = {
        "filled": False,
        "stroke": LINE_STRONG,
        "strokeDash": [2, 4],
        "cornerRadius": 4,
    }
    return [
        gaps.mark_rect(**frame).encode(y=alt.value(0), y2=alt.value(height)),
        gaps.mark_text(text="–", color=SOFT, fontSize=18).encode(y=alt.value(height / 2)),
    ]


def _bars(key: str) -> list[alt.Chart]:
    fill, deep = glaze_of(key)
    shade = alt.condition("datum.state === 'so_far'", alt.value(SO_FAR), alt.value(1))
    scale = alt.Scale(domain=[0, alt.ExprRef(expr=f"most_{key}")])
    corners: dict[str, Any] = {"cornerRadiusTopLeft": 4, "cornerRadiusTopRight": 4}
    goals = alt.Chart(alt.NamedData("goals")).transform_filter(f"datum.key === '{key}'")
    whole_width: dict[str, Any] = {"x": alt.value(0), "x2": alt.value("width")}
    return [
        alt.Chart()
        .mark_bar(color=fill, stroke=deep, strokeWidth=1, **corners)
        .encode(y=_up("value", scale=scale, stack=None), opacity=shade),
        alt.Chart()
        .mark_bar(color=deep, stroke=SURFACE, strokeWidth=1.5)
        .encode(y=_up("part", stack=None), opacity=shade),
        # The line keeps its contrast where it crosses bars.
        goals.mark_rule(color=SURFACE, strokeWidth=3, opacity=0.7).encode(
            y=_up("goal"), **whole_width
        ),
        goals.mark_rule(color=SOFT, strokeDash=[5, 4]).encode(y=_up("goal"), **whole_width),
        _usual(),
        alt.Chart()
        .transform_calculate(foot="isValid(datum.value) ? datum.value : 0")
        .mark_text(dy=-8, fontWeight="bold")
        .encode(y=_up("foot"), text="label:N"),
    ]


def _mood(key: str) -> list[alt.Chart]:
    fill, deep = glaze_of(key)
    rated = alt.Chart().transform_filter("isValid(datum.value)")
    guides = alt.Chart(alt.InlineData([{"key": key, "at": at} for at in (5, HIGHEST_RATING)]))
    mood = _up("value", scale=alt.Scale(domain=[0, HIGHEST_RATING]))
    return [
        guides.mark_rule(color=LINE).encode(y=_up("at"), x=alt.value(0), x2=alt.value("width")),
        rated.mark_line(color=fill, strokeWidth=2.5).encode(y=mood, detail="run:N"),
        rated.mark_circle(color=deep, size=90, opacity=1).encode(y=mood),
        _usual(),
        rated.mark_text(dy=-13, fontWeight="bold").encode(y=mood, text="label:N"),
    ]


def _up(field: str, **options: Any) -> alt.Y:
    """Return a height without an axis: figures stand at the marks themselves.

    Not `axis=None`, on which Vega-Lite stumbles when some layers say it and others nothing.
    """
    bare = alt.Axis(title=None, labels=False, ticks=False, domain=False, grid=False)
    return alt.Y(f"{field}:Q", axis=bare, **options)


def _usual() -> alt.Chart:
    """Point from the right at what is usual, apart from the bar and from the goal's line."""
    pointed: alt.Chart = (
        alt.Chart()
        .transform_filter("isValid(datum.usual) && isValid(datum.value)")
        .mark_point(
            shape="triangle-left",
            filled=True,
            color=INK,
            stroke=SURFACE,
            strokeWidth=1,
            size=70,
            opacity=1,
        )
        .encode(y=_up("usual"), x=alt.X("day:O", bandPosition=1))
    )
    return pointed


def _touch(height: int) -> alt.Chart:
    """Return what a pointer or finger meets anywhere in a day's column."""
    drawn: alt.Chart = (
        alt.Chart()
        .mark_rect(opacity=0)
        .encode(y=alt.value(0), y2=alt.value(height), tooltip="said:N")
    )
    return drawn
