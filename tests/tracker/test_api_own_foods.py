"""`foods/` to write, `recipes/`, `saved-meals/`, `favourites/`, taps, doses and lines."""

import pytest

from accounts.models import User
from tests.api_support import AN_ID, API, BREAKFAST_AT, MEALS, api_of, errors_of, food_id
from tests.people import APPLE, KIMCHI, LENTILS, TEMPEH, food
from tracker.models import Favourite, Food, MealItem, ProbioticDose, SavedMeal

pytestmark = pytest.mark.django_db

FOODS, RECIPES = f"{API}foods/", f"{API}recipes/"
SAVED, DOSES, PARSE = f"{API}saved-meals/", f"{API}probiotic-doses/", f"{API}meals/parse/"


def stew(**said: object) -> dict[str, object]:
    """Return the body of a recipe."""
    return {
        "name": "Stew",
        "servings_made": 2,
        "ingredients": [
            {"food": food_id(LENTILS), "grams": 200},
            {"food": food_id(TEMPEH), "grams": 100},
        ],
    } | said


class TestOwnFoods:
    def test_one_is_kept_once_found_and_logged(self, ada: User) -> None:
        client = api_of(ada)
        kvass = {
            "id": AN_ID,
            "name": "Grandma's kvass",
            "serving": "glass",
            "serving_g": 250,
            "fibre_g": 0.2,
            "ferment": "kvass",
            "plants": ["rye"],
        }
        first = client.post(FOODS, kvass)
        assert first.status_code == 201
        assert client.post(FOODS, kvass).status_code == 200
        shown = first.json()
        assert (shown["id"], shown["fibre_g"], shown["energy_kcal"]) == (AN_ID, 0.2, None)
        assert shown["is_own"]

        found = client.get(FOODS, {"q": "kvass"}).json()["results"]
        assert found[0]["id"] == AN_ID
        item = {"food": AN_ID, "portion": shown["portions"][0]["id"], "quantity": 2}
        meal = client.post(MEALS, {"eaten_at": BREAKFAST_AT, "items": [item]}).json()
        assert meal["items"][0]["live_servings"] == pytest.approx(2)

    def test_what_is_left_out_of_a_put_becomes_unknown(self, ada: User) -> None:
        client = api_of(ada)
        client.post(FOODS, {"id": AN_ID, "name": "Soup", "fibre_g": 2})
        answer = client.put(f"{FOODS}{AN_ID}/", {"name": "Thin soup"})
        assert (answer.json()["name"], answer.json()["fibre_g"]) == ("Thin soup", None)

    def test_one_is_deleted_and_what_was_logged_stays(self, ada: User) -> None:
        client = api_of(ada)
        client.post(FOODS, {"id": AN_ID, "name": "Soup"})
        items = [{"food": AN_ID, "grams": 100}]
        client.post(MEALS, {"eaten_at": BREAKFAST_AT, "items": items})
        assert client.delete(f"{FOODS}{AN_ID}/").status_code == 204
        assert client.get(f"{FOODS}{AN_ID}/").status_code == 404
        assert MealItem.objects.get().name == "Soup"

    @pytest.mark.parametrize(
        ("said", "error"),
        [
            ({"name": ""}, ("name", "blank")),
            ({"fibre_g": 150}, ("fibre_g", "out_of_bounds")),
            ({"fibre_g": "3"}, ("fibre_g", "invalid")),
            ({"serving_g": 0}, ("serving_g", "invalid")),
            ({"plants": ["triffid"]}, ("plants", "unknown_plant")),
            ({"ferment": "moonshine"}, ("ferment", "does_not_exist")),
            ({"colour": "green"}, ("colour", "unknown_field")),
        ],
    )
    def test_what_is_wrong_is_named(self, ada: User, said: dict, error: tuple) -> None:
        answer = api_of(ada).post(FOODS, {"name": "Soup"} | said)
        assert answer.status_code == 400
        assert errors_of(answer) == [error]

    def test_the_catalogue_and_other_people_s_foods_cannot_be_changed(
        self, ada: User, ben: User
    ) -> None:
        api_of(ada).post(FOODS, {"id": AN_ID, "name": "Soup"})
        for uid in (AN_ID, food_id(APPLE)):
            assert api_of(ben).put(f"{FOODS}{uid}/", {"name": "Mine"}).status_code == 404
            assert api_of(ben).delete(f"{FOODS}{uid}/").status_code == 404


class TestRecipes:
    def test_figures_are_worked_out_and_unknown_stays_at_least(self, ada: User) -> None:
        client = api_of(ada)
        answer = client.post(RECIPES, stew(id=AN_ID))
        assert answer.status_code == 201
        assert client.post(RECIPES, stew(id=AN_ID)).status_code == 200
        as_food = answer.json()["food"]
        assert as_food["fibre_g"] == pytest.approx(2 * food(LENTILS).fibre_g / 3)
        assert as_food["fibre_is_at_least"]
        assert as_food["portions"][0]["grams"] == pytest.approx(150)

        meal = {"eaten_at": BREAKFAST_AT, "items": [{"food": AN_ID, "servings": 1}]}
        [item] = client.post(MEALS, meal).json()["items"]
        assert (item["grams"], item["fibre_is_at_least"]) == (pytest.approx(150), True)

    def test_a_put_replaces_the_ingredients(self, ada: User) -> None:
        client = api_of(ada)
        client.post(RECIPES, stew(id=AN_ID))
        parts = [{"food": food_id(APPLE), "grams": 100}]
        answer = client.put(f"{RECIPES}{AN_ID}/", stew(ingredients=parts, heated=True))
        assert [part["name"] for part in answer.json()["ingredients"]] == ["Apples, raw, with skin"]
        assert answer.json()["food"]["plants"] == ["apple"]

    def test_a_recipe_in_itself_is_refused(self, ada: User) -> None:
        client = api_of(ada)
        client.post(RECIPES, stew(id=AN_ID))
        parts = [{"food": AN_ID, "grams": 100}]
        answer = client.put(f"{RECIPES}{AN_ID}/", stew(ingredients=parts))
        assert errors_of(answer) == [("ingredients", "holds_itself")]

    def test_an_ingredient_cannot_be_deleted(self, ada: User) -> None:
        client = api_of(ada)
        client.post(FOODS, {"id": AN_ID, "name": "Paste"})
        client.post(RECIPES, stew(ingredients=[{"food": AN_ID, "grams": 5}]))
        answer = client.delete(f"{FOODS}{AN_ID}/")
        assert errors_of(answer) == [("non_field_errors", "is_an_ingredient")]

    def test_they_are_ones_own(self, ada: User, ben: User) -> None:
        api_of(ada).post(RECIPES, stew(id=AN_ID))
        assert api_of(ben).get(f"{RECIPES}{AN_ID}/").status_code == 404
        assert api_of(ben).get(RECIPES).json()["count"] == 0
        parts = [{"food": AN_ID, "grams": 100}]
        answer = api_of(ben).post(RECIPES, stew(ingredients=parts))
        assert errors_of(answer) == [("ingredients", "unknown_food")]

    def test_one_is_deleted(self, ada: User) -> None:
        client = api_of(ada)
        client.post(RECIPES, stew(id=AN_ID))
        assert client.delete(f"{RECIPES}{AN_ID}/").status_code == 204
        assert not Food.objects.exclude(owner=None).exists()


class TestSavedMeals:
    def test_one_is_saved_changed_and_deleted(self, ada: User, ben: User) -> None:
        client = api_of(ada)
        items = [{"food": food_id(APPLE), "grams": 150}, {"food": food_id(KIMCHI), "servings": 1}]
        answer = client.post(SAVED, {"id": AN_ID, "name": "Usual", "items": items})
        assert answer.status_code == 201
        kept = answer.json()["items"]
        assert [(row["grams"], row["servings"]) for row in kept] == [(150, None), (None, 1)]
        assert client.get(SAVED).json()["count"] == 1
        assert api_of(ben).get(f"{SAVED}{AN_ID}/").status_code == 404

        renamed = client.patch(f"{SAVED}{AN_ID}/", {"name": "Always"}).json()
        assert (renamed["name"], len(renamed["items"])) == ("Always", 2)
        fewer = client.put(f"{SAVED}{AN_ID}/", {"name": "Always", "items": items[:1]}).json()
        assert len(fewer["items"]) == 1
        assert client.delete(f"{SAVED}{AN_ID}/").status_code == 204
        assert not SavedMeal.objects.exists()

    def test_a_senseless_item_is_named(self, ada: User) -> None:
        items = [{"food": food_id(APPLE)}]
        answer = api_of(ada).post(SAVED, {"name": "Usual", "items": items})
        assert errors_of(answer) == [("items.0.grams", "not_one_amount")]


def test_favourites_are_put_and_deleted(ada: User, ben: User) -> None:
    address = f"{API}favourites/{food_id(KIMCHI)}/"
    for _ in range(2):
        assert api_of(ada).put(address).status_code == 204
    assert [one["name"] for one in api_of(ada).get(f"{API}favourites/").json()["results"]] == [
        "Kimchi"
    ]
    assert api_of(ben).get(f"{API}favourites/").json()["count"] == 0
    assert api_of(ada).delete(address).status_code == 204
    assert not Favourite.objects.exists()
    assert api_of(ada).put(f"{API}favourites/{AN_ID}/").status_code == 404


def test_serving_taps_name_the_food_to_log(ada: User) -> None:
    client = api_of(ada)
    taps = client.get(f"{API}serving-taps/").json()["results"]
    vegetables = next(tap for tap in taps if tap["name"] == "Vegetables")
    assert "fibre" in vegetables["unknown"]
    items = [{"food": vegetables["food"], "servings": 1}]
    meal = client.post(MEALS, {"eaten_at": BREAKFAST_AT, "items": items}).json()
    assert meal["items"][0]["fibre_g"] is None
    weighed = [{"food": vegetables["food"], "grams": 80}]
    answer = client.post(MEALS, {"eaten_at": BREAKFAST_AT, "items": weighed})
    assert errors_of(answer) == [("items.0.servings", "servings_only")]


class TestDoses:
    def test_one_is_logged_once_changed_and_deleted(self, ada: User, ben: User) -> None:
        client = api_of(ada)
        dose = {"id": AN_ID, "taken_at": BREAKFAST_AT, "product": "Daily", "cfu": 1e10}
        answer = client.post(DOSES, dose)
        assert answer.status_code == 201
        assert client.post(DOSES, dose).status_code == 200
        assert answer.json() == dose | {"local_day": "2026-11-18", "time_zone": "Europe/Berlin"}

        assert client.patch(f"{DOSES}{AN_ID}/", {"product": "Weekly"}).json()["cfu"] == 1e10
        put = {"taken_at": BREAKFAST_AT, "product": "Weekly"}
        assert client.put(f"{DOSES}{AN_ID}/", put).json()["cfu"] is None
        assert api_of(ben).get(f"{DOSES}{AN_ID}/").status_code == 404
        assert client.get(DOSES, {"from": "2026-11-19"}).json()["count"] == 0
        assert client.delete(f"{DOSES}{AN_ID}/").status_code == 204
        assert not ProbioticDose.objects.exists()

    @pytest.mark.parametrize(
        ("said", "error"),
        [
            ({"product": ""}, ("product", "blank")),
            ({"cfu": -1}, ("cfu", "min_value")),
            ({"cfu": "many"}, ("cfu", "invalid")),
            ({"taken_at": "2036-01-01T08:00:00Z"}, ("taken_at", "in_the_future")),
        ],
    )
    def test_what_is_wrong_is_named(self, ada: User, said: dict, error: tuple) -> None:
        dose = {"taken_at": BREAKFAST_AT, "product": "Daily"} | said
        assert errors_of(api_of(ada).post(DOSES, dose)) == [error]


class TestLines:
    def test_a_line_comes_back_ready_to_be_sent_to_meals(self, ada: User) -> None:
        client = api_of(ada)
        line = "150 g kimchi, 2 slices rye bread and a cup of kefir"
        rows = client.post(PARSE, {"text": line}).json()["results"]
        assert [row["name"] for row in rows] == ["Kimchi", "Rye bread", "Kefir"]
        assert all(row["certain"] and row["question"] is None for row in rows)
        assert rows[0]["alternatives"]
        assert not MealItem.objects.exists()

        items = [{"food": row["food"], "grams": row["grams"]} for row in rows]
        answer = client.post(MEALS, {"eaten_at": BREAKFAST_AT, "items": items})
        assert answer.status_code == 201

    def test_what_is_not_known_is_asked(self, ada: User) -> None:
        rows = api_of(ada).post(PARSE, {"text": "50 g xqzzvw"}).json()["results"]
        assert (rows[0]["food"], rows[0]["certain"]) == (None, False)
        assert rows[0]["question"]

    @pytest.mark.parametrize("text", ["", "x" * 501])
    def test_a_line_is_neither_empty_nor_a_book(self, ada: User, text: str) -> None:
        assert api_of(ada).post(PARSE, {"text": text}).status_code == 400

    def test_a_token_that_may_only_read_cannot_post(self, ada: User) -> None:
        assert api_of(ada, scope="read").post(PARSE, {"text": "kimchi"}).status_code == 403
