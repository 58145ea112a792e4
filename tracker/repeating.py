"""Logging again what was logged before: an item, a meal, a day, a saved meal.

Whatever is repeated is logged anew from the food as it is now. Where the food is gone (an own
food that was deleted), the item is copied with the figures it had.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from tracker.models import Ferment, Food, Meal, MealItem, SavedMeal, SavedMealItem
from tracker.services import add_all_to_day, log_meal
from tracker.snapshots import ItemDraft

NOT_COPIED = {"id", "uid", "meal"}


def draft_again(row: MealItem | SavedMealItem, food: Food) -> ItemDraft:
    """Return the draft of the same amount of `food` (facts loaded), switched as `row` was."""
    taken_as = _taken_as(row, food)
    if row.servings is not None:
        return ItemDraft(food, servings=row.servings, taken_as=taken_as)
    portions = {portion.description: portion for portion in food.portions.all()}
    if row.portion in portions:
        return ItemDraft(
            food, portion=portions[row.portion], quantity=row.quantity, taken_as=taken_as
        )
    return ItemDraft(food, grams=row.grams, taken_as=taken_as)


def again(user: User, items: Iterable[MealItem]) -> list[ItemDraft | MealItem]:
    """Return what logs these items anew, in three queries however many there are."""
    items = list(items)
    visible = Food.objects.visible_to(user).with_facts()
    foods = {food.uid: food for food in visible.filter(uid__in={item.food_uid for item in items})}
    return [
        draft_again(item, foods[item.food_uid]) if item.food_uid in foods else _copy_of(item)
        for item in items
    ]


def repeat_meal(
    meal: Meal,
    *,
    eaten_at: datetime,
    now: datetime,
    kind: str | None = None,
    uid: uuid.UUID | None = None,
) -> tuple[Meal, bool]:
    """Log a meal's items again at `eaten_at`, in the meal of that kind if the day has one.

    Returns the meal they are in now, and whether they were added: a `uid` used before adds none.
    """
    drafts = again(meal.user, meal.items.all())
    return add_all_to_day(
        meal.user, drafts, eaten_at=eaten_at, kind=kind or meal.kind, now=now, uid=uid
    )


def repeat_item(
    item: MealItem, *, eaten_at: datetime, kind: str, now: datetime, uid: uuid.UUID | None = None
) -> tuple[Meal, bool]:
    """Log one item again, the same amount."""
    user = item.meal.user
    drafts = again(user, [item])
    return add_all_to_day(user, drafts, eaten_at=eaten_at, kind=kind, now=now, uid=uid)


def log_saved_meal(
    saved: SavedMeal,
    *,
    eaten_at: datetime,
    kind: str,
    now: datetime,
    uid: uuid.UUID | None = None,
) -> tuple[Meal, bool]:
    """Log a saved meal (items loaded) with the figures its foods have now."""
    drafts = [draft_again(row, row.food) for row in saved.items.all()]
    return add_all_to_day(saved.user, drafts, eaten_at=eaten_at, kind=kind, now=now, uid=uid)


@transaction.atomic
def copy_meal(meal: Meal, day: date, *, now: datetime) -> tuple[Meal, bool]:
    """Log a meal as a meal of its own on another day, at the same time by the clock.

    On the person's today it is not put later than `now`. Copying the same meal to the same day
    again finds the copy that is there.
    """
    rule = meal.user.day_rule
    wall_clock = meal.eaten_at.astimezone(meal.zone).time()
    eaten_at = rule.moment_at(day, wall_clock)
    if day == rule.day_of(now):
        eaten_at = min(eaten_at, now)
    return log_meal(
        meal.user,
        eaten_at=eaten_at,
        kind=meal.kind,
        items=again(meal.user, meal.items.all()),
        now=now,
        uid=uuid.uuid5(meal.uid, day.isoformat()),
    )


@transaction.atomic
def copy_day(user: User, from_day: date, to_day: date, *, now: datetime) -> list[Meal]:
    """Copy every meal of one day to another; return the copies that are new."""
    meals = Meal.objects.for_user(user).on(from_day).select_related("user").with_items()
    copies = [copy_meal(meal, to_day, now=now) for meal in meals]
    return [meal for meal, is_new in copies if is_new]


def _taken_as(row: MealItem | SavedMealItem, food: Food) -> Ferment | None:
    usual = food.ferment
    if usual is None or row.ferment_id is None or row.ferment_id != usual.counterpart_id:
        return None
    return usual.counterpart


def _copy_of(item: MealItem) -> MealItem:
    kept = [field for field in item._meta.concrete_fields if field.name not in NOT_COPIED]
    return MealItem(**{field.attname: getattr(item, field.attname) for field in kept})
