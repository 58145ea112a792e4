"""Recipes against sums done by hand: fibre is never lost, the unknown stays unknown."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.undo import take_back
from insights.frames import logged_table
from tests.people import (
    APPLE,
    KIMCHI,
    LENTILS,
    NOW,
    OATS,
    RYE_BREAD,
    TEMPEH,
    at,
    eat,
    food,
    portion,
)
from tracker.catalogue import load
from tracker.models import Food, Meal, MealItem, RecipeIngredient
from tracker.own_foods import (
    Label,
    Recipe,
    add_own_food,
    add_recipe,
    change_own_food,
    change_recipe,
    delete_own_food,
)
from tracker.plants import plant_catalogue, plant_points
from tracker.recipes import Ingredient
from tracker.services import log_meal
from tracker.snapshots import ItemDraft

pytestmark = pytest.mark.django_db


def of(*parts: tuple[str | Food, float]) -> list[Ingredient]:
    """Return ingredients from (source id or food, grams) pairs."""
    return [
        Ingredient(food(given) if isinstance(given, str) else fresh(given), grams)
        for given, grams in parts
    ]


def fresh(own: Food) -> Food:
    """Return an own food as the database has it now, ready to be logged."""
    return Food.objects.with_facts().get(pk=own.pk)


def cook(user: User, *parts: tuple[str | Food, float], **said: object) -> Food:
    """Keep a recipe of these parts; two servings unless said otherwise."""
    about = {"name": "Stew", "servings_made": 2.0} | said
    recipe, _ = add_recipe(user, Recipe(ingredients=of(*parts), **about))
    return fresh(recipe)


def only_item(meal: Meal) -> MealItem:
    """Return the one item of a meal."""
    return meal.items.get()


class TestArithmetic:
    def test_fibre_of_lentils_apple_and_oats_adds_up(self, ada: User) -> None:
        """200 g lentils (7.9), 100 g apple (2.4), 50 g oats (10.1): 15.8 + 2.4 + 5.05 = 23.25 g."""
        lentils, apple, oats = food(LENTILS), food(APPLE), food(OATS)
        by_hand = 2.0 * lentils.fibre_g + 1.0 * apple.fibre_g + 0.5 * oats.fibre_g

        stew = cook(ada, (LENTILS, 200), (APPLE, 100), (OATS, 50))

        assert stew.fibre_g == pytest.approx(by_hand / 350 * 100)
        assert not stew.fibre_is_at_least
        assert stew.energy_kcal == pytest.approx(
            (2.0 * lentils.energy_kcal + apple.energy_kcal + 0.5 * oats.energy_kcal) / 3.5
        )

    def test_all_servings_together_hold_what_went_in(self, ada: User) -> None:
        stew = cook(ada, (LENTILS, 200), (APPLE, 100), yield_g=240, servings_made=3)
        went_in = 2.0 * food(LENTILS).fibre_g + food(APPLE).fibre_g

        meal = eat(
            ada, "2026-11-18 12:30", ItemDraft(stew, portion=portion(stew, "serving"), quantity=3)
        )

        assert only_item(meal).grams == pytest.approx(240)
        assert only_item(meal).fibre_g == pytest.approx(went_in)

    def test_water_that_boils_away_takes_no_fibre_with_it(self, ada: User) -> None:
        raw = cook(ada, (LENTILS, 200), (APPLE, 100))
        boiled_down = cook(ada, (LENTILS, 200), (APPLE, 100), yield_g=150)

        assert boiled_down.fibre_g == pytest.approx(2 * raw.fibre_g)
        assert portion(boiled_down, "serving").gram_weight == pytest.approx(75)

    def test_unknown_fibre_leaves_the_rest_as_at_least(self, ada: User) -> None:
        stew = cook(ada, (LENTILS, 100), (TEMPEH, 100))

        assert food(TEMPEH).fibre_g is None
        assert stew.fibre_g == pytest.approx(food(LENTILS).fibre_g / 2)
        assert stew.fibre_is_at_least

    def test_fibre_nobody_knows_is_unknown_and_not_zero(self, ada: User) -> None:
        stew = cook(ada, (TEMPEH, 100))

        assert stew.fibre_g is None
        assert not stew.fibre_is_at_least

    def test_any_other_nutrient_is_unknown_when_one_ingredient_s_is(self, ada: User) -> None:
        mystery, _ = add_own_food(ada, Label("Aunt's spice paste", {"fibre_g": 3.0}))
        stew = cook(ada, (LENTILS, 100), (mystery, 10))

        assert stew.energy_kcal is None
        assert stew.tryptophan_g is None
        assert stew.fibre_g is not None
        assert not stew.fibre_is_at_least

    def test_several_ferments_add_their_servings(self, ada: User) -> None:
        """75 g of kimchi and 85 g of fresh tempeh are one serving each."""
        stew = cook(ada, (KIMCHI, 75), (TEMPEH, 85), (LENTILS, 140))

        meal = eat(ada, "2026-11-18 12:30", ItemDraft(stew, grams=300))

        assert only_item(meal).fermented_servings == pytest.approx(2)
        assert only_item(meal).live_servings == pytest.approx(2)

    def test_a_cooked_dish_keeps_its_ferments_but_none_of_them_live(self, ada: User) -> None:
        stew = cook(ada, (KIMCHI, 75), (LENTILS, 225), heated=True)

        meal = eat(ada, "2026-11-18 12:30", ItemDraft(stew, grams=300))

        assert only_item(meal).fermented_servings == pytest.approx(1)
        assert only_item(meal).live_servings == 0

    def test_plants_are_the_union_with_their_grams(self, ada: User) -> None:
        stew = cook(ada, (LENTILS, 100), (APPLE, 50), (LENTILS, 50))

        grams = dict(stew.food_plants.values_list("plant", "g_per_100g"))
        assert grams == {"lentil": pytest.approx(75), "apple": pytest.approx(25)}

    def test_plants_of_a_dish_eaten_thrice_count_once_a_week(self, ada: User) -> None:
        stew = cook(ada, (LENTILS, 100), (APPLE, 50))
        for day in ("16", "17", "18"):
            eat(ada, f"2026-11-{day} 12:30", ItemDraft(stew, grams=150), (APPLE, 100))

        table = logged_table(ada, at(ada, "2026-11-16 12:00").date(), ada.today(NOW))
        eaten = {key for keys in table["plants"] for key in keys}

        assert eaten == {"lentil", "apple"}
        assert plant_points(eaten, plant_catalogue(), ada) == 2

    def test_a_recipe_in_a_recipe_counts_as_what_it_holds(self, ada: User) -> None:
        base = cook(ada, (LENTILS, 100), (APPLE, 100), name="Base")
        dish = cook(ada, (base, 100), (RYE_BREAD, 100), name="Dish")

        by_hand = (food(LENTILS).fibre_g + food(APPLE).fibre_g) / 2 + food(RYE_BREAD).fibre_g
        assert dish.fibre_g == pytest.approx(by_hand / 2)

    def test_at_least_is_handed_on_to_the_outer_recipe(self, ada: User) -> None:
        base = cook(ada, (LENTILS, 100), (TEMPEH, 100), name="Base")
        dish = cook(ada, (base, 100), (RYE_BREAD, 100), name="Dish")

        assert dish.fibre_is_at_least

    def test_servings_without_grams_of_a_recipe_weigh_what_they_weigh(self, ada: User) -> None:
        stew = cook(ada, (LENTILS, 300), servings_made=2)

        meal = eat(ada, "2026-11-18 12:30", ItemDraft(stew, servings=2))

        assert only_item(meal).grams == pytest.approx(300)
        assert only_item(meal).fibre_g == pytest.approx(3 * food(LENTILS).fibre_g)


class TestTheDaysTable:
    def test_an_item_known_in_part_counts_among_the_unknown(self, ada: User) -> None:
        stew = cook(ada, (LENTILS, 100), (TEMPEH, 100))
        meal = eat(ada, "2026-11-18 12:30", ItemDraft(stew, grams=200), (APPLE, 100))

        today = ada.today(NOW)
        table = logged_table(ada, today, today)

        assert table["fibre_unknown_items"].item() == 1
        assert table["fibre_g"].item() == pytest.approx(food(LENTILS).fibre_g + food(APPLE).fibre_g)
        assert meal.total("fibre_g").unknown_items == 1


class TestHistory:
    def test_editing_a_recipe_changes_what_is_logged_next_and_nothing_before(
        self, ada: User
    ) -> None:
        stew = cook(ada, (LENTILS, 100), (APPLE, 100))
        before = only_item(eat(ada, "2026-11-17 12:30", ItemDraft(stew, grams=200)))

        change_recipe(stew, Recipe("Stew", of((LENTILS, 200)), servings_made=1))
        after = only_item(eat(ada, "2026-11-18 12:30", ItemDraft(fresh(stew), grams=200)))

        kept = MealItem.objects.get(pk=before.pk)
        assert kept.fibre_g == pytest.approx(food(LENTILS).fibre_g + food(APPLE).fibre_g)
        assert kept.plants == ["apple", "lentil"]
        assert after.fibre_g == pytest.approx(2 * food(LENTILS).fibre_g)
        assert after.plants == ["lentil"]

    def test_editing_an_ingredient_reaches_every_recipe_above_it(self, ada: User) -> None:
        paste, _ = add_own_food(ada, Label("Paste", {"fibre_g": 10.0}))
        base = cook(ada, (paste, 50), (LENTILS, 50), name="Base")
        dish = cook(ada, (base, 100), (paste, 100), name="Dish")

        change_own_food(paste, Label("Paste", {"fibre_g": 20.0}))

        in_base = (20 + food(LENTILS).fibre_g) / 2
        assert fresh(base).fibre_g == pytest.approx(in_base)
        assert fresh(dish).fibre_g == pytest.approx((in_base + 20) / 2)

    def test_the_portion_keeps_its_id_when_the_recipe_changes(self, ada: User) -> None:
        stew = cook(ada, (LENTILS, 100))
        uid = portion(stew, "serving").uid

        change_recipe(stew, Recipe("Stew", of((LENTILS, 500)), servings_made=1))

        assert portion(fresh(stew), "serving").uid == uid
        assert portion(fresh(stew), "serving").gram_weight == 500

    def test_deleting_keeps_what_was_logged_and_can_be_taken_back(self, ada: User) -> None:
        stew = cook(ada, (LENTILS, 100), (APPLE, 100))
        logged = only_item(eat(ada, "2026-11-18 12:30", ItemDraft(stew, grams=200)))
        fibre_g = logged.fibre_g

        undo = delete_own_food(stew, now=NOW)
        logged.refresh_from_db()
        assert (logged.food, logged.name, logged.fibre_g) == (None, "Stew", fibre_g)

        take_back(undo)
        back = Food.objects.with_facts().get(uid=stew.uid)
        assert back.fibre_g == stew.fibre_g
        assert back.ingredients.count() == 2
        assert [one.description for one in back.portions.all()] == ["serving"]

    def test_loading_the_catalogue_again_touches_no_own_food(self, ada: User, settings) -> None:
        stew = cook(ada, (LENTILS, 100), (APPLE, 100))
        before = Food.objects.filter(pk=stew.pk).values().get()

        load(settings.DATA_DIR)

        assert Food.objects.filter(pk=stew.pk).values().get() == before
        assert fresh(stew).food_plants.count() == 2
        assert fresh(stew).portions.count() == 1


class TestRefusals:
    def test_a_recipe_cannot_hold_itself(self, ada: User) -> None:
        stew = cook(ada, (LENTILS, 100))

        with pytest.raises(ValidationError, match="ingredient of itself"):
            change_recipe(stew, Recipe("Stew", of((stew, 100)), servings_made=1))

    def test_nor_through_another_recipe(self, ada: User) -> None:
        inner = cook(ada, (LENTILS, 100), name="Inner")
        middle = cook(ada, (inner, 100), name="Middle")
        outer = cook(ada, (middle, 100), name="Outer")

        with pytest.raises(ValidationError, match="“Inner” would be an ingredient of itself"):
            change_recipe(inner, Recipe("Inner", of((outer, 100)), servings_made=1))
        assert RecipeIngredient.objects.get(recipe=inner).food == food(LENTILS)

    def test_an_ingredient_cannot_be_deleted_under_a_recipe(self, ada: User) -> None:
        paste, _ = add_own_food(ada, Label("Paste"))
        cook(ada, (paste, 50), name="Dish")

        with pytest.raises(ValidationError, match="ingredient of “Dish”"):
            delete_own_food(paste, now=NOW)

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"name": " "}, "name"),
            ({"name": "x" * 121}, "name"),
            ({"servings_made": 0.0}, "servings_made"),
            ({"yield_g": -5.0}, "yield_g"),
        ],
    )
    def test_senseless_recipes_are_refused_by_field(
        self, ada: User, said: dict[str, object], field: str
    ) -> None:
        with pytest.raises(ValidationError) as refused:
            cook(ada, (LENTILS, 100), **said)
        assert list(refused.value.message_dict) == [field]

    @pytest.mark.parametrize("parts", [(), ((LENTILS, 0.0),), ((LENTILS, -1.0),)])
    def test_so_are_recipes_of_nothing(self, ada: User, parts) -> None:
        with pytest.raises(ValidationError) as refused:
            cook(ada, *parts)
        assert list(refused.value.message_dict) == ["ingredients"]

    def test_erasing_the_account_takes_nested_recipes_along(self, ada: User) -> None:
        base = cook(ada, (LENTILS, 100), name="Base")
        cook(ada, (base, 100), name="Dish")

        ada.delete()

        assert not Food.objects.exclude(owner=None).exists()


class TestOwnFoods:
    def test_a_label_per_serving_becomes_figures_per_100_g(self, ada: User) -> None:
        label = Label.per_serving(
            "Grandma's kvass", {"fibre_g": 0.5, "sugars_g": None}, serving_g=250, serving="glass"
        )
        kvass, _ = add_own_food(ada, label)

        assert kvass.fibre_g == pytest.approx(0.2)
        assert kvass.sugars_g is None
        assert portion(fresh(kvass), "glass").gram_weight == 250

    def test_numbers_nobody_gave_stay_unknown(self, ada: User) -> None:
        soup, _ = add_own_food(ada, Label("Village soup"))
        item = only_item(eat(ada, "2026-11-18 12:30", ItemDraft(fresh(soup), grams=300)))

        assert (item.fibre_g, item.energy_kcal, item.tryptophan_g) == (None, None, None)

    def test_a_figure_nothing_can_hold_is_refused(self, ada: User) -> None:
        with pytest.raises(ValidationError, match="150 g in 100 g"):
            add_own_food(ada, Label("Slip", {"fibre_g": 150.0}))

    def test_the_same_id_gives_the_same_food(self, ada: User, ben: User) -> None:
        uid = uuid.uuid4()
        first, is_new = add_own_food(ada, Label("Soup"), uid=uid)
        second, is_new_too = add_own_food(ada, Label("Another"), uid=uid)
        of_ben, is_bens_new = add_own_food(ben, Label("Ben's"), uid=uid)

        assert (is_new, is_new_too, is_bens_new) == (True, False, True)
        assert first == second
        assert of_ben != first

    def test_an_id_of_the_catalogue_is_refused(self, ada: User) -> None:
        with pytest.raises(ValidationError, match="catalogue"):
            add_own_food(ada, Label("Soup"), uid=food(APPLE).uid)

    def test_a_plant_nobody_knows_is_refused(self, ada: User) -> None:
        with pytest.raises(ValidationError, match="triffid"):
            add_own_food(ada, Label("Salad", plants=["lentil", "triffid"]))

    def test_plants_of_an_own_food_are_logged_with_it(self, ada: User) -> None:
        salad, _ = add_own_food(ada, Label("Salad", plants=["lentil", "apple"]))
        meal, _ = log_meal(
            ada, eaten_at=NOW, kind="lunch", items=[ItemDraft(fresh(salad), servings=1)], now=NOW
        )

        assert only_item(meal).plants == ["apple", "lentil"]
