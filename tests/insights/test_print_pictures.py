"""The picture of a print: the days of its window, one food over one rating."""

from datetime import date

import numpy as np
import pytest

from accounts.models import User
from insights.findings.outlook import outlook
from insights.measures import Question
from insights.prints.trend import Trend, trend_of
from insights.services import choose_questions
from insights.spans import summarise_span
from tests.insights.diaries import write_diary
from tests.people import NOW, feel

FIRST, LAST = date(2026, 10, 5), date(2026, 10, 18)


def trend(user: User) -> Trend | None:
    return trend_of(user, summarise_span(user, FIRST, LAST), outlook(user, now=NOW))


@pytest.mark.django_db
def test_the_picture_has_the_means_of_whole_weeks_and_leaves_out_thin_ones(ada: User) -> None:
    servings = [1.0, 2.0, np.nan, 0.0, 4.0, 1.0, 1.0, 2.0, 2.0, 2.0]
    moods = [5.0, np.nan, np.nan, np.nan, 4.0, np.nan, 6.0, 7.0, 7.0, 7.0]
    write_diary(ada, FIRST, servings, {"mood": moods})
    shown = trend(ada)
    assert shown is not None
    assert shown.title == "Fermented food and mood, day by day"
    assert shown.weeks == [("5 October 2026", "1.5", "–"), ("12 October 2026", "–", "–")]
    assert shown.summary == (
        "Fermented food: 1.7 servings on average over 9 days, most of them 1 to 2. "
        "Mood: 6 of 10 on average over 6 days, most of them 5 to 7."
    )


@pytest.mark.django_db
def test_one_side_alone_is_a_picture_and_none_is_none(ada: User) -> None:
    assert trend(ada) is None
    feel(ada, "2026-10-06 12:00", mood=5)
    shown = trend(ada)
    assert shown is not None
    assert shown.summary.startswith("Fermented food: no days. Mood: 5 of 10 on average over 1 day")


@pytest.mark.django_db
def test_it_shows_what_is_followed(ada: User) -> None:
    choose_questions(ada, [Question("fibre_g", "stress")])
    feel(ada, "2026-10-06 12:00", stress=5)
    shown = trend(ada)
    assert shown is not None
    assert shown.title == "Fibre and stress, day by day"
    on_paper = shown.spec_on_paper()
    assert on_paper["config"]["font"] == "Libertinus Serif"
    assert {panel["width"] for panel in on_paper["vconcat"]} == {740}
    assert len(shown.spec()["datasets"]["days"]) == 14
