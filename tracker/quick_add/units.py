"""The units people write. Each constant names its source.

Mass and volume by definition: international pound 453.59237 g (1959 agreement; ounce 1/16), US
fluid ounce 29.5735 ml, US customary cup 236.588 ml and quart 946.353 ml (NIST Handbook 44,
appendix C), imperial pint 568.261 ml (UK Weights and Measures Act 1985). Spoons in cooking: 15 and
5 ml (21 CFR 101.9(b)(5) rounds the US customary spoons so); dessertspoon 10 ml (British kitchens).
"""

GRAMS = {
    "mg": 0.001,
    "g": 1.0,
    "kg": 1000.0,
    "oz": 28.349523,
    "lb": 453.59237,
}
MILLILITRES = {
    "ml": 1.0,
    "cl": 10.0,
    "dl": 100.0,
    "l": 1000.0,
    "fl oz": 29.5735,
    "cup": 236.588,
    "pint": 568.261,
    "quart": 946.353,
    "tbsp": 15.0,
    "tsp": 5.0,
    "dessertspoon": 10.0,
    # A dash is 1/8 and a pinch 1/16 of a teaspoon (usual sizes of measuring-spoon sets).
    "dash": 0.625,
    "pinch": 0.3125,
}
# Vessels for drinks, used when the food itself states none: glass 8 fl oz (FNDDS), mug 300 ml, can
# 330 ml (the European can), bottle 500 ml, shot 30 ml; always said, the last ones also asked.
VESSELS = {"glass": 240.0, "mug": 300.0, "can": 330.0, "bottle": 500.0, "shot": 30.0, "cup": 240.0}

_WRITTEN = {
    "mg": "mg milligram milligrams milligramme milligrammes",
    "g": "g gr gm gms gram grams gramme grammes",
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramme",
    "oz": "oz ozs ounce ounces",
    "lb": "lb lbs pound pounds",
    "ml": "ml mls millilitre millilitres milliliter milliliters",
    "cl": "cl centilitre centilitres",
    "dl": "dl decilitre decilitres deciliter",
    "l": "l lt ltr litre litres liter liters",
    "cup": "cup cups cupful cupfuls",
    "pint": "pint pints",
    "quart": "quart quarts",
    "tbsp": "tbsp tbsps tbs tablespoon tablespoons tablespoonful tablespoonfuls",
    "tsp": "tsp tsps teaspoon teaspoons teaspoonful teaspoonfuls",
    "dessertspoon": "dessertspoon dessertspoons dsp",
    "dash": "dash dashes splash drizzle",
    "pinch": "pinch pinches",
    "spoon": "spoon spoons spoonful spoonfuls",
    "slice": "slice slices rasher rashers",
    "piece": "piece pieces pc pcs",
    "handful": "handful handfuls handfull",
    "bowl": "bowl bowls bowlful",
    "plate": "plate plates plateful",
    "glass": "glass glasses",
    "mug": "mug mugs",
    "can": "can cans tin tins",
    "bottle": "bottle bottles",
    "pot": "pot pots tub tubs container containers carton cartons",
    "scoop": "scoop scoops",
    "serving": "serving servings portion portions helping helpings",
    "packet": "packet packets pack packs package packages bag bags sachet sachets pouch pouches",
    "clove": "clove cloves",
    "bar": "bar bars",
    "shot": "shot shots",
    "leaf": "leaf leaves",
    "stick": "stick sticks",
    "fillet": "fillet fillets filet",
    "ear": "ear ears cob cobs",
    "square": "square squares",
    "knob": "knob knobs pat pats",
    "spear": "spear spears",
    "capsule": "capsule capsules tablet tablets",
    "head": "head heads",
    "wedge": "wedge wedges",
    "bunch": "bunch bunches",
    "sprig": "sprig sprigs",
}
UNITS = {word: unit for unit, words in _WRITTEN.items() for word in words.split()}

SIZES = {
    "small": "small",
    "little": "small",
    "mini": "small",
    "thin": "small",
    "medium": "medium",
    "regular": "medium",
    "average": "medium",
    "normal": "medium",
    "large": "large",
    "big": "large",
    "thick": "large",
    "huge": "extra large",
}
# Words that change nothing measurable.
FILLERS = frozenset(
    ("heaped", "heaping", "level", "generous", "good", "nice", "full", "whole", "fresh", "about")
)

# Words in a portion's description that mean the unit.
PORTION_WORDS = {
    "slice": ("slice", "piece"),
    "piece": ("piece", "slice"),
    "can": ("can",),
    "bottle": ("bottle",),
    "pot": ("container", "pot", "tub", "carton", "cup (6 oz)"),
    "scoop": ("scoop",),
    "packet": ("package", "packet", "bag", "pouch"),
    "clove": ("clove",),
    "bar": ("bar",),
    "shot": ("shot", "jigger"),
    "leaf": ("leaf", "leaves"),
    "stick": ("stick", "stalk"),
    "fillet": ("fillet",),
    "ear": ("ear",),
    "square": ("square",),
    "knob": ("pat",),
    "spear": ("spear",),
    "capsule": ("capsule",),
    "head": ("head",),
    "wedge": ("wedge",),
    "glass": ("glass",),
    "bowl": ("bowl",),
    "mug": ("mug",),
    "bunch": ("bunch",),
    "sprig": ("sprig",),
}
