"""How often quick add reads a line right: the food, and grams within 10 %.

Run: python -m benchmarks.quick_add

`quick_add_phrases.csv` holds, for each phrase, the acceptable foods of each item (items by " | ",
foods by ";") and the grams worked out by hand from data/portions.csv; no grams where only asking is
right. An item that asks is not wrong, it is counted as asked; a line with another number of items
is wrong.
"""

import csv
from collections import Counter
from pathlib import Path

from tracker.quick_add import ParsedItem, parse
from tracker.quick_add.catalogue import CsvLookup

HERE = Path(__file__).parent
TOLERANCE = 0.10


def judge(item: ParsedItem, foods: str, grams: str) -> str:
    """Return `right`, `asked` (not sure and said so) or `wrong` for one item."""
    food_right = item.food is not None and item.food.key in foods.split(";")
    grams_right = bool(grams and item.grams and abs(item.grams / float(grams) - 1) <= TOLERANCE)
    if item.certain:
        return "right" if food_right and grams_right else "wrong"
    if not grams:
        return "right" if food_right else "asked"
    return "asked"


def main() -> None:
    """Print the share of phrases and items that are right, asked or wrong."""
    lookup = CsvLookup(HERE.parent / "data")
    items: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    with (HERE / "quick_add_phrases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parsed = parse(row["phrase"], lookup)
            foods, grams = row["foods"].split(" | "), row["grams"].split(" | ")
            if len(parsed) != len(foods):
                found = ["wrong"] * len(foods)
            else:
                found = [judge(*three) for three in zip(parsed, foods, grams, strict=True)]
            items.update(found)
            worst = next(kind for kind in ("wrong", "asked", "right") if kind in found)
            phrases[worst] += 1
            if worst != "right":
                read = [(i.query, i.food and i.food.name, i.grams, i.question) for i in parsed]
                print(f"  {worst}: {row['phrase']!r} -> {read}, wanted {row['grams']} g")
    for name, counts in (("phrases", phrases), ("items", items)):
        total = sum(counts.values())
        shares = ", ".join(f"{k} {counts[k]} ({counts[k] / total:.1%})" for k in counts)
        print(f"{name}: {total}; {shares}")


if __name__ == "__main__":
    main()
