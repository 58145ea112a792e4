"""`manage.py analyse` answers for any table of days, and says what is wrong with others."""

import json
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from django.core.management import CommandError, call_command

from insights.wording import FRAMING
from tests.insights.diaries import linked_diary


@pytest.fixture
def days_csv(tmp_path: Path) -> Path:
    servings, mood = linked_diary(np.random.default_rng(5), 120, 1.0)
    days = pd.date_range("2026-01-01", periods=120, name="day").strftime("%Y-%m-%d")
    table = pd.DataFrame({"fermented_servings": servings, "mood": mood}, index=days)
    table.loc["2026-02-10", "mood"] = np.nan
    path = tmp_path / "days.csv"
    table.to_csv(path)
    return path


def analyse(*arguments: object) -> dict:
    printed = StringIO()
    call_command("analyse", *map(str, arguments), stdout=printed)
    return json.loads(printed.getvalue())


def test_known_columns_are_found_and_the_answer_is_in_words(days_csv: Path) -> None:
    answer = analyse(days_csv)
    assert answer["framing"] == FRAMING
    (finding,) = answer["findings"]
    assert (finding["exposure"], finding["outcome"]) == ("fermented_servings", "mood")
    assert finding["verdict"] == "early_sign"
    assert finding["sentence"].startswith("A first sign: on the day after one more serving")
    assert 0.6 < finding["estimate"] < 1.4


def test_other_columns_can_be_named(days_csv: Path) -> None:
    table = pd.read_csv(days_csv).rename(columns={"fermented_servings": "miso_bowls"})
    table.to_csv(days_csv, index=False)
    (finding,) = analyse(days_csv, "--exposures", "miso_bowls", "--outcomes", "mood")["findings"]
    assert finding["verdict"] == "early_sign"
    assert finding["sentence"] is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "cannot be read as CSV"),
        ("date,mood\n2026-01-01,5\n", "no column 'day'. It has: date, mood"),
        ("day,mood\n2026-01-01,5\n01/02/2026,5\n", "Row 3: '01/02/2026' is not a day"),
        ("day,coffee\n2026-01-01,5\n", "Name yours with --exposures"),
        (
            "day,fibre_g,mood\n2026-01-01,5,5\n2026-01-01,6,5\n",
            "more than one row for 2026-01-01",
        ),
    ],
)
def test_a_table_it_cannot_use_is_refused_with_the_reason(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = tmp_path / "days.csv"
    path.write_text(text)
    with pytest.raises(CommandError, match=complaint):
        analyse(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.csv cannot be read"):
        analyse(tmp_path / "nowhere.csv")
