"""Logging, changing and deleting meals: all of it happens, or nothing."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Undo, User
from accounts.undo import delete_with_undo, take_back
from tests.people import APPLE, KEFIR, KIMCHI, LENTILS, NOW, RYE_BREAD, at, eat, food
from tracker.models import Food, FoodDay, Meal, MealItem
from tracker.services import (
    add_to_day,
    change_meal,
    delete_item,
    delete_meal,
    likely_kind,
    log_meal,
    say_of_food_day,
)
from tracker.snapshots import ItemDraft

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 18)


def drafts_of(meal: Meal) -> list[ItemDraft]:
    """Return the drafts that would leave a meal as it is."""
    return [ItemDraft(item.food, grams=item.grams, uid=item.uid) for item in meal.items.all()]


def change(meal: Meal, **changes: object) -> Meal:
    """Change a meal's fields, leaving the others as they are."""
    as_it_is = {
        "eaten_at": meal.eaten_at,
        "kind": meal.kind,
        "note": meal.note,
        "items": None,
        "now": NOW,
    }
    return change_meal(meal, **as_it_is | changes)


def diary_of(user: User) -> list[list[dict[str, object]]]:
    """Return every row of a person's food diary."""
    items = MealItem.objects.filter(meal__user=user).order_by("pk")
    meals = Meal.objects.for_user(user).order_by("pk")
    said = FoodDay.objects.for_user(user).order_by("pk")
    return [list(rows.values()) for rows in (meals, items, said)]


class TestLogging:
    def test_the_same_id_gives_the_same_meal(self, ada: User) -> None:
        uid, items = uuid.uuid4(), [ItemDraft(food(APPLE), grams=150)]
        first, is_new = log_meal(
            ada, eaten_at=NOW, kind="snack", items=items, now=NOW, note="crisp", uid=uid
        )
        assert is_new
        before = diary_of(ada)
        second, is_new = log_meal(ada, eaten_at=NOW, kind="lunch", items=[], now=NOW, uid=uid)
        assert (second, is_new) == (first, False)
        assert diary_of(ada) == before

    def test_another_person_with_the_same_id_gets_a_meal_of_their_own(
        self, ada: User, ben: User
    ) -> None:
        uid = uuid.uuid4()
        meals = [
            log_meal(
                person,
                eaten_at=NOW,
                kind="snack",
                items=[ItemDraft(food(APPLE), grams=grams)],
                now=NOW,
                uid=uid,
            )
            for person, grams in ((ada, 100), (ben, 200))
        ]
        assert [is_new for _, is_new in meals] == [True, True]
        assert Meal.objects.for_user(ada).get(uid=uid).items.get().grams == 100
        assert Meal.objects.for_user(ben).get(uid=uid).items.get().grams == 200

    def test_a_fault_in_the_last_item_leaves_nothing(self, ada: User) -> None:
        say_of_food_day(ada, TODAY, FoodDay.Status.NONE, now=NOW)
        before = diary_of(ada)
        with pytest.raises(ValidationError):
            eat(ada, "2026-11-18 12:00", (LENTILS, 100), (KIMCHI, 50), (APPLE, -1))
        assert diary_of(ada) == before

    @pytest.mark.parametrize("count", [0, 101])
    def test_a_meal_has_one_to_a_hundred_foods(self, ada: User, count: int) -> None:
        with pytest.raises(ValidationError, match=f"1 to 100 foods; this one has {count}"):
            log_meal(
                ada,
                eaten_at=NOW,
                kind="lunch",
                items=[ItemDraft(food(APPLE), grams=1)] * count,
                now=NOW,
            )

    def test_two_items_with_one_id_are_refused(self, ada: User) -> None:
        draft = ItemDraft(food(APPLE), grams=1, uid=uuid.uuid4())
        with pytest.raises(ValidationError, match="same id"):
            log_meal(ada, eaten_at=NOW, kind="lunch", items=[draft, draft], now=NOW)

    def test_an_unknown_kind_is_refused(self, ada: User) -> None:
        with pytest.raises(ValidationError, match="elevenses"):
            eat(ada, "2026-11-18 11:00", (APPLE, 100), kind="elevenses")

    @pytest.mark.parametrize(
        ("moment", "words"),
        [
            (NOW + timedelta(hours=27), "lies in the future"),
            (datetime(9999, 12, 31, 23, tzinfo=UTC), "lies in the future"),
            (datetime(1989, 12, 31, tzinfo=UTC), "too long ago"),
            (datetime(1, 1, 1, tzinfo=UTC), "too long ago"),
        ],
    )
    def test_a_moment_nobody_can_mean_is_refused(
        self, ada: User, moment: datetime, words: str
    ) -> None:
        draft = ItemDraft(food(APPLE), grams=100)
        with pytest.raises(ValidationError, match=words):
            log_meal(ada, eaten_at=moment, kind="snack", items=[draft], now=NOW)
        with pytest.raises(ValidationError, match=words):
            add_to_day(ada, draft, eaten_at=moment, kind="snack", now=NOW)

    def test_a_meal_can_be_logged_for_last_year(self, ada: User) -> None:
        assert eat(ada, "2025-02-28 19:00", (APPLE, 100)).local_day == date(2025, 2, 28)

    @pytest.mark.parametrize(
        ("grams", "servings"), [(None, None), (10, 1), (0, None), (5_001, None)]
    )
    def test_the_database_itself_refuses_an_item_without_one_sensible_amount(
        self, ada: User, grams: float | None, servings: float | None
    ) -> None:
        item = eat(ada, "2026-11-18 12:00", (APPLE, 100)).items.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            MealItem.objects.filter(pk=item.pk).update(grams=grams, servings=servings)


class TestAddingToTheDay:
    def test_a_second_food_joins_the_meal_of_that_kind(self, ada: User) -> None:
        for source_id in (APPLE, LENTILS):
            draft = ItemDraft(food(source_id), grams=100)
            add_to_day(ada, draft, eaten_at=NOW, kind="lunch", now=NOW)
        lunch = Meal.objects.for_user(ada).get()
        assert [item.position for item in lunch.items.all()] == [0, 1]

    def test_snacks_more_than_an_hour_apart_are_two(self, ada: User) -> None:
        for hours_ago in (3, 2.5, 1):
            add_to_day(
                ada,
                ItemDraft(food(APPLE), grams=100),
                eaten_at=NOW - timedelta(hours=hours_ago),
                kind="snack",
                now=NOW,
            )
        assert [meal.items.count() for meal in Meal.objects.for_user(ada)] == [2, 1]

    def test_a_full_meal_is_refused_in_words(self, ada: User) -> None:
        draft = ItemDraft(food(APPLE), grams=1)
        log_meal(ada, eaten_at=NOW, kind="lunch", items=[draft] * 100, now=NOW)
        with pytest.raises(ValidationError, match="at most 100 foods"):
            add_to_day(ada, draft, eaten_at=NOW, kind="lunch", now=NOW)

    @pytest.mark.parametrize(
        ("clock", "kind"),
        [
            ("04:00", "breakfast"),
            ("10:59", "breakfast"),
            ("11:00", "lunch"),
            ("15:00", "snack"),
            ("17:00", "dinner"),
            ("22:00", "snack"),
            ("01:30", "snack"),
        ],
    )
    def test_the_kind_is_guessed_from_the_persons_clock(
        self, ada: User, clock: str, kind: str
    ) -> None:
        assert likely_kind(at(ada, f"2026-11-18 {clock}"), ada) == kind


class TestChanging:
    def test_an_unchanged_item_keeps_its_figures_and_a_changed_one_gets_todays(
        self, ada: User
    ) -> None:
        meal = eat(ada, "2026-11-18 12:00", (LENTILS, 100), (RYE_BREAD, 100))
        Food.objects.filter(source_id__in=[LENTILS, RYE_BREAD]).update(fibre_g=50)
        kept, changed = drafts_of(meal)
        changed = ItemDraft(food(RYE_BREAD), grams=200, uid=changed.uid)
        change(meal, items=[kept, changed, ItemDraft(food(LENTILS), grams=100)])
        assert [item.fibre_g for item in meal.items.all()] == [pytest.approx(7.9), 100, 50]
        assert [item.uid for item in meal.items.all()][:2] == [kept.uid, changed.uid]

    def test_items_are_left_alone_when_none_are_given(self, ada: User) -> None:
        meal = eat(ada, "2026-11-18 12:00", (LENTILS, 100))
        before = list(meal.items.values())
        change(meal, note="with lemon", kind="dinner")
        assert list(meal.items.values()) == before
        meal.refresh_from_db()
        assert (meal.note, meal.kind) == ("with lemon", "dinner")

    def test_a_fault_in_the_last_item_changes_nothing(self, ada: User) -> None:
        meal = eat(ada, "2026-11-18 12:00", (LENTILS, 100))
        before = diary_of(ada)
        broken = ItemDraft(food(APPLE), grams=9_999)
        with pytest.raises(ValidationError):
            change(meal, note="new", items=[*drafts_of(meal), broken])
        assert diary_of(ada) == before

    def test_moving_the_only_meal_to_another_day_opens_the_day_it_leaves(self, ada: User) -> None:
        meal = eat(ada, "2026-11-17 12:00", (LENTILS, 100))
        say_of_food_day(ada, date(2026, 11, 17), FoodDay.Status.COMPLETE, now=NOW)
        change(meal, eaten_at=NOW)
        assert meal.local_day == TODAY
        assert not FoodDay.objects.exists()

    def test_moving_a_meal_onto_a_day_of_nothing_takes_the_nothing_back(self, ada: User) -> None:
        meal = eat(ada, "2026-11-17 12:00", (LENTILS, 100))
        say_of_food_day(ada, TODAY, FoodDay.Status.NONE, now=NOW)
        change(meal, eaten_at=NOW)
        assert not FoodDay.objects.exists()


class TestDeletingAndTakingBack:
    def test_everything_comes_back_as_it_was_to_the_microsecond(
        self, ada: User, clock: object
    ) -> None:
        exact = NOW - timedelta(microseconds=1)
        meal = eat(ada, "2026-11-18 12:00", (LENTILS, 100), (KIMCHI, 33.3))
        Meal.objects.update(eaten_at=exact, created_at=exact, updated_at=exact)
        say_of_food_day(ada, TODAY, FoodDay.Status.COMPLETE, now=NOW)
        before = diary_of(ada)
        undo = delete_meal(Meal.objects.get(pk=meal.pk), now=NOW)
        assert diary_of(ada) == [[], [], []]
        assert take_back(undo) == 4
        assert diary_of(ada) == before
        assert not Undo.objects.exists()

    def test_a_day_that_loses_one_of_two_meals_stays_complete(self, ada: User) -> None:
        eat(ada, "2026-11-18 08:00", (LENTILS, 100))
        lunch = eat(ada, "2026-11-18 12:00", (APPLE, 100))
        say_of_food_day(ada, TODAY, FoodDay.Status.COMPLETE, now=NOW)
        delete_meal(lunch, now=NOW)
        assert FoodDay.objects.get().status == FoodDay.Status.COMPLETE

    def test_a_day_that_loses_its_last_meal_is_open_again(self, ada: User) -> None:
        meal = eat(ada, "2026-11-18 12:00", (APPLE, 100))
        say_of_food_day(ada, TODAY, FoodDay.Status.COMPLETE, now=NOW)
        delete_meal(meal, now=NOW)
        assert not FoodDay.objects.exists()

    def test_deleting_the_only_item_deletes_the_meal(self, ada: User) -> None:
        eat(ada, "2026-11-18 12:00", (APPLE, 100))
        before = diary_of(ada)
        undo = delete_item(MealItem.objects.get(), now=NOW)
        assert diary_of(ada) == [[], [], []]
        take_back(undo)
        assert diary_of(ada) == before

    def test_deleting_one_of_two_items_leaves_the_other(self, ada: User) -> None:
        meal = eat(ada, "2026-11-18 12:00", (APPLE, 100), (KEFIR, 200))
        before = diary_of(ada)
        undo = delete_item(meal.items.first(), now=NOW)
        assert [item.food.source_id for item in meal.items.all()] == [KEFIR]
        take_back(undo)
        assert diary_of(ada) == before

    def test_an_item_cannot_return_to_a_meal_that_is_gone(self, ada: User) -> None:
        meal = eat(ada, "2026-11-18 12:00", (APPLE, 100), (KEFIR, 200))
        item_undo = delete_item(meal.items.first(), now=NOW)
        meal_undo = delete_meal(meal, now=NOW)
        with pytest.raises(ValidationError, match="Take that back first"):
            take_back(item_undo)
        take_back(meal_undo)
        take_back(item_undo)
        assert MealItem.objects.count() == 2

    def test_an_item_returns_without_a_food_that_was_deleted_meanwhile(self, ada: User) -> None:
        own = Food.objects.create(owner=ada, source="own", source_id="1", name="Soup")
        meal = eat(ada, "2026-11-18 12:00", ItemDraft(own, grams=300), (APPLE, 100))
        undo = delete_item(meal.items.first(), now=NOW)
        own.delete()
        take_back(undo)
        returned = meal.items.first()
        assert (returned.name, returned.food) == ("Soup", None)

    def test_what_was_said_of_the_day_meanwhile_wins(self, ada: User) -> None:
        meal = eat(ada, "2026-11-18 12:00", (APPLE, 100))
        say_of_food_day(ada, TODAY, FoodDay.Status.COMPLETE, now=NOW)
        undo = delete_meal(meal, now=NOW)
        say_of_food_day(ada, TODAY, FoodDay.Status.NONE, now=NOW)
        assert take_back(undo) == 2
        assert FoodDay.objects.get().status == FoodDay.Status.NONE

    def test_a_way_back_is_kept_for_a_day(self, ada: User, ben: User) -> None:
        theirs = delete_meal(eat(ben, "2026-11-17 12:00", (APPLE, 100)), now=NOW)
        old = delete_meal(eat(ada, "2026-11-17 12:00", (APPLE, 100)), now=NOW)
        new = delete_with_undo(ada, [], now=NOW + timedelta(hours=25))
        assert set(Undo.objects.all()) == {theirs, new}
        assert old not in Undo.objects.all()


class TestWhatIsSaidOfADay:
    def test_a_day_with_meals_is_not_a_day_of_nothing(self, ada: User) -> None:
        eat(ada, "2026-11-18 12:00", (APPLE, 100))
        with pytest.raises(ValidationError, match="Delete them first"):
            say_of_food_day(ada, TODAY, FoodDay.Status.NONE, now=NOW)

    def test_a_day_without_meals_is_not_complete(self, ada: User) -> None:
        with pytest.raises(ValidationError, match="Log one first"):
            say_of_food_day(ada, TODAY, FoodDay.Status.COMPLETE, now=NOW)

    def test_nothing_can_be_said_of_tomorrow(self, ada: User) -> None:
        with pytest.raises(ValidationError, match="has not begun yet"):
            say_of_food_day(ada, date(2026, 11, 19), FoodDay.Status.NONE, now=NOW)

    def test_the_last_word_counts_and_can_be_taken_back(self, ada: User) -> None:
        say_of_food_day(ada, TODAY, FoodDay.Status.NONE, now=NOW)
        say_of_food_day(ada, TODAY, FoodDay.Status.NONE, now=NOW)
        assert FoodDay.objects.get().status == FoodDay.Status.NONE
        eat(ada, "2026-11-18 12:00", (APPLE, 100))
        assert not FoodDay.objects.exists()
        say_of_food_day(ada, TODAY, FoodDay.Status.COMPLETE, now=NOW)
        assert FoodDay.objects.get().status == FoodDay.Status.COMPLETE
        say_of_food_day(ada, TODAY, None, now=NOW)
        assert not FoodDay.objects.exists()
