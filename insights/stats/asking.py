"""What asking more questions costs: each further pair raises the bar for all of them."""

from scipy.stats import norm

from insights.stats.verdicts import POWER_QUANTILE
from insights.stats.windows import WINDOWS


def certainty_cost(pairs: int, *, q: float, compared_with: int = 1) -> float:
    """Return how many times larger a difference must be to be seen 4 times in 5.

    The difference a diary can show is (z + .84) standard errors, where z is the two-sided
    Bonferroni point of the strictest test on the page, q / (pairs * windows). The standard error
    does not depend on how much is asked, so the ratio of two such sums is the whole cost.

    Parameters
    ----------
    pairs, compared_with : int
        Pairs followed, and the number to compare with; 1 or more.
    q : float
        Share of false claims allowed, between 0 and 1.

    Returns
    -------
    Ratio of detectable differences, 1 when nothing more is asked. Normal quantiles: for a diary
    of few days the true cost is a little higher.

    Raises
    ------
    ValueError
        For fewer than one pair, or a q outside (0, 1).
    """
    if min(pairs, compared_with) < 1:
        raise ValueError(f"at least one pair must be asked, got {pairs} and {compared_with}")
    if not 0 < q < 1:
        raise ValueError(f"q must lie between 0 and 1, got {q}")
    return _reach(pairs, q) / _reach(compared_with, q)


def _reach(pairs: int, q: float) -> float:
    """Return the standard errors at which a pair is found 4 times in 5."""
    tail = q / (2 * pairs * len(WINDOWS))
    return float(norm.isf(tail)) + POWER_QUANTILE
