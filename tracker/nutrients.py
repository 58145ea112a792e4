"""The nutrients we keep, per 100 g on a food and as eaten on an item.

A nutrient nobody has measured is unknown (None), which is not 0 and never becomes 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

GRAMS_PER_BASIS = 100.0

NUTRIENTS = (
    "energy_kcal",
    "protein_g",
    "fat_g",
    "carbohydrate_g",
    "sugars_g",
    "fibre_g",
    "tryptophan_g",
)


def amount_in(per_100g: float | None, grams: float | None) -> float | None:
    """Return how much of a nutrient `grams` of food hold; None when either is unknown."""
    if per_100g is None or grams is None:
        return None
    return per_100g * grams / GRAMS_PER_BASIS


@dataclass(frozen=True)
class Total:
    """A sum over items, some of which may not know their share.

    `known` is the sum over those that do; None when none of them does. With `unknown_items`
    above 0 the true total is at least `known`.
    """

    known: float | None
    unknown_items: int

    @classmethod
    def of(cls, amounts: Iterable[float | None]) -> "Total":
        """Add up `amounts`, counting the unknown ones."""
        amounts = list(amounts)
        known = [amount for amount in amounts if amount is not None]
        nothing_known = bool(amounts) and not known
        return cls(None if nothing_known else sum(known, 0.0), len(amounts) - len(known))

    def with_lower_bounds(self, items: int) -> "Total":
        """Count so many of the known amounts as unknown too: they are "at least"."""
        return replace(self, unknown_items=self.unknown_items + items)
