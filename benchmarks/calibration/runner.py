"""Running many diaries: in parallel, within a time limit, and picking up where it stopped."""

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.calibration.studies import Cell
from benchmarks.calibration.tally import Counts, Share, pooled

BLOCK = 10
"""Diaries handed to a process at a time."""


@dataclass
class Results:
    """What has been counted so far, by cell and diary number."""

    counts: dict[Cell, dict[int, Counts]] = field(default_factory=lambda: defaultdict(dict))

    def share(self, figure: str, cells: Iterable[Cell]) -> Share:
        """Pool a figure over cells."""
        diaries = [counts for cell in cells for counts in self.counts.get(cell, {}).values()]
        return pooled(diaries, figure)

    def cells(self, study: str) -> list[Cell]:
        """The cells of a study that have been run."""
        return [cell for cell in self.counts if cell.study == study]


@dataclass(frozen=True)
class Block:
    """Some diaries of one cell."""

    cell: Cell
    seed: int
    numbers: tuple[int, ...]

    def run(self) -> dict[int, Counts]:
        """Count them."""
        return {number: self.cell.run(self.seed, number) for number in self.numbers}


def blocks(sizes: dict[Cell, int], seed: int, done: Results) -> list[Block]:
    """What is left to do, all cells taking turns so that a time limit thins them evenly."""
    waiting = []
    for cell, size in sizes.items():
        left = [number for number in range(size) if number not in done.counts.get(cell, {})]
        parts = [tuple(left[i : i + BLOCK]) for i in range(0, len(left), BLOCK)]
        waiting += [((i + 1) / len(parts), Block(cell, seed, part)) for i, part in enumerate(parts)]
    return [block for _, block in sorted(waiting, key=lambda item: item[0])]


def run(
    sizes: dict[Cell, int],
    seed: int,
    *,
    store: Path | None = None,
    jobs: int = 1,
    minutes: float | None = None,
) -> Results:
    """Count so many diaries of each cell.

    Parameters
    ----------
    sizes : diaries by cell
    seed : int
    store : Path, optional
        Lines of JSON, one per diary: read first, then added to.
    jobs : int
        Processes.
    minutes : float, optional
        No block is begun after so many.
    """
    results = Results()
    if store is not None and store.exists():
        _read(store, seed, results)
    waiting = blocks(sizes, seed, results)
    for block, counts in _counted(waiting, jobs, minutes):
        results.counts[block.cell].update(counts)
        if store is not None:
            _append(store, block, counts)
    return results


def _counted(
    waiting: Sequence[Block], jobs: int, minutes: float | None
) -> Iterator[tuple[Block, dict[int, Counts]]]:
    end = time.monotonic() + (minutes * 60 if minutes else float("inf"))
    if jobs == 1:
        for block in waiting:
            if time.monotonic() > end:
                return
            yield block, block.run()
        return
    with ProcessPoolExecutor(jobs) as pool:
        for start in range(0, len(waiting), jobs):
            if time.monotonic() > end:
                return
            some = waiting[start : start + jobs]
            yield from zip(some, pool.map(Block.run, some), strict=True)


def _append(store: Path, block: Block, counts: dict[int, Counts]) -> None:
    store.parent.mkdir(parents=True, exist_ok=True)
    cell = block.cell
    with store.open("a") as file:
        for number, figures in counts.items():
            row = [block.seed, cell.study, cell.world, cell.days, number, figures]
            file.write(json.dumps(row, default=float) + "\n")


def _read(store: Path, seed: int, results: Results) -> None:
    for line in store.read_text().splitlines():
        row_seed, study, world, days, number, figures = json.loads(line)
        if row_seed == seed:
            counts = {name: (hits, tries) for name, (hits, tries) in figures.items()}
            results.counts[Cell(study, world, days)][number] = counts
