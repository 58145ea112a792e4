"""A finding's page tells what it rests on; the questions page what asking costs."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from insights.looks import followed_by
from insights.measures import Question
from insights.models import Edition, Questions
from tests.insights.test_looks import diary

FINDING = "/insights/findings/fermented_servings/mood/"
QUESTIONS = "/insights/questions/"


@pytest.fixture
def adas(ada: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(ada)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'").replace("&nbsp;", " ")


def test_a_finding_shows_its_sentence_its_look_and_contrary_research(
    ada: User, adas: Client
) -> None:
    diary(ada, 60)
    shown = page(adas, FINDING)
    assert "tended to be" in shown
    assert "Linked" in shown
    assert "Look at 60 usable days" in shown
    assert Edition.objects.last().data_hash[:12] in shown
    assert "adjusted beta = 0.11 (more symptoms)" in shown
    assert "not proof of cause" in shown


def test_a_finding_of_an_empty_diary_says_how_far_it_is(adas: Client) -> None:
    shown = page(adas, FINDING)
    assert "42 more logged days until a first look" in shown
    assert "OR = 0.89" in shown


@pytest.mark.parametrize(
    "address",
    ["/insights/findings/fibre_g/energy/", "/insights/findings/coffee/mood/"],
)
def test_a_question_that_is_not_followed_is_not_found(adas: Client, address: str) -> None:
    assert adas.get(address).status_code == 404


@pytest.mark.parametrize("address", [FINDING, QUESTIONS])
def test_strangers_are_asked_to_sign_in(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


def test_a_finding_cannot_be_posted_to(adas: Client) -> None:
    assert adas.post(FINDING).status_code == 405


def test_the_week_page_counts_the_days_to_a_first_look(ada: User, adas: Client) -> None:
    diary(ada, 18)
    shown = page(adas, "/insights/weeks/2026-W47/")
    assert "18 of 42 usable days: 24 more logged days until a first look." in shown


def test_questions_can_be_chosen(ada: User, adas: Client) -> None:
    answer = adas.post(QUESTIONS, {"pairs": ["fibre_g:stress"], "margin_points": "0,8"})
    assert answer.status_code == 302
    assert followed_by(ada).questions == (Question("fibre_g", "stress"),)
    assert followed_by(ada).margin_points == 0.8


def test_the_cost_of_asking_more_is_shown(adas: Client) -> None:
    shown = page(adas, QUESTIONS)
    assert "What asking more costs" in shown
    assert "% larger" in shown


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({"margin_points": "0.5"}, "Choose at least one question"),
        ({"pairs": ["coffee:mood"], "margin_points": "0.5"}, "coffee:mood is not one of"),
        ({"pairs": ["fibre_g:mood"], "margin_points": "9"}, "less than or equal to 3"),
    ],
)
def test_a_senseless_choice_changes_nothing(
    ada: User, adas: Client, sent: dict, complaint: str
) -> None:
    answer = adas.post(QUESTIONS, sent)
    assert answer.status_code == 200
    assert complaint in answer.content.decode()
    assert not Questions.objects.exists()


def test_after_the_first_look_the_margin_stays(ada: User, adas: Client) -> None:
    diary(ada, 45)
    page(adas, FINDING)
    adas.post(QUESTIONS, {"pairs": ["fibre_g:stress"], "margin_points": "2"})
    assert followed_by(ada).margin_points == 0.5
