"""From fitted windows to a finding: units, what can be seen, what can be ruled out, the verdict."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from insights.stats.family import miss_share
from insights.stats.regression import Answer
from insights.stats.result import Direction, Finding, Verdict, WindowEstimate
from insights.stats.windows import Window

POWER_QUANTILE = 0.84
"""Standard errors beyond the threshold at which 4 looks in 5 find a link."""
PLAIN_MISS = 0.05
"""How often a 95 % interval misses."""
MIN_DETECTABLE_DF = 4
"""Degrees of freedom from which on a detectable size means anything."""
GATE_ORDER = (
    "out_of_range",
    "no_variation_of_its_own",
    "exposure_rarely_varies",
    "rating_rarely_varies",
    "too_few_days",
)
"""Refusals from the last check to the first: the window that came furthest speaks."""


@dataclass(frozen=True)
class Look:
    """What one look at a page fixes for all its pairs.

    pairs : how many passed the gate; claims : how many of them are claimed at rate q
    """

    q: float
    margin: float
    windows: Sequence[Window]
    pairs: int
    claims: int

    @property
    def strictest_tail(self) -> float:
        """One-sided p at which a single window makes a pair the page's only claim."""
        return self.q / (2 * max(self.pairs, 1) * len(self.windows))

    @property
    def method(self) -> str:
        """What was done, for the record."""
        return (
            "daily regression on weekday, slow season and confounders; AR(1) + noise errors, "
            f"REML-weighted over 61 points; Simes over {len(self.windows)} windows; "
            f"Benjamini-Hochberg at q={self.q:g} over {self.pairs} pairs"
        )


@dataclass(frozen=True)
class Pair:
    """A pair's fitted windows and what the family of all pairs made of it.

    answers : one per window of the look
    p, q : Simes and Benjamini-Hochberg; None when no window passed the gate
    """

    exposure: str
    outcome: str
    answers: Sequence[Answer]
    p: float | None = None
    q: float | None = None

    @property
    def names(self) -> tuple[str, str]:
        """The exposure and the outcome."""
        return self.exposure, self.outcome

    @property
    def p_values(self) -> list[float]:
        """The p of each window that passed the gate."""
        return [answer.tested.p for answer in self.answers if answer.tested]

    @property
    def place(self) -> int:
        """Which window speaks: the smallest p, or the one that came furthest through the gate."""
        return min(range(len(self.answers)), key=lambda place: _backwardness(self.answers[place]))

    def claimed(self, look: Look) -> bool:
        """Whether this look makes it a claim."""
        return self.q is not None and self.q <= look.q


def finding(
    pair: Pair, look: Look, travels_with: tuple[str, ...] = (), direction: Direction | None = None
) -> Finding:
    """Put a pair into words and numbers, all but the words."""
    answer = pair.answers[pair.place]
    estimates = tuple(
        window_estimate(one, window, look)
        for one, window in zip(pair.answers, look.windows, strict=True)
    )
    shown = estimates[pair.place]
    miss = PLAIN_MISS
    if pair.claimed(look):
        miss = miss_share(look.claims, look.pairs, len(pair.p_values), look.q)
    low, high = _interval(answer, miss)
    bounds = [estimate.rules_out for estimate in estimates if estimate.rules_out is not None]
    return Finding(
        exposure=pair.exposure,
        outcome=pair.outcome,
        verdict=_verdict(pair, look, estimates, travels_with),
        lag=shown.lag,
        n_days=shown.n_days,
        estimate=shown.estimate,
        unit=f"{pair.outcome} per {pair.exposure}",
        low=low,
        high=high,
        level=1 - miss,
        p=pair.p,
        q=pair.q,
        swing=_scaled(_scaled_swing(answer), answer.exponents[0]),
        swing_from=shown.swing_from,
        swing_to=shown.swing_to,
        detectable=shown.detectable,
        rules_out=max(bounds, default=None),
        days_needed=_days_needed(answer.n_days, shown.detectable, look.margin),
        travels_with=travels_with,
        direction=direction,
        refusal=shown.refusal,
        method=look.method,
        windows=estimates,
    )


def window_estimate(answer: Answer, window: Window, look: Look) -> WindowEstimate:
    """Return one window's numbers in the person's units."""
    exposure, outcome = answer.exponents
    fit = answer.tested
    low, high = _interval(answer, PLAIN_MISS)
    return WindowEstimate(
        lag=window.name,
        n_days=answer.n_days,
        estimate=_scaled(fit.coefficient, outcome - exposure) if fit else None,
        low=low,
        high=high,
        least_squares=_scaled(fit.least_squares, outcome - exposure) if fit else None,
        p=fit.p if fit else None,
        swing_from=_scaled(answer.swing_from, exposure),
        swing_to=_scaled(answer.swing_to, exposure),
        detectable=_detectable(answer, look),
        rules_out=_rules_out(answer),
        refusal=answer.refusal,
    )


def _backwardness(answer: Answer) -> tuple[int, float]:
    """Order windows: tested ones by p, then those that the gate stopped, latest check first."""
    if answer.refusal:
        return 1 + GATE_ORDER.index(answer.refusal.code), answer.refusal.missing
    return 0, answer.fit.p if answer.fit else 1.0


def _verdict(
    pair: Pair, look: Look, estimates: Sequence[WindowEstimate], travels_with: tuple[str, ...]
) -> Verdict:
    if pair.p is None:
        return "not_enough_data"
    if travels_with:
        return "travels_with"
    if pair.claimed(look):
        return "early_sign"
    # A window that could not be tested could still hide a link.
    bounds = [estimate.rules_out for estimate in estimates]
    if all(bound is not None and bound < look.margin for bound in bounds):
        return "no_meaningful_link"
    return "no_clear_link"


def _interval(answer: Answer, miss: float) -> tuple[float | None, float | None]:
    """Return the two ends of the interval, in outcome points per exposure unit."""
    fit, unit = answer.tested, answer.exponents[1] - answer.exponents[0]
    if fit is None:
        return None, None
    half = fit.reach(miss / 2) * fit.error
    return _scaled(fit.coefficient - half, unit), _scaled(fit.coefficient + half, unit)


def _detectable(answer: Answer, look: Look) -> float | None:
    """Return the points over the swing that a claim would find four times in five.

    It is said from the first days on that allow a fit, so it does not wait for the gate.
    """
    fit = answer.fit
    if fit is None or fit.df < MIN_DETECTABLE_DF:
        return None
    errors = fit.reach(look.strictest_tail) + POWER_QUANTILE
    return _scaled(errors * fit.error * _scaled_swing(answer), answer.exponents[1])


def _rules_out(answer: Answer) -> float | None:
    """Return the largest points over the swing that the window is still compatible with."""
    fit = answer.tested
    if fit is None:
        return None
    largest = abs(fit.coefficient) + fit.reach(PLAIN_MISS) * fit.error
    return _scaled(largest * _scaled_swing(answer), answer.exponents[1])


def _days_needed(n_days: int, detectable: float | None, margin: float) -> int | None:
    """Return the days at which the detectable size shrinks to the margin, by the root-n law."""
    if detectable is None:
        return None
    ratio = detectable / margin
    days = n_days * ratio * ratio
    return math.ceil(days) if math.isfinite(days) else None


def _scaled_swing(answer: Answer) -> float:
    return answer.swing_to - answer.swing_from


def _scaled(value: float, exponent: int) -> float | None:
    """Return value times 2**exponent; None beyond what a float holds."""
    scaled = float(np.ldexp(value, exponent))
    return scaled if math.isfinite(scaled) else None
