"""Reading amounts, and weighing them with portions made for the test."""

from collections.abc import Hashable

import pytest

from tracker.quick_add import FoundFood, ParsedItem, Portion, parse
from tracker.quick_add.amounts import read_amount
from tracker.quick_add.units import GRAMS, MILLILITRES, PORTION_WORDS, UNITS


class OneFood:
    """A catalogue of one food with the portions a test gives it."""

    def __init__(self, *portions: Portion, name: str = "Thing", group: str = "") -> None:
        self.food = FoundFood("k", name, group)
        self._portions = portions
        self.serving: Portion | None = None

    def search(self, query: str, limit: int) -> list[FoundFood]:
        return [self.food]

    def portions(self, key: Hashable) -> tuple[Portion, ...]:
        return self._portions

    def typical_serving(self, key: Hashable) -> Portion | None:
        return self.serving


def only(line: str, catalogue: OneFood) -> ParsedItem:
    (item,) = parse(line, catalogue)
    return item


@pytest.mark.parametrize(
    ("text", "number", "unit", "food"),
    [
        ("150 g kimchi", 150, "g", "kimchi"),
        ("a cup of kefir", 1, "cup", "kefir"),
        ("2 fl oz milk", 2, "fl oz", "milk"),
        ("1 ½ tbsp honey", 1.5, "tbsp", "honey"),
        ("0,5 l water", 0.5, "l", "water"),
        ("half an avocado", 0.5, None, "avocado"),
        ("half a cup of oats", 0.5, "cup", "oats"),
        ("three quarters cup oats", 0.75, "cup", "oats"),
        ("a couple of eggs", 2, None, "eggs"),
        ("two dozen oysters", 24, None, "oysters"),
        ("about 30 g nuts", 30, "g", "nuts"),
        ("rye bread 2 slices", 2, "slice", "rye bread"),
        ("pizza", None, None, "pizza"),
    ],
)
def test_an_amount_is_split_from_the_food(
    text: str, number: float | None, unit: str | None, food: str
) -> None:
    amount, rest = read_amount(text)
    assert (amount.number, amount.unit, rest) == (number, unit, food)


def test_a_range_and_a_few_are_vague() -> None:
    assert read_amount("2-3 figs")[0].vague
    assert read_amount("a few figs")[0].vague
    assert not read_amount("2 figs")[0].vague


def test_the_plain_cup_is_used_before_a_special_one() -> None:
    food = OneFood(Portion(1, "cup, mashed", 230), Portion(1, "cup", 150))
    assert only("1 cup thing", food).grams == 150


def test_a_portion_of_several_is_divided() -> None:
    food = OneFood(Portion(10, "raspberries", 19), name="Raspberries, raw")
    assert only("5 raspberries", food).grams == pytest.approx(9.5)


def test_a_spoon_is_worked_out_from_a_cup() -> None:
    food = OneFood(Portion(1, "cup", 236.588))
    assert only("1 tbsp thing", food).grams == pytest.approx(15)


def test_a_size_chooses_its_portion() -> None:
    sizes = [
        Portion(1, f"{size} slice", grams)
        for size, grams in (
            ("small or thin", 20),
            ("medium or regular", 30),
            ("large or thick", 40),
        )
    ]
    food = OneFood(*sizes)
    assert only("1 slice thing", food).grams == 30
    assert only("1 thick slice thing", food).grams == 40
    assert only("2 thin slices of thing", food).grams == 40


def test_a_serving_written_as_a_measure_gives_that_measure() -> None:
    food = OneFood()
    food.serving = Portion(1, "1/2 cup", 75)
    assert only("1 cup thing", food).grams == pytest.approx(150)
    assert only("thing", food).grams == 75


def test_no_portion_at_all_asks_for_grams() -> None:
    item = only("2 slices thing", OneFood())
    assert item.grams is None
    assert not item.certain


def test_an_absurd_amount_is_asked_about() -> None:
    assert only("2900 g thing", OneFood()).certain
    assert not only("9000 g thing", OneFood()).certain
    assert not only("0 g thing", OneFood()).certain


def test_a_food_found_with_doubt_is_asked_about() -> None:
    catalogue = OneFood()
    catalogue.food = FoundFood("k", "Thing", complete=False)
    item = only("100 g thingy", catalogue)
    assert item.grams == 100
    assert item.question == 'Is "thingy" Thing?'


def test_every_written_unit_can_be_weighed_or_looked_up() -> None:
    worded = {"spoon", "handful", "plate", "serving"}
    for unit in UNITS.values():
        assert unit in GRAMS or unit in MILLILITRES or unit in PORTION_WORDS or unit in worded


def test_units_agree_with_each_other() -> None:
    assert GRAMS["lb"] == pytest.approx(16 * GRAMS["oz"])
    assert MILLILITRES["cup"] == pytest.approx(8 * MILLILITRES["fl oz"], rel=1e-4)
    assert MILLILITRES["quart"] == pytest.approx(4 * MILLILITRES["cup"], rel=1e-4)
