"""Many questions at once: how one page keeps its share of false claims down."""

from collections.abc import Sequence

import numpy as np

from insights.stats.noise import Floats


def simes(p_values: Sequence[float]) -> float:
    """Return the p of "none of these is linked" (Simes 1986, Biometrika 73, 751-754)."""
    ordered = np.sort(np.asarray(p_values, dtype=float))
    return float(np.min(ordered * len(ordered) / np.arange(1, len(ordered) + 1)))


def benjamini_hochberg(p_values: Sequence[float]) -> Floats:
    """Return, for each p, the smallest false discovery rate at which it is a claim.

    Benjamini and Hochberg 1995, JRSS B 57, 289-300: a p is claimed at rate q when the number
    returned for it is at most q. Shape as given; of no p values, none.
    """
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p, kind="stable")
    raised = p[order] * len(p) / np.arange(1, len(p) + 1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum.accumulate(raised[::-1])[::-1]
    return adjusted


def miss_share(claims: int, pairs: int, windows: int, q: float) -> float:
    """Return how often the interval of a claim may miss: one minus its level.

    Picking the claims out of all pairs makes 95 % intervals too narrow; with this share instead of
    5 % no more than q of the claims shown miss (Benjamini and Yekutieli 2005, JASA 100, 71-81).
    """
    return claims * q / (pairs * windows)
