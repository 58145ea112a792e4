"""The week page and its picture."""

import re
from datetime import date

import pytest
from django.test import Client

from accounts.days import Week
from accounts.models import User
from insights.charts import CellState, Row, week_rows
from insights.usable import usable_days
from insights.weeks import summarise_week
from insights.wording import FRAMING
from tests import people
from tracker.services import say_of_food_day

pytestmark = pytest.mark.django_db

ADDRESS = "/insights/weeks/2026-W47/"


def text_of(client: Client, address: str = ADDRESS) -> str:
    """Return the page with every run of white space as one space."""
    return " ".join(client.get(address, follow=True).content.decode().split())


def rows_of(person: User) -> dict[str, Row]:
    summary = summarise_week(person, Week.named("2026-W47"))
    return {row.key: row for row in week_rows(summary, person, today=date(2026, 11, 18))}


@pytest.fixture
def week(ada: User) -> None:
    """Monday recorded, Tuesday not, Wednesday (today) so far."""
    people.eat(ada, "2026-11-16 08:00", (people.OATS, 100))
    people.eat(ada, "2026-11-16 12:00", (people.KIMCHI, 150), (people.TEMPEH, 100))
    people.eat(ada, "2026-11-18 08:00", (people.LENTILS, 100))
    people.feel(ada, "2026-11-16 09:00", mood=4)
    people.feel(ada, "2026-11-16 21:00", mood=8)


@pytest.mark.usefixtures("week")
def test_every_day_knows_what_it_knows(ada: User) -> None:
    states = [cell.state for cell in rows_of(ada)["fibre_g"].cells]
    assert states[:4] == [
        CellState.RECORDED,
        CellState.NOT_RECORDED,
        CellState.SO_FAR,
        CellState.TO_COME,
    ]


@pytest.mark.usefixtures("week")
def test_a_gap_has_neither_a_figure_nor_a_bar(ada: User) -> None:
    for row in rows_of(ada).values():
        gap = row.cells[1]
        assert (gap.state, gap.value, gap.height) == (CellState.NOT_RECORDED, None, 0)


@pytest.mark.usefixtures("week")
def test_bars_are_as_long_as_their_figures(ada: User) -> None:
    fibre = rows_of(ada)["fibre_g"]
    monday, _, wednesday = fibre.cells[:3]
    assert monday.height / wednesday.height == pytest.approx(monday.value / wednesday.value)
    assert 100 - fibre.goal_top == pytest.approx(monday.height * 30 / monday.value)
    assert monday.at_least
    assert not wednesday.at_least
    mood = rows_of(ada)["mood"].cells[0]
    assert (mood.value, mood.height) == (6, 60)


def test_a_day_of_nothing_is_a_zero_and_not_a_gap(ada: User) -> None:
    say_of_food_day(ada, date(2026, 11, 17), "none", now=people.NOW)
    cell = rows_of(ada)["fibre_g"].cells[1]
    assert (cell.state, cell.value, cell.height) == (CellState.RECORDED, 0, 0)


@pytest.mark.usefixtures("week")
def test_the_page_says_how_much_is_recorded_and_shows_it(ada_client: Client) -> None:
    page = text_of(ada_client)
    assert "recorded on 1 of 7 days (the week before: 0), mood on 1 (0)" in page
    assert "not recorded" in page
    assert "so far" in page
    assert "at least" in page
    assert "1 of 42 usable days: 41 more logged days until a first look." in page
    assert page.count(FRAMING) >= 1
    assert "still to come" in page


@pytest.mark.usefixtures("week")
def test_the_week_before_stands_beside_it(ada_client: Client) -> None:
    beside = text_of(ada_client)
    assert re.search(r"<th scope=\"row\">Mood</th><td>6</td><td>–</td>", beside)


def test_an_empty_week_greets_kindly(ada_client: Client) -> None:
    page = text_of(ada_client)
    assert "Nothing is in your diary for this week yet" in page
    assert "nothing to add up" in page
    assert "0 of 42 usable days" in page


def test_weeks_lead_to_this_one_and_to_each_other(ada_client: Client) -> None:
    assert ada_client.get("/insights/weeks/").headers["Location"] == ADDRESS
    page = text_of(ada_client, "/insights/weeks/2026-W01/")
    assert "/insights/weeks/2025-W52/" in page
    assert "/insights/weeks/2026-W02/" in page
    assert "/insights/weeks/2026-W48/" not in text_of(ada_client)


@pytest.mark.parametrize("name", ["2026-W48", "2026-W54", "2026-W00", "1066-W01", "9999-W52"])
def test_weeks_to_come_and_weeks_that_never_were_are_not_found(
    ada_client: Client, name: str
) -> None:
    assert ada_client.get(f"/insights/weeks/{name}/").status_code == 404


@pytest.mark.usefixtures("week")
def test_a_week_shows_nothing_of_anybody_else(ben_client: Client) -> None:
    assert "Nothing is in your diary for this week" in text_of(ben_client)


@pytest.mark.usefixtures("week")
def test_a_day_is_usable_with_food_recorded_and_mood_rated(ada: User, ben: User) -> None:
    people.feel(ada, "2026-11-18 09:00", mood=5)
    people.feel(ada, "2026-11-10 09:00", mood=5)
    people.feel(ada, "2026-11-11 09:00", anxiety=5)
    say_of_food_day(ada, date(2026, 11, 10), "none", now=people.NOW)
    say_of_food_day(ada, date(2026, 11, 11), "none", now=people.NOW)
    in_november = {"before": date(2026, 11, 18), "ratings": ("mood",)}
    assert usable_days(ada, **in_november) == [date(2026, 11, 10), date(2026, 11, 16)]
    assert usable_days(ben, **in_november) == []


def test_a_long_diary_asks_the_database_no_more(
    ada: User, ada_client: Client, django_assert_max_num_queries
) -> None:
    for day in range(1, 19):
        people.eat(ada, f"2026-11-{day:02} 08:00", (people.OATS, 50), (people.KIMCHI, 50))
        people.eat(ada, f"2026-11-{day:02} 12:00", (people.LENTILS, 50))
        people.feel(ada, f"2026-11-{day:02} 12:00", mood=5)
    with django_assert_max_num_queries(23):
        ada_client.get(ADDRESS)
