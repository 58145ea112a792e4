"""One-line quick add. See `parse.py`."""

from tracker.quick_add.lookup import FoodLookup, FoundFood, ParsedItem, Portion
from tracker.quick_add.parse import parse

__all__ = ["FoodLookup", "FoundFood", "ParsedItem", "Portion", "parse"]
