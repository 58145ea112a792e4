"""A finding's page tells what it rests on; the questions page what asking costs."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from insights.findings.looks import followed_by
from insights.measures import Question
from insights.models import Edition, Questions
from journal.models import CheckIn
from tests.insights.every_verdict import store_every_verdict
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


def test_the_days_behind_a_finding_lead_to_the_days(ada: User, adas: Client) -> None:
    diary(ada, 60)
    shown = page(adas, FINDING)
    assert "From 19 September 2026 to 17 November 2026: mood on 60 days" in shown
    assert "On 59 everything the question needs is known." in shown
    assert shown.count('<a href="/days/') == 30
    assert 'href="/days/2026-11-17/"' in shown
    older = page(adas, f"{FINDING}?days=2")
    assert "31 to 59 of 59" in older
    assert 'href="/days/2026-11-17/"' not in older
    assert 'href="/days/2026-09-20/"' in older


@pytest.mark.parametrize("number", ["0", "99", "x", "-1"])
def test_a_page_of_days_that_is_not_there_leads_to_one_that_is(
    ada: User, adas: Client, number: str
) -> None:
    diary(ada, 60)
    assert '<a href="/days/' in page(adas, f"{FINDING}?days={number}")


def test_groups_are_plain_means_and_say_so(ada: User, adas: Client) -> None:
    diary(ada, 60)
    shown = page(adas, FINDING)
    assert "In groups, by how much you ate" in shown
    assert "0 servings" in shown
    assert "Plain means of your own ratings, with nothing set aside" in shown


def test_adjusted_and_plain_figures_stand_side_by_side(ada: User, adas: Client) -> None:
    diary(ada, 60)
    shown = page(adas, FINDING)
    assert "As logged, nothing set aside" in shown
    assert "carry-over from day to day allowed for: the one that counts" in shown
    assert "Single days" in shown


def test_without_a_claim_there_is_no_lag_profile(ada: User, adas: Client) -> None:
    diary(ada, 60, points=0.0)
    assert "Single days" not in page(adas, FINDING)


def test_changed_days_are_pointed_out(ada: User, adas: Client) -> None:
    first = diary(ada, 60)
    assert "changed or filled in" not in page(adas, FINDING)
    CheckIn.objects.filter(user=ada, local_day=first).update(mood=0)
    assert "You changed or filled in some of these days after the look." in page(adas, FINDING)


def test_before_a_look_no_day_is_held_against_a_rating(ada: User, adas: Client) -> None:
    diary(ada, 30)
    shown = page(adas, FINDING)
    assert "The days behind it" not in shown
    assert "In groups" not in shown


def test_every_verdict_has_a_page(ada: User, adas: Client) -> None:
    store_every_verdict(ada)
    for question in followed_by(ada).questions:
        shown = page(adas, f"/insights/findings/{question.exposure}/{question.outcome}/")
        assert "How it was worked out" in shown
        assert "Was this useful to you?" in shown


def test_whoever_hides_numbers_reads_words(ada: User, adas: Client) -> None:
    diary(ada, 60)
    ada.hide_numbers = True
    ada.save()
    shown = page(adas, FINDING)
    assert "your mood tended to be higher. A pattern in your diary, not proof of cause" in shown
    assert "The days behind it" not in shown
    assert "<h3>Four stretches" not in shown


def test_a_finding_costs_no_more_queries_in_a_long_diary(
    ada: User, ben: User, client_of: Callable[[User], Client]
) -> None:
    # Both have days since their last look, which are counted.
    diary(ada, 63)
    diary(ben, 241)

    def cost(person: User) -> int:
        client = client_of(person)
        client.get(FINDING)
        with CaptureQueriesContext(connection) as queries:
            client.get(FINDING)
        return len(queries)

    assert cost(ada) == cost(ben) <= 18
