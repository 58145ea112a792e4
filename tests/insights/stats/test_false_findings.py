"""A small, seeded check that what is said can be believed; the full one is in benchmarks."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pytest

from insights.stats import Finding, analyse

from .tables import ar1

FOODS = ("fibre_g", "live_servings", "plants", "doses")
RATINGS = ("mood", "stress", "energy")


def life(rng: np.random.Generator, days: int, phi: float, drift: float) -> np.ndarray:
    """AR(1) days upon a slow random walk, brought to SD 1."""
    values = ar1(rng, days, phi) + drift * np.cumsum(rng.normal(size=days))
    return np.asarray((values - values.mean()) / values.std())


def diary(
    rng: np.random.Generator, days: int, *, drift: float, effect: float = 0.0, ceiling: bool = False
) -> pd.DataFrame:
    """A diary whose foods and ratings share weekends; yesterday's fibre may move mood."""
    index = pd.date_range("2024-01-01", periods=days, freq="D")
    weekend = np.asarray(index.day_of_week >= 5, dtype=float)
    foods = [life(rng, days, 0.4, drift) + weekend for _ in FOODS]
    ratings = [life(rng, days, 0.5, drift) + weekend for _ in RATINGS]
    ratings[0] = ratings[0] + effect * np.concatenate([[0.0], foods[0][:-1]])
    table = {"fibre_g": np.round(22 + 8 * foods[0], 1)}
    table |= {
        name: np.maximum(0, np.round(z)) for name, z in zip(FOODS[1:], foods[1:], strict=True)
    }
    middle = 9 if ceiling else 6
    table |= {
        name: np.clip(np.round(middle + 1.5 * z), 0, 10)
        for name, z in zip(RATINGS, ratings, strict=True)
    }
    written = pd.DataFrame(table, index=index)
    return written[rng.random(days) > 0.1]


def p_values(pages: Iterable[list[Finding]]) -> np.ndarray:
    """Every window's p, pages by tests."""
    return np.array([[window.p for f in page for window in f.windows] for page in pages])


@pytest.mark.parametrize(
    ("days", "drift", "ceiling"), [(100, 0.0, False), (100, 0.1, False), (250, 0.0, True)]
)
def test_link_free_diaries_show_few_false_links(days: int, drift: float, ceiling: bool) -> None:
    rng = np.random.default_rng(20_240_601)
    pages = [
        analyse(diary(rng, days, drift=drift, ceiling=ceiling), FOODS, RATINGS) for _ in range(60)
    ]

    p = p_values(pages)

    # 60 pages of 12 pairs: the standard errors are about .006 of a test and .025 of a page.
    assert 0.02 < np.mean(p < 0.05) < 0.065
    assert np.mean(p < 0.01) < 0.02
    assert np.mean([any(f.verdict == "early_sign" for f in page) for page in pages]) <= 0.1


def test_a_real_link_is_found_and_its_interval_holds_it() -> None:
    rng = np.random.default_rng(20_240_602)
    # One SD of fibre (8 g) moves mood by .4 SD (.6 points); mood is rounded, which changes little.
    truth = 0.4 * 1.5 / 8
    pages = [analyse(diary(rng, 180, drift=0.0, effect=0.4), FOODS, RATINGS) for _ in range(60)]
    fibre_mood = [page[0] for page in pages]
    next_day = [finding.windows[1] for finding in fibre_mood]

    assert np.mean([finding.verdict == "early_sign" for finding in fibre_mood]) > 0.6
    covered = [(w.low or 0) < truth < (w.high or 0) for w in next_day]
    assert 0.87 <= np.mean(covered) <= 1
    others = [
        f for page in pages for f in page if f.verdict == "early_sign" and f.outcome != "mood"
    ]
    assert len(others) <= 4
