"""Asking more costs certainty, by an amount that can be worked out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from insights.stats.asking import certainty_cost


def test_asking_one_question_costs_nothing() -> None:
    assert certainty_cost(1, q=0.03) == 1.0


def test_the_cost_is_the_ratio_of_what_a_simulated_test_can_show() -> None:
    """Four in five simulated estimates of that size must pass the stricter of the two tests."""
    rng = np.random.default_rng(1)
    one, many = (norm.isf(0.03 / (2 * pairs * 4)) for pairs in (1, 12))
    detectable = (one + 0.8416) * certainty_cost(12, q=0.03)
    found = np.mean(rng.normal(detectable, 1, 200_000) > many)
    assert found == pytest.approx(0.80, abs=0.005)


@given(st.integers(1, 200), st.integers(1, 200))
def test_asking_more_never_costs_less(first: int, further: int) -> None:
    assert certainty_cost(first + further, q=0.03) > certainty_cost(first, q=0.03)


@given(st.integers(1, 50), st.integers(1, 50))
def test_costs_can_be_compared_either_way_round(one: int, other: int) -> None:
    there = certainty_cost(one, q=0.03, compared_with=other)
    back = certainty_cost(other, q=0.03, compared_with=one)
    assert there * back == pytest.approx(1)


@pytest.mark.parametrize(("pairs", "q"), [(0, 0.03), (3, 0.0), (3, 1.0)])
def test_senseless_questions_are_refused(pairs: int, q: float) -> None:
    with pytest.raises(ValueError, match="must"):
        certainty_cost(pairs, q=q)
