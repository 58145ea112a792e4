"""The month in a grid, the year in small squares, and a year ago today."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from journal.calendar import a_year_ago, month_of, shade_of, year_before, year_of
from journal.services import record_factor, want_built_in
from tests import people

MONTH, YEAR = "/journal/calendar/2026-11/", "/journal/year/2026/"


def text_of(client: Client, address: str) -> str:
    return " ".join(client.get(address, follow=True).content.decode().split())


@pytest.mark.parametrize(
    ("value", "shade"), [(0, 0), (0.49, 0), (0.5, 1), (4.5, 5), (9.5, 10), (10, 10)]
)
def test_a_value_has_the_nearest_shade(value: float, shade: int) -> None:
    assert shade_of(value) == shade


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 18), date(2025, 11, 18)),
        (date(2028, 2, 29), date(2027, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 28)),
    ],
)
def test_a_year_before(day: date, before: date) -> None:
    assert year_before(day) == before


@pytest.mark.django_db
def test_a_month_holds_each_of_its_days_once_in_whole_weeks(ada: User) -> None:
    for first, length in ((date(2026, 11, 1), 30), (date(2028, 2, 1), 29), (date(2027, 2, 1), 28)):
        weeks = month_of(ada, first, ada.scale("mood")).weeks
        assert {len(week) for week in weeks} == {7}
        days = [mark.day for week in weeks for mark in week if mark]
        assert days == [first.replace(day=n) for n in range(1, length + 1)]
        assert all(mark.day.weekday() == n for week in weeks for n, mark in enumerate(week) if mark)


@pytest.mark.django_db
def test_a_month_marks_ratings_notes_and_factors(ada: User, ada_client: Client) -> None:
    people.feel(ada, "2026-11-10 08:00", mood=4, note="Fog")
    people.feel(ada, "2026-11-10 20:00", mood=7)
    people.feel(ada, "2026-11-11 08:00", note="Only words")
    record_factor(want_built_in(ada, "sleep_h"), date(2026, 11, 12), 7, now=people.NOW)
    page = text_of(ada_client, MONTH)
    assert "mood 5.5, 2 check-ins, with a note" in page
    assert "mood not rated, 1 check-in, with a note" in page
    assert "mood not rated, 1 other entry" in page
    assert "pixel--6" in page


@pytest.mark.django_db
def test_zero_is_a_rating_and_a_missing_one_is_not_zero(ada: User, ada_client: Client) -> None:
    people.feel(ada, "2026-11-10 08:00", mood=0)
    month = month_of(ada, date(2026, 11, 1), ada.scale("mood"))
    shades = {mark.day.day: mark.shade for week in month.weeks for mark in week if mark}
    assert (shades[10], shades[11]) == (0, None)
    assert 'class="pixel pixel--0" title="10 November: 0"' in text_of(ada_client, YEAR)


@pytest.mark.django_db
def test_a_year_shows_every_day_in_its_month_with_a_text(ada: User, ada_client: Client) -> None:
    people.feel(ada, "2026-02-28 08:00", anxiety=3)
    year = year_of(ada, 2026, ada.scale("anxiety"))
    cells = [mark for _, row in year.rows for mark in row if mark]
    assert len(cells) == 365
    assert [mark.day for mark in cells if mark.value is not None] == [date(2026, 2, 28)]
    page = text_of(ada_client, f"{YEAR}?scale=anxiety")
    rated = '<span class="visually-hidden">3</span>'
    assert page.count(rated) == 1
    to_come = page.count('"visually-hidden">still to come<')
    assert page.count('"visually-hidden">not rated<') + 1 + to_come == 365
    assert to_come == 30 - 18 + 31


@pytest.mark.django_db
def test_the_year_is_there_as_a_table_of_figures(ada: User, ada_client: Client) -> None:
    for day, mood in ((1, 2), (2, 3), (3, 7)):
        people.feel(ada, f"2026-10-0{day} 08:00", mood=mood)
    october = year_of(ada, 2026, ada.scale("mood")).months[9]
    assert (october.days_rated, october.mean, october.lowest, october.highest) == (3, 4, 2, 7)
    assert "<td>3</td><td>4</td><td>2 to 7</td>" in text_of(ada_client, YEAR)


@pytest.mark.django_db
def test_an_empty_year_says_so(ada_client: Client) -> None:
    assert "No day of 2026 has a rating of mood yet" in text_of(ada_client, YEAR)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/journal/calendar/2026-12/",
        "/journal/calendar/2026-13/",
        "/journal/calendar/1066-01/",
        "/journal/year/2027/",
        "/journal/year/1066/",
        "/journal/year/99999/",
    ],
)
def test_what_has_not_begun_is_not_found(ada_client: Client, address: str) -> None:
    assert ada_client.get(address).status_code == 404


@pytest.mark.django_db
def test_short_addresses_lead_to_now_and_keep_the_scale(ada_client: Client) -> None:
    assert ada_client.get("/journal/calendar/").headers["Location"] == MONTH
    assert ada_client.get("/journal/year/?scale=stress").headers["Location"] == (
        f"{YEAR}?scale=stress"
    )
    assert ada_client.get("/journal/year/?scale=nonsense").headers["Location"] == YEAR


@pytest.mark.django_db
def test_the_first_scale_in_use_is_shown_unless_another_is_asked_for(
    ada: User, ada_client: Client
) -> None:
    ada.scales = ["focus"]
    ada.scale_words = {"focus": ["mush", "needle"]}
    ada.save()
    page = text_of(ada_client, YEAR)
    assert "Focus, day by day" in page
    assert "mush" in page
    assert "Gut comfort, day by day" in text_of(ada_client, f"{YEAR}?scale=gut_comfort")
    ada.scales = []
    ada.save()
    assert "Mood, day by day" in text_of(ada_client, YEAR)


@pytest.mark.django_db
def test_numbers_can_be_hidden(ada: User, ada_client: Client) -> None:
    people.feel(ada, "2026-11-10 08:00", mood=9)
    ada.hide_numbers = True
    ada.save()
    assert "mood very high" in text_of(ada_client, MONTH)
    page = text_of(ada_client, YEAR)
    assert '<span class="visually-hidden">very high</span>' in page
    assert "Range" not in page


@pytest.mark.django_db
def test_other_peoples_days_colour_nothing(ada: User, ben: User, ada_client: Client) -> None:
    people.feel(ben, "2026-11-10 08:00", mood=9, note="Ben")
    record_factor(want_built_in(ben, "illness"), date(2026, 11, 11), 1, now=people.NOW)
    page = text_of(ada_client, MONTH)
    assert "mood 9" not in page
    assert "check-in" not in page[page.index("month__day") : page.index("shades")]


@pytest.mark.django_db
def test_a_long_history_asks_the_database_no_more(
    ada: User, ada_client: Client, django_assert_max_num_queries: object
) -> None:
    for months in (range(11, 12), range(1, 11)):
        for month in months:
            for day in range(1, 18):
                people.feel(ada, f"2026-{month:02}-{day:02} 08:00", mood=day % 11, note="Words")
        for address in (MONTH, YEAR):
            with django_assert_max_num_queries(6):  # type: ignore[operator]
                ada_client.get(address)


@pytest.mark.django_db
def test_a_year_ago_is_shown_when_there_is_something(ada: User, ada_client: Client) -> None:
    assert "A year ago today" not in text_of(ada_client, "/today/")
    people.feel(ada, "2025-11-18 08:00", mood=6, note="First frost")
    assert len(a_year_ago(ada, date(2026, 11, 18))) == 1
    for address in ("/today/", "/journal/"):
        page = text_of(ada_client, address)
        assert "A year ago today" in page
        assert "First frost" in page
        assert "/days/2025-11-18/" in page
    assert "A year ago" not in text_of(ada_client, "/days/2026-11-17/")
