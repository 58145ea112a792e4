"""Asking a few pairs keeps false claims down and finds sooner what is there."""

import numpy as np
import pandas as pd
import pytest

from insights.stats import analyse

from .tables import ar1

FOODS = ("fibre_g", "ferments", "plants", "tryptophan_g")
RATINGS = ("mood", "anxiety", "stress", "energy")
ASKED = tuple(zip(FOODS, RATINGS, strict=True))
DIARIES = 50


def diary(rng: np.random.Generator, days: int, effect: float) -> pd.DataFrame:
    """Return a diary in which yesterday's fibre moves mood by `effect` SD per SD, and no more."""
    foods = {name: ar1(rng, days, 0.4) for name in FOODS}
    ratings = {name: ar1(rng, days, 0.4) for name in RATINGS}
    ratings["mood"][1:] += effect * foods["fibre_g"][:-1]
    columns = {name: np.round(20 + 8 * values) for name, values in foods.items()}
    columns |= {
        name: np.clip(np.round(5 + 1.5 * values), 0, 10) for name, values in ratings.items()
    }
    return pd.DataFrame(columns, index=pd.date_range("2026-01-01", periods=days, freq="D"))


def claims(days: pd.DataFrame, pairs: tuple[tuple[str, str], ...] | None) -> set[tuple[str, str]]:
    found = analyse(days, FOODS, RATINGS, pairs=pairs)
    return {finding.pair for finding in found if finding.verdict == "early_sign"}


@pytest.fixture(scope="module")
def linked() -> list[pd.DataFrame]:
    rng = np.random.default_rng(2026)
    return [diary(rng, 120, 0.35) for _ in range(DIARIES)]


def test_few_pages_without_a_link_show_one() -> None:
    rng = np.random.default_rng(3)
    shown = sum(bool(claims(diary(rng, 90, 0.0), ASKED)) for _ in range(DIARIES))
    # At q = .03 one or two of 50 are expected; seven or more would come up once in 1,000 runs.
    assert shown <= 6


def test_four_asked_pairs_find_what_sixteen_find_and_more(linked: list[pd.DataFrame]) -> None:
    link = ("fibre_g", "mood")
    among_all = [link in claims(days, None) for days in linked]
    among_asked = [link in claims(days, ASKED) for days in linked]
    assert all(asked for whole, asked in zip(among_all, among_asked, strict=True) if whole)
    assert sum(among_asked) > sum(among_all)
