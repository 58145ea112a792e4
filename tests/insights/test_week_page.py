"""The week page and its picture."""

import pickle
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from accounts.days import Week
from accounts.models import User
from insights.charts import CellState, Row, week_rows
from insights.findings.usable import usable_days
from insights.week.days import usual_rows
from insights.week.summary import summarise_week
from insights.wording import FRAMING
from insights.wording.weeks import USUAL_RULE
from journal.services import record_factor, want_built_in
from tests import people
from tests.insights.diaries import write_diary
from tracker.services import change_meal, say_of_food_day

pytestmark = pytest.mark.django_db

ADDRESS = "/insights/weeks/2026-W47/"
EARLIER = "/insights/weeks/2026-W46/"
WEEK_BEFORE = Week.named("2026-W46")


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
    assert "Sums, and the week before" in beside


def test_an_empty_week_greets_kindly(ada_client: Client) -> None:
    page = text_of(ada_client)
    assert "Nothing is in your diary for this week yet" in page
    assert "Open today" in page
    assert "Day by day" not in page
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
    with django_assert_max_num_queries(24):
        ada_client.get(ADDRESS)
    # The session, the person, whether anything changed, and the notes.
    with django_assert_max_num_queries(6):
        ada_client.get(ADDRESS)


def nine_weeks(person: User) -> None:
    """Nine weeks of one serving of kimchi, and three on each day of the last, with sleep."""
    first = WEEK_BEFORE.first - timedelta(weeks=8)
    write_diary(person, first, [1.0] * 56 + [3.0] * 7, {"mood": [5, 6, 7] * 21})
    sleep = want_built_in(person, "sleep_h")
    for number in range(63):
        if number % 7 != 2:
            record_factor(sleep, first + timedelta(days=number), 7.5, now=people.NOW)


def test_the_week_is_told_in_one_sentence_first(ada: User, ada_client: Client) -> None:
    nine_weeks(ada)
    page = text_of(ada_client, EARLIER)
    sentence = (
        "Food and how you felt are recorded on every day, "
        "with more fibre and more fermented food than usual for you."
    )
    assert f'<p class="week__sentence">{sentence}</p>' in page
    order = [
        sentence,
        "Day by day",
        "What moved",
        "What to notice next",
        ">Plants<",
        "Beside your own usual",
        "Sleep and other factors",
        "What is recorded",
        "Do food and mood go together?",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_what_moved_stands_with_its_figures_and_its_rule(ada: User, ada_client: Client) -> None:
    nine_weeks(ada)
    page = text_of(ada_client, EARLIER)
    assert "Fermented food: 3 servings a day, more than in any" in page
    assert "more than your usual" in page
    assert "How is this worked out?" in page
    assert all(escape(rule) in page for rule in USUAL_RULE)


def test_each_day_stands_beside_the_usual_of_its_weekday(ada: User) -> None:
    nine_weeks(ada)
    rows = {
        row.key: row
        for row in usual_rows(summarise_week(ada, WEEK_BEFORE), today=date(2026, 11, 18))
    }
    cell = rows["fermented_servings"].cells[0]
    assert (cell.text, cell.usual, cell.arrow) == ("3", "1", "↑")
    assert cell.standing == "more than your usual"
    assert "probiotic_doses" not in rows


def test_a_factor_keeps_its_gap(ada: User, ada_client: Client) -> None:
    nine_weeks(ada)
    page = text_of(ada_client, EARLIER)
    section = page[page.index("week-factors-title") : page.index('id="coverage"')]
    assert "7.5 h on average, over 6 recorded days; about your usual" in section
    assert section.count("not recorded") == 1


def test_factors_of_which_nothing_is_kept_take_one_line(ada: User, ada_client: Client) -> None:
    nine_weeks(ada)
    people.eat(ada, "2026-11-17 12:00", (people.OATS, 50))
    page = text_of(ada_client)
    section = page[page.index("week-factors-title") : page.index('id="coverage"')]
    assert "Not recorded in this week: " in section
    assert "<table" not in section


def test_notes_are_folded_away_and_escaped(
    ada: User, ada_client: Client, ben_client: Client
) -> None:
    people.feel(ada, "2026-11-16 09:00", note="Rain <b>all</b> day")
    meal = people.eat(ada, "2026-11-16 12:00", (people.OATS, 50))
    change_meal(
        meal, eaten_at=meal.eaten_at, kind="lunch", note="at Ben's", items=None, now=people.NOW
    )
    page = text_of(ada_client)
    notes = page[page.index("Notes of the week") :]
    assert '<details class="card fold notes">' in page
    assert "Rain &lt;b&gt;all&lt;/b&gt; day" in notes
    assert "at Ben&#x27;s" in notes
    assert notes.index("Rain") < notes.index("at Ben")
    assert "Monday 16 November" in notes
    assert "Notes of the week" not in text_of(ben_client)


def test_a_note_of_any_length_keeps_the_page_light(ada: User, ada_client: Client) -> None:
    people.feel(ada, "2026-11-16 09:00", note="long " * 900)
    assert text_of(ada_client).count("long ") < 210


def test_notes_cost_no_query_each(ada: User, ada_client: Client) -> None:
    def cost() -> int:
        people.keep_nothing()
        with CaptureQueriesContext(connection) as queries:
            ada_client.get(ADDRESS)
        return len(queries)

    ada_client.get(ADDRESS)
    before = cost()
    for hour in range(8, 20):
        people.feel(ada, f"2026-11-16 {hour:02}:00", note="A note")
    assert cost() == before


def test_the_weeks_beside_are_links_without_scripts(ada_client: Client) -> None:
    page = text_of(ada_client, EARLIER)
    assert '<a class="icon-button" rel="prev" href="/insights/weeks/2026-W45/"' in page
    assert '<a class="icon-button" rel="next" href="/insights/weeks/2026-W47/"' in page
    assert 'rel="next"' not in text_of(ada_client)
    assert "js/swipe" in page
    assert "js/swipe" not in text_of(ada_client, "/today/")


def test_whoever_hides_numbers_reads_no_figure(ada: User, ada_client: Client) -> None:
    nine_weeks(ada)
    ada.hide_numbers = True
    ada.save()
    page = ada_client.get(EARLIER).content.decode()
    main = page[page.index('class="week__sentence"') : page.index("</main>")]
    main = re.sub(r"<thead>.*?</thead>", " ", main, flags=re.S)
    main = re.sub(r"<details class=\"why\">.*?</details>", " ", main, flags=re.S)
    shown = re.sub(r"<[^>]*>", " ", main)
    assert not re.search(r"\d", shown), re.findall(r".{30}\d.{10}", shown)
    assert "very low to very good" in shown
    assert "More than your usual" in shown
    assert "all of what you aim for" in shown


def test_a_week_before_the_account_says_so(ada: User, ada_client: Client) -> None:
    User.objects.filter(pk=ada.pk).update(date_joined=people.NOW)
    assert "This week lies before your diary begins." in text_of(
        ada_client, "/insights/weeks/2020-W10/"
    )


def test_a_summary_can_be_kept(ada: User) -> None:
    """It is plain data: what is kept between requests must not hold a row or a note."""
    nine_weeks(ada)
    people.feel(ada, "2026-11-11 09:00", note="Something private")
    kept = pickle.dumps(summarise_week(ada, WEEK_BEFORE))
    assert pickle.loads(kept) == summarise_week(ada, WEEK_BEFORE)  # noqa: S301
    assert b"private" not in kept
    assert b"django" not in kept
