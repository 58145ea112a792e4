"""Quick add for one person: own foods, habits, and a line that is not a name."""

import pytest

from accounts.models import User
from tests.people import KIMCHI, RYE_BREAD, eat, food
from tracker.food_lookup import read_if_line, read_line
from tracker.own_foods import Label, Recipe, add_own_food, add_recipe
from tracker.recipes import Ingredient

pytestmark = pytest.mark.django_db

LENTIL_CURRY = "41311010"
EXAMPLE = "150 g kimchi, 2 slices rye bread and a cup of kefir"


def said(user: User, line: str) -> list[tuple[str, float | None]]:
    """Return the names and grams read from a line."""
    return [(item.food.display_name, item.grams) for item in read_line(user, line)]


def test_the_example_of_the_page_is_read(ada: User) -> None:
    items = read_line(ada, EXAMPLE)
    assert [item.food.display_name for item in items] == ["Kimchi", "Rye bread", "Kefir"]
    assert [item.grams for item in items] == [150, pytest.approx(64), pytest.approx(244, abs=5)]
    assert all(item.certain for item in items)


def test_own_foods_and_recipes_are_found_with_their_servings(ada: User) -> None:
    add_own_food(ada, Label("Grandma's kvass", serving="glass", serving_g=250))
    add_recipe(ada, Recipe("Tuesday stew", [Ingredient(food(KIMCHI), 900)], servings_made=3))

    assert said(ada, "2 glasses of kvass") == [("Grandma's kvass", 500)]
    assert said(ada, "1 serving of tuesday stew") == [("Tuesday stew", 300)]


def test_own_foods_are_nobody_elses(ada: User, ben: User) -> None:
    add_own_food(ada, Label("Grandma's kvass", serving="glass", serving_g=250))
    assert said(ben, "2 glasses of kvass")[0][0] != "Grandma's kvass"


def test_a_bare_food_is_the_amount_of_last_time(ada: User) -> None:
    eat(ada, "2026-11-17 08:30", (RYE_BREAD, 64))
    [item, _] = read_line(ada, "rye bread and kimchi")
    assert (item.grams, item.how, item.certain) == (64, "as last time", True)


def test_a_habit_does_not_turn_an_ingredient_into_a_dish(ada: User) -> None:
    curry = next(item.food for item in read_line(ada, "lentil curry"))
    for day in range(10, 18):
        eat(ada, f"2026-11-{day} 12:30", (curry.source_id, 240))

    [lentils] = read_line(ada, "200 g lentils")
    assert lentils.food.display_name.startswith("Lentils")


def test_a_habit_decides_which_bread_it_is(ada: User) -> None:
    for day in range(10, 18):
        eat(ada, f"2026-11-{day} 12:30", (RYE_BREAD, 64))
    assert said(ada, "2 slices of bread")[0][0] == "Rye bread"


def test_alternatives_come_with_the_food(ada: User) -> None:
    [item] = read_line(ada, "100 g lentils")
    assert len(item.foods) >= 3
    assert item.foods[0] == item.food


def test_words_nobody_knows_are_asked_about(ada: User) -> None:
    items = read_line(ada, "100 g kimchi, 50 g xqzzvw")
    assert items[1].food is None
    assert items[1].question


@pytest.mark.parametrize("name", ["kimchi", "rye bread", "mac and cheese", "tea with milk", "7 up"])
def test_a_name_is_searched_for(ada: User, name: str) -> None:
    assert read_if_line(ada, name) == []


@pytest.mark.parametrize("line", ["2 eggs", "half an avocado", "bread and butter", EXAMPLE])
def test_an_amount_or_a_list_is_read_as_a_line(ada: User, line: str) -> None:
    assert read_if_line(ada, line)
