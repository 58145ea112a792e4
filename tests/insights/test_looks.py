"""A diary is looked at only when a look is due, and says only what its looks have shown."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from insights.findings.looks import followed_by
from insights.findings.outlook import outlook
from insights.measures import DEFAULT_QUESTIONS, Question
from insights.models import Edition, Questions
from tests.insights.diaries import linked_diary, write_diary
from tests.people import KIMCHI, NOW, eat, feel

TODAY = date(2026, 11, 18)
KIMCHI_TO_MOOD = ("fermented_servings", "mood")


def diary(person: User, days: int, *, points: float = 1.0, seed: int = 7) -> date:
    """Write a diary that ends yesterday; return its first day."""
    first = TODAY - timedelta(days=days)
    servings, mood = linked_diary(np.random.default_rng(seed), days, points)
    write_diary(person, first, servings, {"mood": mood})
    return first


def verdicts(person: User, now: datetime = NOW) -> dict[tuple[str, str], str]:
    return {
        (current.finding.exposure, current.finding.outcome): current.finding.verdict
        for current in outlook(person, now=now).findings
    }


def test_a_new_person_follows_a_handful_of_questions(ada: User) -> None:
    found = outlook(ada, now=NOW)
    assert [
        Question(current.finding.exposure, current.finding.outcome) for current in found.findings
    ] == list(DEFAULT_QUESTIONS)
    assert {current.finding.verdict for current in found.findings} == {"not_enough_data"}
    assert found.progress == "0 of 42 usable days: 42 more logged days until a first look."


def test_no_look_is_taken_before_forty_two_usable_days(ada: User) -> None:
    diary(ada, 41)
    found = outlook(ada, now=NOW)
    assert not Edition.objects.exists()
    assert found.progress == "41 of 42 usable days: 1 more logged day until a first look."
    assert all(current.finding.estimate is None for current in found.findings)


def test_before_the_first_look_it_is_said_what_a_look_could_show(ada: User) -> None:
    diary(ada, 30)
    mood = outlook(ada, now=NOW, foresee=True).findings[0]
    assert mood.finding.detectable is not None
    assert mood.sentence.startswith("12 more logged days until a first look. It could show a")


def test_the_day_that_is_going_on_does_not_count(ada: User) -> None:
    diary(ada, 41)
    for hour in (8, 9):
        eat(ada, f"2026-11-18 0{hour}:00", (KIMCHI, 75))
    feel(ada, "2026-11-18 10:00", mood=5)
    assert outlook(ada, now=NOW).usable_days == 41
    assert outlook(ada, now=NOW + timedelta(days=1)).usable_days == 42


def test_a_strong_link_is_a_first_sign_at_the_first_look(ada: User) -> None:
    diary(ada, 42)
    assert verdicts(ada)[KIMCHI_TO_MOOD] == "early_sign"
    assert Edition.objects.get().usable_days == 42


def test_a_link_found_at_two_looks_running_is_linked(ada: User) -> None:
    diary(ada, 60)
    assert verdicts(ada)[KIMCHI_TO_MOOD] == "linked"
    assert list(Edition.objects.values_list("usable_days", flat=True)) == [42, 60]


def test_each_look_sees_the_diary_up_to_the_day_its_count_was_reached(ada: User) -> None:
    first = diary(ada, 100)
    outlook(ada, now=NOW)
    assert [look.last_day - first for look in Edition.objects.all()] == [
        timedelta(days=count - 1) for count in (42, 60, 84)
    ]


def test_asking_again_takes_no_further_look_and_says_the_same(ada: User) -> None:
    diary(ada, 70)
    before = outlook(ada, now=NOW)
    stored = list(Edition.objects.values())
    assert outlook(ada, now=NOW + timedelta(hours=3)) == before
    assert list(Edition.objects.values()) == stored


@pytest.mark.parametrize("days_ago", [0, 1, 5, 20, 40, 75, 400])
def test_going_back_to_a_day_says_what_was_known_the_morning_after(
    ada: User, days_ago: int
) -> None:
    diary(ada, 100)
    back = outlook(ada, now=NOW, as_of=TODAY - timedelta(days=days_ago))
    Edition.objects.all().delete()
    then = outlook(ada, now=NOW - timedelta(days=max(days_ago - 1, 0)))
    assert (back.usable_days, back.next_look_days, back.progress) == (
        then.usable_days,
        then.next_look_days,
        then.progress,
    )
    assert [found.sentence for found in back.findings] == [
        found.sentence for found in then.findings
    ]


def test_filling_in_older_days_brings_no_look_nearer(ada: User) -> None:
    first = diary(ada, 50)
    before = outlook(ada, now=NOW)
    servings, mood = linked_diary(np.random.default_rng(3), 30, -1.0)
    write_diary(ada, first - timedelta(days=30), servings, {"mood": mood})
    after = outlook(ada, now=NOW)
    assert (after.usable_days, after.findings) == (before.usable_days, before.findings)
    assert Edition.objects.count() == 1


def test_a_stored_look_carries_what_it_takes_to_trace_a_sentence(ada: User) -> None:
    diary(ada, 45)
    outlook(ada, now=NOW)
    look = Edition.objects.get()
    assert (look.q, look.margin_points, look.taken_at) == (0.03, 0.5, NOW)
    assert len(look.data_hash) == 64
    assert len(look.findings) == len(DEFAULT_QUESTIONS)


def test_the_looks_of_one_person_are_not_anothers(ada: User, ben: User) -> None:
    diary(ada, 45)
    outlook(ada, now=NOW)
    assert set(verdicts(ben).values()) == {"not_enough_data"}


def test_only_the_questions_a_person_follows_are_answered(ada: User) -> None:
    Questions.objects.create(user=ada, pairs=[["fibre_g", "mood"], ["fermented_servings", "mood"]])
    diary(ada, 45)
    assert set(verdicts(ada)) == {("fibre_g", "mood"), KIMCHI_TO_MOOD}


def test_a_question_added_later_waits_for_the_next_look(ada: User) -> None:
    Questions.objects.create(user=ada, pairs=[["fibre_g", "mood"]])
    diary(ada, 45)
    outlook(ada, now=NOW)
    Questions.objects.update(pairs=[["fibre_g", "mood"], ["fermented_servings", "mood"]])
    current = outlook(ada, now=NOW).findings[1]
    assert current.finding.verdict == "not_enough_data"
    assert "15 more logged days" in current.sentence


def test_a_question_nobody_can_ask_is_refused() -> None:
    with pytest.raises(ValueError, match="Choose a food measure from fermented_servings"):
        Question("coffee", "mood")


def test_three_years_is_as_far_back_as_a_look_goes(ada: User) -> None:
    diary(ada, 3 * 366 + 200, points=0.0)
    outlook(ada, now=NOW)
    assert Edition.objects.count() == 10
    days = Edition.objects.last().findings[0]["n_days"]
    assert days <= 3 * 366


def test_days_without_food_logged_are_not_days_without_kimchi(ada: User) -> None:
    first = TODAY - timedelta(days=60)
    servings, mood = linked_diary(np.random.default_rng(1), 60, 1.0)
    servings = [float("nan") if number % 3 == 0 else value for number, value in enumerate(servings)]
    write_diary(ada, first, servings, {"mood": mood})
    assert outlook(ada, now=NOW).usable_days == 40


def test_a_page_between_looks_costs_the_same_however_long_the_diary(ada: User, ben: User) -> None:
    diary(ada, 45)
    diary(ben, 170)
    for person in (ada, ben):
        outlook(person, now=NOW)
    counts = []
    for person in (ada, ben):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            outlook(person, now=NOW)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7


def test_the_usual_questions_are_followed_until_others_are_chosen(ada: User) -> None:
    assert followed_by(ada).questions == DEFAULT_QUESTIONS
