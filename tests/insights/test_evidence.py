"""What published research says is shown with its source, contrary results included."""

import csv

from django.conf import settings

from insights.evidence import all_studies, studies_on
from insights.measures import DEFAULT_QUESTIONS


def keys(exposure: str, outcome: str) -> set[str]:
    return {study.key for study in studies_on(settings.DATA_DIR, exposure, outcome)}


def test_every_row_of_the_file_is_read() -> None:
    with (settings.DATA_DIR / "evidence.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [study.key for study in all_studies(settings.DATA_DIR)] == [
        row["study_key"] for row in rows
    ]


def test_results_that_speak_against_fermented_food_are_shown_too() -> None:
    assert {"karbownik2022_depression", "luo2023_all"} <= keys("fermented_servings", "mood")
    assert {"karbownik2022_anxiety", "hilimire2015"} <= keys("fermented_servings", "anxiety")
    assert {"berding2022_between", "berding2022_diet_arm"} <= keys("fermented_servings", "stress")


def test_fibre_shows_the_studies_that_found_nothing() -> None:
    assert {"xu2018_total", "xu2018_cereal", "miki2016_total"} <= keys("fibre_g", "mood")


def test_a_figure_nobody_confirmed_is_not_shown() -> None:
    unconfirmed = {"kimpark_fermented", "kimchi_cohorts", "parletta_helfimed"}
    for study in all_studies(settings.DATA_DIR):
        if study.key in unconfirmed:
            assert (study.effect, study.interval) == ("", "")


def test_every_study_has_a_citation() -> None:
    assert all(study.citation for study in all_studies(settings.DATA_DIR))


def test_newest_studies_come_first() -> None:
    for question in DEFAULT_QUESTIONS:
        years = [
            study.year
            for study in studies_on(settings.DATA_DIR, question.exposure, question.outcome)
        ]
        assert years == sorted(years, reverse=True)
