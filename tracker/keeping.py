"""What a person keeps at hand: favourites and saved meals."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Undo, User
from accounts.owned import field_error
from accounts.undo import delete_with_undo
from tracker.models import Favourite, Food, Meal, SavedMeal, SavedMealItem
from tracker.models.diary import MOST_ITEMS
from tracker.repeating import again
from tracker.snapshots import ItemDraft

MOST_SAVED_MEALS = 200
MOST_FAVOURITES = 200
LONGEST_NAME = 120


@transaction.atomic
def set_favourite(user: User, food: Food, *, wanted: bool) -> None:
    """Make a food a favourite of the person's, or no longer one; doing it twice changes nothing."""
    favourites = Favourite.objects.for_user(user)
    if not wanted:
        favourites.filter(food=food).delete()
        return
    if favourites.count() >= MOST_FAVOURITES:
        raise ValidationError(
            f"You have {MOST_FAVOURITES} favourites. Let go of one first.",
            code="too_many_favourites",
        )
    Favourite.objects.get_or_create(user=user, food=food)


@transaction.atomic
def save_meal(
    user: User, *, name: str, items: Sequence[ItemDraft], uid: uuid.UUID | None = None
) -> tuple[SavedMeal, bool]:
    """Keep foods and amounts under a name; return it and whether it is new."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    saved = SavedMeal.objects.for_user(user)
    known = saved.filter(uid=uid).first() if uid else None
    if known is not None:
        return known, False
    if saved.count() >= MOST_SAVED_MEALS:
        raise ValidationError(
            f"You have {MOST_SAVED_MEALS} saved meals. Delete one first.",
            code="too_many_saved_meals",
        )
    meal = SavedMeal(user=user, uid=uid or uuid.uuid4())
    return change_saved_meal(meal, name=name, items=items), True


@transaction.atomic
def change_saved_meal(
    saved: SavedMeal, *, name: str, items: Sequence[ItemDraft] | None
) -> SavedMeal:
    """Rename a saved meal and, unless `items` is None, replace what is in it."""
    saved.name = name.strip()
    if not 1 <= len(saved.name) <= LONGEST_NAME:
        raise field_error(
            "name", f"A name has 1 to {LONGEST_NAME} characters.", code="length_of_name"
        )
    if items is not None and not 1 <= len(items) <= MOST_ITEMS:
        raise field_error("items", f"A meal has 1 to {MOST_ITEMS} foods.", code="number_of_items")
    saved.save()
    if items is not None:
        saved.items.all().delete()
        SavedMealItem.objects.bulk_create(
            _row(saved, position, draft.checked().weighed()) for position, draft in enumerate(items)
        )
    return saved


def save_logged_meal(meal: Meal, *, name: str) -> SavedMeal:
    """Keep a logged meal under a name; foods that are gone cannot come along."""
    drafts = [draft for draft in again(meal.user, meal.items.all()) if isinstance(draft, ItemDraft)]
    if not drafts:
        raise ValidationError(
            "None of these foods is in the catalogue any more, so there is nothing to save.",
            code="nothing_to_save",
        )
    saved, _ = save_meal(meal.user, name=name, items=drafts)
    return saved


def delete_saved_meal(saved: SavedMeal, *, now: datetime) -> Undo:
    """Delete a saved meal; the answer can take it back."""
    return delete_with_undo(saved.user, [saved, *saved.items.all()], now=now)


def _row(saved: SavedMeal, position: int, draft: ItemDraft) -> SavedMealItem:
    has_portion = draft.portion is not None
    return SavedMealItem(
        saved_meal=saved,
        position=position,
        food=draft.food,
        grams=draft.weight_g,
        portion=draft.portion.description if draft.portion else "",
        quantity=(1.0 if draft.quantity is None else draft.quantity) if has_portion else None,
        servings=draft.servings,
        ferment=draft.taken_as,
    )
