"""Quick add's view of one person's foods: the catalogue, their own foods, their habits."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import cast

from accounts.models import User
from tracker.amounts import last_items
from tracker.food_search import Finder
from tracker.models import Food
from tracker.quick_add import FoundFood, ParsedItem, Portion, parse
from tracker.quick_add.parse import SURE
from tracker.search import Hit, display_name

LONGEST_LINE = 500
# A number, a fraction, a list: whatever cannot be one food's name alone.
_MAY_BE_A_LINE = re.compile(
    r"[\d½⅓⅔¼¾⅕⅛⅜,;+&\n]|\b(?:and|with|an?|half|one|two|three|four|five|six|handful|cup|glass"
    r"|slice|slices|bowl|couple|few|some|plus)\b",
    re.IGNORECASE,
)


class PersonLookup:
    """Finds foods for one line of one person's; answers are kept for as long as it lives."""

    def __init__(self, user: User) -> None:
        self._finder = Finder(user)
        self._foods: dict[Hashable, Food] = {}
        self._found: dict[tuple[str, int], list[FoundFood]] = {}
        self._user = user

    def search(self, query: str, limit: int) -> Sequence[FoundFood]:
        """Return foods for a query, best first."""
        if (query, limit) not in self._found:
            self._found[query, limit] = [
                self._found_food(hit) for hit in self._finder.hits(query, limit, named_so=True)
            ]
        return self._found[query, limit]

    def _found_food(self, hit: Hit) -> FoundFood:
        record = self._finder.record(hit.key)
        return FoundFood(
            hit.key,
            display_name(record),
            record.food_group,
            hit.complete,
            hit.quality,
            hit.named,
        )

    def portions(self, key: Hashable) -> Sequence[Portion]:
        """Return a food's household portions, in the catalogue's order."""
        return [
            Portion(portion.amount, portion.description, portion.gram_weight)
            for portion in self.food(key).portions.all()
        ]

    def typical_serving(self, key: Hashable) -> Portion | None:
        """Return the serving of a ferment, a curated food or an own food, if it has one."""
        food = self.food(key)
        if food.ferment is not None and not food.is_own:
            ferment = food.ferment
            return Portion(1.0, ferment.serving_description, ferment.typical_serving_g)
        if food.source in (Food.Source.CURATED, Food.Source.OWN):
            return next(iter(self.portions(key)), None)
        return None

    def food(self, key: Hashable) -> Food:
        """Return a food with its facts."""
        if key not in self._foods:
            self._foods[key] = (
                Food.objects.visible_to(self._user).with_facts().get(pk=cast(int, key))
            )
        return self._foods[key]

    def last_grams(self, keys: Sequence[Hashable]) -> dict[int, float]:
        """Return how much the person had of each of these foods the last time."""
        last = last_items(self._user, [self.food(key) for key in keys]) if keys else {}
        return {pk: item.grams for pk, item in last.items() if item.grams is not None}

    def load(self, keys: Sequence[Hashable]) -> None:
        """Read foods in one go that will be asked for."""
        missing = [key for key in keys if key not in self._foods]
        foods = Food.objects.visible_to(self._user).with_facts()
        self._foods |= {food.pk: food for food in foods.in_order(missing)}


@dataclass(frozen=True)
class LineItem:
    """One food of a line, as it is shown for confirmation: the food first, then alternatives."""

    text: str
    foods: Sequence[Food]
    grams: float | None
    how: str
    certain: bool
    question: str | None

    @property
    def food(self) -> Food | None:
        """The food that was most likely meant."""
        return self.foods[0] if self.foods else None


def read_line(user: User, text: str) -> list[LineItem]:
    """Return what a line says was eaten, the foods with their facts; nothing is logged."""
    lookup = PersonLookup(user)
    return _with_foods(parse(text[:LONGEST_LINE], lookup), lookup)


def read_if_line(user: User, text: str) -> list[LineItem]:
    """Read `text` if it says more than one food's name ("2 eggs and toast"); else return nothing.

    A name ("mac and cheese") is better searched for.
    """
    if not _MAY_BE_A_LINE.search(text):
        return []
    lookup = PersonLookup(user)
    items = parse(text[:LONGEST_LINE], lookup)
    is_line = len(items) > 1 or any(_has_amount(item) for item in items)
    return _with_foods(items, lookup) if is_line else []


def _has_amount(item: ParsedItem) -> bool:
    return item.food is not None and (item.amount is not None or item.unit is not None)


def _with_foods(parsed: Sequence[ParsedItem], lookup: PersonLookup) -> list[LineItem]:
    found = [[food for food in (item.food, *item.alternatives) if food] for item in parsed]
    lookup.load([food.key for foods in found for food in foods])
    bare = [foods[0].key for item, foods in zip(parsed, found, strict=True) if _is_bare(item)]
    last = lookup.last_grams(bare)
    items = []
    for item, keys in zip(parsed, found, strict=True):
        foods = [lookup.food(food.key) for food in keys]
        grams, how, question = item.grams, item.how, item.question
        if _is_bare(item) and foods[0].pk in last:
            grams, how, question = last[foods[0].pk], "as last time", None
        items.append(LineItem(item.text, foods, grams, how, question is None, question))
    return items


def _is_bare(item: ParsedItem) -> bool:
    """Tell whether only a food was named, and surely that one: the amount is the usual one."""
    food = item.food
    named = food is not None and food.complete and food.quality >= SURE
    return named and item.amount is None and item.unit is None
