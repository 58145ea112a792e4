"""When places of help are offered: at the edges of the rule, and never twice in a row."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from journal.care import DAYS_HIDDEN, RatedDay, is_time_to_offer_help, should_show_help_card
from journal.services import hide_help_card
from tests import people

TODAY = date(2026, 11, 18)


def days(*moods: float | None, anxiety: float | None = None, until: date = TODAY) -> list[RatedDay]:
    """Return rated days, the last of them `until`; None is a day without a rating."""
    first = until - timedelta(days=len(moods) - 1)
    return [
        RatedDay(first + timedelta(days=n), mood, anxiety)
        for n, mood in enumerate(moods)
        if mood is not None or anxiety is not None
    ]


@pytest.mark.parametrize(
    ("moods", "offered"),
    [
        ((), False),
        ((0, 0), False),
        ((0, 0, 0), True),
        ((2, 2, 2), True),
        ((2, 2, 2.1), False),
        ((2, 8, 2, 8, 2), True),
        ((2, 2, 2, 8, 8), True),
        ((2, 2, 8, 8, 8), False),
        ((2, 2, 2, 8, 8, 8), False),
        ((2, None, 2, None, 2), True),
    ],
)
def test_three_very_low_days_of_the_last_five_rated(
    moods: tuple[float | None, ...], offered: bool
) -> None:
    assert is_time_to_offer_help(days(*moods), today=TODAY) is offered


@pytest.mark.parametrize(("anxiety", "offered"), [(9, True), (10, True), (8.9, False)])
def test_very_high_anxiety_counts_like_a_very_low_mood(anxiety: float, offered: bool) -> None:
    assert is_time_to_offer_help(days(5, 5, 5, anxiety=anxiety), today=TODAY) is offered
    assert is_time_to_offer_help(days(None, None, None, anxiety=anxiety), today=TODAY) is offered


def test_low_mood_on_some_days_and_anxiety_on_others_add_up() -> None:
    mixed = [
        RatedDay(date(2026, 11, 16), mood=1),
        RatedDay(date(2026, 11, 17), anxiety=9),
        RatedDay(date(2026, 11, 18), mood=1, anxiety=9),
    ]
    assert is_time_to_offer_help(mixed, today=TODAY)


@pytest.mark.parametrize(("ago", "offered"), [(11, True), (12, False), (60, False)])
def test_what_is_more_than_two_weeks_old_counts_no_more(ago: int, offered: bool) -> None:
    last = TODAY - timedelta(days=ago)
    assert is_time_to_offer_help(days(0, 0, 0, until=last), today=TODAY) is offered


def test_days_to_come_and_the_order_of_rows_make_no_difference() -> None:
    rated = [*days(0, 0, 0), RatedDay(TODAY + timedelta(days=1), mood=10)]
    assert is_time_to_offer_help(rated[::-1], today=TODAY)


def hard_days(person: User, *numbers: int) -> None:
    for number in numbers:
        people.feel(person, f"2026-11-{number} 09:00", mood=1)


@pytest.mark.django_db
def test_a_day_is_its_mean(ada: User) -> None:
    hard_days(ada, 16, 17, 18)
    assert should_show_help_card(ada, today=TODAY)
    people.feel(ada, "2026-11-18 12:00", mood=9)
    assert not should_show_help_card(ada, today=TODAY)


@pytest.mark.django_db
def test_the_card_names_places_and_no_number_of_the_person(ada: User, ada_client: Client) -> None:
    hard_days(ada, 16, 17, 18)
    page = ada_client.get("/today/").content.decode()
    card = page[page.index("help-card-title") :]
    card = card[: card.index("</section>")]
    assert "tel:08001110111" in card
    assert reverse("accounts:help") in card
    for word in ("score", "mood", "depress", "diagnos", "days in a row"):
        assert word not in card.lower()


@pytest.mark.django_db
def test_the_card_is_on_today_alone(ada: User, ada_client: Client) -> None:
    hard_days(ada, 16, 17, 18)
    assert "help-card-title" not in ada_client.get("/days/2026-11-17/").content.decode()


@pytest.mark.django_db
def test_put_away_it_stays_away_for_two_weeks(ada: User, ada_client: Client, now: datetime) -> None:
    hard_days(ada, 16, 17, 18)
    ada_client.post(reverse("journal:help-card-hide"))
    assert "help-card-title" not in ada_client.get("/today/").content.decode()
    ada.refresh_from_db()
    back = TODAY + timedelta(days=DAYS_HIDDEN)
    for day in range((back - TODAY).days + 1):
        people.feel(ada, f"{TODAY + timedelta(days=day)} 10:00", mood=1)
    assert not should_show_help_card(ada, today=back - timedelta(days=1))
    assert should_show_help_card(ada, today=back)


@pytest.mark.django_db
def test_putting_it_away_is_not_done_by_a_link(ada_client: Client) -> None:
    assert ada_client.get(reverse("journal:help-card-hide")).status_code == 405


@pytest.mark.django_db
def test_hiding_counts_from_the_persons_own_day(ada: User, clock: object) -> None:
    clock.move_to(datetime.fromisoformat("2026-11-18T01:00:00+01:00"))  # type: ignore[attr-defined]
    hide_help_card(ada, now=datetime.fromisoformat("2026-11-18T01:00:00+01:00"))
    assert ada.help_card_hidden_until == date(2026, 11, 17) + timedelta(days=DAYS_HIDDEN)
