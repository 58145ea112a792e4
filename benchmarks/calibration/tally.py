"""Shares with Monte-Carlo standard errors, counted diary by diary.

Tests within one diary are not independent, so the error comes from how diaries differ: the usual
linearised standard error of a ratio of means over clusters.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

Counts = dict[str, tuple[float, float]]
"""What one diary adds: for each figure, how many (hits) of how many (tries)."""


@dataclass(frozen=True)
class Share:
    """A share of `tries`, seen in `diaries` diaries, with its standard error."""

    value: float
    error: float
    tries: float
    diaries: int

    @classmethod
    def of(cls, hits: Iterable[float], tries: Iterable[float]) -> "Share":
        """Pool one (hits, tries) per diary; diaries without tries do not count."""
        hit, tried = np.array(list(hits), float), np.array(list(tries), float)
        hit, tried = hit[tried > 0], tried[tried > 0]
        count = len(tried)
        if count < 2:
            return cls(float("nan"), float("nan"), float(tried.sum()), count)
        value = hit.sum() / tried.sum()
        spread = np.sqrt(((hit - value * tried) ** 2).sum() * count / (count - 1)) / tried.sum()
        cautious = (hit.sum() + 0.5) / (tried.sum() + 1)
        least = np.sqrt(cautious * max(1 - cautious, 0) / tried.sum())
        return cls(float(value), float(max(spread, least)), float(tried.sum()), count)

    def __str__(self) -> str:
        if np.isnan(self.value):
            return "-"
        return f"{self.value:.3f} ± {self.error:.3f}"


def pooled(diaries: Iterable[Counts], figure: str) -> Share:
    """Pool one figure over diaries; those without it do not count."""
    counts = [diary[figure] for diary in diaries if figure in diary]
    return Share.of([hits for hits, _ in counts], [tries for _, tries in counts])
