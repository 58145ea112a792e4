"""The first steps: three, each can be skipped, left and taken up again, and then never more."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import WELCOME_STEPS, User

WELCOME = "/welcome/"
pytestmark = pytest.mark.django_db


def step(number: int) -> str:
    return reverse("accounts:welcome-step", args=[number])


def test_signing_up_leads_to_the_first_step(client: Client) -> None:
    form = {"email": "cleo@example.org", "password1": "a long enough password"}
    reply = client.post(reverse("account_signup"), form, follow=True)
    assert [address for address, _ in reply.redirect_chain] == [WELCOME, step(1)]


def test_the_three_steps_keep_what_was_chosen(ada: User, ada_client: Client) -> None:
    answers = (
        {"time_zone": "Asia/Tokyo", "day_starts_at_hour": "5"},
        {"scales": ["mood", "gut_comfort"]},
        {"fibre_goal_g": "25", "fermented_goal_servings": "", "plants_goal_week": "20"},
    )
    for number, answer in enumerate(answers, start=1):
        assert ada_client.get(WELCOME).headers["Location"] == step(number)
        assert ada_client.get(step(number)).status_code == 200
        assert ada_client.post(step(number), answer).headers["Location"] == WELCOME
    ada.refresh_from_db()
    assert (ada.time_zone, ada.day_starts_at_hour) == ("Asia/Tokyo", 5)
    assert ada.scales == ["mood", "gut_comfort"]
    assert (ada.fibre_goal_g, ada.fermented_goal_servings, ada.plants_goal_week) == (25, None, 20)
    assert ada.has_been_welcomed


def test_skipping_a_step_changes_nothing_else(ada: User, ada_client: Client) -> None:
    ada_client.post(step(1), {"skip": "this", "time_zone": "Asia/Tokyo"})
    ada.refresh_from_db()
    assert (ada.time_zone, ada.welcome_steps_done) == ("Europe/Berlin", 1)
    assert ada_client.get(WELCOME).headers["Location"] == step(2)


def test_all_can_be_skipped_at_once(ada: User, ada_client: Client) -> None:
    ada_client.post(step(1), {"skip": "all"})
    ada.refresh_from_db()
    assert ada.welcome_steps_done == WELCOME_STEPS


def test_when_done_they_are_never_shown_again(ada: User, ada_client: Client) -> None:
    assert "Three short questions" in ada_client.get("/today/").content.decode()
    ada_client.post(step(3), {"skip": "this"})
    assert "Three short questions" not in ada_client.get("/today/").content.decode()
    for address in (WELCOME, step(1), step(3)):
        assert ada_client.get(address).headers["Location"] == reverse("insights:today")


def test_going_back_to_a_step_loses_no_progress(ada: User, ada_client: Client) -> None:
    for number in (1, 2, 1):
        ada_client.post(step(number), {"skip": "this"})
    ada.refresh_from_db()
    assert ada.welcome_steps_done == 2


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        (1, {"time_zone": "Mars/Olympus", "day_starts_at_hour": "4"}),
        (1, {"time_zone": "Europe/Berlin", "day_starts_at_hour": "13"}),
        (2, {"scales": ["luck"]}),
        (3, {"fibre_goal_g": "-1"}),
    ],
)
def test_an_answer_that_makes_no_sense_is_asked_again(
    ada: User, ada_client: Client, number: int, answer: dict[str, object]
) -> None:
    assert "errorlist" in ada_client.post(step(number), answer).content.decode()
    ada.refresh_from_db()
    assert ada.welcome_steps_done == 0


def test_goals_come_with_who_recommends_them(ada_client: Client) -> None:
    page = ada_client.get(step(3)).content.decode()
    assert "EFSA" in page
    assert "McDonald" in page


def test_there_is_no_fourth_step(ada_client: Client) -> None:
    assert ada_client.get("/welcome/0/").status_code == 404
    assert ada_client.get("/welcome/4/").status_code == 404


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    assert "/accounts/login/" in client.get(WELCOME).headers["Location"]
