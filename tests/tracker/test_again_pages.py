"""One tap each: a meal, a food, a serving, a switch, a saved meal, a copied day."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from tests.people import APPLE, KIMCHI, LENTILS, OATS, eat, food
from tracker.keeping import save_meal
from tracker.models import Meal, MealItem, SavedMeal
from tracker.snapshots import ItemDraft

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 18)
SAUERKRAUT_CANNED = "11439"
TODAY_PAGE = reverse("insights:today")


def test_yesterdays_breakfast_is_one_button_on_today(ada_client: Client, ada: User) -> None:
    before = eat(ada, "2026-11-17 08:30", (OATS, 50), (APPLE, 100), kind="breakfast")
    address = reverse("tracker:meal-again", args=[before.uid])

    page = ada_client.get(TODAY_PAGE).content.decode()
    assert "Breakfast again" in page
    assert f'formaction="{address}"' in page

    data = {"day": str(TODAY), "kind": "lunch", "uid": str(uuid.uuid4())}
    for _ in range(2):
        assert ada_client.post(address, data).status_code == 302
    after = Meal.objects.for_user(ada).on(TODAY).get()
    assert (after.kind, after.items.count()) == ("breakfast", 2)


def test_a_food_eaten_lately_is_one_button(ada_client: Client, ada: User) -> None:
    item = eat(ada, "2026-11-17 08:30", (OATS, 50)).items.get()
    address = reverse("tracker:item-again", args=[item.meal.uid, item.uid])
    assert f'formaction="{address}"' in ada_client.get(TODAY_PAGE).content.decode()

    ada_client.post(address, {"day": str(TODAY), "kind": "snack"})
    assert MealItem.objects.get(meal__local_day=TODAY).grams == 50


def test_different_buttons_of_one_page_do_not_take_each_other_for_a_double_tap(
    ada_client: Client, ada: User
) -> None:
    items = eat(ada, "2026-11-17 08:30", (OATS, 50), (KIMCHI, 75)).items.all()
    uid = str(uuid.uuid4())
    for item in items:
        address = reverse("tracker:item-again", args=[item.meal.uid, item.uid])
        ada_client.post(address, {"day": str(TODAY), "kind": "snack", "uid": uid})
    assert MealItem.objects.filter(meal__local_day=TODAY).count() == 2


def test_a_time_that_was_set_is_kept(ada_client: Client, ada: User) -> None:
    before = eat(ada, "2026-11-17 08:30", (OATS, 50), kind="breakfast")
    data = {"day": str(TODAY), "kind": "breakfast", "clock": "07:15"}
    ada_client.post(reverse("tracker:meal-again", args=[before.uid]), data)
    after = Meal.objects.for_user(ada).on(TODAY).get()
    assert after.eaten_at.astimezone(ada.day_rule.zone).strftime("%H:%M") == "07:15"


def test_a_serving_without_grams_is_one_button(ada_client: Client) -> None:
    address = reverse("tracker:tap", args=["tap_vegetables"])
    page = ada_client.get(TODAY_PAGE).content.decode()
    assert f'formaction="{address}"' in page
    assert "adds no plant point" in page

    ada_client.post(address, {"day": str(TODAY), "kind": "lunch"})
    item = MealItem.objects.get()
    assert (item.servings, item.grams, item.fibre_g, item.plants) == (1, None, None, [])
    assert "at least" not in item.name


@pytest.mark.parametrize("key", ["tap_moonlight", KIMCHI])
def test_a_tap_that_does_not_exist_is_not_found(ada_client: Client, key: str) -> None:
    assert ada_client.post(reverse("tracker:tap", args=[key])).status_code == 404


def test_an_item_is_switched_to_live_and_back(ada_client: Client, ada: User) -> None:
    item = eat(ada, "2026-11-18 08:30", (SAUERKRAUT_CANNED, 71)).items.get()
    address = reverse("tracker:item-switch", args=[item.meal.uid, item.uid])

    page = ada_client.get(TODAY_PAGE).content.decode()
    assert "Was it live?" in page
    page = ada_client.post(address, follow=True).content.decode()
    assert "Was it heated?" in page
    assert "as Sauerkraut, raw unpasteurised" in page
    item.refresh_from_db()
    assert item.live_servings == pytest.approx(1)


def test_what_cannot_be_switched_is_told_so(ada_client: Client, ada: User) -> None:
    item = eat(ada, "2026-11-18 08:30", (APPLE, 71)).items.get()
    address = reverse("tracker:item-switch", args=[item.meal.uid, item.uid])
    assert "no live or heated counterpart" in ada_client.post(address, follow=True).content.decode()


class TestSavedMeals:
    def test_a_logged_meal_is_saved_and_logged_again(self, ada_client: Client, ada: User) -> None:
        meal = eat(ada, "2026-11-17 12:30", (LENTILS, 200), (APPLE, 100))
        ada_client.post(reverse("tracker:meal-save", args=[meal.uid]), {"name": "Usual lunch"})
        saved = SavedMeal.objects.get()

        address = reverse("tracker:saved-meal-log", args=[saved.uid])
        assert f'formaction="{address}"' in ada_client.get(TODAY_PAGE).content.decode()
        ada_client.post(address, {"day": str(TODAY), "kind": "dinner"})
        assert Meal.objects.for_user(ada).on(TODAY).get().items.count() == 2

    def test_a_name_is_needed(self, ada_client: Client, ada: User) -> None:
        meal = eat(ada, "2026-11-17 12:30", (LENTILS, 200))
        answer = ada_client.post(
            reverse("tracker:meal-save", args=[meal.uid]), {"name": ""}, follow=True
        )
        assert "A name has 1 to 120 characters" in answer.content.decode()
        assert not SavedMeal.objects.exists()

    def test_one_is_renamed_and_deleted_with_a_way_back(
        self, ada_client: Client, ada: User
    ) -> None:
        saved, _ = save_meal(ada, name="Apple", items=[ItemDraft(food(APPLE), grams=150)])
        ada_client.post(reverse("tracker:saved-meal-rename", args=[saved.uid]), {"name": "Pear"})
        page = ada_client.get(reverse("tracker:own-foods")).content.decode()
        assert "Pear" in page

        answer = ada_client.post(
            reverse("tracker:saved-meal-delete", args=[saved.uid]), follow=True
        )
        assert "Undo" in answer.content.decode()
        assert not SavedMeal.objects.exists()


class TestCopyingADay:
    def test_the_day_before_is_offered_and_copied(self, ada_client: Client, ada: User) -> None:
        eat(ada, "2026-11-17 08:30", (OATS, 50), kind="breakfast")
        eat(ada, "2026-11-17 19:00", (LENTILS, 200), kind="dinner")
        address = reverse("tracker:day-copy", args=[TODAY])

        assert "Copy all 2 meals" in ada_client.get(address).content.decode()
        ada_client.post(address, {"from": "2026-11-17", "meal": ""})
        answer = ada_client.post(address, {"from": "2026-11-17", "meal": ""}, follow=True)

        assert Meal.objects.for_user(ada).on(TODAY).count() == 2
        assert "nothing was copied again" in answer.content.decode()

    def test_one_meal_is_copied_alone(self, ada_client: Client, ada: User) -> None:
        meal = eat(ada, "2026-11-16 08:30", (OATS, 50), kind="breakfast")
        eat(ada, "2026-11-16 19:00", (LENTILS, 200), kind="dinner")
        address = reverse("tracker:day-copy", args=[TODAY])
        ada_client.post(address, {"from": "2026-11-16", "meal": str(meal.uid)})
        assert Meal.objects.for_user(ada).on(TODAY).get().kind == "breakfast"

    def test_an_empty_day_says_so(self, ada_client: Client) -> None:
        page = ada_client.get(reverse("tracker:day-copy", args=[TODAY])).content.decode()
        assert "Nothing is logged on" in page

    def test_tomorrow_cannot_be_copied_to(self, ada_client: Client) -> None:
        address = reverse("tracker:day-copy", args=[TODAY + timedelta(days=1)])
        assert ada_client.get(address).status_code == 404

    def test_a_meal_of_another_day_or_person_is_not_found(
        self, ada_client: Client, ada: User, ben: User
    ) -> None:
        of_ben = eat(ben, "2026-11-17 08:30", (OATS, 50))
        address = reverse("tracker:day-copy", args=[TODAY])
        data = {"from": "2026-11-17", "meal": str(of_ben.uid)}
        assert ada_client.post(address, data).status_code == 404


def test_nobody_repeats_switches_or_saves_another_persons_meals(
    ada: User, ben_client: Client
) -> None:
    item = eat(ada, "2026-11-17 08:30", (SAUERKRAUT_CANNED, 50)).items.get()
    saved, _ = save_meal(ada, name="Apple", items=[ItemDraft(food(APPLE), grams=150)])
    of_item, of_meal = [item.meal.uid, item.uid], [item.meal.uid]
    addresses = [
        reverse("tracker:item-again", args=of_item),
        reverse("tracker:item-switch", args=of_item),
        reverse("tracker:meal-again", args=of_meal),
        reverse("tracker:meal-save", args=of_meal),
        reverse("tracker:saved-meal-log", args=[saved.uid]),
        reverse("tracker:saved-meal-rename", args=[saved.uid]),
        reverse("tracker:saved-meal-delete", args=[saved.uid]),
    ]
    assert [ben_client.post(address).status_code for address in addresses] == [404] * 7


class TestQueries:
    """What a page asks of the database does not grow with the diary."""

    @pytest.mark.parametrize(
        ("address", "data"),
        [
            (TODAY_PAGE, {}),
            (TODAY_PAGE, {"q": "kimchi"}),
            (TODAY_PAGE, {"q": "150 g kimchi and 2 apples"}),
            (reverse("tracker:food-search"), {"q": "kimchi"}),
            (reverse("tracker:plants"), {}),
        ],
    )
    def test_they_are_as_many_after_a_hundred_days(
        self, ada_client: Client, ada: User, address: str, data: dict[str, str]
    ) -> None:
        for kind in ("breakfast", "lunch", "dinner", "snack"):
            eat(ada, "2026-11-17 12:30", (OATS, 50), (KIMCHI, 75), (APPLE, 100), kind=kind)
        ada_client.get(address, data)

        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert ada_client.get(address, data).status_code == 200
            return len(queries)

        before = cost()
        for back in range(2, 100):
            eat(ada, f"{TODAY - timedelta(days=back)} 12:30", (OATS, 50), (KIMCHI, 75))
        assert cost() == before <= 45
