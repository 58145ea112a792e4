"""Findings, their days and whole windows as charts; and how charts look on page and paper."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest
from django.conf import settings

from insights.charts import days as behind
from insights.charts import drawing, intervals, theme, trend
from insights.charts.intervals import IntervalRow, intervals_spec
from insights.charts.templates import compact
from insights.findings.behind import DayBehind
from insights.findings.tables import GroupRow
from insights.measures import FOOD_MEASURES, RATINGS

KIMCHI, FIBRE = FOOD_MEASURES["fermented_servings"], FOOD_MEASURES["fibre_g"]
MOOD = RATINGS["mood"]


def check(spec: dict[str, Any], kind: Any) -> None:
    """Assert that Altair knows every part of a spec and that Vega-Lite can draw it."""
    kind.from_dict(spec)
    assert drawing.svg(spec).startswith("<svg")


def row(kind: str = "linked", **changes: Any) -> IntervalRow:
    given = {"name": "Fibre → mood", "under": "", "said": "", "group": kind}
    numbers = {"estimate": 0.3, "low": 0.1, "high": 0.5, "margin": 0.25}
    return IntervalRow(**{**given, "kind": kind, **numbers, **changes})


def window(days: int, *, missing: slice = slice(0, 0)) -> pd.DataFrame:
    index = pd.date_range("2026-01-01", periods=days, name="day")
    numbers = np.arange(days, dtype=float)
    table = pd.DataFrame({"fibre_g": 20 + numbers % 7, "mood": 4 + numbers % 3}, index=index)
    table.iloc[missing] = np.nan
    return table


# --- Ranges below one another --------------------------------------------------------------------


def test_verdicts_differ_in_shape_or_filling_and_not_in_colour_alone() -> None:
    looks = [(shape, fill == theme.SURFACE) for shape, fill, _ in intervals.SHAPES.values()]
    assert len(set(looks)) == len(looks)


def test_one_huge_range_does_not_squeeze_the_others() -> None:
    assert intervals.reach([row(), row(low=-40.0, high=40.0)]) == 1.0
    assert intervals.reach([row(estimate=0.0, low=0.0, high=0.0, margin=None)]) == 1.0


def test_rows_stand_below_one_another_with_their_groups_between() -> None:
    spec = intervals_spec([row(), row(), row("no_clear_link")], legend=["Read it so."])
    places = [(at["top"], at["end"]) for at in spec["datasets"]["rows"]]
    assert places[0][1] == places[1][0]
    assert places[1][1] < places[2][0]
    assert [group["name"] for group in spec["datasets"]["groups"]] == ["linked", "no_clear_link"]
    assert spec["height"] == places[2][1]
    check(spec, alt.LayerChart)


# --- A window of days ----------------------------------------------------------------------------


def test_a_mean_needs_four_of_its_seven_days() -> None:
    drawn = trend.trend_points(window(30, missing=slice(10, 14)), "fibre_g", "mood")
    assert drawn["eaten"].isna().sum() == 4
    assert drawn["eaten_mean"].iloc[:3].isna().all()
    assert drawn["eaten_mean"].iloc[13:14].isna().all()
    assert drawn["eaten_mean"].iloc[12] == pytest.approx(drawn["eaten"].iloc[6:10].mean())


def test_gaps_stay_null_in_the_spec() -> None:
    spec = trend.trend_spec(window(30, missing=slice(10, 18)), FIBRE, MOOD)
    gap = spec["datasets"]["days"][15]
    assert gap == {
        "day": "2026-01-16",
        "eaten": None,
        "rated": None,
        "eaten_mean": None,
        "rated_mean": None,
    }
    check(spec, alt.VConcatChart)


@pytest.mark.parametrize("days", [28, 90, 365, 366, 5 * 366])
def test_no_window_weighs_more_than_60_kb(days: int) -> None:
    rng = np.random.default_rng(5)
    table = pd.DataFrame(
        rng.normal(20, 5, (days, 2)),
        index=pd.date_range("2020-01-01", periods=days, name="day"),
        columns=["fibre_g", "mood"],
    )
    spec = trend.trend_spec(table, FIBRE, MOOD)
    assert len(compact(spec)) < 60_000
    check(spec, alt.VConcatChart)


def test_long_windows_are_means_of_calendar_weeks_with_four_days() -> None:
    drawn = trend.trend_points(window(400, missing=slice(20, 24)), "fibre_g", "mood")
    assert set(drawn.index.day_of_week) == {0}
    table = window(400)
    week = table.loc["2026-02-09":"2026-02-15", "fibre_g"]
    assert drawn.loc["2026-02-09", "eaten_mean"] == week.mean()
    # Four of the seven days from the 19th on are missing, so the week has no mean.
    assert np.isnan(drawn.loc["2026-01-19", "eaten_mean"])


def test_a_week_between_gaps_is_drawn_as_a_point() -> None:
    table = window(400, missing=slice(0, 0))
    table.iloc[18:32] = np.nan
    table.iloc[39:60] = np.nan
    days = trend.trend_spec(table, FIBRE, MOOD)["datasets"]["days"]
    assert [day["day"] for day in days if day.get("eaten_alone")] == ["2026-02-02"]


# --- The days behind a finding -------------------------------------------------------------------


def behind_days(eaten: Sequence[float], rated: Sequence[float]) -> list[DayBehind]:
    return [DayBehind(date(2026, 1, 1), *pair) for pair in zip(eaten, rated, strict=True)]


def test_circles_count_the_days_at_each_place() -> None:
    used = behind_days([0.0, 0.0, 1.0], [5.0, 5.0, 6.0])
    spec = behind.days_spec(used, KIMCHI, MOOD)
    assert [(at["eaten"], at["rated"], at["days"]) for at in spec["datasets"]["places"]] == [
        (0, 5, 2),
        (1, 6, 1),
    ]
    assert spec["datasets"]["places"][0]["said"] == "0 servings, rated 5: 2 days"
    check(spec, alt.Chart)


def test_many_amounts_are_gathered_and_no_day_is_lost() -> None:
    rng = np.random.default_rng(3)
    used = behind_days(rng.normal(25, 6, 1800), rng.uniform(0, 10, 1800))
    places = behind.day_places(used)
    assert sum(places.values()) == 1800
    assert len(places) <= 41 * 21
    assert len(compact(behind.days_spec(used, FIBRE, MOOD))) < 100_000


def test_groups_carry_mean_range_and_days() -> None:
    groups = [
        GroupRow("0 servings", 30, 5.5, 5.1, 5.9),
        GroupRow("1 to 2.5 servings", 1, 6.25, None, None),
    ]
    spec = behind.doses_spec(groups, KIMCHI, MOOD)
    drawn = spec["datasets"]["groups"]
    assert [group["name"] for group in drawn] == ["0|30 days", "1 to|2.5|1 day"]
    assert [group["mean"] for group in drawn] == [5.5, 6.25]
    assert (drawn[1]["low"], drawn[1]["high"]) == (None, None)
    check(spec, alt.LayerChart)


def test_a_small_step_looks_small() -> None:
    low, high = behind.rating_axis([GroupRow("0 g", 9, 9.4, None, None)])
    assert (high - low, high) == (4, 10)
    low, high = behind.rating_axis([GroupRow("0 g", 9, 5.0, 1.0, 9.0)])
    assert low < 1
    assert high > 9


# --- On page and on paper ------------------------------------------------------------------------


def test_the_colours_are_those_of_the_stylesheet() -> None:
    css = (settings.BASE_DIR / "static" / "css" / "commensal.css").read_text(encoding="utf-8")
    light = css[: css.index("prefers-color-scheme: dark")]
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    assert {name: tokens[name] for name in theme.LIGHT} == theme.LIGHT


# How red, green and blue light look to eyes without long or middle cones: Machado, Oliveira &
# Fernandes (2009), IEEE Transactions on Visualization and Computer Graphics 15, 1291-1298.
EYES = {
    "all cones": np.eye(3),
    "no long cones": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no middle cones": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
}


def tokens_of(scheme: str) -> dict[str, str]:
    css = (settings.BASE_DIR / "static" / "css" / "commensal.css").read_text(encoding="utf-8")
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")[:2]
    parts = [light] if scheme == "light" else [light, dark[: dark.index("/* ---")]]
    return {
        name: colour
        for part in parts
        for name, colour in re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part)
    }


def luminance(colour: str, eyes: Any) -> float:
    parts = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    light = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(np.clip(np.asarray(eyes) @ light, 0, 1) @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_what_carries_meaning_stands_out_to_every_eye(scheme: str, eyes: str) -> None:
    tokens = tokens_of(scheme)
    on_surface = ("ink", "ink-soft", "line-strong", "glaze", "fibre-ink", "ferment-ink", "mood-ink")
    on_band = ("ink", "ink-soft", "glaze", "ferment-ink", "mood-ink")
    pairs = [(name, "surface") for name in on_surface] + [(name, "glaze-soft") for name in on_band]
    for pair in pairs:
        dim, bright = sorted(luminance(tokens[name], EYES[eyes]) for name in pair)
        assert (bright + 0.05) / (dim + 0.05) >= 3, pair


def test_a_colour_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no colour 'red'"):
        theme.token("red")


def test_paper_gets_an_svg_without_anything_to_resolve_or_fetch() -> None:
    drawn = drawing.svg(intervals_spec([row()], legend=["Read it so."]))
    assert drawn.startswith("<svg")
    assert "Fibre → mood" in drawn
    assert "var(" not in drawn
    assert "transparent" not in drawn
    assert re.findall(r"https?://[^\"]+", drawn) == [
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    ]


def test_mail_gets_a_png_twice_as_sharp() -> None:
    spec = intervals_spec([row()], legend=["Read it so."])
    one, two = drawing.png(spec, 1), drawing.png(spec, 2)
    assert one.startswith(b"\x89PNG")
    widths = [int.from_bytes(picture[16:20], "big") for picture in (one, two)]
    assert widths[1] == pytest.approx(2 * widths[0], abs=2)


@pytest.mark.parametrize("where", ["http://127.0.0.1:9/days.csv", "file:///etc/hostname"])
def test_a_chart_that_would_fetch_something_is_refused(where: str) -> None:
    spec = intervals_spec([row()], legend=["Read it so."])
    spec["layer"][0]["data"] = {"url": where}
    for draw in (drawing.svg, drawing.png):
        with pytest.raises(ValueError, match="must bring its own data"):
            draw(spec)
