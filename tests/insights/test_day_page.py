"""The day page: today, and days that are over."""

import pytest
from django.test import Client

from accounts.models import User
from tests import people
from tracker.snapshots import ItemDraft

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str = "/today/") -> str:
    """Return the page with every run of white space as one space."""
    return " ".join(client.get(address, follow=True).content.decode().split())


def test_an_empty_day_greets_kindly(ada_client: Client) -> None:
    page = text_of(ada_client)
    assert "Nothing logged yet today" in page
    assert "I ate nothing today" in page
    assert "How are you?" in page


def test_a_day_shows_what_was_eaten_and_felt(ada: User, ada_client: Client) -> None:
    people.eat(ada, "2026-11-18 08:30", (people.KIMCHI, 100), kind="breakfast")
    people.feel(ada, "2026-11-18 09:05", mood=6, anxiety=3, note="Slept well.")
    page = text_of(ada_client)
    for shown in ("Kimchi", "100 g", "1.6 g fibre", "1.3 live servings", "08:30", "Slept well."):
        assert shown in page
    assert "Mood <b>6</b>" in page
    assert "Check in again" in page


def test_unknown_fibre_is_said_and_never_zero(ada: User, ada_client: Client) -> None:
    people.eat(ada, "2026-11-18 12:00", (people.OATS, 50), (people.TEMPEH, 100))
    page = text_of(ada_client)
    assert "fibre unknown" in page
    assert "<small>at least</small>" in page
    assert "fibre of one of the foods" in page


def test_a_day_of_nothing_but_unknowns_has_no_sum(ada: User, ada_client: Client) -> None:
    people.eat(ada, "2026-11-18 12:00", (people.TEMPEH, 100))
    assert 'jar-box__figure">unknown<' in text_of(ada_client)


@pytest.mark.parametrize(
    ("meals", "said", "shown"),
    [
        (1, None, "does not count as recorded yet"),
        (2, None, "counts as recorded, with 2 meals"),
        (1, "complete", "You said that was all for today"),
        (0, "none", "you ate nothing today"),
    ],
)
def test_the_page_says_whether_the_day_counts(
    ada: User, ada_client: Client, meals: int, said: str | None, shown: str
) -> None:
    for hour in (8, 12)[:meals]:
        people.eat(ada, f"2026-11-18 {hour:02}:00", (people.OATS, 50))
    if said:
        ada_client.post("/days/2026-11-18/food/", {"status": said})
    assert shown in text_of(ada_client)


def test_this_weeks_plants_are_listed_with_new_ones_marked(ada: User, ada_client: Client) -> None:
    people.eat(ada, "2026-11-02 12:00", (people.OATS, 50))
    people.eat(ada, "2026-11-17 12:00", (people.OATS, 50), (people.LENTILS, 50))
    page = text_of(ada_client)
    assert "2 different plants, 2 of 30 points" in page
    assert page.count(">new</span>") == 1


def test_energy_shows_only_to_those_who_want_it(ada: User, ada_client: Client) -> None:
    people.eat(ada, "2026-11-18 12:00", (people.OATS, 50))
    assert "kcal" not in text_of(ada_client)
    ada.show_energy = True
    ada.save()
    assert "kcal" in text_of(ada_client)


def test_a_day_that_is_over_can_be_opened_and_filled(ada: User, ada_client: Client) -> None:
    page = text_of(ada_client, "/days/2026-11-10/")
    assert "10 November 2026" in page
    assert 'name="day" value="2026-11-10"' in page
    assert 'href="/days/2026-11-09/"' in page
    assert 'href="/days/2026-11-11/"' in page


def test_before_the_day_starts_today_is_the_evening_before(
    ada: User, ada_client: Client, clock
) -> None:
    clock.move_to(people.at(ada, "2026-11-19 01:30"))
    assert "Wednesday 18 November" in text_of(ada_client)


@pytest.mark.parametrize(
    "address",
    ["/days/2026-11-19/", "/days/2026-02-30/", "/days/1066-10-14/", "/days/9999-12-31/"],
)
def test_days_to_come_and_days_that_never_were_are_not_found(
    ada_client: Client, address: str
) -> None:
    assert ada_client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("picked", "leads_to"),
    [
        ("2026-11-10", "/days/2026-11-10/"),
        ("2026-11-18", "/today/"),
        ("2027-01-01", "/today/"),
        ("someday", "/today/"),
    ],
)
def test_the_picker_leads_to_the_day(ada_client: Client, picked: str, leads_to: str) -> None:
    assert ada_client.get("/days/", {"day": picked}).headers["Location"] == leads_to


def test_food_is_found_without_scripts(ada_client: Client) -> None:
    page = text_of(ada_client, "/today/?q=kimchi&kind=dinner")
    assert 'value="kimchi"' in page
    assert 'name="kind" value="dinner" checked' in page
    assert "live ferment" in page


def test_a_day_shows_nothing_of_anybody_else(
    ada: User, ben_client: Client, ada_client: Client
) -> None:
    people.eat(ada, "2026-11-18 12:00", (people.KIMCHI, 100))
    people.feel(ada, "2026-11-18 12:00", mood=3, note="private")
    page = text_of(ben_client)
    assert "private" not in page
    assert "Nothing logged yet" in page


def test_a_meal_in_another_zone_shows_the_clock_it_was_eaten_by(
    ada: User, ada_client: Client
) -> None:
    people.eat(ada, "2026-11-18 08:30", (people.KIMCHI, 100))
    ada.time_zone = "America/New_York"
    ada.save()
    page = text_of(ada_client)
    assert ">08:30</time>" in page
    assert "Europe/Berlin" in page


def test_a_long_diary_asks_the_database_no_more(
    ada: User, ada_client: Client, django_assert_max_num_queries
) -> None:
    kimchi = people.food(people.KIMCHI)
    for day in range(1, 19):
        people.eat(ada, f"2026-11-{day:02} 08:00", (people.OATS, 50), ItemDraft(kimchi, grams=9))
        people.eat(ada, f"2026-11-{day:02} 12:00", (people.LENTILS, 50), kind="dinner")
        people.feel(ada, f"2026-11-{day:02} 12:00", mood=5)
    with django_assert_max_num_queries(26):
        ada_client.get("/today/")
