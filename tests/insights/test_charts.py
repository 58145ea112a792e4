"""Findings, their days and whole windows as charts; and how charts look on page and paper."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from insights.charts import days as behind
from insights.charts import drawing, forest, intervals, theme, trend
from insights.charts.templates import compact
from insights.measures import FOOD_MEASURES, RATINGS
from insights.outlook import CurrentFinding, Outlook, outlook
from insights.wording import points
from tests import people
from tests.insights.test_looks import diary
from tests.insights.test_wording import LINK

KIMCHI, FIBRE = FOOD_MEASURES["fermented_servings"], FOOD_MEASURES["fibre_g"]
MOOD = RATINGS["mood"]
FOREST = "/insights/patterns/chart.json"


def check(spec: dict[str, Any], kind: Any) -> None:
    """Assert that Altair knows every part of a spec and that Vega-Lite can draw it."""
    kind.from_dict(spec)
    assert drawing.svg(spec).startswith("<svg")


class Look:
    """As much of a stored look as a chart asks about."""

    margin_points = 0.5


def known(*findings: CurrentFinding) -> Outlook:
    return Outlook(list(findings), 60, 84, Look())


def current(**changes: Any) -> CurrentFinding:
    return CurrentFinding(replace(LINK, **changes), "", 60)


def window(days: int, *, missing: slice = slice(0, 0)) -> pd.DataFrame:
    index = pd.date_range("2026-01-01", periods=days, name="day")
    numbers = np.arange(days, dtype=float)
    table = pd.DataFrame({"fibre_g": 20 + numbers % 7, "mood": 4 + numbers % 3}, index=index)
    table.iloc[missing] = np.nan
    return table


# --- Every question ------------------------------------------------------------------------------


def test_a_row_holds_the_points_its_sentence_tells() -> None:
    [row] = forest.forest_rows(known(current()))
    assert (row.estimate, row.low, row.high) == (0.31, 0.12, 0.5)
    assert row.under == "0.3 (0.1 to 0.5) for 1 serving"
    assert points(0.31) in row.said
    assert row.group == "Early sign"


def test_fibre_is_drawn_for_ten_grams() -> None:
    fibre = current(exposure="fibre_g", estimate=0.02, low=0.01, high=0.03)
    [row] = forest.forest_rows(known(fibre))
    assert (row.estimate, row.high) == pytest.approx((0.2, 0.3))
    assert row.under.endswith("for 10 g")


def test_the_band_is_the_margin_between_low_and_high_days_for_one_step() -> None:
    [row] = forest.forest_rows(known(current(swing_from=0.4, swing_to=2.4)))
    assert row.margin == pytest.approx(0.25)
    [row] = forest.forest_rows(known(current(swing_from=None, swing_to=None)))
    assert row.margin is None


def test_what_was_found_stands_first_and_the_larger_above_the_smaller() -> None:
    rows = forest.forest_rows(
        known(
            current(verdict="no_clear_link"),
            current(verdict="linked", estimate=0.2),
            current(verdict="linked", outcome="anxiety", estimate=-0.4),
            current(verdict="not_enough_data", estimate=None),
        )
    )
    assert [(row.kind, row.estimate) for row in rows] == [
        ("linked", -0.4),
        ("linked", 0.2),
        ("no_clear_link", 0.31),
    ]


def test_verdicts_differ_in_shape_or_filling_and_not_in_colour_alone() -> None:
    looks = [(shape, fill == theme.SURFACE) for shape, fill, _ in intervals.SHAPES.values()]
    assert len(set(looks)) == len(looks)


def test_one_huge_range_does_not_squeeze_the_others() -> None:
    rows = forest.forest_rows(known(current(), current(outcome="stress", low=-40.0, high=40.0)))
    assert intervals.reach(rows) == 1.0


def test_rows_stand_below_one_another_with_their_groups_between() -> None:
    spec = forest.forest_spec(known(current(), current(verdict="no_clear_link")))
    tops = [(row["top"], row["end"]) for row in spec["datasets"]["rows"]]
    assert tops[0][1] < tops[1][0]
    assert [group["name"] for group in spec["datasets"]["groups"]] == [
        "Early sign",
        "No clear link yet",
    ]
    assert spec["height"] == tops[1][1]
    check(spec, alt.LayerChart)


def test_the_table_holds_every_question_also_those_without_a_figure() -> None:
    nothing = current(verdict="not_enough_data", outcome="stress", estimate=None)
    chart = forest.forest_chart(known(current(), nothing))
    assert chart
    assert chart.rows == [
        ("Fermented food → mood", "Early sign", "0.3", "0.1 to 0.5", "1 serving"),
        ("Fermented food → stress", "Not enough data yet", "–", "–", "1 serving"),
    ]
    assert forest.forest_chart(known(nothing)) is None


def test_hidden_numbers_leave_verdicts_and_sides() -> None:
    spec = forest.forest_spec(known(current()), hide_numbers=True)
    [row] = spec["datasets"]["rows"]
    assert row["said"] == "Fermented food → mood: early sign, higher rating."
    assert not re.search(r"\d", "".join([row["under"], *spec["title"]["text"]]))


@pytest.mark.django_db
def test_windows_of_one_question_mark_the_one_the_verdict_rests_on(ada: User) -> None:
    diary(ada, 60)
    found = outlook(ada, now=people.NOW).findings[0].finding
    rows = forest.lag_rows(found, margin=0.5)
    marked = [row.name for row in rows if "rests on" in row.under]
    assert marked == ["The next day"]
    next_day = next(window for window in found.windows if window.lag == "next_day")
    assert rows[1].estimate == next_day.estimate


@pytest.mark.django_db
def test_the_forest_is_the_persons_own(
    ada: User, ada_client: Client, ben_client: Client, client: Client
) -> None:
    diary(ada, 60)
    answer = ada_client.get(FOREST)
    shown = {row["name"]: row["estimate"] for row in answer.json()["datasets"]["rows"]}
    found = outlook(ada, now=people.NOW).findings[0]
    assert shown[found.question] == found.finding.estimate
    assert answer.headers["ETag"]
    assert ben_client.get(FOREST).status_code == 404
    assert client.get(FOREST).status_code == 302


@pytest.mark.django_db
def test_the_forest_asks_the_database_little(
    ada: User, ada_client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    diary(ada, 60)
    ada_client.get(FOREST)
    with django_assert_max_num_queries(12):
        ada_client.get(FOREST)


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


def test_circles_count_the_days_at_each_place() -> None:
    used = pd.DataFrame({"exposure": [0.0, 0.0, 1.0], "outcome": [5.0, 5.0, 6.0]})
    spec = behind.days_spec(used, KIMCHI, MOOD)
    assert [(at["eaten"], at["rated"], at["days"]) for at in spec["datasets"]["places"]] == [
        (0, 5, 2),
        (1, 6, 1),
    ]
    assert spec["datasets"]["places"][0]["said"] == "0 servings, rated 5: 2 days"
    check(spec, alt.Chart)


def test_many_amounts_are_gathered_and_no_day_is_lost() -> None:
    rng = np.random.default_rng(3)
    used = pd.DataFrame({"exposure": rng.normal(25, 6, 1800), "outcome": rng.uniform(0, 10, 1800)})
    places = behind.day_places(used)
    assert sum(places.values()) == 1800
    assert len(places) <= 41 * 21
    assert len(compact(behind.days_spec(used, FIBRE, MOOD))) < 100_000


def test_groups_carry_mean_range_and_days() -> None:
    groups = [
        behind.DoseRow(0, 0, 30, 5.5, 5.1, 5.9),
        behind.DoseRow(1, 2.5, 1, 6.25, None, None),
    ]
    spec = behind.doses_spec(groups, KIMCHI, MOOD)
    drawn = spec["datasets"]["groups"]
    assert [group["name"] for group in drawn] == ["0|30 days", "1–2.5|1 day"]
    assert [group["mean"] for group in drawn] == [5.5, 6.25]
    assert (drawn[1]["low"], drawn[1]["high"]) == (None, None)
    check(spec, alt.LayerChart)


def test_a_small_step_looks_small() -> None:
    low, high = behind.rating_axis([behind.DoseRow(0, 0, 9, 9.4, None, None)])
    assert (high - low, high) == (4, 10)
    low, high = behind.rating_axis([behind.DoseRow(0, 0, 9, 5.0, 1.0, 9.0)])
    assert low < 1
    assert high > 9


# --- On page and on paper ------------------------------------------------------------------------


def test_the_colours_are_those_of_the_stylesheet() -> None:
    css = (settings.BASE_DIR / "static" / "css" / "commensal.css").read_text(encoding="utf-8")
    light = css[: css.index("prefers-color-scheme: dark")]
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    assert {name: tokens[name] for name in theme.LIGHT} == theme.LIGHT


def test_a_colour_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no colour 'red'"):
        theme.token("red")


def test_paper_gets_an_svg_without_anything_to_resolve_or_fetch() -> None:
    drawn = drawing.svg(forest.forest_spec(known(current())))
    assert drawn.startswith("<svg")
    assert "Fermented food → mood" in drawn
    assert "var(" not in drawn
    assert "transparent" not in drawn
    assert re.findall(r"https?://[^\"]+", drawn) == [
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    ]


def test_mail_gets_a_png_twice_as_sharp() -> None:
    spec = forest.forest_spec(known(current()))
    one, two = drawing.png(spec, 1), drawing.png(spec, 2)
    assert one.startswith(b"\x89PNG")
    widths = [int.from_bytes(picture[16:20], "big") for picture in (one, two)]
    assert widths[1] == pytest.approx(2 * widths[0], abs=2)


@pytest.mark.parametrize("where", ["http://127.0.0.1:9/days.csv", "file:///etc/hostname"])
def test_a_chart_that_would_fetch_something_is_refused(where: str) -> None:
    spec = forest.forest_spec(known(current()))
    spec["layer"][0]["data"] = {"url": where}
    for draw in (drawing.svg, drawing.png):
        with pytest.raises(ValueError, match="must bring its own data"):
            draw(spec)
