"""An item keeps every figure of its food as it was when it was logged."""

import math

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from tests.people import (
    APPLE,
    COOKED_KIMCHI_SOUP,
    KEFIR,
    KIMCHI,
    LENTILS,
    OATS,
    RYE_BREAD,
    TEMPEH,
    eat,
    food,
    portion,
)
from tracker.models import Food, MealItem
from tracker.nutrients import NUTRIENTS, Total, amount_in
from tracker.snapshots import ItemDraft, item_from

amounts = st.none() | st.floats(0, 1e4)


@pytest.mark.django_db
@pytest.mark.parametrize("source_id", [LENTILS, OATS, TEMPEH, KEFIR])
def test_every_nutrient_is_copied_for_the_weight_eaten(source_id: str) -> None:
    eaten = food(source_id)
    item = item_from(ItemDraft(eaten, grams=150), position=0)
    for nutrient in NUTRIENTS:
        per_100g = getattr(eaten, nutrient)
        expected = None if per_100g is None else pytest.approx(1.5 * per_100g)
        assert getattr(item, nutrient) == expected, nutrient
    assert (item.food_uid, item.name) == (eaten.uid, eaten.display_name)


@pytest.mark.django_db
def test_a_portion_times_a_quantity_is_weighed() -> None:
    bread = food(RYE_BREAD)
    draft = ItemDraft(bread, portion=portion(bread, "slice, regular"), quantity=2)
    item = item_from(draft, position=0)
    assert item.grams == 64
    assert item.fibre_g == pytest.approx(64 * 5.8 / 100)
    assert item.amount == "2 × slice, regular (64 g)"


@pytest.mark.django_db
def test_a_portion_without_a_quantity_is_one() -> None:
    kefir = food(KEFIR)
    item = item_from(ItemDraft(kefir, portion=portion(kefir, "cup")), position=0)
    assert (item.grams, item.quantity) == (244, 1)


@pytest.mark.django_db
def test_a_portion_listed_for_a_third_of_a_cup_gives_the_weight_of_a_whole_one() -> None:
    oats = food(OATS)
    third = oats.portions.get(amount=0.333)
    item = item_from(ItemDraft(oats, portion=third, quantity=1), position=0)
    assert item.grams == pytest.approx(81, abs=0.1)


@pytest.mark.django_db
def test_plain_servings_leave_weight_and_nutrients_unknown() -> None:
    item = item_from(ItemDraft(food(KIMCHI), servings=2), position=0)
    assert item.grams is None
    assert all(getattr(item, nutrient) is None for nutrient in NUTRIENTS)
    assert (item.fermented_servings, item.live_servings) == (2, 2)
    assert item.plants == ["napa-cabbage"]
    assert item.amount == "2 servings"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("source_id", "grams", "fermented", "live"),
    [
        (KIMCHI, 150, 2, 2),  # 75 g are a serving
        (KEFIR, 240, 1, 1),
        (COOKED_KIMCHI_SOUP, 75, 1, 0),  # cooking leaves nothing alive
        (APPLE, 200, 0, 0),
    ],
)
def test_fermented_and_live_servings(
    source_id: str, grams: float, fermented: float, live: float
) -> None:
    item = item_from(ItemDraft(food(source_id), grams=grams), position=0)
    assert (item.fermented_servings, item.live_servings) == (fermented, live)


@pytest.mark.django_db
def test_servings_of_a_food_that_is_not_fermented_are_not_fermented_servings() -> None:
    item = item_from(ItemDraft(food(APPLE), servings=3), position=0)
    assert (item.servings, item.fermented_servings, item.live_servings) == (3, 0, 0)


@pytest.mark.django_db
def test_a_dish_brings_the_plants_of_its_recipe() -> None:
    item = item_from(ItemDraft(food(COOKED_KIMCHI_SOUP), grams=245), position=0)
    assert item.plants == ["napa-cabbage", "soybean"]


@pytest.mark.django_db
def test_unknown_fibre_stays_unknown_and_makes_the_total_a_lower_bound(ada: User) -> None:
    meal = eat(ada, "2026-11-18 12:00", (TEMPEH, 100), (LENTILS, 100))
    assert MealItem.objects.get(name="Tempeh").fibre_g is None
    assert meal.total("fibre_g") == Total(known=pytest.approx(7.9), unknown_items=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("amount", "field", "words"),
    [
        ({"grams": 0}, "grams", "0 g is not an amount. Use more than 0 and at most 5,000 g."),
        ({"grams": -20}, "grams", "-20 g is not an amount"),
        ({"grams": 5_001}, "grams", "5001 g is not an amount"),
        ({"grams": math.nan}, "grams", "nan g is not an amount"),
        ({"grams": math.inf}, "grams", "inf g is not an amount"),
        ({"servings": 0}, "servings", "at most 100 servings"),
        ({"servings": 101}, "servings", "101 servings is not an amount"),
        ({}, "grams", "Give one amount"),
        ({"grams": 10, "servings": 1}, "grams", "Give one amount"),
    ],
)
def test_senseless_amounts_are_refused_in_words(
    amount: dict[str, float], field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        item_from(ItemDraft(food(LENTILS), **amount), position=0)
    assert words in refusal.value.message_dict[field][0]


@pytest.mark.django_db
@pytest.mark.parametrize("quantity", [0, -1, 1_001, math.nan, 21])
def test_senseless_quantities_are_refused(quantity: float) -> None:
    kefir = food(KEFIR)  # 21 cups weigh more than 5 kg
    with pytest.raises(ValidationError) as refusal:
        ItemDraft(kefir, portion=portion(kefir, "cup"), quantity=quantity).checked()
    assert "is not an amount" in refusal.value.message_dict["quantity"][0]


@pytest.mark.django_db
def test_a_portion_of_another_food_is_refused() -> None:
    with pytest.raises(ValidationError, match="is not a portion of"):
        ItemDraft(food(KIMCHI), portion=portion(food(KEFIR), "cup")).checked()


@pytest.mark.django_db
def test_what_was_logged_does_not_follow_the_catalogue(ada: User) -> None:
    meal = eat(ada, "2026-11-18 12:00", (LENTILS, 100))
    Food.objects.filter(source_id=LENTILS).update(fibre_g=99, name="Something else")
    assert meal.items.get().fibre_g == pytest.approx(7.9)
    assert meal.items.get().name.startswith("Lentils")


@given(st.lists(amounts))
def test_a_total_adds_what_is_known_and_counts_what_is_not(given_amounts: list[float | None]):
    total = Total.of(given_amounts)
    known = [amount for amount in given_amounts if amount is not None]
    assert total.unknown_items == len(given_amounts) - len(known)
    if known or not given_amounts:
        assert total.known == pytest.approx(math.fsum(known))
    else:
        assert total.known is None


@given(amounts, amounts)
def test_an_amount_is_unknown_when_either_side_is(per_100g: float | None, grams: float | None):
    amount = amount_in(per_100g, grams)
    assert (amount is None) == (per_100g is None or grams is None)
    if amount is not None:
        assert amount == pytest.approx(per_100g / 100 * grams)
