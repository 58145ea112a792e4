"""What a print says: the figures of the pages and the API, from the days of the window alone."""

from dataclasses import asdict, is_dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from django.test import Client

from accounts.models import User
from insights.measures import FOOD_MEASURES, Question
from insights.prints.runs import Run, longest_run, runs_in_words, runs_of
from insights.prints.summary import Fact, Figures, PrintSummary, print_summary
from insights.services import choose_questions
from insights.spans import summarise_span, window_span
from insights.wording import FRAMING, forbidden_words, points
from insights.wording.patterns import signed
from insights.wording.prints import NO_CLAIMS, dates
from journal.services import make_factor, record_factor, want_built_in
from tests.insights.diaries import write_diary
from tests.insights.test_looks import diary
from tests.people import NOW, TEMPEH, eat, feel, keep_nothing

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 10)
SERVINGS = [0.0, 1.0, 2.0, np.nan, np.nan, 4.0, 1.0]
MOODS = [5.0, np.nan, 7.0, 6.0, np.nan, 4.0, np.nan]


def short(user: User) -> PrintSummary:
    write_diary(user, FIRST, SERVINGS, {"mood": MOODS})
    return print_summary(user, FIRST, LAST, now=NOW)


def line(lines: list[Figures], name: str) -> Figures:
    return next(each for each in lines if each.name == name)


def texts(told: Any) -> list[str]:
    """Return every text of a print, however deep."""
    if isinstance(told, str):
        return [told]
    if is_dataclass(told):
        told = asdict(told)
    parts = told.values() if isinstance(told, dict) else told if isinstance(told, list) else []
    return [text for part in parts for text in texts(part)]


def test_it_says_how_complete_the_days_are(ada: User) -> None:
    assert short(ada).recorded == [
        Fact("Food recorded", "5 of 10 days (50 %)"),
        Fact("Rated", "4 of 10 days (40 %)"),
        Fact("Both on one day", "3 of 10 days (30 %)"),
        Fact("Longest gap", "3 days, 8–10 October 2026"),
        Fact("Different plants", "3"),
    ]


def test_figures_are_those_of_the_span_rounded_as_on_the_pages(ada: User) -> None:
    eaten = [0.0, 1.0, 2.0, 4.0, 1.0]
    low, high = np.quantile(eaten, [0.2, 0.8])
    summary = short(ada)
    assert line(summary.food, "Fermented food") == Figures(
        "Fermented food", "servings", 5, f"{np.mean(eaten):.1f}", f"{low:.1f}", f"{high:.1f}"
    )
    assert line(summary.ratings, "Mood") == Figures(
        "Mood", "0 very low, 10 very good", 4, "5.5", "4.6", "6.4"
    )
    assert line(summary.ratings, "Anxiety").mean == "–"


def test_ends_of_scales_are_in_the_persons_own_words(ada: User) -> None:
    ada.scale_words = {"mood": ["heavy", "light"]}
    assert line(short(ada).ratings, "Mood").unit == "0 heavy, 10 light"


def test_energy_is_there_for_those_alone_who_want_it(ada: User) -> None:
    assert "Energy" not in {each.name for each in short(ada).food}
    ada.show_energy = True
    shown = print_summary(ada, FIRST, LAST, now=NOW)
    assert line(shown.food, "Energy").unit == "kcal"


def test_unknown_fibre_makes_the_mean_a_lower_bound(ada: User) -> None:
    eat(ada, "2026-10-01 08:00", (TEMPEH, 100))
    eat(ada, "2026-10-01 18:00", ("16070", 100))
    summary = print_summary(ada, FIRST, FIRST, now=NOW)
    assert line(summary.food, "Fibre").mean.startswith("at least ")
    assert summary.food_is_at_least
    assert not short(ada).food[1].mean.startswith("at least")


def test_illness_and_medication_changes_are_dated(ada: User) -> None:
    ill, changed = (want_built_in(ada, key) for key in ("illness", "medication_change"))
    for day in (date(2026, 10, 2), date(2026, 10, 3), date(2026, 10, 7)):
        record_factor(ill, day, 1, now=NOW)
    record_factor(changed, FIRST, 0, now=NOW)
    summary = print_summary(ada, FIRST, LAST, now=NOW)
    assert summary.events == [
        Fact("Change of medication", "none on the days recorded"),
        Fact("Illness", "3 days: 2–3 October 2026; 7 October 2026"),
    ]
    assert line(summary.factors, "Illness").mean == "yes on 3 days"


def test_a_factor_of_amounts_has_its_spread(ada: User) -> None:
    sleep = want_built_in(ada, "sleep_h")
    for number, hours in enumerate([6.0, 7.0, 8.0]):
        record_factor(sleep, FIRST + timedelta(days=number), hours, now=NOW)
    summary = print_summary(ada, FIRST, LAST, now=NOW)
    assert line(summary.factors, "Sleep") == Figures("Sleep", "h", 3, "7", "6.4", "7.6")


def test_every_followed_question_is_there_with_the_figures_of_the_api(
    ada: User, ada_client: Client
) -> None:
    diary(ada, 60)
    summary = print_summary(ada, *window_span(ada, "28", today=ada.today(NOW)), now=NOW)
    answer = ada_client.get("/api/v1/findings/").json()
    told = {each.question: each for each in summary.findings}
    assert len(told) == len(answer["findings"])
    for finding in answer["findings"]:
        measure = FOOD_MEASURES[finding["exposure"]]
        printed = told[f"{measure.name} → {finding['outcome']}"]
        assert printed.verdict == finding["verdict"]
        assert printed.n_days == finding["n_days"]
        if finding["verdict"] != "not_enough_data":
            assert printed.sentence == finding["sentence"]
        if finding["interval"] is None:
            assert (printed.estimate, printed.interval) == ("–", "–")
            continue
        low, high = (points(end * measure.step) for end in finding["interval"])
        assert printed.estimate == signed(finding["estimate"] * measure.step)
        assert printed.interval == f"{low} to {high}"
        assert printed.level == f"{100 * finding['level']:.4g} %"


def test_the_window_changes_no_verdict(ada: User) -> None:
    diary(ada, 60)
    today = ada.today(NOW)
    by_window = [
        print_summary(ada, *window_span(ada, window, today=today), now=NOW)
        for window in ("28", "all")
    ]
    assert by_window[0].recorded != by_window[1].recorded
    for name in ("findings", "claims", "verdicts", "look"):
        assert getattr(by_window[0], name) == getattr(by_window[1], name)


def test_it_says_which_look_the_findings_rest_on(ada: User) -> None:
    assert short(ada).look.startswith("3 of 42 usable days")
    assert print_summary(ada, FIRST, LAST, now=NOW).claims == [NO_CLAIMS]


def test_links_come_first_and_each_sentence_once(ada: User) -> None:
    diary(ada, 60)
    summary = print_summary(ada, FIRST, LAST, now=NOW)
    assert summary.look.startswith("As of the look at 60 usable days, which saw the diary up to ")
    assert [each.is_claim for each in summary.findings] == sorted(
        (each.is_claim for each in summary.findings), reverse=True
    )
    assert len(set(summary.claims)) == len(summary.claims) > 0
    assert summary.verdicts.startswith("12 questions asked: ")


def test_nobody_elses_days_are_in_it(ada: User, ben: User) -> None:
    write_diary(ben, FIRST, SERVINGS, {"mood": MOODS})
    feel(ada, "2026-10-01 12:00", mood=1)
    summary = print_summary(ada, FIRST, LAST, now=NOW)
    assert line(summary.ratings, "Mood").mean == "1"
    assert line(summary.food, "Fibre").days == 0


def test_it_claims_no_more_than_a_diary_can_show(ada: User) -> None:
    diary(ada, 60)
    summary = print_summary(ada, FIRST, LAST, now=NOW)
    assert summary.framing == FRAMING
    assert len(texts(summary)) > 80
    assert not {text: found for text in texts(summary) if (found := forbidden_words(text))}


def test_one_question_is_one_question(ada: User) -> None:
    choose_questions(ada, [Question("fibre_g", "mood")])
    assert short(ada).verdicts == "1 question asked: 1 not enough data yet."


def test_an_empty_diary_has_a_print_too(ada: User) -> None:
    summary = print_summary(ada, FIRST, FIRST, now=NOW)
    assert summary.recorded[3] == Fact("Longest gap", "1 day, 1 October 2026")
    assert {each.mean for each in summary.food} == {"–"}
    assert summary.factors == []


def test_its_queries_do_not_grow_with_the_days(
    ada: User, django_assert_num_queries: object
) -> None:
    diary(ada, 60)
    make_factor(ada, name="Tea", kind="amount", unit="cups")
    for first in (date(2026, 11, 11), date(2024, 1, 1)):
        print_summary(ada, first, NOW.date(), now=NOW)
        keep_nothing()
        with django_assert_num_queries(19):  # type: ignore[operator]
            print_summary(ada, first, NOW.date(), now=NOW)


@pytest.mark.parametrize(
    ("flags", "runs"),
    [
        ([], []),
        ([0, 0], []),
        ([1, 1, 0, 1], [(0, 1), (3, 3)]),
        ([0, 1], [(1, 1)]),
    ],
)
def test_runs_are_days_in_a_row(flags: list[int], runs: list[tuple[int, int]]) -> None:
    series = pd.Series(flags, index=pd.date_range(FIRST, periods=len(flags)), dtype=bool)
    expected = [Run(FIRST + timedelta(days=a), FIRST + timedelta(days=b)) for a, b in runs]
    assert runs_of(series) == expected
    assert longest_run(series) == (expected[0] if expected else None)


def test_of_many_runs_the_latest_are_dated() -> None:
    runs = [Run(FIRST + timedelta(days=2 * n), FIRST + timedelta(days=2 * n)) for n in range(10)]
    said = runs_in_words(runs)
    assert said.startswith("10 days: 5 October 2026; 7 October 2026; ")
    assert said.endswith("19 October 2026; and 2 earlier")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (FIRST, FIRST, "1 October 2026"),
        (FIRST, LAST, "1–10 October 2026"),
        (date(2026, 9, 28), LAST, "28 September – 10 October 2026"),
        (date(2025, 9, 28), LAST, "28 September 2025 – 10 October 2026"),
        (date(2025, 10, 1), LAST, "1 October 2025 – 10 October 2026"),
    ],
)
def test_a_stretch_of_days_names_month_and_year_once(first: date, last: date, said: str) -> None:
    assert dates(first, last) == said


def test_counts_agree_with_the_span(ada: User) -> None:
    diary(ada, 45)
    first, last = window_span(ada, "90", today=ada.today(NOW))
    span = summarise_span(ada, first, last)
    summary = print_summary(ada, first, last, now=NOW)
    assert [each.days for each in summary.ratings] == [each.days for each in span.ratings]
    assert summary.recorded[0].value.startswith(f"{span.recorded_days['food']} of {span.days} ")
