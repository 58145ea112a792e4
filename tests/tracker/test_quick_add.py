"""One line of foods and amounts, read on the real catalogue."""

import csv
from pathlib import Path

import pytest

from benchmarks.quick_add import judge
from tests.tracker.real_catalogue import lookup
from tracker.quick_add import ParsedItem, parse

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "quick_add_phrases.csv"


def read(line: str) -> list[ParsedItem]:
    return parse(line, lookup())


def only(line: str) -> ParsedItem:
    items = read(line)
    assert len(items) == 1
    return items[0]


def test_three_foods_in_one_line_become_three_items() -> None:
    kimchi, bread, kefir = read("150 g kimchi, 2 slices rye bread and a cup of kefir")
    assert (kimchi.query, kimchi.amount, kimchi.unit, kimchi.grams) == ("kimchi", 150, "g", 150)
    assert (bread.query, bread.amount, bread.unit) == ("rye bread", 2, "slice")
    assert bread.grams == 2 * 32  # portions.csv, 18060: "slice, regular" 32 g
    assert (kefir.query, kefir.amount, kefir.unit) == ("kefir", 1, "cup")
    assert kefir.grams == 244  # portions.csv, 11115400: "cup" 244 g
    assert all(item.certain and item.question is None for item in (kimchi, bread, kefir))


def test_an_item_offers_the_next_four_foods() -> None:
    item = only("rye bread")
    assert item.food is not None
    assert len(item.alternatives) == 4
    assert item.food not in item.alternatives


@pytest.mark.parametrize(
    ("line", "grams"),
    [
        ("kimchi 100 g", 100),
        ("100g kimchi", 100),
        ("kimchi (100 g)", 100),
        ("1 kg potatoes", 1000),
        ("0,5 kg potatoes", 500),
        ("3 oz salmon", 85.05),
        ("1 lb minced beef", 453.6),
        ("½ grapefruit", 154),
        ("1/2 grapefruit", 154),
        ("half a grapefruit", 154),
        ("1 ½ cups rice", 237),
        ("1 1/2 cups rice", 237),
        ("one and a half cups of rice", 237),
        ("two and a half bananas", 315),
        ("2x eggs", 100),
        ("eggs x 2", 100),
        ("a couple of dates", 16),
        ("a dozen eggs", 600),
        ("2 tbsp peanut butter", 32),
        ("1 tsp turmeric", 3),
        ("a handful of walnuts", 28),
        ("large apple", 242),
        ("2 medium apples", 400),
        ("half an avocado", 75),
        ("2 cloves of garlic", 6),
        ("a glass of red wine", 180),
        ("1 pot of yogurt", 170),
        ("2 scoops of ice cream", 240),
        ("1 can of tuna", 115),
    ],
)
def test_amounts_as_people_write_them_become_grams(line: str, grams: float) -> None:
    item = only(line)
    assert item.certain, item.question
    assert item.grams == pytest.approx(grams, rel=0.01)


@pytest.mark.parametrize(
    ("line", "millilitres"), [("0,5 l milk", 500), ("5 dl milk", 500), ("500 ml milk", 500)]
)
def test_volumes_use_the_foods_own_weight(line: str, millilitres: float) -> None:
    item = only(line)
    assert item.grams == pytest.approx(millilitres / 29.5735 * 30.5, rel=0.001)
    assert "fl oz" in item.how


def test_a_drink_without_known_weight_is_taken_for_water_and_says_so() -> None:
    item = only("200 ml oat milk")
    assert item.grams == 200
    assert "like water" in item.how


def test_a_solid_without_known_weight_by_volume_asks() -> None:
    item = only("1 cup of halloumi")
    assert item.grams is None
    assert not item.certain
    assert item.question


def test_a_bare_food_takes_the_typical_amount_and_says_so() -> None:
    item = only("pizza")
    assert item.amount is None
    assert item.grams == 238  # portions.csv, 58106210: typical amount
    assert item.how == "typical amount (USDA)"


def test_a_bare_ferment_takes_its_typical_serving() -> None:
    item = only("labneh")
    assert item.grams == 50
    assert item.how == "typical serving: 3 tbsp"


def test_a_bare_food_without_typical_amount_asks() -> None:
    item = only("honey")
    assert item.grams == 21
    assert not item.certain
    assert item.question == "How much honey was it?"


@pytest.mark.parametrize(
    ("line", "foods"),
    [
        ("mac and cheese", ["mac and cheese"]),
        ("peanut butter and jelly sandwich", ["peanut butter and jelly sandwich"]),
        ("rice with peas", ["rice with peas"]),
        ("porridge with milk", ["porridge with milk"]),
        ("bread and butter", ["bread", "butter"]),
        ("fish and chips", ["fish", "chips"]),
        ("yogurt with honey", ["yogurt", "honey"]),
        ("beans on toast", ["beans", "toast"]),
        ("eggs & bacon", ["eggs", "bacon"]),
        ("tofu + rice", ["tofu", "rice"]),
        ("tofu\nrice", ["tofu", "rice"]),
        ("tofu; rice, and an apple", ["tofu", "rice", "apple"]),
        ("mac and cheese and an apple", ["mac and cheese", "apple"]),
        ("oatmeal w/ raisins", ["oatmeal", "raisins"]),
    ],
)
def test_a_line_is_cut_between_foods_and_not_inside_a_dish(line: str, foods: list[str]) -> None:
    assert [item.query for item in read(line)] == foods


def test_talk_around_the_food_is_left_out() -> None:
    assert only("I had 2 scrambled eggs for breakfast").query == "scrambled eggs"
    assert only("Lunch: tofu").query == "tofu"


@pytest.mark.parametrize("line", ["7up", "2% milk", "bottle gourd"])
def test_a_number_or_unit_in_a_name_is_no_amount(line: str) -> None:
    assert only(line).amount is None


def test_all_words_of_a_dish_count() -> None:
    item = only("rice with peas")
    assert item.food is not None
    assert "peas" in item.food.name


@pytest.mark.parametrize(
    "line",
    [
        "a few almonds",
        "3-4 dates",
        "a spoon of honey",
        "3 squares of dark chocolate",
        "1 small banana",
        "a plate of spaghetti bolognese",
        "chips",
        "yoghurt met honing",
        "xqzjw",
        "20 kg rice",
    ],
)
def test_what_is_not_sure_is_asked(line: str) -> None:
    item = only(line)
    assert not item.certain
    assert item.question


def test_an_unknown_food_has_no_grams_and_no_food() -> None:
    item = only("2 cups of xqzjw")
    assert item.food is None
    assert item.grams is None
    assert "xqzjw" in str(item.question)


def test_a_misspelt_food_is_still_read() -> None:
    item = only("150g kimchee")
    assert item.food is not None
    assert item.food.name == "Kimchi"
    assert item.certain


@pytest.mark.parametrize("line", ["", "   ", ",", "and", "\n\n", "+ ,"])
def test_an_empty_line_holds_nothing(line: str) -> None:
    assert [item for item in read(line) if item.food] == []


def test_every_certain_item_has_grams_above_zero() -> None:
    with BENCHMARK.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for item in read(row["phrase"]):
                if item.certain:
                    assert item.grams is not None
                    assert item.grams > 0
                assert item.certain == (item.question is None)


def test_the_benchmark_is_right_or_asks() -> None:
    verdicts: list[str] = []
    with BENCHMARK.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 60
    for row in rows:
        items = read(row["phrase"])
        foods, grams = row["foods"].split(" | "), row["grams"].split(" | ")
        assert len(items) == len(foods), row["phrase"]
        found = [judge(*three) for three in zip(items, foods, grams, strict=True)]
        verdicts.append("right" if set(found) == {"right"} else min(found, key="wrong asked".find))
    assert verdicts.count("right") >= 0.95 * len(verdicts)
    assert "wrong" not in verdicts
