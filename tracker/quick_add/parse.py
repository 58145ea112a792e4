"""One line in, foods with amounts and grams out; what is not sure is asked."""

import re

from tracker.quick_add.amounts import Amount, read_amount
from tracker.quick_add.grams import weigh
from tracker.quick_add.lookup import FoodLookup, FoundFood, ParsedItem
from tracker.quick_add.split import pieces
from tracker.search.words import stems

SURE = 0.8
ALTERNATIVES = 4
MOST_GRAMS = 3000.0
# Names that are two foods, depending on where one lives.
AMBIGUOUS: dict[tuple[str, ...], str] = {
    ("chip",): "Fries or crisps?",
    ("jelly",): "A jelly dessert or jam?",
    ("squash",): "The vegetable or the drink?",
    ("pepper",): "A sweet pepper or ground pepper?",
    ("cider",): "Alcoholic cider or apple juice?",
    ("pudding",): "Which pudding?",
}
# All words of a dish count, also those after "with".
_JOINTS = re.compile(r"\s+(?:with|on)\s+")


def parse(line: str, lookup: FoodLookup) -> list[ParsedItem]:
    """Return what a line such as `150 g kimchi, 2 slices rye bread` says was eaten.

    Parameters
    ----------
    line : str
        What the person typed: foods separated by commas, "and", "with", "+", or new lines.
    lookup : FoodLookup
        The catalogue to find foods and their portions in.
    """

    def is_one_food(left: str, joint: str, right: str) -> bool:
        return _is_dish(left, joint, right, lookup)

    return [_item(phrase, lookup) for phrase in pieces(line, is_one_food)]


def _is_dish(left: str, joint: str, right: str, lookup: FoodLookup) -> bool:
    """Return whether two phrases and the word between them name one dish."""
    amount, _ = read_amount(right)
    if amount.number is not None or amount.unit is not None:
        return False
    _, food = read_amount(left)
    found = lookup.search(f"{food} {right}", 1)
    if not food or not found or not found[0].complete or found[0].quality < SURE:
        return False
    if found[0].named:
        return True
    head = stems(found[0].name)[:1]
    return joint in ("with", "on") and bool(set(head) & set(stems(food)))


def _item(phrase: str, lookup: FoodLookup) -> ParsedItem:
    amount, query = _read(phrase, lookup)
    found = _search(query, amount, lookup) if query else []
    if not found:
        return _unknown(phrase, query, amount)
    food, *others = found
    weight = weigh(amount, food, query, lookup.portions(food.key), lookup.typical_serving(food.key))
    question = _doubt(food, query, amount) or weight.question
    if weight.grams is not None and not 0 < weight.grams <= MOST_GRAMS and question is None:
        question = f"{weight.grams:.0f} g is a lot for one item. Is that right?"
    return ParsedItem(
        text=phrase,
        query=query,
        amount=amount.number,
        unit=amount.unit or amount.size,
        food=food,
        alternatives=tuple(others),
        grams=weight.grams,
        how=weight.how,
        certain=question is None,
        question=question,
    )


def _search(query: str, amount: Amount, lookup: FoodLookup) -> list[FoundFood]:
    """Return foods for a query; from a tin it is the tinned food, if there is one."""
    plain = _JOINTS.sub(" ", query)
    if amount.unit == "can":
        tinned = list(lookup.search(f"canned {plain}", ALTERNATIVES + 1))
        if tinned and tinned[0].complete and tinned[0].quality >= SURE:
            return tinned
    return list(lookup.search(plain, ALTERNATIVES + 1))


def _read(phrase: str, lookup: FoodLookup) -> tuple[Amount, str]:
    """Read a phrase; a phrase that is a food's whole name keeps its numbers and unit words."""
    amount, query = read_amount(re.sub(r"[()]", " ", phrase).strip())
    unit_only = amount.number is None and amount.unit is not None
    digit_only = phrase[:1].isdigit() and amount.unit is None
    if unit_only or digit_only:
        whole = lookup.search(phrase, 1)
        if whole and (whole[0].named or (unit_only and not query)):
            return Amount(None, None, None), phrase
    if amount.unit is not None and not query:
        return Amount(amount.number, amount.size, None), amount.unit
    return amount, query


def _doubt(food: FoundFood, query: str, amount: Amount) -> str | None:
    if not food.complete or food.quality < SURE:
        return f'Is "{query}" {food.name}?'
    if tuple(stems(query)) in AMBIGUOUS:
        return AMBIGUOUS[tuple(stems(query))]
    if amount.vague:
        return "How many exactly?"
    return None


def _unknown(phrase: str, query: str, amount: Amount) -> ParsedItem:
    question = f'No food was found for "{query or phrase}". What was it?'
    return ParsedItem(
        phrase, query, amount.number, amount.unit, None, (), None, "unknown", False, question
    )
