"""What is said beside a finding's sentence: careful, short, in the person's own units."""

import itertools
import re
from dataclasses import replace

import pytest

from insights.measures import FOOD_MEASURES, RATINGS
from insights.stats.behind import DoseGroup
from insights.stats.result import Refusal
from insights.wording import LAG_NAMES, VERDICT_NAMES, asking, forbidden_words
from insights.wording import patterns as words
from tests.insights.every_verdict import OPEN


def everything_said() -> list[str]:
    said = [words.WHY_NOT_EVERY_WEEK, words.WINDOW_NOTE, words.RAW_NOTE, asking.OTHER_THINGS]
    said += [asking.DAYS_THAT_DIFFER, *itertools.chain(*words.GROUP_TITLES.values())]
    for exposure, outcome, lag, direction, sign in itertools.product(
        FOOD_MEASURES, RATINGS, LAG_NAMES, ("food_first", "unclear", "cannot_tell"), (1, -1)
    ):
        finding = replace(
            OPEN,
            exposure=exposure,
            outcome=outcome,
            lag=lag,
            direction=direction,
            estimate=sign * 0.3,
            travels_with=("fibre_g", "plant_points"),
        )
        said += [words.without_numbers(finding, verdict) for verdict in VERDICT_NAMES]
        said += [words.came_first(finding), words.coverage(finding), asking.steady_food(finding)]
        said += [words.bounds(finding, 0.5), words.progress_to_margin(finding, 0.5)]
    said += [words.span(low, high) for low, high in ((0.1, 0.5), (-0.5, -0.1), (-0.2, 0.6))]
    said += [words.why_raw_differs(raw, 0.3) for raw in (0.3, -0.4, 0.6, 0.1)]
    said += [words.pace(missing, 9, 28) for missing in (0, 3, 24)]
    said += [words.pace(24, 0, 28), words.pace(24, 9, 12), words.pace(24, 3, 4)]
    said += [words.summary(list(VERDICT_NAMES), is_looked_at=True)]
    said += [asking.one_sided_days(count, 90) for count in (None, 14)]
    said += [asking.unanswered_days(count, 90) for count in (None, 14)]
    said += [asking.share_shown(12, count) for count in (1, 4)]
    said += [
        asking.cost_of(count, days=120, shown=0.61, more=12, with_more=0.7) for count in (1, 4, 12)
    ]
    said += [asking.fewer_questions(12, 4, percent) for percent in (None, 7)]
    return [text for text in said if text]


def test_nothing_claims_more_than_a_diary_can_show() -> None:
    said = everything_said()
    assert len(said) > 1000
    assert not {text: found for text in said if (found := forbidden_words(text))}


def test_nothing_has_a_hole_in_it() -> None:
    for text in everything_said():
        assert not re.search(r"\bNone\b|\bnan\b|\{|\}|  | 1 points\b| 1 days\b|-\d", text), text


def test_without_numbers_there_are_none() -> None:
    for verdict in VERDICT_NAMES:
        finding = replace(OPEN, travels_with=("fibre_g",))
        assert not re.search(r"\d", words.without_numbers(finding, verdict))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.12, 0.5, "0.1 to 0.5 points higher"),
        (-0.5, -0.12, "0.1 to 0.5 points lower"),
        (-0.2, 0.6, "anything from 0.2 points lower to 0.6 points higher"),
        (-1.0, 1.0, "anything from 1 point lower to 1 point higher"),
        (0.04, 0.6, "0.04 to 0.6 points higher"),
    ],
)
def test_a_range_says_which_way_it_points(low: float, high: float, said: str) -> None:
    assert words.span(low, high) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.31, "+0.3"), (-0.2, "−0.2"), (0.0, "0"), (0.04, "+0.04")]
)
def test_a_difference_carries_its_sign(value: float, said: str) -> None:
    assert words.signed(value) == said


def test_low_and_high_days_are_the_persons_own() -> None:
    fibre = replace(OPEN, exposure="fibre_g", swing_from=12.2, swing_to=30.9)
    assert words.from_low_to_high(fibre) == "from 12 to 31 g"
    assert words.from_low_to_high(replace(fibre, swing_from=None)) is None


def test_the_way_to_a_first_look_is_counted() -> None:
    assert words.progress(18, 42) == "18 of 42 days; about 24 more until a first look"
    assert words.progress(42, 42) == "42 of 42 days; the first look comes as soon as today is over"


@pytest.mark.parametrize(
    ("missing", "counted", "days", "said"),
    [
        (24, 12, 28, "At your pace of the last four weeks, about 8 weeks."),
        (1, 28, 28, "At your pace of the last four weeks, about 1 week."),
        (24, 12, 14, "At your pace so far, about 4 weeks."),
        (24, 3, 4, ""),
        (0, 12, 28, ""),
    ],
)
def test_a_date_is_an_estimate_at_the_persons_pace(
    missing: int, counted: int, days: int, said: str
) -> None:
    assert words.pace(missing, counted, days) == said


def test_nobody_is_promised_a_date_without_days() -> None:
    assert words.pace(24, 0, 28).startswith("No day of the last four weeks counted")


def test_what_is_ruled_out_is_said_of_the_questions_it_holds_for() -> None:
    assert words.ruled_out([], 12) == ""
    assert words.ruled_out([1.1, 0.7], 12) == (
        "Already ruled out in 2 of 12: differences between your low and high days larger than "
        "1.1 points. The smallest so far: 0.7."
    )
    assert "in every question" in words.ruled_out([1.1], 1)


def test_a_diary_without_links_is_told_so_kindly() -> None:
    refused = ["not_enough_data"]
    unseen = "Your diary has not been looked at yet."
    assert words.summary(refused, is_looked_at=False) == unseen
    assert words.summary(refused, is_looked_at=True).startswith("Nothing can be said yet")
    assert words.summary(["no_clear_link"] * 12, is_looked_at=True).startswith(
        "No clear link yet. For most people"
    )
    assert (
        words.summary(["linked", "no_clear_link"], is_looked_at=True)
        == "2 questions: 1 linked, 1 still open."
    )


def test_a_question_that_lacks_days_of_its_own_says_how_many() -> None:
    assert words.progress_of(Refusal("rating_rarely_varies", 3, 8)) == (
        "3 of 8 days that differ from your usual"
    )
    assert words.progress_of(Refusal("out_of_range", 0, 8)) == ""


def test_groups_of_days_are_named_by_what_was_eaten() -> None:
    fibre = FOOD_MEASURES["fibre_g"]
    assert words.dose_name(DoseGroup(12.2, 17.9, 20, 6, None, None), fibre) == "12 to 18 g"
    assert words.dose_name(DoseGroup(0, 0, 20, 6, None, None), fibre) == "0 g"


@pytest.mark.parametrize(
    ("raw", "adjusted", "said"),
    [
        (0.31, 0.29, "both figures agree"),
        (0.4, 0.2, "The adjusted figure is smaller"),
        (0.2, 0.4, "The adjusted figure is larger"),
        (-0.3, 0.2, "They point in opposite ways"),
    ],
)
def test_it_is_said_why_two_figures_differ(raw: float, adjusted: float, said: str) -> None:
    assert said in words.why_raw_differs(raw, adjusted)
