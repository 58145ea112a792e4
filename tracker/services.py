"""The verbs of the food diary. Each is one transaction: all of it happens, or nothing."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Undo, User
from accounts.owned import field_error, refuse_absurd_moment
from accounts.undo import delete_with_undo
from tracker.models import FoodDay, Meal, MealItem
from tracker.models.diary import MOST_ITEMS
from tracker.snapshots import ItemDraft, item_from

# When somebody logs a meal later and does not say when it was.
USUAL_TIMES = {
    Meal.Kind.BREAKFAST: time(8),
    Meal.Kind.LUNCH: time(12, 30),
    Meal.Kind.SNACK: time(16),
    Meal.Kind.DINNER: time(19),
}
# Two snacks within this time are one; later ones start a new row in the diary.
SAME_SNACK = timedelta(hours=1)
BREAKFAST_ENDS_AT_HOUR = 11
LUNCH_STARTS_AT_HOUR, LUNCH_ENDS_AT_HOUR = 11, 15
DINNER_STARTS_AT_HOUR, DINNER_ENDS_AT_HOUR = 17, 22


def likely_kind(moment: datetime, user: User) -> Meal.Kind:
    """Guess which meal somebody eats at `moment` by their own clock."""
    hour = moment.astimezone(user.day_rule.zone).hour
    if user.day_starts_at_hour <= hour < BREAKFAST_ENDS_AT_HOUR:
        return Meal.Kind.BREAKFAST
    if LUNCH_STARTS_AT_HOUR <= hour < LUNCH_ENDS_AT_HOUR:
        return Meal.Kind.LUNCH
    if DINNER_STARTS_AT_HOUR <= hour < DINNER_ENDS_AT_HOUR:
        return Meal.Kind.DINNER
    return Meal.Kind.SNACK


def likely_moment(user: User, day: date, kind: str, *, now: datetime) -> datetime:
    """Guess when on `day` a meal of this kind was eaten: now, or at the usual time for it."""
    is_today = day == user.today(now)
    if is_today and kind == likely_kind(now, user):
        return now
    usual = user.day_rule.moment_at(day, USUAL_TIMES[Meal.Kind(kind)])
    return min(usual, now) if is_today else usual


@transaction.atomic
def log_meal(
    user: User,
    *,
    eaten_at: datetime,
    kind: str,
    items: Sequence[ItemDraft | MealItem],
    now: datetime,
    note: str = "",
    uid: uuid.UUID | None = None,
) -> tuple[Meal, bool]:
    """Log a meal; return it and whether it is new.

    An item that is not a draft is logged with the figures it has. A `uid` that this person has
    used before gives back the meal stored under it, unchanged, so a request repeated after a
    lost answer does no harm.
    """
    if uid is not None:
        # Locking the person makes two copies of one request take turns.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        known = Meal.objects.for_user(user).filter(uid=uid).first()
        if known is not None:
            return known, False
    refuse_absurd_moment(eaten_at, now=now)
    meal = Meal(
        user=user,
        uid=uid or uuid.uuid4(),
        eaten_at=eaten_at,
        local_day=user.day_rule.day_of(eaten_at),
        time_zone=user.time_zone,
        kind=kind,
        note=note,
    )
    meal.full_clean(validate_unique=False, validate_constraints=False)
    meal.save()
    _write_items(meal, _items_from(items))
    _no_longer_nothing(user, meal.local_day)
    return meal, True


@transaction.atomic
def change_meal(
    meal: Meal,
    *,
    eaten_at: datetime,
    kind: str,
    note: str,
    items: Sequence[ItemDraft] | None,
    now: datetime,
    time_zone: str | None = None,
) -> Meal:
    """Change a meal; `items=None` leaves its items alone.

    Its day is decided anew only when its time changes, by the clock of `time_zone` (without one:
    where the person is now), and an item whose food and amount stay the same keeps the figures
    it was logged with.
    """
    day_before = meal.local_day
    if eaten_at != meal.eaten_at:
        refuse_absurd_moment(eaten_at, now=now)
        meal.eaten_at = eaten_at
        meal.time_zone = time_zone or meal.user.time_zone
        meal.local_day = meal.user.day_rule_in(meal.time_zone).day_of(eaten_at)
    meal.kind, meal.note = kind, note
    meal.full_clean(validate_unique=False, validate_constraints=False)
    meal.save()
    if items is not None:
        _replace_items(meal, items)
    _no_longer_nothing(meal.user, meal.local_day)
    _open_again_if_empty(meal.user, day_before)
    return meal


def add_to_day(
    user: User, draft: ItemDraft, *, eaten_at: datetime, kind: str, now: datetime
) -> MealItem:
    """Add one item to the day's meal of that kind, starting the meal if there is none yet."""
    meal, _ = add_all_to_day(user, [draft], eaten_at=eaten_at, kind=kind, now=now)
    return meal.items.latest("position", "pk")


@transaction.atomic
def add_all_to_day(
    user: User,
    drafts: Sequence[ItemDraft | MealItem],
    *,
    eaten_at: datetime,
    kind: str,
    now: datetime,
    uid: uuid.UUID | None = None,
) -> tuple[Meal, bool]:
    """Add items to the day's meal of that kind, starting the meal if there is none yet.

    Returns the meal and whether anything was added: with a `uid` that this person has used
    before nothing is, so a form sent twice does no harm.
    """
    refuse_absurd_moment(eaten_at, now=now)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    items = _items_from(drafts)
    if uid is not None:
        for position, item in enumerate(items):
            item.uid = uuid.uuid5(uid, str(position))
        known = Meal.objects.for_user(user).filter(items__uid=items[0].uid).first()
        if known is not None:
            return known, False
    meal = _meal_to_join(user, eaten_at, kind)
    if meal is None:
        return log_meal(user, eaten_at=eaten_at, kind=kind, items=items, now=now)
    last = meal.items.last()
    if meal.items.count() + len(items) > MOST_ITEMS:
        raise ValidationError(f"A meal holds at most {MOST_ITEMS} foods. Start another one.")
    _write_items(meal, items, first=last.position + 1 if last else 0)
    return meal, True


def _meal_to_join(user: User, eaten_at: datetime, kind: str) -> Meal | None:
    day = user.day_rule.day_of(eaten_at)
    meal: Meal | None = Meal.objects.for_user(user).on(day).filter(kind=kind).last()
    if meal and kind == Meal.Kind.SNACK and abs(meal.eaten_at - eaten_at) > SAME_SNACK:
        return None
    return meal


@transaction.atomic
def switch_item(item: MealItem) -> MealItem:
    """Take an item as the live or heated counterpart of what it is taken as now.

    The amount and its fermented servings stay; only how many of them are live changes. Switching
    twice leads back to where it was.
    """
    other = item.other_ferment
    if other is None:
        raise ValidationError(
            f"“{item.name}” has no live or heated counterpart.", code="no_counterpart"
        )
    item.ferment = other
    item.live_servings = item.fermented_servings if other.is_live else 0.0
    item.save(update_fields=["ferment", "live_servings"])
    return item


@transaction.atomic
def change_item(item: MealItem, draft: ItemDraft) -> MealItem:
    """Give an item another amount; its figures are read anew from its food.

    One that was switched between live and heated stays switched.
    """
    draft = replace(draft, taken_as=item.ferment if item.is_switched else None)
    fresh = item_from(draft, position=item.position)
    fresh.pk, fresh.uid, fresh.meal = item.pk, item.uid, item.meal
    fresh.save()
    return fresh


@transaction.atomic
def delete_meal(meal: Meal, *, now: datetime) -> Undo:
    """Delete a meal with its items; the answer can take it back.

    A day that loses its last meal is open again, not a day of nothing.
    """
    rows = [meal, *meal.items.all()]
    meals_of_day = Meal.objects.for_user(meal.user).on(meal.local_day)
    if not meals_of_day.exclude(pk=meal.pk).exists():
        rows += FoodDay.objects.for_user(meal.user).on(meal.local_day)
    return delete_with_undo(meal.user, rows, now=now)


def delete_item(item: MealItem, *, now: datetime) -> Undo:
    """Delete an item, and its meal when that leaves it empty; the answer can take it back."""
    return delete_items(item.meal, [item], now=now)


@transaction.atomic
def delete_items(meal: Meal, items: Sequence[MealItem], *, now: datetime) -> Undo:
    """Delete some items of a meal, and the meal when none is left; the answer can take it back."""
    if meal.items.count() == len(items):
        return delete_meal(meal, now=now)
    return delete_with_undo(meal.user, items, now=now)


@transaction.atomic
def say_of_food_day(user: User, day: date, status: str | None, *, now: datetime) -> None:
    """Keep what the person says of a whole day: complete, nothing eaten, or (None) still open."""
    if day > user.today(now):
        raise ValidationError(
            f"{day:%d %B %Y} has not begun yet. Choose a day up to today.", code="in_the_future"
        )
    has_meals = Meal.objects.for_user(user).on(day).exists()
    if status == FoodDay.Status.NONE and has_meals:
        raise ValidationError(
            "Meals are logged on this day. Delete them first to say that you ate nothing.",
            code="meals_are_logged",
        )
    if status == FoodDay.Status.COMPLETE and not has_meals:
        raise ValidationError(
            "No meal is logged on this day. Log one first, or say that you ate nothing.",
            code="no_meal_is_logged",
        )
    if status is None:
        FoodDay.objects.for_user(user).on(day).delete()
    else:
        FoodDay.objects.update_or_create(user=user, local_day=day, defaults={"status": status})


def _items_from(drafts: Iterable[ItemDraft | MealItem]) -> list[MealItem]:
    items = [
        item_from(draft, position=position) if isinstance(draft, ItemDraft) else draft
        for position, draft in enumerate(drafts)
    ]
    if not 1 <= len(items) <= MOST_ITEMS:
        raise field_error(
            "items",
            f"A meal has 1 to {MOST_ITEMS} foods; this one has {len(items)}.",
            code="number_of_items",
        )
    if len({item.uid for item in items}) < len(items):
        raise field_error("items", "Two foods carry the same id.", code="id_given_twice")
    return items


def _write_items(meal: Meal, items: Iterable[MealItem], *, first: int = 0) -> None:
    for position, item in enumerate(items, first):
        item.pk, item.meal, item.position = None, meal, position
    MealItem.objects.bulk_create(items)


def _replace_items(meal: Meal, drafts: Sequence[ItemDraft]) -> None:
    """Write the items anew; one that says what an earlier one said is that earlier one.

    An item with an id is itself only. One without may be any that no other goes by, so that
    sending a meal again changes nothing.
    """
    before = list(meal.items.select_related("ferment", "food"))
    after = _items_from(_still_switched(draft, before) for draft in drafts)
    named = {draft.uid for draft in drafts}
    for position, (draft, item) in enumerate(zip(drafts, after, strict=True)):
        for old in before:
            may_be = old.uid == draft.uid if draft.uid else old.uid not in named
            if may_be and _is_same_amount(old, item):
                after[position] = old
                before.remove(old)
                break
    meal.items.all().delete()
    _write_items(meal, after)


def _still_switched(draft: ItemDraft, before: Iterable[MealItem]) -> ItemDraft:
    """Carry over that an item of this food was switched between live and heated."""
    for old in before:
        if old.uid == draft.uid and old.food_uid == draft.food.uid and old.is_switched:
            return replace(draft, taken_as=old.ferment)
    return draft


def _is_same_amount(before: MealItem, after: MealItem) -> bool:
    """Tell whether nothing was changed; a portion's weight may be sent back as plain grams."""
    fields = ["food_uid", "grams", "servings"]
    if after.portion:
        fields += ["portion", "quantity"]
    return all(getattr(before, field) == getattr(after, field) for field in fields)


def _no_longer_nothing(user: User, day: date) -> None:
    """A logged meal takes back “ate nothing”."""
    FoodDay.objects.for_user(user).on(day).filter(status=FoodDay.Status.NONE).delete()


def _open_again_if_empty(user: User, day: date) -> None:
    """A day whose last meal has moved to another day is open again, unless nothing was eaten."""
    if not Meal.objects.for_user(user).on(day).exists():
        FoodDay.objects.for_user(user).on(day).filter(status=FoodDay.Status.COMPLETE).delete()
