"""A person says what they want to know before the diary is looked at."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from insights.findings.looks import followed_by
from insights.findings.outlook import outlook
from insights.measures import FOOD_MEASURES, RATINGS, Question
from insights.models import Questions
from insights.services import choose_questions
from tests.insights.test_looks import diary
from tests.people import NOW

FIBRE_TO_MOOD = Question("fibre_g", "mood")


def test_chosen_questions_replace_the_usual_ones(ada: User) -> None:
    choose_questions(ada, [FIBRE_TO_MOOD], margin_points=0.8)
    assert followed_by(ada).questions == (FIBRE_TO_MOOD,)
    assert followed_by(ada).margin_points == 0.8


def test_choosing_again_keeps_one_choice(ada: User) -> None:
    choose_questions(ada, [FIBRE_TO_MOOD])
    choose_questions(ada, [Question("live_servings", "stress")])
    assert Questions.objects.count() == 1
    assert followed_by(ada).questions == (Question("live_servings", "stress"),)


def test_a_question_asked_twice_counts_once(ada: User) -> None:
    choose_questions(ada, [FIBRE_TO_MOOD, FIBRE_TO_MOOD])
    assert followed_by(ada).questions == (FIBRE_TO_MOOD,)


def test_no_question_and_too_many_are_refused(ada: User) -> None:
    everything = [Question(food, rating) for food in FOOD_MEASURES for rating in RATINGS]
    choose_questions(ada, everything)
    with pytest.raises(ValidationError, match="Follow 1 to 36 questions; this would be 0"):
        choose_questions(ada, [])
    assert len(followed_by(ada).questions) == len(everything)


def test_what_would_matter_is_settled_by_the_first_look(ada: User) -> None:
    choose_questions(ada, [FIBRE_TO_MOOD], margin_points=0.8)
    diary(ada, 45)
    outlook(ada, now=NOW + timedelta(minutes=1))
    choose_questions(ada, [FIBRE_TO_MOOD, Question("fibre_g", "stress")], margin_points=0.8)
    with pytest.raises(ValidationError, match="would be choosing the answer"):
        choose_questions(ada, [FIBRE_TO_MOOD], margin_points=0.5)
    assert followed_by(ada).margin_points == 0.8


@pytest.mark.parametrize("margin", [0, -1, 50])
def test_a_margin_nobody_can_mean_is_refused(ada: User, margin: float) -> None:
    with pytest.raises(ValidationError):
        choose_questions(ada, [FIBRE_TO_MOOD], margin_points=margin)
    assert not Questions.objects.exists()
