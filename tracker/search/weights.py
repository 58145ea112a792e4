"""How much each unasked-for word of a name tells against a food, and how everyday a food is.

One idea carries the ranking: a food loses points for every word in its name that the person did
not type, and what a word costs says how far it leads away from the everyday food. `raw` costs next
to nothing, `juice` a lot, a brand name more. So "apple" finds "Apple, raw" before "Apple juice",
"Bread, apple" or a brand's apple pie, without a rule about apples.
"""

import re

from tracker.search.records import SearchRecord
from tracker.search.words import NEGATIONS, STOPWORDS, fold, split, stem, word_set

ORDINARY = 0.6
BRAND = 2.2

_COSTS: dict[float, str] = {
    0.03: """nfs ns raw fresh plain regular further specified type form commercial varieties
        average year round fluid all added no not without""",
    0.08: """cooked boiled drained fat salt whole ripe mature vitamin d prepared water skin flesh
        table eaten used cooking method broiled ground home homemade recipe large medium
        unsweetened uncooked immature purpose includes peel usda commodity""",
    0.15: """red green yellow white brown lean only unsalted hot brewed hulled kernel ready
        granulated baked roasted seedless english sliced stick black sweet fish seed spice nut
        cheese mollusk crustacean finfish beverage mushroom melon squash lettuce seaweed
        vegetable fruit""",
    0.35: """salted low sweetened milk oil butter margarine made unroasted dry frozen canned
        pack solids liquids""",
    0.9: """reduced lowfat nonfat diet light free calorie imitation substitute fortified
        fried breaded coated batter stuffed stuffing glazed candied pickled creamed mashed
        sauce juice nectar syrup powder powdered dried dehydrated concentrate condensed
        evaporated instant flavored flavoured flavor extract flour meal honey cream
        chip pie cake candy bar soup salad sandwich dip spread bread cookie cracker snack mix
        wafer jam jelly tofu roll dessert stew casserole pudding drink cocktail wine liqueur
        pancake muffin shake smoothie yogurt sticks rings crispy dressing relish oyster burger
        pizza sausage gravy greens""",
    1.5: """baby toddler infant strained junior ingredient topping meatless restaurant school
        lunch use unprepared undiluted reconstituted puerto rican native alaska hawaii mexican
        game wild dietetic industrial formulated supplement isolate defatted decaffeinated
        sprouted sodium glutinous analog kids childrens feet tail liver heart kidney brain tongue
        gizzard tops flower stalk leafy duck goose quail turkey goat sheep buffalo human camel""",
}
WORD_COSTS = {stem(word): cost for cost, words in _COSTS.items() for word in words.split()}
# Words that share a stem with another that matters are set right by hand.
WORD_COSTS.update({stem("bean"): 0.3, stem("leaf"): 0.6})

COOKING = frozenset(
    stem(word)
    for word in word_set(
        "cooked fried grilled roasted steamed baked boiled poached toasted stewed raw"
    )
)
# First parts of names that only say what kind of thing follows ("Fish, salmon").
CLASS_HEADS = frozenset(
    (
        *("fish", "spices", "nuts", "seeds", "cheese", "mollusks", "crustaceans", "game meat"),
        *("beverages", "soft drink", "candy", "candies", "alcoholic beverage", "leavening agents"),
        *("squash", "mushrooms", "lettuce", "melons", "seaweed", "syrups", "sauce", "cereal"),
    )
)

_GROUP_PRIORS = (
    (re.compile("^Baby"), -4.0),
    (re.compile("^Fast Foods|^Restaurant"), -2.0),
    (re.compile("^American Indian"), -1.8),
    (re.compile("^Meals, Entrees"), -0.5),
    (re.compile("^Not included"), -0.3),
    (re.compile("^Snacks$|^Sweets$|^Breakfast Cereals"), -0.3),
)
_SOURCE_PRIORS = {
    "own": 1.5,
    "curated": 0.4,
    "ferment": 0.35,
    "usda_fndds": 0.4,
    "usda_sr28": 0.15,
    "usda_foundation": -0.35,
}
_INGREDIENT = re.compile(
    r"as ingredient|for use (on|with)|from school|school lunch|fast food", re.IGNORECASE
)
_VAGUE = re.compile(r"\bNFS\b|^[^,]+, NS as to\b|, NS as to (type|form)\b")
_FATTENED = re.compile(r"(?<!no )(?<!no added )fat added|cooked with (oil|butter)")
# What nobody eats raw is met cooked.
_EATEN_COOKED = re.compile(
    "^(Legumes|Cereal Grains|Beef|Pork|Poultry|Lamb|Finfish|Fish$|Shellfish)"
)
_RAW = re.compile(r"\b(raw|uncooked|dry|unprepared)\b")
_CAPITALS = re.compile(r"\b[A-Z][A-Z'&.-]{2,}[A-Z]?\b")
_NOT_BRANDS = frozenset(("NFS", "USDA", "BBQ", "MSG", "DHA", "ARA", "UHT", "BLT", "RTE", "USA"))
_BRAND_IN_BRACKETS = re.compile(r"\(([A-Z][^)]*)\)")


def brand_words(record: SearchRecord) -> set[str]:
    """Return the words of a name that are a brand: in capitals (SR28) or in brackets (FNDDS)."""
    name = record.name
    found: set[str] = set()
    if record.source == "usda_sr28":
        for match in _CAPITALS.finditer(name):
            if match.group() not in _NOT_BRANDS:
                found.update(split(match.group()))
    if record.source == "usda_fndds":
        for match in _BRAND_IN_BRACKETS.finditer(name):
            found.update(split(match.group(1)))
    return found


def name_words(record: SearchRecord) -> list[tuple[str, float, float]]:
    """Return (word, weight, cost) for the words of a food's name, each word once.

    The weight is how well the word stands for the food (a word of the first part of the name is
    worth most, one after "without" nearly nothing); the cost is what it takes off when unasked.
    """
    brands = brand_words(record)
    found: dict[str, tuple[float, float]] = {}
    parts = re.split(r"[,;(/]", record.name)
    first = parts[0].strip().lower() in CLASS_HEADS
    for place, part in enumerate(parts, -1 if first else 0):
        denied = beside = False
        general = place < 0
        for word in split(part):
            denied = denied or word in NEGATIONS
            beside = beside or word == "with"
            if word in STOPWORDS:
                continue
            weight = 0.25 if denied and word not in NEGATIONS else max(1.0 - 0.05 * abs(place), 0.8)
            weight *= 0.8 if beside else 1.0
            cost = BRAND if word in brands else WORD_COSTS.get(stem(word), ORDINARY)
            cost = min(cost, 0.1) if general else cost
            if denied:
                cost = min(cost, 0.15)
            if word not in found or found[word][0] < weight:
                found[word] = (weight, cost)
    return [(word, weight, cost) for word, (weight, cost) in found.items()]


def prior(record: SearchRecord) -> float:
    """Return how everyday a food is, whatever was typed; 0 is an ordinary catalogue row."""
    value = _SOURCE_PRIORS.get(record.source, 0.0)
    value += 0.6 * record.has_portions + 0.25 * record.has_typical_portion
    value += next((step for group, step in _GROUP_PRIORS if group.search(record.food_group)), 0.0)
    if _INGREDIENT.search(record.name):
        value -= 1.6
    if _VAGUE.search(record.name):
        value += 0.45
    if _EATEN_COOKED.search(record.food_group) and _RAW.search(record.name):
        value -= 0.6
    if _FATTENED.search(record.name):
        value -= 0.25
    return value - 1.2 * (len(brand_words(record)) > 0)


def other_words(record: SearchRecord) -> set[str]:
    """Return the words of a food's other names."""
    parts = record.other_names.split(",")
    return set(split(fold(",".join(part for part in parts if "commodity" not in part))))
