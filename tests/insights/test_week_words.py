"""What is said of a week: every kind of week, calmly, and in words an eighth-grader reads."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from insights.week.quantities import DOSES, EATEN, FIBRE, LIVE, PLANTS
from insights.week.usual import AgainstUsual, Standing, UsualWeek
from insights.wording import forbidden_words
from insights.wording.weeks import (
    USUAL_RULE,
    Kind,
    Spoken,
    WeekFacts,
    factor_summary,
    food_without_rating_notice,
    goal_words,
    group_away_notice,
    mood_days_sentence,
    moved_sentence,
    next_look_notice,
    rating_without_food_notice,
    short_figure,
    standing_words,
    varied_little_notice,
    week_sentence,
)

FULL = WeekFacts(
    days_begun=7,
    is_over=True,
    is_before_diary=False,
    food_days=7,
    rated_days=7,
    has_anything=True,
    moved=(),
    is_compared=True,
)
EMPTY = replace(FULL, food_days=0, rated_days=0, has_anything=False, is_compared=False)
MOOD = Spoken("mood", "Mood", "mood", Kind.RATING)
ILL = Spoken("illness", "Illness", "illness", Kind.YES_NO)
NEVER_SAID = re.compile(
    r"\b(fail\w*|miss(ed|ing)?|streak\w*|great|well done|good job|only|should|must|bad|poor|"
    r"enough|target|perfect|keep it up)\b",
    re.IGNORECASE,
)


def against(standing: Standing, *, weeks: int = 8, lowest: float = 18) -> AgainstUsual:
    mean = 34.2 if standing is Standing.MORE else 4.1
    week = UsualWeek(mean, 6, 22, lowest, 27, 19, 26, weeks)
    return AgainstUsual([None] * 7, [None] * 7, week, standing, 60, 50)


def every_week(plain: bool) -> Iterator[str]:
    moved = ((), ("more fibre",), ("more fibre", "lower mood", "less sleep", "higher stress"))
    for begun, food, rated, names, compared in itertools.product(
        range(1, 8), range(8), range(8), moved, (True, False)
    ):
        if max(food, rated) > begun or (names and not compared):
            continue
        for is_over in {begun == 7, False}:
            facts = WeekFacts(begun, is_over, False, food, rated, True, names, compared)
            yield week_sentence(facts, plain=plain)
    for is_over, is_before in itertools.product((True, False), repeat=2):
        yield week_sentence(replace(EMPTY, is_over=is_over, is_before_diary=is_before), plain=plain)


def every_other(plain: bool) -> Iterator[str]:
    for spoken in (*EATEN, MOOD, ILL):
        for standing, weeks in itertools.product((Standing.LESS, Standing.MORE), (4, 8)):
            shown = against(standing, weeks=weeks)
            if spoken is ILL:
                week = replace(shown.week, mean=0.5, lowest=0.0, highest=0.1)
                shown = replace(shown, week=week)
            yield moved_sentence(spoken, shown, plain=plain)
    for days, is_first in itertools.product((1, 2, 40), (True, False)):
        yield next_look_notice(days, is_first=is_first, plain=plain)
    yield mood_days_sentence(MOODS, plain=plain)
    yield food_without_rating_notice(3, plain=plain)
    yield rating_without_food_notice(2, plain=plain)
    for differing in (0, 1, 5):
        yield varied_little_notice("mood", days=40, differing=differing, plain=plain)
    yield group_away_notice("Nuts", date(2026, 11, 2), days=9, plain=plain)


def test_an_empty_week_that_runs_may_begin_any_day() -> None:
    assert week_sentence(replace(EMPTY, is_over=False)) == (
        "Nothing is in your diary for this week yet; any day is a day to begin."
    )


def test_an_empty_week_that_is_over_counts_against_nothing() -> None:
    assert week_sentence(EMPTY) == (
        "Nothing is in your diary for this week: it stays a gap and counts against nothing."
    )


def test_a_week_before_the_account_is_before_the_diary() -> None:
    before = week_sentence(replace(EMPTY, is_before_diary=True))
    assert before == "This week lies before your diary begins."


def test_a_full_week_in_which_nothing_stood_out() -> None:
    assert week_sentence(FULL) == (
        "Food and how you felt are recorded on every day, "
        "and nothing stood out against your own usual."
    )


def test_a_week_recorded_in_part_says_on_how_many_days() -> None:
    facts = replace(FULL, food_days=5, rated_days=4, moved=("more fibre", "lower mood"))
    assert week_sentence(facts) == (
        "Food is recorded on 5 of 7 days and how you felt on 4, "
        "with more fibre and lower mood than usual for you."
    )


def test_a_running_week_counts_the_days_that_have_begun() -> None:
    facts = replace(FULL, days_begun=3, is_over=False, food_days=2, rated_days=0)
    assert week_sentence(facts) == (
        "So far, food is recorded on 2 of 3 days, and nothing stands out against your own usual."
    )


def test_a_first_week_is_too_early_to_compare() -> None:
    facts = replace(FULL, food_days=3, rated_days=3, is_compared=False)
    assert week_sentence(facts).endswith("and it is too early to say what is usual for you.")


def test_a_week_of_ratings_alone_and_one_of_crumbs() -> None:
    rated = week_sentence(replace(FULL, food_days=0, rated_days=2))
    assert rated.startswith("You rated how you felt on 2 of 7 days and recorded no whole day")
    crumbs = week_sentence(replace(FULL, food_days=0, rated_days=0))
    assert crumbs.startswith("A few things are logged, and no whole day of food is recorded")


def test_without_numbers_a_week_is_told_in_words() -> None:
    facts = replace(FULL, food_days=5, rated_days=2)
    assert week_sentence(facts, plain=True).startswith(
        "Food is recorded on most days and how you felt on some days, "
    )


def test_what_moved_says_how_far_and_beside_what() -> None:
    assert moved_sentence(FIBRE, against(Standing.MORE)) == (
        "Fibre: 34.2\N{NO-BREAK SPACE}g a day, more than in any of the eight weeks before "
        "(18 to 27)."
    )
    assert moved_sentence(MOOD, against(Standing.LESS, weeks=5, lowest=5.2)) == (
        "Mood: 4.1, lower than in any of the 5 weeks before that can be compared (5.2 to 27)."
    )
    assert moved_sentence(FIBRE, against(Standing.MORE), at_least=True).startswith(
        "Fibre: at least 34.2"
    )


def test_yes_and_no_are_told_in_days() -> None:
    week = UsualWeek(0.5, 6, 0, 0, 0.1, 0, 0, 8)
    ill = AgainstUsual([None] * 7, [None] * 7, week, Standing.MORE, 60, 9)
    assert moved_sentence(ILL, ill) == (
        "Illness: on 3 of 6 days, a larger share than in any of the eight weeks before."
    )
    assert ILL.short(Standing.MORE) == "more days with illness"


MOODS = [(date(2026, 11, 9 + number), mood) for number, mood in enumerate((5.0, 8.0, 6.5, 8.0))]


def test_the_days_of_highest_and_lowest_mood_are_named() -> None:
    said = mood_days_sentence(MOODS)
    assert said == "Mood was highest on Tuesday and Thursday (8) and lowest on Monday (5)."
    plain = "Mood was highest on Tuesday and Thursday and lowest on Monday."
    assert mood_days_sentence(MOODS, plain=True) == plain


def test_no_day_is_named_where_none_stands_out() -> None:
    assert mood_days_sentence(MOODS[:2]) == ""
    assert mood_days_sentence([(day, 6.0) for day, _ in MOODS]) == ""
    many = [(day, 7.0) for day, _ in MOODS[:3]] + [(MOODS[3][0], 2.0)]
    assert mood_days_sentence(many) == "Mood was lowest on Thursday (2)."


def test_kinds_have_their_own_words() -> None:
    assert PLANTS.short(Standing.LESS) == "fewer plants"
    assert FIBRE.short(Standing.LESS) == "less fibre"
    assert LIVE.short(Standing.MORE) == "more live fermented food"
    assert MOOD.short(Standing.MORE) == "higher mood"
    assert standing_words(MOOD, Standing.LESS) == "lower than your usual"
    assert standing_words(DOSES, Standing.ABOUT) == "about your usual"
    assert standing_words(DOSES, None) == ""
    assert DOSES.amount(1) == "1\N{NO-BREAK SPACE}dose"
    assert DOSES.amount(2) == "2\N{NO-BREAK SPACE}doses"


def test_what_cannot_be_compared_cannot_have_moved() -> None:
    nothing = AgainstUsual([None] * 7, [None] * 7, None, None, 0, 0)
    with pytest.raises(ValueError, match="cannot be compared"):
        moved_sentence(FIBRE, nothing)


def test_a_factor_is_summed_up_over_its_recorded_days() -> None:
    assert factor_summary(0) == "not recorded"
    assert factor_summary(1, mean="7.5 h") == "7.5 h, on 1 recorded day"
    assert factor_summary(5, mean="7.5 h") == "7.5 h on average, over 5 recorded days"
    assert factor_summary(5, days_with=2) == "yes on 2 of 5 recorded days"
    assert factor_summary(1, days_with=0) == "yes on none of 1 recorded day"
    assert factor_summary(5, mean="7.5 h", plain=True) == "recorded"
    assert factor_summary(5, days_with=5, plain=True) == "on every recorded day"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (7.25, "7.2"), (999, "999"), (1_500, "1.5k"), (5_330, "5.3k"), (100_000, "100k")],
)
def test_a_narrow_cell_holds_any_figure(value: float, shown: str) -> None:
    assert short_figure(value) == shown


@pytest.mark.parametrize(
    ("value", "goal", "said"),
    [
        (31, 30, "all of what you aim for"),
        (15, 30, "about half of what you aim for"),
        (0, 30, ""),
        (None, 30, ""),
        (15, None, ""),
    ],
)
def test_a_goal_is_told_in_words(value: float | None, goal: int | None, said: str) -> None:
    assert goal_words(value, goal) == said


@pytest.mark.parametrize("plain", [False, True])
def test_no_sentence_praises_blames_or_claims(plain: bool) -> None:
    sentences = {*every_week(plain), *every_other(plain)}
    assert len(sentences) > 40
    for text in sentences:
        assert not forbidden_words(text), text
        said = text.replace("only a few days off", "")
        assert not NEVER_SAID.search(said), text
        assert not re.search(r"\bNone\b|\bnan\b|\{|  | 1 days\b", text), text
        assert text[0].isupper()
        assert text.endswith(".")


def test_whoever_hides_numbers_sees_none() -> None:
    for text in {*every_week(True), *every_other(True)}:
        assert not re.search(r"\d", text), text


def test_the_rule_of_the_usual_is_told_without_claims() -> None:
    for text in USUAL_RULE:
        assert not forbidden_words(text)


def grade(text: str) -> float:
    """Return the reading grade of a text by Flesch and Kincaid, syllables counted roughly."""
    sentences = len(re.findall(r"[.!?:;](?:\s|$)", text)) or 1
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", w.lower().removesuffix("e")))) for w in words
    )
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_an_eighth_grader_reads_them() -> None:
    sentences = [*every_week(False), *every_other(False), *USUAL_RULE]
    grades = [grade(text) for text in sentences]
    assert sum(grades) / len(grades) < 8
    assert max(grades) < 12
