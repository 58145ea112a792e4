"""A food's page, own foods as you type them, recipes line by line, favourites."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.people import KIMCHI, LENTILS, TEMPEH, eat, food
from tracker.models import Favourite, Ferment, Food, MealItem
from tracker.own_foods import Label, Recipe, add_own_food, add_recipe
from tracker.recipes import Ingredient
from tracker.snapshots import ItemDraft

pytestmark = pytest.mark.django_db

NEW_FOOD, NEW_RECIPE = reverse("tracker:food-new"), reverse("tracker:recipe-new")


def stew_of(user: User) -> Food:
    """Return a recipe of lentils and kimchi."""
    parts = [Ingredient(food(LENTILS), 200), Ingredient(food(KIMCHI), 75)]
    return add_recipe(user, Recipe("Stew", parts, servings_made=2))[0]


def page_of(client: Client, one: Food) -> str:
    """Return the page of a food."""
    return client.get(reverse("tracker:food", args=[one.uid])).content.decode()


class TestAFoodsPage:
    def test_a_ferment_shows_its_class_its_evidence_and_its_range(self, ada_client: Client) -> None:
        page = page_of(ada_client, food(KIMCHI))
        assert "high: more than 10⁷ live microbes per gram" in page
        assert "only the class is published" in page
        assert "From 10⁷ to 10⁹ live microbes per gram" in page
        assert "Kimchi, cooked" in page

    @pytest.mark.parametrize("evidence", Ferment.Evidence.values)
    def test_every_kind_of_evidence_is_named(self, ada_client: Client, evidence: str) -> None:
        one = Food.objects.filter(owner=None, retired=False, ferment__evidence=evidence).first()
        assert Ferment.Evidence(evidence).label in page_of(ada_client, one)

    def test_a_food_without_figures_says_unknown(self, ada_client: Client) -> None:
        assert "unknown" in page_of(ada_client, food(TEMPEH))

    def test_a_prebiotic_plant_shows_amount_and_citation(self, ada_client: Client) -> None:
        page = page_of(ada_client, food("11215"))
        assert "rich in prebiotic fibre" in page
        assert "9.8 to 17.4 g in 100 g" in page

    def test_a_recipe_lists_what_goes_in(self, ada_client: Client, ada: User) -> None:
        page = page_of(ada_client, stew_of(ada))
        assert "What goes in" in page
        assert "Makes 2 servings" in page

    def test_an_own_food_is_its_owners(self, ada: User, ben_client: Client) -> None:
        stew = stew_of(ada)
        for name in ("food", "food-edit", "item-add"):
            assert ben_client.get(reverse(f"tracker:{name}", args=[stew.uid])).status_code == 404
        for name in ("food-delete", "favourite"):
            assert ben_client.post(reverse(f"tracker:{name}", args=[stew.uid])).status_code == 404

    def test_a_food_of_the_catalogue_cannot_be_edited(self, ada_client: Client) -> None:
        address = reverse("tracker:food-edit", args=[food(KIMCHI).uid])
        assert ada_client.get(address).status_code == 404

    def test_a_favourite_is_made_and_let_go(self, ada_client: Client) -> None:
        address = reverse("tracker:favourite", args=[food(KIMCHI).uid])
        ada_client.post(address, {"wanted": "yes"})
        assert 'aria-pressed="true"' in page_of(ada_client, food(KIMCHI))
        ada_client.post(address, {"wanted": "no"})
        assert not Favourite.objects.exists()


class TestOwnFoods:
    def test_a_name_is_enough_and_comes_from_the_search(self, ada_client: Client) -> None:
        page = ada_client.get(NEW_FOOD, {"name": "Grandma's kvass"}).content.decode()
        assert "Grandma&#x27;s kvass" in page

        ada_client.post(NEW_FOOD, {"name": "Grandma's kvass", "per": "100g"})
        kvass = Food.objects.get(name="Grandma's kvass")
        assert (kvass.fibre_g, kvass.energy_kcal) == (None, None)

    def test_a_label_per_serving_is_brought_to_100_g(self, ada_client: Client) -> None:
        said = {
            "name": "Kvass",
            "serving": "glass",
            "serving_g": "250",
            "per": "serving",
            "fibre_g": "0,5",
            "ferment": "kvass",
            "plants": "Rye, peppermint",
        }
        ada_client.post(NEW_FOOD, said)
        kvass = Food.objects.with_facts().get(name="Kvass")
        assert kvass.fibre_g == pytest.approx(0.2)
        assert kvass.live_servings_per_100g == pytest.approx(0.4)
        assert {plant.key for plant in kvass.plants.all()} == {"rye", "peppermint"}

    @pytest.mark.parametrize(
        ("said", "answer"),
        [
            ({"name": ""}, "This field is required"),
            ({"per": "serving", "fibre_g": "3"}, "What does a serving weigh?"),
            ({"fibre_g": "150"}, "nothing holds more than 100"),
            ({"fibre_g": "-1"}, "greater than or equal to 0"),
            ({"serving_g": "0"}, "weighs more than 0"),
            ({"plants": "lentil, brocoli"}, "Did you mean “broccoli”?"),
            ({"per": "bucket"}, "Select a valid choice"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field(
        self, ada_client: Client, said: dict[str, str], answer: str
    ) -> None:
        page = ada_client.post(NEW_FOOD, {"name": "Kvass", "per": "100g"} | said).content.decode()
        assert answer in page
        assert not Food.objects.exclude(owner=None).exists()

    def test_editing_shows_what_was_said(self, ada_client: Client, ada: User) -> None:
        label = Label("Soup", {"fibre_g": 1.25}, serving="bowl", serving_g=300, plants=["lentil"])
        soup, _ = add_own_food(ada, label)
        address = reverse("tracker:food-edit", args=[soup.uid])
        page = ada_client.get(address).content.decode()
        for shown in ("Soup", "1.25", "bowl", "300", "Lentil"):
            assert f'value="{shown}"' in page

        ada_client.post(address, {"name": "Soup", "per": "100g", "fibre_g": ""})
        soup.refresh_from_db()
        assert soup.fibre_g is None

    def test_deleting_keeps_what_was_logged_and_offers_a_way_back(
        self, ada_client: Client, ada: User
    ) -> None:
        soup, _ = add_own_food(ada, Label("Soup"))
        eat(ada, "2026-11-18 12:30", ItemDraft(Food.objects.with_facts().get(pk=soup.pk), grams=9))
        answer = ada_client.post(reverse("tracker:food-delete", args=[soup.uid]), follow=True)
        page = answer.content.decode()
        assert "Undo" in page
        assert MealItem.objects.get().name == "Soup"

        undo = re.search(r'action="(/undo/[^"]+)"', page)[1]
        ada_client.post(undo)
        assert Food.objects.filter(owner=ada, name="Soup").exists()

    def test_an_empty_list_is_greeted_kindly(self, ada_client: Client) -> None:
        page = ada_client.get(reverse("tracker:own-foods")).content.decode()
        assert page.count("None yet.") == 3


class TestRecipes:
    def test_lines_are_looked_up_and_confirmed_before_saving(self, ada_client: Client) -> None:
        said = {
            "name": "Stew",
            "servings_made": "2",
            "rows": "0",
            "lines": "200 g lentils\n9 g xqzzvw",
        }
        page = ada_client.post(NEW_RECIPE, said | {"look_up": "1"}).content.decode()
        assert "Not found: 9 g xqzzvw" in page
        assert not Food.objects.exclude(owner=None).exists()

        [chosen] = re.findall(r'<select class="line__food"[^>]*><option value="([^"]+)"', page)
        kept = {"rows": "1", "food-0": chosen, "grams-0": "200", "lines": "", "save": "1"}
        ada_client.post(NEW_RECIPE, said | kept)
        stew = Food.objects.get(name="Stew")
        assert stew.fibre_g == pytest.approx(Food.objects.get(uid=chosen).fibre_g)

    def test_pressing_save_with_lines_still_typed_looks_them_up_first(
        self, ada_client: Client
    ) -> None:
        said = {"name": "Stew", "servings_made": "2", "rows": "0", "lines": "200 g lentils"}
        page = ada_client.post(NEW_RECIPE, said | {"save": "1"}).content.decode()
        assert 'name="food-0"' in page
        assert not Food.objects.exclude(owner=None).exists()

    def test_editing_takes_out_and_keeps(self, ada_client: Client, ada: User) -> None:
        stew = stew_of(ada)
        said = {
            "name": "Lentils alone",
            "servings_made": "1",
            "yield_g": "",
            "rows": "2",
            "food-0": str(food(LENTILS).uid),
            "grams-0": "300",
            "food-1": str(food(KIMCHI).uid),
            "grams-1": "75",
            "drop-1": "on",
            "lines": "",
            "save": "1",
        }
        ada_client.post(reverse("tracker:food-edit", args=[stew.uid]), said)
        stew.refresh_from_db()
        assert (stew.name, stew.fermented_servings_per_100g) == ("Lentils alone", 0)

    @pytest.mark.parametrize(
        ("said", "answer"),
        [
            ({"rows": "0"}, "at least one ingredient"),
            ({"grams-0": ""}, "How many grams go in?"),
            ({"grams-0": "-3"}, "How many grams go in?"),
            ({"servings_made": "0"}, "is not an amount"),
            ({"servings_made": ""}, "This field is required"),
            ({"yield_g": "-1"}, "is not an amount"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, ada_client: Client, said: dict[str, str], answer: str
    ) -> None:
        fine = {
            "name": "Stew",
            "servings_made": "2",
            "rows": "1",
            "food-0": str(food(LENTILS).uid),
            "grams-0": "200",
            "lines": "",
            "save": "1",
        }
        page = ada_client.post(NEW_RECIPE, fine | said).content.decode()
        assert answer in page
        assert not Food.objects.exclude(owner=None).exists()

    def test_a_recipe_in_itself_is_refused_on_the_page(self, ada_client: Client, ada: User) -> None:
        stew = stew_of(ada)
        said = {
            "name": "Stew",
            "servings_made": "2",
            "rows": "1",
            "food-0": str(stew.uid),
            "grams-0": "100",
            "lines": "",
            "save": "1",
        }
        page = ada_client.post(reverse("tracker:food-edit", args=[stew.uid]), said)
        assert "ingredient of itself" in page.content.decode()

    def test_another_persons_recipe_cannot_go_in(
        self, ada: User, ben_client: Client, ben: User
    ) -> None:
        said = {
            "name": "Mine",
            "servings_made": "2",
            "rows": "1",
            "food-0": str(stew_of(ada).uid),
            "grams-0": "100",
            "lines": "",
            "save": "1",
        }
        assert "at least one ingredient" in ben_client.post(NEW_RECIPE, said).content.decode()

    @pytest.mark.parametrize("rows", ["many", "-1", "99999999"])
    def test_nonsense_in_hidden_fields_does_no_harm(self, ada_client: Client, rows: str) -> None:
        said = {"name": "Stew", "servings_made": "2", "rows": rows, "food-0": "x", "save": "1"}
        assert ada_client.post(NEW_RECIPE, said).status_code == 200


def test_a_food_nobody_has_is_not_found(ada_client: Client) -> None:
    assert ada_client.get(reverse("tracker:food", args=[uuid4()])).status_code == 404
