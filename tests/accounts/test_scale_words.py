"""One's own words for the ends of a scale, wherever the scale is shown."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.scales import SCALES, rating_in_words, share_in_words
from accounts.validators import known_scale_words
from tests import people
from tests.api_support import API, api_of, errors_of

WORDS = "/settings/words/"
pytestmark = pytest.mark.django_db


def test_without_own_words_ours_are_used(ada: User) -> None:
    assert ada.all_scales == list(SCALES)


def test_own_words_are_shown_wherever_the_scale_is(ada: User, ada_client: Client) -> None:
    ada_client.post(WORDS, {"mood_lowest": "cellar", "mood_highest": "rooftop"})
    people.feel(ada, "2026-11-18 08:00", mood=5)
    for address in (
        "/today/",
        reverse("journal:check-in-new"),
        "/settings/",
        "/insights/weeks/2026-W47/",
        "/journal/calendar/2026-11/?scale=mood",
        "/journal/year/2026/?scale=mood",
        WORDS,
    ):
        page = ada_client.get(address).content.decode()
        assert "cellar" in page, address
        assert "rooftop" in page, address


def test_one_end_alone_keeps_our_word_at_the_other(ada: User, ada_client: Client) -> None:
    ada_client.post(WORDS, {"mood_lowest": "cellar"})
    ada.refresh_from_db()
    assert ada.scale_words == {"mood": ["cellar", "very good"]}
    ada_client.post(WORDS, {"mood_lowest": ""})
    ada.refresh_from_db()
    assert ada.scale_words == {}


def test_words_too_long_are_refused(ada: User, ada_client: Client) -> None:
    assert "errorlist" in ada_client.post(WORDS, {"mood_lowest": "x" * 31}).content.decode()
    ada.refresh_from_db()
    assert ada.scale_words == {}


def test_words_are_shown_and_never_run(ada: User, ada_client: Client) -> None:
    ada_client.post(WORDS, {"mood_lowest": "<script>x()</script>"})
    assert "<script>x()" not in ada_client.get("/today/").content.decode()


@pytest.mark.parametrize(
    "words",
    [
        [],
        {"luck": ["a", "b"]},
        {"mood": "ab"},
        {"mood": ["a"]},
        {"mood": ["a", " "]},
        {"mood": ["a", 5]},
        {"mood": ["a", "x" * 31]},
    ],
)
def test_anything_but_a_pair_of_short_words_is_refused(ada: User, words: Any) -> None:
    with pytest.raises(ValidationError):
        known_scale_words(words)
    reply = api_of(ada).patch(f"{API}me/", {"scale_words": words})
    assert reply.status_code == 400
    assert errors_of(reply)


def test_a_program_can_set_them(ada: User) -> None:
    words = {"mood": ["cellar", "rooftop"]}
    reply = api_of(ada).patch(f"{API}me/", {"scale_words": words, "hide_numbers": True})
    assert reply.json()["scale_words"] == words
    assert reply.json()["hide_numbers"] is True


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "very low"),
        (1.9, "very low"),
        (2, "low"),
        (5, "in the middle"),
        (7, "high"),
        (10, "very high"),
    ],
)
def test_a_rating_without_numbers(value: float, words: str) -> None:
    assert rating_in_words(value) == words


@pytest.mark.parametrize(
    ("value", "goal", "words"),
    [
        (0, 30, "none yet"),
        (0, None, "none yet"),
        (5, None, "some"),
        (5, 30, "a little"),
        (15, 30, "about half"),
        (29, 30, "most of it"),
        (30, 30, "all of it"),
        (90, 30, "all of it"),
    ],
)
def test_a_share_of_a_goal_without_numbers(value: float, goal: float | None, words: str) -> None:
    assert share_in_words(value, goal) == words
