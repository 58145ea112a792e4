"""Simes, Benjamini-Hochberg and the share of intervals that may miss."""

import numpy as np
import pytest
from scipy import stats

from insights.stats.family import benjamini_hochberg, miss_share, simes


def test_simes_by_hand() -> None:
    assert simes([0.04]) == 0.04
    assert simes([0.5, 0.01]) == pytest.approx(0.02)
    assert simes([0.03, 0.02, 0.9, 0.025]) == pytest.approx(0.04)
    assert simes([1.0, 1.0, 1.0]) == 1.0


def test_simes_is_the_smallest_adjusted_p_of_scipy() -> None:
    rng = np.random.default_rng(1)
    for size in (1, 2, 4, 7):
        p = rng.random(size) ** 3
        assert simes(p.tolist()) == pytest.approx(stats.false_discovery_control(p).min())


def test_benjamini_hochberg_by_hand() -> None:
    adjusted = benjamini_hochberg([0.01, 0.5, 0.02, 0.03])

    np.testing.assert_allclose(adjusted, [0.04, 0.5, 0.04, 0.04])


@pytest.mark.parametrize("size", [1, 2, 5, 30, 301])
def test_benjamini_hochberg_agrees_with_scipy(size: int) -> None:
    rng = np.random.default_rng(size)
    p = np.round(rng.random(size) ** 4, 3)  # rounded: some are equal

    expected = stats.false_discovery_control(p, method="bh")

    np.testing.assert_allclose(benjamini_hochberg(p.tolist()), expected)


def test_of_no_p_values_there_are_no_claims() -> None:
    assert benjamini_hochberg([]).shape == (0,)


def test_a_lone_claim_gets_a_wider_interval_than_one_of_many() -> None:
    assert miss_share(claims=1, pairs=30, windows=4, q=0.03) == pytest.approx(0.00025)
    assert miss_share(claims=15, pairs=30, windows=4, q=0.03) == pytest.approx(0.00375)
