"""From an amount and a food's portions to grams, saying how, and asking when it is a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.quick_add.amounts import Amount, read_amount
from tracker.quick_add.lookup import FoundFood, Portion
from tracker.quick_add.units import GRAMS, MILLILITRES, PORTION_WORDS, VESSELS
from tracker.search.records import TYPICAL_PORTION
from tracker.search.words import split, stem, stems

_DRINK = re.compile(
    r"\b(milk|buttermilk|beverages?|drinks?|juices?|water|tea|coffee|beer|wine|liquor|cocktails"
    r"|smoothies?|kefir|shakes?|soups?)\b",
    re.IGNORECASE,
)
_NOT_DRINK = re.compile(
    r"\b(dry|powder|not reconstituted|cheese|candy|candies|cake|bar|bread|cookies?)\b", re.I
)
# A handful: nuts and seeds 1 oz (USDA counts a small handful of nuts as 1 oz, MyPlate); dried fruit
# 30 g and fresh small fruit 80 g (the UK five-a-day portions).
_HANDFULS = (
    (re.compile(r"dried|raisin|prune|date", re.I), 30.0),
    (re.compile(r"nut|almond|seed|pecan|cashew|pistachio|trail mix", re.I), 28.0),
    (re.compile(r"berr|grape|cherr", re.I), 80.0),
)
# One piece lighter than this is no likely meal by itself (one blueberry).
LEAST_MEAL = 5.0
_EACH = tuple(map(stem, ("whole", "fruit", "item", "each", "unit", "piece", "nut", "kernel")))
_WHOLE = frozenset(map(stem, ("whole", "size", "fruit", "ear", "half")))
_NOT_ONE = re.compile(
    r"\b(cup|oz|fl oz|tbsp|tablespoon|tsp|teaspoon|lb|inch|guideline|typical|ml)\b"
)


@dataclass(frozen=True, slots=True)
class Weight:
    """Grams with their origin; `question` is set when the grams are a guess or missing."""

    grams: float | None
    how: str
    question: str | None = None


def weigh(
    amount: Amount,
    food: FoundFood,
    query: str,
    portions: Sequence[Portion],
    serving: Portion | None,
) -> Weight:
    """Return the grams that an amount of a food weighs."""
    number = amount.number if amount.number is not None else 1.0
    if amount.unit in GRAMS:
        grams = number * GRAMS[amount.unit]
        return Weight(grams, "as written" if amount.unit == "g" else f"{amount.unit} to grams")
    known = [portion for portion in portions if portion.grams > 0 and portion.amount > 0]
    if amount.unit in MILLILITRES:
        return _volume(number, amount.unit, food, known, serving)
    if amount.unit == "serving" or (amount.unit is None and amount.number is None):
        if amount.size:
            sized = _sized(known, amount.size, query)
            if sized:
                return Weight(number * sized.grams_each, f"portion: {sized.description}")
        return _typical(number, query, known, serving)
    if amount.unit is None:
        return _count(number, amount.size, food, query, known, serving)
    return _household(number, amount, food, query, known, serving)


def _volume(
    number: float, unit: str, food: FoundFood, known: list[Portion], serving: Portion | None
) -> Weight:
    each = _measure(unit, known, serving)
    if each:
        return Weight(number * each.grams_each, f"portion: {each.description}")
    for other in ("fl oz", "cup", "tbsp", "tsp"):
        base = _measure(other, known, serving)
        if base:
            millilitres = number * MILLILITRES[unit]
            density = base.grams_each / MILLILITRES[other]
            return Weight(millilitres * density, f"from the weight of 1 {other} of it")
    if is_drink(food):
        return Weight(number * MILLILITRES[unit], "taken to weigh like water, 1 g per ml")
    return Weight(None, "no weight is known for this measure", f"How many grams is that {unit}?")


def _measure(unit: str, known: list[Portion], serving: Portion | None) -> Portion | None:
    """Return the portion that is this measure, the plainest one first."""
    names = {"tbsp": ("tbsp", "tablespoon"), "tsp": ("tsp", "teaspoon")}.get(unit, (unit,))
    fitting = [p for p in known if _starts(p.description, names)]
    if fitting:
        return min(fitting, key=lambda p: (p.description.lower() not in names, _plainness(p)))
    if serving:
        read, _ = read_amount(serving.description.lower())
        if read.unit == unit and read.number:
            return Portion(read.number, f"{unit} (typical serving)", serving.grams)
    return None


def _starts(description: str, names: tuple[str, ...]) -> bool:
    text = description.lower()
    if "guideline" in text or "yields" in text:
        return False
    return any(re.match(rf"{re.escape(name)}(?:s)?(?:$|[^a-z])", text) for name in names)


def _plainness(portion: Portion) -> int:
    """Return how specially a portion is described: 0 is plain."""
    text = portion.description.lower()
    for place, word in enumerate(("cooked", "8 fl oz", "chopped", "sliced", "nfs")):
        if word in text:
            return place + 1
    return 9


def _typical(number: float, query: str, known: list[Portion], serving: Portion | None) -> Weight:
    """Return the usual amount of a food; where none is known, a likely one with a question."""
    for portion in known:
        if portion.description == TYPICAL_PORTION:
            return Weight(number * portion.grams_each, "typical amount (USDA)")
    if serving:
        return Weight(number * serving.grams, f"typical serving: {serving.description}")
    likely = _likely(known, query)
    if likely:
        if number != 1:
            return Weight(None, "no weight of one is known", f"How many grams was the {query}?")
        how = f"no typical amount is known; taken as {likely.amount:g} {likely.description}"
        return Weight(likely.grams, how, f"How much {query} was it?")
    return Weight(None, "no portion is known", "How many grams was it?")


def _likely(known: list[Portion], query: str) -> Portion | None:
    """Return a sensible portion: a stated serving, one piece, a spoon of it, a cup of it."""
    for portion in known:
        if re.search(r"\bserving\b", portion.description.lower()):
            return portion
    one = _one(known, query, query)
    if one and one.grams_each >= LEAST_MEAL:
        return Portion(1.0, one.description, one.grams_each)
    for unit in ("tbsp", "tsp", "cup"):
        measure = _measure(unit, known, None)
        if measure:
            return Portion(1.0, measure.description, measure.grams_each)
    return known[0] if known else None


def _count(
    number: float,
    size: str | None,
    food: FoundFood,
    query: str,
    known: list[Portion],
    serving: Portion | None,
) -> Weight:
    if size:
        sized = _sized(known, size, query)
        if sized:
            return Weight(number * sized.grams_each, f"portion: {sized.description}")
    if is_drink(food):
        return _typical(number, query, known, serving)
    one = _one(known, query, food.name)
    if one:
        lost = size is not None and size not in ("medium", one.description.lower())
        question = f"No {size} portion is known. How many grams was it?" if lost else None
        return Weight(number * one.grams_each, f"portion: {one.description}", question)
    if serving and stem(split(serving.description)[-1]) in stems(food.name):
        read, _ = read_amount(serving.description.lower())
        each = serving.grams / (read.number or 1)
        return Weight(number * each, f"typical serving: {serving.description}")
    guess = _typical(number, query, known, serving)
    question = f"How much is one {query}?" if number != 1 or guess.question else None
    return Weight(guess.grams, guess.how, question)


def _one(known: list[Portion], query: str, name: str) -> Portion | None:
    """Return the portion that is one of it: called like the food, or medium, whole, fruit."""
    wanted = set(stems(query)) | set(stems(name.split(",")[0]))
    single = [(p, _kind(p)) for p in known if not _NOT_ONE.search(p.description.lower())]

    def is_it(word: str) -> bool:
        return any(w == word or (w.endswith(word) and len(word) > 3) for w in wanted)

    for portion, words in single:
        if len(words) == 1 and is_it(words[0]):
            return portion
    for portion, words in single:
        if words[:1] in (["medium"], ["regular"]):
            rest = words[1:]
            if not rest or is_it(rest[-1]) or rest[-1] in _WHOLE:
                return portion
    for word in _EACH:
        for portion, words in single:
            if words[:1] == [word]:
                return portion
    return next((portion for portion, words in single if words and is_it(words[-1])), None)


def _kind(portion: Portion) -> list[str]:
    """Return the stems of what a portion is, without its measurements."""
    return stems(re.split(r"[,(]", portion.description)[0])


def _sized(known: list[Portion], size: str, query: str) -> Portion | None:
    wanted = {"small": ("small", "thin"), "large": ("large", "thick"), "extra large": ("extra",)}
    names = wanted.get(size, (size,))
    single = [p for p in known if not _NOT_ONE.search(p.description.lower())]
    for name in names:
        for portion in single:
            if portion.description.lower().startswith(name):
                return portion
    query_stems = set(stems(query))
    for portion in single:
        text = portion.description.lower()
        if any(name in text for name in names) and set(stems(text)) & query_stems:
            return portion
    return None


def _household(
    number: float,
    amount: Amount,
    food: FoundFood,
    query: str,
    known: list[Portion],
    serving: Portion | None,
) -> Weight:
    unit = amount.unit or ""
    portion = _named(known, unit, amount.size)
    if portion:
        return Weight(number * portion.grams_each, f"portion: {portion.description}")
    if serving:
        read, _ = read_amount(serving.description.lower())
        if read.unit == unit and read.number:
            return Weight(number * serving.grams / read.number, f"serving: {serving.description}")
    if unit == "spoon":
        spoon = _volume(number, "tbsp", food, known, serving)
        return Weight(spoon.grams, "taken as a tablespoon", "A tablespoon or a teaspoon?")
    if unit == "handful":
        return _handful(number, food, known, serving)
    if unit in VESSELS and is_drink(food):
        poured = _volume(number * VESSELS[unit], "ml", food, known, serving)
        question = None if unit in ("glass", "mug") else f"How big was the {unit}?"
        return Weight(poured.grams, f"a {unit} taken as {VESSELS[unit]:.0f} ml", question)
    if unit in ("bowl", "plate"):
        usual = _typical(number, query, known, serving)
        question = usual.question or (f"How big was the {unit}?" if unit == "plate" else None)
        return Weight(usual.grams, f"a {unit} taken as the {usual.how}", question)
    if unit == "knob":
        return Weight(number * 5.0, "a knob taken as 5 g, a pat of butter", "How many grams?")
    if unit in ("piece", "pot"):
        counted = _count(number, amount.size, food, query, known, serving)
        return Weight(counted.grams, counted.how, counted.question or f"How big is one {unit}?")
    usual = _typical(1.0, query, known, serving)
    return Weight(usual.grams if number == 1 else None, usual.how, f"How many grams is one {unit}?")


def _named(known: list[Portion], unit: str, size: str | None) -> Portion | None:
    """Return the portion whose description names the unit, of the size asked or a middling one."""
    words = PORTION_WORDS.get(unit, ())
    fitting = [p for p in known if any(_has(p.description, word) for word in words)]
    if not fitting:
        return None
    sizes = {
        "small": ("small", "thin"),
        "large": ("large", "thick"),
        "extra large": ("extra",),
    }.get(size or "", () if unit == "packet" else ("nfs", "medium", "regular", "standard"))
    usual = next((p.grams for p in known if p.description == TYPICAL_PORTION), 0.0)

    def order(portion: Portion) -> tuple[int, int, float, int]:
        text = portion.description.lower()
        place = next((i for i, word in enumerate(words) if _has(text, word)), 9)
        sized = next((i for i, word in enumerate(sizes) if word in text), 4)
        if sized and size is None and text in words:
            sized = 0
        odd = len(re.findall(r"not eaten|snack|mini|family|serves|guideline|calorie", text))
        odd += len(re.findall("large|small", text)) if sizes else 0
        place = 0 if unit == "packet" else place
        return (sized + odd, place, abs(portion.grams_each - usual), len(text))

    return min(fitting, key=order)


def _has(description: str, word: str) -> bool:
    text = description.lower()
    if "guideline" in text:
        return False
    return re.search(rf"(?<![a-z]){re.escape(word)}(?:s|es)?(?![a-z])", text) is not None


def _handful(
    number: float, food: FoundFood, known: list[Portion], serving: Portion | None
) -> Weight:
    for pattern, grams in _HANDFULS:
        if pattern.search(food.name) or pattern.search(food.food_group):
            return Weight(number * grams, f"a handful taken as {grams:.0f} g")
    half = _volume(number * 0.5, "cup", food, known, serving)
    if half.grams is not None:
        return Weight(half.grams, "a handful taken as half a cup", "About half a cup?")
    return Weight(None, "no weight is known for a handful", "How many grams is a handful?")


def is_drink(food: FoundFood) -> bool:
    """Return whether a food is poured, so that a millilitre may be taken for a gram."""
    group = "" if food.food_group.startswith("Fruits and Fruit") else food.food_group
    named = f"{group} {food.name.split(',')[0]}"
    return bool(_DRINK.search(named)) and not _NOT_DRINK.search(food.name)
