"""The randomisation test behind a personal experiment: exact whatever the noise looks like.

Days come in pairs of periods, and a fair coin per pair said which of the two is "on". If being on
changes nothing, the ratings would have been the same under every other sequence of coins; so the
share of sequences that give a coefficient at least as large is an exact p value (Fisher 1935;
Edgington & Onghena 2007, Randomization Tests). The coefficient is that of on/off in the regression
on the person's calendar, after one filter (phi, rho) chosen from the ratings without the on/off
column, so that it is the same for every sequence.

Whitening and taking out the calendar are linear, and on/off is a sum over pairs. Hence all that a
sequence needs is one vector and one matrix over pairs; a re-draw costs no regression.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from insights.stats.noise import Floats, Ints, whiten

ALL_SEQUENCES_UP_TO = 10
"""With so many pairs or fewer every one of the 2**pairs sequences is tried."""
REDRAWS = 999
SAME = 1 - 1e-9
"""Statistics closer than this are ties: mirrored coins give the same one but for rounding."""
NOTHING = 1e-9
"""A sequence with less than this share of the arms' variation left is explained by the calendar."""
WALK = (*range(1, 49), *(48 * 1.25**k for k in range(1, 20)))
"""Steps of a quarter standard error in which an interval's end is looked for: 12, then to 830."""
HALVINGS = 30


@dataclass(frozen=True)
class Layout:
    """The usable days of an experiment, as they are before any coin is looked at.

    day_numbers : (rows,) int, strictly increasing
    arms : (rows, pairs), in the column of the day's pair +1 in its first period, -1 in its second
    calendar : (rows, columns), what is taken out of the ratings first; independent columns
    """

    day_numbers: Ints
    arms: Floats
    calendar: Floats

    @property
    def spare_rows(self) -> int:
        """Rows left after the calendar columns."""
        rows, columns = self.calendar.shape
        return int(rows - columns)

    def on(self, coins: Floats) -> Floats:
        """1 on the days that `coins` (pairs,) make "on", 0 on the others; (rows,)."""
        return np.asarray((1 + self.arms @ coins) / 2)


@dataclass(frozen=True)
class Reduced:
    """Ratings and on/off after filter and calendar: what the coins are held against.

    score : (points, pairs, 2), half the arms times ratings and on/off
    gram : (points, pairs, pairs), half the arms times half the arms
    inner : (points, 2, 2), ratings and on/off times one another
    criterion : (points,), the part of the REML likelihood that ratings do not change
    spare_rows : rows left after the calendar columns
    """

    score: Floats
    gram: Floats
    inner: Floats
    criterion: Floats
    spare_rows: int

    def best(self, shift: float = 0.0) -> int:
        """The grid point that fits the ratings best, with `shift` taken off the on-days."""
        rating, cross, on = self.inner[:, 0, 0], self.inner[:, 0, 1], self.inner[:, 1, 1]
        squares = rating - 2 * shift * cross + shift**2 * on
        tiny = np.finfo(float).tiny
        fit = self.criterion - self.spare_rows / 2 * np.log(squares.clip(tiny))
        return int(np.argmax(fit))

    def coefficients(self, coins: Floats, shift: float = 0.0) -> Floats:
        """On/off coefficient of each sequence, with `shift` taken off the on-days' ratings.

        0 for a sequence that the calendar columns explain away.
        """
        point = self.best(shift)
        gram = self.gram[point]
        size = np.einsum("sp,pq,sq->s", coins, gram, coins, optimize=True)
        score = coins @ (self.score[point, :, 0] - shift * self.score[point, :, 1])
        known = size > NOTHING * np.trace(gram)
        return np.where(known, score / np.where(known, size, 1.0), 0.0)


def reduced(layout: Layout, ratings: Floats, signals: Floats) -> list[Reduced]:
    """Filter ratings and arms at every grid point and take the calendar out of both.

    Parameters
    ----------
    layout : Layout
    ratings, signals : (rows, k)
        k experiments on the same days: their ratings, and what an effect of one point would add.
    """
    width, pairs, k = layout.calendar.shape[1], layout.arms.shape[1], ratings.shape[1]
    columns = np.hstack([layout.calendar, layout.arms / 2, ratings, signals])
    white = whiten(columns, layout.day_numbers)
    basis, triangle = np.linalg.qr(white.innovations[..., :width])
    rest = white.innovations[..., width:]
    rest = rest - basis @ (basis.swapaxes(1, 2) @ rest)
    diagonal = np.abs(np.diagonal(triangle, axis1=1, axis2=2))
    criterion = -white.log_determinant / 2 - np.log(diagonal).sum(axis=1)
    arms = rest[..., :pairs].swapaxes(1, 2)
    gram = arms @ arms.swapaxes(1, 2)
    results = []
    for i in range(k):
        both = rest[..., [pairs + i, pairs + k + i]]
        inner = both.swapaxes(1, 2) @ both
        results.append(Reduced(arms @ both, gram, inner, criterion, layout.spare_rows))
    return results


def sequences(observed: Floats, rng: Generator) -> Floats:
    """Coin sequences to hold the observed one against; it comes first.

    All of them for up to ten pairs, else 999 at random besides the observed one.

    Parameters
    ----------
    observed : (pairs,) of +1 (first period on) and -1 (second period on)
    rng : Generator
        Not used when all sequences are tried.
    """
    pairs = len(observed)
    if pairs > ALL_SEQUENCES_UP_TO:
        others = rng.choice([-1.0, 1.0], (REDRAWS, pairs))
        return np.vstack([observed, others])
    flips = (np.arange(2**pairs)[:, None] >> np.arange(pairs)) & 1
    return np.asarray(observed * (1.0 - 2.0 * flips))


def p_value(statistics: Floats) -> float:
    """Share of sequences with a coefficient at least as large as the first one's."""
    sizes = np.abs(statistics)
    return float(np.mean(sizes >= SAME * sizes[0]))


@dataclass(frozen=True)
class RandomisationTest:
    """One experiment's ratings held against sequences of coins, the observed one first."""

    reduced: Reduced
    coins: Floats

    @classmethod
    def of(
        cls, layout: Layout, ratings: Floats, observed: Floats, rng: Generator
    ) -> "RandomisationTest":
        """Prepare the test of `ratings` (rows,) under the `observed` coins (pairs,)."""
        on = layout.on(observed)
        (one,) = reduced(layout, ratings[:, None], on[:, None])
        return cls(one, sequences(observed, rng))

    def estimate(self) -> float:
        """Points, on minus off."""
        return float(self.reduced.coefficients(self.coins[:1])[0])

    def p_value(self, shift: float = 0.0) -> float:
        """Exact p of "being on changes ratings by `shift` points"."""
        return p_value(self.reduced.coefficients(self.coins, shift))

    def interval(self, alpha: float = 0.05) -> tuple[float | None, float | None]:
        """Effects the experiment does not reject at `alpha`; None for an end it cannot find.

        A walk outwards from the estimate in quarters of its standard error looks for the last
        effect that is kept (p need not fall steadily); then that end is halved in.
        """
        step = self._standard_error() / 4
        if step <= 0:
            return None, None
        return self._end(-step, alpha), self._end(step, alpha)

    def _standard_error(self) -> float:
        point = self.reduced.best()
        size = float(self.coins[0] @ self.reduced.gram[point] @ self.coins[0])
        if size <= NOTHING * np.trace(self.reduced.gram[point]):
            return 0.0
        left = self.reduced.inner[point, 0, 0] - self.estimate() ** 2 * size
        return float(np.sqrt(max(left, 0.0) / max(self.reduced.spare_rows - 1, 1) / size))

    def _end(self, step: float, alpha: float) -> float | None:
        centre = self.estimate()
        kept = [self.p_value(centre + step * k) > alpha for k in WALK]
        if kept[-1]:
            return None
        last = len(WALK) - 1 - kept[::-1].index(True) if any(kept) else -1
        inside = step * WALK[last] if last >= 0 else 0.0
        outside = step * WALK[last + 1]
        for _ in range(HALVINGS):
            middle = (inside + outside) / 2
            if self.p_value(centre + middle) > alpha:
                inside = middle
            else:
                outside = middle
        return float(centre + inside)
