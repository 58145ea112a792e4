"""Estimates with their ranges, one under the other: every question, or one question's windows.

Each row names itself above its line, so that long names need no column of their own on a phone.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import altair as alt

from insights.charts.templates import filled, template_of
from insights.charts.theme import INK, LINE, LINE_STRONG, PAPER_WIDTH, SOFT, SURFACE, token

# Pixels from the top of a row to the middle of its name, of its figures, and of its line.
NAME_AT, UNDER_AT, LINE_AT, ROW_HEIGHT = 9, 27, 48, 68
GROUP_HEIGHT, GROUP_AT = 42, 30
BAND_HEIGHT = 22
LEGEND_LINE, AROUND = 14, 60
# A range wider than so many times everything else runs off the edge; its figures stand above.
WIDEST = 3.0
ROUND_TO = 0.5

# What was found shows by shape as well as by colour; an open circle is an open question.
SHAPES = {
    "linked": ("diamond", token("glaze"), 170),
    "early_sign": ("triangle-up", token("ferment-ink"), 150),
    "travels_with": ("square", token("mood-ink"), 110),
    "no_meaningful_link": ("circle", SOFT, 100),
    "no_clear_link": ("circle", SURFACE, 100),
}


@dataclass(frozen=True)
class IntervalRow:
    """One estimate in rating points.

    under : what stands under the name: the figures
    said : the whole row as a sentence
    kind : a verdict of `SHAPES`
    margin : differences up to this one, in the same points, would not matter; None unknown
    group : what stands above the first row of several
    """

    name: str
    under: str
    said: str
    kind: str
    estimate: float
    low: float
    high: float
    margin: float | None = None
    group: str = ""


def intervals_spec(
    rows: Sequence[IntervalRow], *, legend: Sequence[str], hide_numbers: bool = False
) -> dict[str, Any]:
    """Return the rows, in their order, as a Vega-Lite spec; `legend` is read above them."""
    data, groups, height = _placed(rows)
    spec = filled(
        _template(hide_numbers),
        {"rows": data, "groups": groups},
        {"reach": reach(rows), "depth": height},
    )
    title = {"text": list(legend), "fontWeight": "normal", "fontSize": 13, "color": SOFT}
    return {**spec, "height": height, "title": title}


def drawn_height(rows: int, *, groups: int = 0, legend_lines: int = 1) -> int:
    """Return about how many pixels so many rows take with their legend and their axis."""
    around = AROUND + legend_lines * LEGEND_LINE
    return rows * ROW_HEIGHT + groups * GROUP_HEIGHT + around


def reach(rows: Sequence[IntervalRow]) -> float:
    """Return how far the axis goes to both sides of zero."""
    ends = [abs(end) for row in rows for end in (row.low, row.high)]
    most = max([*(abs(row.estimate) for row in rows), *(row.margin or 0.0 for row in rows)])
    wanted = min(max(ends), WIDEST * most) or 1.0
    steps = -(-wanted // ROUND_TO)
    return float(ROUND_TO * steps)


def _placed(
    rows: Sequence[IntervalRow],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Return rows and the names of groups with their places, and how high all of them are."""
    data: list[dict[str, Any]] = []
    groups: list[dict[str, Any]] = []
    top, group = 0, ""
    for row in rows:
        if row.group != group:
            group = row.group
            groups.append({"at": top + GROUP_AT, "name": group})
            top += GROUP_HEIGHT
        places = {"top": top, "end": top + ROW_HEIGHT, "name_at": top + NAME_AT}
        places |= {"under_at": top + UNDER_AT, "line_at": top + LINE_AT}
        data.append({**asdict(row), **places, "size": SHAPES[row.kind][2]})
        top += ROW_HEIGHT
    return data, groups, top


@cache
def _template(hide_numbers: bool) -> dict[str, Any]:
    layers = [_band(), *_upright(), _line(), _estimate(), *_texts(), _touch()]
    plot = alt.layer(*layers, data=alt.NamedData("rows")).encode(x=_across("low", hide_numbers))
    return template_of(plot.properties(width=PAPER_WIDTH))


def _across(field: str, hide_numbers: bool) -> alt.X:
    axis = alt.Axis(
        title="lower rating  ←  points  →  higher rating",
        labels=not hide_numbers,
        labelExpr="replace(format(datum.value, '~'), '-', '−')",
        tickCount=5,
        domain=False,
        grid=False,
        ticks=not hide_numbers,
        titlePadding=8,
    )
    sides = [alt.ExprRef(expr="-reach"), alt.ExprRef(expr="reach")]
    return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(domain=sides, nice=False))


def _down(field: str) -> alt.Y:
    """Return a place in pixels from the top."""
    depth = alt.Scale(domain=[alt.ExprRef(expr="depth"), 0], nice=False)
    return alt.Y(f"{field}:Q", axis=None, scale=depth)


def _band() -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart()
        .transform_filter("isValid(datum.margin)")
        .transform_calculate(
            band_low="max(-datum.margin, -reach)", band_high="min(datum.margin, reach)"
        )
        .mark_rule(color=token("glaze-soft"), strokeWidth=BAND_HEIGHT)
        .encode(x="band_low:Q", x2="band_high:Q", y=_down("line_at"))
    )
    return drawn


def _upright() -> list[alt.Chart]:
    """Return zero and the ends of the band, beside the ranges alone so that they cross no words."""
    beside = alt.Chart().transform_calculate(
        zero="0",
        band_low="isValid(datum.margin) && datum.margin < reach ? -datum.margin : null",
        band_high="isValid(datum.margin) && datum.margin < reach ? datum.margin : null",
        above=f"datum.line_at - {BAND_HEIGHT / 2}",
        below=f"datum.line_at + {BAND_HEIGHT / 2}",
    )
    looks = {"zero": (LINE_STRONG, 1.5), "band_low": (SOFT, 0.75), "band_high": (SOFT, 0.75)}
    return [
        beside.transform_filter(f"isValid(datum.{place})")
        .mark_rule(color=color, strokeWidth=width)
        .encode(x=f"{place}:Q", y=_down("above"), y2="below:Q")
        for place, (color, width) in looks.items()
    ]


def _line() -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart()
        .mark_rule(color=INK, strokeWidth=2, clip=True)
        .encode(x2="high:Q", y=_down("line_at"))
    )
    return drawn


def _estimate() -> alt.Chart:
    kinds = list(SHAPES)
    shapes, fills, _ = zip(*SHAPES.values(), strict=True)

    def by_kind(channel: Any, values: Sequence[Any]) -> Any:
        return channel("kind:N", scale=alt.Scale(domain=kinds, range=list(values)), legend=None)

    drawn: alt.Chart = (
        alt.Chart()
        .mark_point(stroke=INK, strokeWidth=1.5, opacity=1, clip=True)
        .encode(
            x="estimate:Q",
            y=_down("line_at"),
            shape=by_kind(alt.Shape, shapes),
            fill=by_kind(alt.Fill, fills),
            size=alt.Size("size:Q", scale=None),
        )
    )
    return drawn


def _texts() -> list[alt.Chart]:
    at_left: dict[str, Any] = {
        "align": "left",
        "baseline": "middle",
        "limit": alt.ExprRef(expr="width"),
    }
    rows, groups = alt.Chart(), alt.Chart(alt.NamedData("groups"))
    start = alt.value(0)
    return [
        groups.mark_rule(color=LINE).encode(x=start, x2=alt.value("width"), y=_down("at")),
        groups.mark_text(fontWeight="bold", color=token("glaze"), dy=-12, **at_left).encode(
            x=start, y=_down("at"), text="name:N"
        ),
        rows.mark_text(fontWeight="bold", fontSize=14, **at_left).encode(
            x=start, y=_down("name_at"), text="name:N"
        ),
        rows.mark_text(color=SOFT, **at_left).encode(x=start, y=_down("under_at"), text="under:N"),
    ]


def _touch() -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart()
        .mark_rect(opacity=0)
        .encode(x=alt.value(0), x2=alt.value("width"), y=_down("top"), y2="end:Q", tooltip="said:N")
    )
    return drawn
