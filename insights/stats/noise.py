"""Day-to-day noise: a slow AR(1) part plus white noise, removed exactly across gaps.

The error of a daily rating is modelled as a stationary AR(1) with coefficient phi that holds a
share 1 - rho of the variance, plus independent noise that holds the share rho. Its total variance
is 1 here, so the covariance of two days d apart is (1 - rho) * phi**d, plus rho when d = 0.

Whitening multiplies columns by the inverse of the Cholesky factor L of that covariance. The scalar
Kalman filter, started in the stationary state and carried over missing days by powers of phi, does
this without building L (Jones 1980, Technometrics 22, 389-395; Harvey 1989, section 3.4).
Its gains do not depend on the data, so one pass over the days serves every grid point, every
column and every set of recorded days together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BLOCK = 64
"""Rows whitened at a time: their innovations stay in the processor's cache."""


@dataclass(frozen=True)
class NoiseGrid:
    """Points (phi, rho) at which the error model is evaluated; both arrays have one shape."""

    phi: Floats
    rho: Floats

    def point(self, index: int) -> "NoiseGrid":
        """Return the grid that holds only the point at `index`."""
        return NoiseGrid(self.phi[index : index + 1], self.rho[index : index + 1])


def _grid() -> NoiseGrid:
    phi = (0.15, 0.3, 0.45, 0.6, 0.72, 0.82, 0.9, 0.95, 0.98, 0.995)
    rho = (0.0, 0.15, 0.3, 0.5, 0.7, 0.85)
    return NoiseGrid(
        phi=np.concatenate([[0.0], np.repeat(phi, len(rho))]),
        rho=np.concatenate([[0.0], np.tile(rho, len(phi))]),
    )


GRID = _grid()
"""The 61 points of the method; the first, (0, 0), is ordinary least squares."""


@dataclass(frozen=True)
class Whitened:
    """Columns multiplied by the inverse Cholesky factor, at each grid point.

    innovations : (points, rows, columns)
    log_determinant : (points,) log determinant of the covariance of the rows
    """

    innovations: Floats
    log_determinant: Floats


def whiten(columns: Floats, day_numbers: Ints, grid: NoiseGrid = GRID) -> Whitened:
    """Whiten columns observed on some days, for every point of a grid.

    Parameters
    ----------
    columns : (rows, columns) array, finite
        Values on the recorded days; any unit, which the innovations keep.
    day_numbers : (rows,) int array, strictly increasing
        Calendar day of each row; gaps allowed.
    grid : NoiseGrid
        (phi, rho) of each point; by default the 61 of the method.

    Raises
    ------
    ValueError
        When the days do not increase strictly or the rows do not match.
    """
    if len(columns) != len(day_numbers):
        raise ValueError(f"{len(columns)} rows of values came with {len(day_numbers)} days")
    if np.any(np.diff(day_numbers) < 1):
        raise ValueError("day_numbers must increase strictly: sort the days, keep each once")
    blocks = list(
        whitened_blocks(
            columns[:, None, :],
            day_numbers[:, None],
            np.array([len(columns)]),
            NoiseGrid(grid.phi[None, :], grid.rho[None, :]),
        )
    )
    shape = (0, len(grid.phi), columns.shape[1])
    innovations = np.concatenate([np.empty(shape)] + [block[:, 0] for block, _ in blocks])
    log_determinant = np.sum([log[0] for _, log in blocks], axis=0) + np.zeros(len(grid.phi))
    return Whitened(innovations.transpose(1, 0, 2), log_determinant)


def cross_products(
    columns: Floats, day_numbers: Ints, lengths: Ints, grid: NoiseGrid
) -> tuple[Floats, Floats]:
    """Whiten several sets of rows at once and return only their cross-products.

    Parameters are those of `whitened_blocks`.

    Returns
    -------
    products : (sets, points, columns, columns), C' V^-1 C of each set at each point
    log_determinants : (sets, points), log |V|
    """
    sets, points = grid.phi.shape
    width = columns.shape[2]
    products = np.zeros((sets, points, width, width))
    log_determinants = np.zeros((sets, points))
    for block, logs in whitened_blocks(columns, day_numbers, lengths, grid):
        by_point = block.transpose(1, 2, 0, 3)
        products += np.matmul(by_point.swapaxes(-1, -2), by_point)
        log_determinants += logs
    return products, log_determinants


def side_by_side(arrays: Sequence[NDArray[Any]]) -> tuple[NDArray[Any], Ints]:
    """Stack arrays of unlike lengths along a second axis; return their lengths too.

    Shorter ones are filled up with zeros at the end, as `whitened_blocks` expects.
    """
    lengths = np.array([len(array) for array in arrays])
    shape = (lengths.max(), len(arrays), *arrays[0].shape[1:])
    filled = np.zeros(shape, dtype=arrays[0].dtype)
    for index, array in enumerate(arrays):
        filled[: len(array), index] = array
    return filled, lengths


def whitened_blocks(
    columns: Floats, day_numbers: Ints, lengths: Ints, grid: NoiseGrid
) -> Iterator[tuple[Floats, Floats]]:
    """Whiten several sets of rows side by side, a block of rows at a time.

    Parameters
    ----------
    columns : (rows, sets, columns) array, finite
        Each set's columns; a set shorter than the longest is filled up at its end.
    day_numbers : (rows, sets) int array
        Increasing within a set as far as it is real.
    lengths : (sets,) int array
        How many rows of each set are real; the others come out as 0.
    grid : NoiseGrid
        With arrays of shape (sets, points): a set may have points of its own.

    Yields
    ------
    innovations : (rows of the block, sets, points, columns)
    log_determinants : (sets, points), this block's part of log |V|
    """
    rows, sets, width = columns.shape
    points = grid.phi.shape[1]
    gaps = np.maximum(1, np.diff(day_numbers, axis=0, append=day_numbers[-1:]))
    variance = 1 - grid.rho
    predicted = np.zeros((sets, points, width))
    scratch = np.empty_like(predicted)
    for start in range(0, rows, BLOCK):
        stop = min(start + BLOCK, rows)
        carry, gain, spread, variance = _gains(gaps[start:stop], variance, grid)
        real = (np.arange(start, stop)[:, None] < lengths)[:, :, None]
        scale = np.where(real, 1 / np.sqrt(spread), 0.0)[..., None]
        innovations = np.empty((stop - start, sets, points, width))
        for row in range(stop - start):
            np.subtract(columns[start + row][:, None, :], predicted, out=scratch)
            np.multiply(scratch, scale[row], out=innovations[row])
            np.multiply(scratch, gain[row][..., None], out=scratch)
            np.multiply(predicted, carry[row][..., None], out=predicted)
            predicted += scratch
        yield innovations, np.where(real, np.log(spread), 0.0).sum(axis=0)


def _gains(gaps: Ints, variance: Floats, grid: NoiseGrid) -> tuple[Floats, Floats, Floats, Floats]:
    """Return what the filter of a block needs that no data can change.

    carry and gain say how the prediction of the slow part and the surprise of a row go over into
    the next row's prediction; spread is the variance of the surprise. Shapes (rows, sets, points).
    The last item is the variance of the slow part before the next block's first row.
    """
    carry = grid.phi ** gaps[:, :, None]
    squared = carry * carry
    fresh = (1 - grid.rho) * (1 - squared)
    kept = grid.rho * squared
    spread = np.empty_like(carry)
    weight = np.empty_like(carry)
    for row in range(len(gaps)):
        np.add(variance, grid.rho, out=spread[row])
        np.divide(variance, spread[row], out=weight[row])
        variance = kept[row] * weight[row] + fresh[row]
    return carry, carry * weight, spread, variance
