"""The week's chart: its figures are the page's, its gaps stay gaps, and it is the person's own."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import altair as alt
import pytest
from django.test import Client

from accounts.days import Week
from accounts.models import User
from insights.charts import drawing, week_rows
from insights.charts.week import usual_days, week_chart, week_spec
from insights.week.summary import summarise_week
from insights.wording import figure, forbidden_words
from tests import people
from tracker.services import say_of_food_day

pytestmark = pytest.mark.django_db

ADDRESS = "/insights/weeks/2026-W47/chart.json"
TODAY = date(2026, 11, 18)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (f"2026-11-{day}" for day in range(16, 20))


@pytest.fixture
def week(ada: User) -> None:
    """Monday recorded, Tuesday not, Wednesday (today) so far."""
    people.eat(ada, "2026-11-16 08:00", (people.OATS, 100))
    people.eat(ada, "2026-11-16 12:00", (people.KIMCHI, 150), (people.TEMPEH, 100))
    people.eat(ada, "2026-11-18 08:00", (people.LENTILS, 100))
    people.feel(ada, "2026-11-16 09:00", mood=4)
    people.feel(ada, "2026-11-16 21:00", mood=8)


def spec_of(person: User, **options: Any) -> dict[str, Any]:
    summary = summarise_week(person, Week.named("2026-W47"))
    return week_spec(week_rows(summary, person, today=TODAY), today=TODAY, **options)


def cells_of(spec: dict[str, Any], key: str) -> dict[str, dict[str, Any]]:
    return {cell["day"]: cell for cell in spec["datasets"]["cells"] if cell["key"] == key}


@pytest.mark.parametrize("usual", [{}, {"fibre_g": [20.0] * 7, "mood": [6.0] * 7}])
@pytest.mark.usefixtures("week")
def test_the_spec_is_known_to_altair_and_can_be_drawn(ada: User, usual: Any) -> None:
    spec = spec_of(ada, usual=usual)
    alt.VConcatChart.from_dict(spec)
    assert "Fermented foods" in drawing.svg(spec)


def test_an_empty_week_can_be_drawn(ada: User) -> None:
    assert "not recorded" not in drawing.svg(spec_of(ada))


@pytest.mark.usefixtures("week")
def test_the_figures_are_those_of_the_summary(ada: User) -> None:
    summary = summarise_week(ada, Week.named("2026-W47"))
    spec = spec_of(ada)
    monday = summary.days[0]
    assert cells_of(spec, "fibre_g")[MONDAY]["value"] == monday.fibre_g
    assert cells_of(spec, "fibre_g")[MONDAY]["label"] == f"≥ {figure(monday.fibre_g)}"
    assert cells_of(spec, "mood")[MONDAY]["value"] == monday.mood == 6
    ferments = cells_of(spec, "fermented_servings")[MONDAY]
    assert (ferments["value"], ferments["part"]) == (
        monday.fermented_servings,
        monday.live_servings,
    )


@pytest.mark.usefixtures("week")
def test_a_gap_is_null_and_never_zero(ada: User) -> None:
    for key in ("fibre_g", "fermented_servings", "mood"):
        gap = cells_of(spec_of(ada), key)[TUESDAY]
        assert (gap["value"], gap["state"], gap["label"]) == (None, "not_recorded", "")
        assert "not recorded" in gap["said"]


def test_a_day_of_nothing_is_a_zero_and_not_a_gap(ada: User) -> None:
    say_of_food_day(ada, date(2026, 11, 17), "none", now=people.NOW)
    nothing = cells_of(spec_of(ada), "fibre_g")[TUESDAY]
    assert (nothing["value"], nothing["state"], nothing["label"]) == (0, "recorded", "0")


def test_no_line_crosses_a_gap(ada: User) -> None:
    for day in ("2026-11-16", "2026-11-17", "2026-11-19"):
        people.feel(ada, f"{day} 12:00", mood=5)
    mood = cells_of(spec_of(ada), "mood")
    assert mood[MONDAY]["run"] == mood[TUESDAY]["run"]
    assert mood[THURSDAY]["run"] != mood[TUESDAY]["run"]


@pytest.mark.usefixtures("week")
def test_today_is_so_far_and_later_days_are_still_to_come(ada: User) -> None:
    fibre = cells_of(spec_of(ada), "fibre_g")
    assert fibre[WEDNESDAY]["state"] == "so_far"
    assert fibre[WEDNESDAY]["said"].endswith("so far")
    assert fibre[THURSDAY]["said"] == "Thursday 19 November: still to come"


@pytest.mark.usefixtures("week")
def test_goals_are_lines_and_the_axis_reaches_them(ada: User) -> None:
    ada.fibre_goal_g = 90
    spec = spec_of(ada)
    assert {"key": "fibre_g", "goal": 90} in spec["datasets"]["goals"]
    assert {"name": "most_fibre_g", "value": 90} in spec["params"]
    ada.fibre_goal_g = None
    assert not [goal for goal in spec_of(ada)["datasets"]["goals"] if goal["key"] == "fibre_g"]


@pytest.mark.usefixtures("week")
def test_what_is_usual_stands_beside_each_day(ada: User) -> None:
    spec = spec_of(ada, usual={"fibre_g": [20.0, 21.0, None, 22.0, 23.0, 24.0, 25.0]})
    fibre = cells_of(spec, "fibre_g")
    assert (fibre[MONDAY]["usual"], fibre[WEDNESDAY]["usual"]) == (20.0, None)
    assert "usually 20" in fibre[MONDAY]["said"]
    assert "◂ usual" in spec["vconcat"][0]["title"]["subtitle"]
    assert "usual" not in spec["vconcat"][1]["title"]["subtitle"]


def test_usual_days_are_those_of_the_summary(ada: User) -> None:
    for day in ("2026-10-26", "2026-11-02", "2026-11-09"):
        people.feel(ada, f"{day} 12:00", mood=int(day[-1]))
    summary = summarise_week(ada, Week.named("2026-W47"))
    assert usual_days(summary)["mood"] == [6, None, None, None, None, None, None]


@pytest.mark.usefixtures("week")
def test_hidden_numbers_stay_hidden(ada: User) -> None:
    spec = spec_of(ada, hide_numbers=True)
    told = [cell["label"] + cell["said"].split(": ")[1] for cell in spec["datasets"]["cells"]]
    told += [panel["title"]["subtitle"] for panel in spec["vconcat"][:2]]
    assert not [text for text in told if any(character.isdigit() for character in text)]
    assert cells_of(spec, "mood")[MONDAY]["said"] == "Monday 16 November: mood in the middle"


@pytest.mark.usefixtures("week")
def test_the_text_alternative_holds_the_figures_that_matter(ada: User) -> None:
    summary = summarise_week(ada, Week.named("2026-W47"))
    rows = week_rows(summary, ada, today=TODAY)
    told = week_chart(summary.week, rows, hide_numbers=False).summary
    assert told.startswith("Fibre: logged on 2 of 3 days, ")
    assert "Mood: logged on 1 of 3 days, 6 of 10." in told
    assert "Plants" not in told
    assert not forbidden_words(told)


@pytest.mark.usefixtures("week")
def test_the_page_names_the_spec_and_holds_the_table(ada_client: Client) -> None:
    page = ada_client.get("/insights/weeks/2026-W47/").content.decode()
    assert f'data-spec="{ADDRESS}"' in page
    assert 'data-bundle="/static/js/vega.js"' in page
    assert 'role="img"' in page
    assert page.index("Show as table") < page.index('class="week-table"')


@pytest.mark.usefixtures("week")
def test_the_spec_is_kept_by_this_persons_browser_until_it_changes(
    ada: User, ada_client: Client
) -> None:
    first = ada_client.get(ADDRESS)
    assert first.status_code == 200
    assert first.headers["Content-Type"] == "application/json"
    assert set(first.headers["Cache-Control"].split(", ")) == {"private", "no-cache"}
    again = ada_client.get(ADDRESS, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    people.feel(ada, "2026-11-18 09:00", mood=9)
    changed = ada_client.get(ADDRESS, headers={"if-none-match": first.headers["ETag"]})
    assert changed.status_code == 200


@pytest.mark.usefixtures("week")
def test_ben_gets_his_own_week_and_nothing_of_adas(ben_client: Client) -> None:
    spec = json.loads(ben_client.get(ADDRESS).content)
    assert {cell["value"] for cell in spec["datasets"]["cells"]} == {None}


def test_strangers_weeks_to_come_and_posts_are_refused(client: Client, ada_client: Client) -> None:
    assert client.get(ADDRESS).status_code == 302
    assert ada_client.get("/insights/weeks/2026-W48/chart.json").status_code == 404
    assert ada_client.post(ADDRESS).status_code == 405


@pytest.mark.usefixtures("week")
def test_the_spec_asks_the_database_little(
    ada: User, ada_client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(16):
        ada_client.get(ADDRESS)
