"""What quick add asks of the catalogue, and the answers it gives."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Portion:
    """A household portion: `amount` of `description` weighs `grams`."""

    amount: float
    description: str
    grams: float

    @property
    def grams_each(self) -> float:
        """Return the grams of one."""
        return self.grams / self.amount


@dataclass(frozen=True, slots=True)
class FoundFood:
    """One food the search found; `complete`, `quality` and `named` as in `tracker.search.Hit`."""

    key: Hashable
    name: str
    food_group: str = ""
    complete: bool = True
    quality: float = 1.0
    named: bool = False


class FoodLookup(Protocol):
    """The catalogue as quick add sees it; the database side and the CSV side both provide one."""

    def search(self, query: str, limit: int) -> Sequence[FoundFood]:
        """Return foods for a query, best first."""
        ...

    def portions(self, key: Hashable) -> Sequence[Portion]:
        """Return a food's household portions, in the catalogue's order."""
        ...

    def typical_serving(self, key: Hashable) -> Portion | None:
        """Return the serving of a ferment or curated food (`1/2 cup`, 75 g), if it has one."""
        ...


@dataclass(frozen=True, slots=True)
class ParsedItem:
    """One food of a line, understood as far as it could be.

    `how` says where the grams come from. When `certain` is false, `question` asks the person what
    was not clear; grams may still hold the best guess, or None.
    """

    text: str
    query: str
    amount: float | None
    unit: str | None
    food: FoundFood | None
    alternatives: tuple[FoundFood, ...]
    grams: float | None
    how: str
    certain: bool
    question: str | None
