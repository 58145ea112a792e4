"""Serial correlation that the noise model has left over, as a factor on a variance.

AR(1) plus noise cannot follow every diary: moods that come in phases, or a rhythm of some days,
leave innovations that still hang together. When those of the exposure do so too, the standard
error is too small by the factor

    f = 1 + 2 * sum over k of (1 - k / (K + 1)) * r_rating(k) * r_exposure(k)

with Bartlett weights over the calendar lags k = 1..K (Newey and West 1987, Econometrica 55).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from insights.stats.noise import GRID, Floats, Ints, NoiseGrid, side_by_side, whitened_blocks


@dataclass(frozen=True)
class Residuals:
    """What one fit leaves of its rating and its exposure, before whitening.

    values : (rows, 2) residual rating and residual exposure
    day_numbers : (rows,) calendar day of each row
    point : index of the grid point that whitens them
    reach : K, the longest lag in days
    """

    values: Floats
    day_numbers: Ints
    point: int
    reach: int


def leftover_factors(fits: Sequence[Residuals]) -> Floats:
    """Return f for each fit; the fits are whitened together."""
    values, lengths = side_by_side([fit.values for fit in fits])
    days, _ = side_by_side([fit.day_numbers for fit in fits])
    points = [fit.point for fit in fits]
    grid = NoiseGrid(GRID.phi[points][:, None], GRID.rho[points][:, None])
    blocks = [block[:, :, 0] for block, _ in whitened_blocks(values, days, lengths, grid)]
    innovations = np.concatenate(blocks)
    return np.array(
        [
            leftover_factor(innovations[: lengths[i], i], fit.day_numbers, fit.reach)
            for i, fit in enumerate(fits)
        ]
    )


def leftover_factor(innovations: Floats, day_numbers: Ints, reach: int) -> float:
    """Return f for one fit's innovations (rows, 2): rating, then exposure.

    Lags are counted in calendar days; a pair of days of which one is missing adds nothing.
    """
    # A gap longer than the reach separates as well as any longer one, and keeps the calendar short.
    steps = np.minimum(np.diff(day_numbers), reach + 1)
    places = np.concatenate([[0], np.cumsum(steps)])
    rating, exposure = np.zeros((2, places[-1] + 1))
    rating[places], exposure[places] = innovations.T
    scale = (rating @ rating) * (exposure @ exposure)
    if scale == 0:
        return 1.0
    total = 0.0
    for lag in range(1, min(reach, places[-1]) + 1):
        together = (rating[lag:] @ rating[:-lag]) * (exposure[lag:] @ exposure[:-lag])
        total += (1 - lag / (reach + 1)) * together
    return float(1 + 2 * total / scale)
