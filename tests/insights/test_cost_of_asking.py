"""The questions page tells a choice's cost in the person's own points, before anything is kept."""

from collections.abc import Sequence
from statistics import median

import pytest
from django.test import Client
from scipy import stats

from accounts.models import User
from insights.findings.asking import PRESETS, CostOfChoice, cost_of_choice
from insights.findings.looks import Q_PER_LOOK, followed_by
from insights.findings.outlook import outlook
from insights.measures import DEFAULT_QUESTIONS, FOOD_MEASURES, RATINGS, Question
from insights.models import Questions
from tests.insights.every_verdict import store_every_verdict
from tests.insights.test_looks import diary
from tests.people import NOW

QUESTIONS = "/insights/questions/"
EVERYTHING = [Question(food, rating) for food in FOOD_MEASURES for rating in RATINGS]
WINDOWS = 4


def cost(person: User, chosen: Sequence[Question]) -> CostOfChoice:
    found = cost_of_choice(outlook(person, now=NOW, foresee=True), chosen)
    assert found is not None
    return found


def bar(questions: int) -> float:
    """Return the standard errors a difference must reach to be found four times in five."""
    return stats.norm.ppf(1 - Q_PER_LOOK / (2 * questions * WINDOWS)) + 0.84


def page(client: Client, query: str = "", **sent: object) -> str:
    answer = client.post(QUESTIONS, sent) if sent else client.get(QUESTIONS + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_points_come_from_the_look_shared_among_other_many(ada: User) -> None:
    diary(ada, 60)
    looked = [current.finding for current in outlook(ada, now=NOW).findings]
    tested = sum(finding.p is not None for finding in looked)
    sizes = {finding.pair: finding.detectable for finding in looked}
    chosen = [Question("fermented_servings", "mood"), Question("fibre_g", "mood")]
    at_hand = median([sizes["fermented_servings", "mood"], sizes["fibre_g", "mood"]])
    found = cost(ada, chosen)
    assert (found.count, found.days, found.more) == (2, 60, 12)
    assert found.points == pytest.approx(at_hand * bar(2) / bar(tested))
    assert found.points_with_more == pytest.approx(at_hand * bar(12) / bar(tested))
    assert found.percent == round(100 * (bar(2) / bar(1) - 1))


def test_before_a_look_it_is_said_for_the_first(ada: User) -> None:
    diary(ada, 30)
    foreseen = outlook(ada, now=NOW, foresee=True).findings[0].finding.detectable
    alone, usual = cost(ada, DEFAULT_QUESTIONS[:1]), cost(ada, DEFAULT_QUESTIONS)
    assert (alone.days, usual.days, usual.more) == (42, 42, 36)
    assert foreseen is not None
    assert alone.points == pytest.approx(foreseen * bar(1) / bar(12))


def test_what_is_foreseen_counts_every_question_asked(ada: User) -> None:
    # With so few days no question passes the gate; at the look all twelve will share.
    diary(ada, 20)
    many = outlook(ada, now=NOW, foresee=True).findings[0].finding.detectable
    Questions.objects.create(user=ada, pairs=[["fermented_servings", "mood"]])
    one = outlook(ada, now=NOW, foresee=True).findings[0].finding.detectable
    assert many is not None
    assert many / one == pytest.approx(bar(12) / bar(1), rel=0.01)


def test_an_empty_diary_knows_the_share_only(ada: User) -> None:
    found = cost(ada, DEFAULT_QUESTIONS)
    assert (found.days, found.points) == (None, None)
    assert found.in_words == (
        f"With 12 questions a difference must be {found.percent} % larger to show than with one."
    )
    assert cost(ada, DEFAULT_QUESTIONS[:1]).in_words.startswith("One question")


def test_more_questions_never_cost_less(ada: User) -> None:
    store_every_verdict(ada)
    points = [cost(ada, EVERYTHING[:count]).percent for count in range(1, 37)]
    assert points == sorted(points)
    assert cost(ada, EVERYTHING).in_words.count("points") == 1


def test_no_choice_has_no_cost(ada: User) -> None:
    assert cost_of_choice(outlook(ada, now=NOW), []) is None


def test_the_page_says_it_of_what_is_followed(ada: User, ada_client: Client) -> None:
    diary(ada, 60)
    assert cost(ada, DEFAULT_QUESTIONS).in_words in page(ada_client)
    assert "With these 12 questions your diary at 60 days could show about" in page(ada_client)


def test_weighing_a_choice_keeps_nothing(ada: User, ada_client: Client) -> None:
    diary(ada, 60)
    shown = page(ada_client, pairs=["fibre_g:mood"], margin_points="0.5", weigh="1")
    assert "With this question your diary at 60 days could show about" in shown
    assert 'value="fibre_g:mood" aria-label="Fibre and mood" checked' in shown
    assert not Questions.objects.exists()


def test_weighing_an_empty_or_impossible_choice_says_so(ada_client: Client) -> None:
    assert "No question is ticked." in page(ada_client, weigh="1")
    shown = page(ada_client, pairs=["coffee:mood", "fibre_g:mood"], weigh="1")
    assert "<b>1 question.</b>" in shown


@pytest.mark.parametrize("key", list(PRESETS))
def test_a_preset_ticks_its_questions_and_keeps_nothing(
    ada: User, ada_client: Client, key: str
) -> None:
    shown = page(ada_client, f"?preset={key}")
    _, questions = PRESETS[key]
    assert shown.count(" checked") == len(set(questions))
    for question in questions:
        assert f'value="{question.exposure}:{question.outcome}"' in shown
    assert f'href="?preset={key}" aria-current="true"' in shown
    assert followed_by(ada).questions == DEFAULT_QUESTIONS


def test_an_unknown_preset_is_no_preset(ada_client: Client) -> None:
    assert page(ada_client, "?preset=coffee").count(" checked") == len(DEFAULT_QUESTIONS)


def test_keeping_a_choice_leads_to_the_patterns(ada: User, ada_client: Client) -> None:
    answer = ada_client.post(QUESTIONS, {"pairs": ["fibre_g:mood"], "margin_points": "0.5"})
    assert (answer.status_code, answer.url) == (302, "/insights/patterns/")
    assert followed_by(ada).questions == (Question("fibre_g", "mood"),)
