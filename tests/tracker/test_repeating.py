"""Logging again: an item, a meal, a day, a saved meal, and what is offered for it."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.undo import take_back
from tests.people import APPLE, KEFIR, KIMCHI, LENTILS, NOW, OATS, at, eat, food, portion
from tracker.at_hand import at_hand
from tracker.keeping import (
    delete_saved_meal,
    save_logged_meal,
    save_meal,
    set_favourite,
)
from tracker.models import Favourite, Meal, MealItem, SavedMeal
from tracker.own_foods import Label, add_own_food, change_own_food, delete_own_food
from tracker.repeating import copy_day, copy_meal, log_saved_meal, repeat_item, repeat_meal
from tracker.services import switch_item
from tracker.snapshots import ItemDraft

pytestmark = pytest.mark.django_db

TODAY, YESTERDAY = date(2026, 11, 18), date(2026, 11, 17)
SAUERKRAUT_CANNED = "11439"


def said(meal: Meal) -> list[tuple[str, str]]:
    """Return a meal's items as a person reads them."""
    return [(item.name, item.amount) for item in meal.items.all()]


def of_day(user: User, day: date) -> list[Meal]:
    """Return a day's meals as the pages load them."""
    return list(Meal.objects.for_user(user).on(day).select_related("user").with_items())


class TestRepeatingAMeal:
    def test_it_is_logged_again_with_the_same_amounts(self, ada: User) -> None:
        apple = food(APPLE)
        two = ItemDraft(apple, portion=apple.portions.first(), quantity=2)
        before = eat(ada, "2026-11-17 08:30", (OATS, 50), two, kind="breakfast")

        after, added = repeat_meal(before, eaten_at=NOW, now=NOW)

        assert added
        assert said(after) == said(before)
        assert (after.kind, after.local_day, after.eaten_at) == ("breakfast", TODAY, NOW)

    def test_it_joins_the_meal_of_that_kind(self, ada: User) -> None:
        before = eat(ada, "2026-11-17 08:30", (OATS, 50), kind="breakfast")
        begun = eat(ada, "2026-11-18 08:00", (APPLE, 100), kind="breakfast")

        after, _ = repeat_meal(before, eaten_at=NOW, now=NOW)

        assert after == begun
        assert [item.position for item in after.items.all()] == [0, 1]

    def test_sending_the_same_id_again_adds_nothing(self, ada: User) -> None:
        before = eat(ada, "2026-11-17 08:30", (OATS, 50), (APPLE, 100), kind="breakfast")
        uid = uuid.uuid4()

        first, added = repeat_meal(before, eaten_at=NOW, now=NOW, uid=uid)
        second, added_again = repeat_meal(before, eaten_at=NOW, now=NOW, uid=uid)

        assert (added, added_again) == (True, False)
        assert first == second
        assert second.items.count() == 2

    def test_figures_are_those_the_food_has_now(self, ada: User) -> None:
        soup, _ = add_own_food(ada, Label("Soup", {"fibre_g": 1.0}))
        draft = ItemDraft(food_of(soup), grams=200)
        before = eat(ada, "2026-11-17 12:30", draft)
        change_own_food(soup, Label("Soup", {"fibre_g": 3.0}))

        after, _ = repeat_meal(before, eaten_at=NOW, now=NOW)

        assert before.items.get().fibre_g == pytest.approx(2)
        assert after.items.get().fibre_g == pytest.approx(6)

    def test_a_food_that_is_gone_is_copied_with_its_own_figures(self, ada: User) -> None:
        soup, _ = add_own_food(ada, Label("Soup", {"fibre_g": 1.0}, plants=["lentil"]))
        before = eat(ada, "2026-11-17 12:30", ItemDraft(food_of(soup), grams=200), (APPLE, 100))
        delete_own_food(soup, now=NOW)

        after, _ = repeat_meal(before, eaten_at=NOW, now=NOW)

        copied = after.items.get(name="Soup")
        assert (copied.food, copied.grams, copied.plants) == (None, 200, ["lentil"])
        assert copied.fibre_g == pytest.approx(2)
        assert copied.uid != before.items.get(name="Soup").uid

    def test_a_switched_ferment_stays_switched(self, ada: User) -> None:
        before = eat(ada, "2026-11-17 12:30", (SAUERKRAUT_CANNED, 71))
        switch_item(before.items.get())

        after, _ = repeat_meal(before, eaten_at=NOW, now=NOW)

        assert after.items.get().live_servings == pytest.approx(1)

    def test_one_item_can_be_repeated_alone(self, ada: User) -> None:
        before = eat(ada, "2026-11-17 08:30", (OATS, 50), (KEFIR, 240), kind="breakfast")

        after, _ = repeat_item(before.items.last(), eaten_at=NOW, kind="snack", now=NOW)

        assert said(after) == said(before)[1:]
        assert after.kind == "snack"

    def test_servings_without_grams_are_repeated_as_servings(self, ada: User) -> None:
        before = eat(ada, "2026-11-17 08:30", ItemDraft(food(KIMCHI), servings=2))

        after, _ = repeat_meal(before, eaten_at=NOW, now=NOW)

        assert said(after) == said(before)
        assert after.items.get().grams is None


def food_of(own):
    """Return an own food as the database has it, ready to be logged."""
    return type(own).objects.with_facts().get(pk=own.pk)


class TestCopying:
    def test_a_day_is_copied_at_the_same_times(self, ada: User) -> None:
        eat(ada, "2026-11-16 08:30", (OATS, 50), kind="breakfast")
        eat(ada, "2026-11-16 19:00", (LENTILS, 200), kind="dinner")

        copies = copy_day(ada, date(2026, 11, 16), YESTERDAY, now=NOW)

        assert [(meal.kind, meal.eaten_at) for meal in copies] == [
            ("breakfast", at(ada, "2026-11-17 08:30")),
            ("dinner", at(ada, "2026-11-17 19:00")),
        ]

    def test_copying_twice_copies_once(self, ada: User) -> None:
        eat(ada, "2026-11-16 08:30", (OATS, 50), kind="breakfast")

        copy_day(ada, date(2026, 11, 16), YESTERDAY, now=NOW)

        assert copy_day(ada, date(2026, 11, 16), YESTERDAY, now=NOW) == []
        assert len(of_day(ada, YESTERDAY)) == 1

    def test_todays_copy_of_a_late_meal_is_not_in_the_future(self, ada: User) -> None:
        dinner = eat(ada, "2026-11-17 19:00", (LENTILS, 200), kind="dinner")

        copy, _ = copy_meal(dinner, TODAY, now=NOW)

        assert copy.eaten_at == NOW

    def test_an_empty_day_copies_nothing(self, ada: User) -> None:
        assert copy_day(ada, YESTERDAY, TODAY, now=NOW) == []


class TestSavedMeals:
    def test_a_saved_meal_is_logged_with_portions_and_switches(self, ada: User) -> None:
        apple = food(APPLE)
        two = ItemDraft(apple, portion=apple.portions.first(), quantity=2)
        meal = eat(ada, "2026-11-17 12:30", two, (SAUERKRAUT_CANNED, 71))
        switch_item(meal.items.get(name__contains="auerkraut"))

        saved = save_logged_meal(of_day(ada, YESTERDAY)[0], name="Usual lunch")
        loaded = SavedMeal.objects.for_user(ada).with_items().get(pk=saved.pk)
        logged, _ = log_saved_meal(loaded, eaten_at=NOW, kind="dinner", now=NOW)

        assert said(logged) == said(meal)
        assert logged.items.last().live_servings == pytest.approx(1)

    def test_the_same_id_saves_once(self, ada: User) -> None:
        uid, items = uuid.uuid4(), [ItemDraft(food(APPLE), grams=150)]

        first, is_new = save_meal(ada, name="Apple", items=items, uid=uid)
        second, is_new_too = save_meal(ada, name="Other", items=items, uid=uid)

        assert (first, is_new, is_new_too) == (second, True, False)

    def test_a_name_is_asked_for(self, ada: User) -> None:
        with pytest.raises(ValidationError, match="name"):
            save_meal(ada, name="  ", items=[ItemDraft(food(APPLE), grams=150)])

    def test_deleting_one_can_be_taken_back(self, ada: User) -> None:
        saved, _ = save_meal(ada, name="Apple", items=[ItemDraft(food(APPLE), grams=150)])

        take_back(delete_saved_meal(saved, now=NOW))

        assert SavedMeal.objects.get().items.get().grams == 150


class TestAtHand:
    def test_the_likely_meal_is_first_and_logged_kinds_are_left_out(self, ada: User) -> None:
        eat(ada, "2026-11-16 08:30", (OATS, 50), kind="breakfast")
        newer = eat(ada, "2026-11-17 08:30", (APPLE, 100), kind="breakfast")
        dinner = eat(ada, "2026-11-17 19:00", (LENTILS, 200), kind="dinner")

        offered = at_hand(ada, TODAY, "dinner", [])
        assert offered.meals == [dinner, newer]

        breakfast = eat(ada, "2026-11-18 08:30", (APPLE, 100), kind="breakfast")
        assert at_hand(ada, TODAY, "dinner", [breakfast]).meals == [dinner]

    def test_the_foods_eaten_most_at_this_kind_of_meal_come_first(self, ada: User) -> None:
        for day in ("15", "16"):
            eat(ada, f"2026-11-{day} 19:00", (LENTILS, 200), kind="dinner")
        eat(ada, "2026-11-17 08:30", (OATS, 60), kind="breakfast")
        eat(ada, "2026-11-16 08:30", (OATS, 50), kind="breakfast")

        recents = at_hand(ada, TODAY, "breakfast", []).recents

        assert [item.food for item in recents] == [food(OATS), food(LENTILS)]
        assert recents[0].grams == 60

    def test_favourites_are_kept_once_and_let_go(self, ada: User, ben: User) -> None:
        set_favourite(ada, food(KIMCHI), wanted=True)
        set_favourite(ada, food(KIMCHI), wanted=True)

        assert at_hand(ada, TODAY, "lunch", []).favourites == [food(KIMCHI)]
        assert at_hand(ben, TODAY, "lunch", []).is_empty

        set_favourite(ada, food(KIMCHI), wanted=False)
        assert not Favourite.objects.exists()

    def test_a_long_diary_costs_no_more_queries_than_a_short_one(
        self, ada: User, django_assert_num_queries
    ) -> None:
        from django.db import connection

        eat(ada, "2026-11-17 08:30", (OATS, 50), kind="breakfast")
        with CaptureQueriesContext(
            connection,
        ) as short:
            at_hand(ada, TODAY, "lunch", [])
        for back in range(1, 60):
            moment = f"{TODAY - timedelta(days=back)} 12:30"
            eat(ada, moment, (OATS, 50), (KIMCHI, 75), (APPLE, 100))
        with django_assert_num_queries(len(short)):
            offered = at_hand(ada, TODAY, "lunch", [])
        assert len(offered.recents) == 3


class TestSwitching:
    def test_canned_sauerkraut_can_have_been_raw_and_back(self, ada: User) -> None:
        item = eat(ada, "2026-11-18 12:30", (SAUERKRAUT_CANNED, 142)).items.get()
        assert (item.fermented_servings, item.live_servings) == (pytest.approx(2), 0)

        raw = switch_item(item)
        assert raw.ferment_id == "sauerkraut_raw"
        assert (raw.fermented_servings, raw.live_servings) == (pytest.approx(2), pytest.approx(2))

        back = switch_item(MealItem.objects.get(pk=raw.pk))
        assert (back.ferment_id, back.live_servings) == ("sauerkraut_pasteurised", 0)

    def test_greek_yoghurt_comes_back_as_greek_yoghurt(self, ada: User) -> None:
        greek = food("01256")
        item = eat(ada, "2026-11-18 12:30", ItemDraft(greek, grams=150)).items.get()

        heated = switch_item(item)
        assert (heated.ferment_id, heated.live_servings) == ("yogurt_heat_treated", 0)
        assert switch_item(MealItem.objects.get(pk=item.pk)).ferment_id == "yogurt_greek"

    def test_what_has_no_counterpart_cannot_be_switched(self, ada: User) -> None:
        item = eat(ada, "2026-11-18 12:30", (APPLE, 100)).items.get()

        with pytest.raises(ValidationError, match="counterpart"):
            switch_item(item)

    def test_every_counterpart_differs_in_being_live(self, db: None) -> None:
        from tracker.models import Ferment

        paired = Ferment.objects.exclude(counterpart=None).select_related("counterpart")
        assert len(paired) == 27
        for ferment in paired:
            assert ferment.is_live != ferment.counterpart.is_live, ferment.key


def test_a_portion_that_is_gone_leaves_the_grams(ada: User) -> None:
    soup, _ = add_own_food(ada, Label("Soup", serving="bowl", serving_g=300))
    own = food_of(soup)
    before = eat(ada, "2026-11-17 12:30", ItemDraft(own, portion=portion(own, "bowl")))
    change_own_food(soup, Label("Soup", serving="plate", serving_g=250))

    after, _ = repeat_meal(before, eaten_at=NOW, now=NOW)

    assert said(after) == [("Soup", "300 g")]
