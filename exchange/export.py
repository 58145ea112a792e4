"""The whole account as one JSON document, written piece by piece.

Rows are read a few hundred at a time, so that ten years cost no more memory than ten days. They
come in the order in which things happened, and ids are those of the API: two exports of an
unchanged account differ in `exported_at` alone.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Model, QuerySet

from accounts.models import User
from accounts.scales import HIGHEST, LOWEST, SCALE_KEYS, SCALES
from insights.models import Digest, Edition, PrintNote, Questions, Usefulness
from journal.models import CheckIn, Factor, FactorEntry, Reminder
from tracker.models import Favourite, Food, FoodDay, Meal, MealItem, ProbioticDose, SavedMeal
from tracker.nutrients import NUTRIENTS

SCHEMA_VERSION = 1
ROWS_A_TIME = 500
UNIT_OF_SUFFIX = {"g": "grams", "kcal": "kilocalories"}
PROFILE = (
    "email",
    "time_zone",
    "day_starts_at_hour",
    "scales",
    "fibre_goal_g",
    "fermented_goal_servings",
    "plants_goal_week",
    "herbs_count_whole",
    "species_count_once",
    "show_energy",
    "hide_numbers",
    "scale_words",
    "help_country",
    "date_joined",
)
ITEM = (
    "name",
    "grams",
    "portion",
    "quantity",
    "servings",
    *NUTRIENTS,
    "fibre_is_at_least",
    "nutrients_from",
    "fermented_servings",
    "live_servings",
    "plants",
)
FOOD = (
    "name",
    "food_group",
    "other_names",
    "scientific_name",
    "retired",
    *NUTRIENTS,
    "fibre_basis",
    "tryptophan_basis",
    "fibre_is_at_least",
    "fermented_servings_per_100g",
    "live_servings_per_100g",
    "servings_made",
    "yield_g",
    "heated",
)
SAVED_ITEM = ("grams", "portion", "quantity", "servings")

Row = dict[str, Any]


def units() -> dict[str, str]:
    """Return the unit of every quantity in an export."""
    nutrients = {name: UNIT_OF_SUFFIX[name.rsplit("_", 1)[1]] for name in NUTRIENTS}
    scales = {
        scale.key: f"{LOWEST} ({scale.at_lowest}) to {HIGHEST} ({scale.at_highest})"
        for scale in SCALES
    }
    return {
        **nutrients,
        "grams": "grams",
        "quantity": "times the portion",
        "servings": "servings",
        "fermented_servings": "typical servings of the ferment",
        "live_servings": "typical servings with at least 10^4 live microbes per gram",
        "cfu": "colony-forming units",
        "fibre_goal_g": "grams a day",
        "fermented_goal_servings": "servings a day",
        "plants_goal_week": "different plants a week",
        **scales,
        "foods": "nutrients per 100 g",
        "null": "unknown or not recorded, never 0",
    }


def json_pieces(user: User, *, now: datetime) -> Iterator[str]:
    """Yield the pieces of the person's export; together they are one JSON document."""
    head = {
        "format": "commensal",
        "schema_version": SCHEMA_VERSION,
        "exported_at": now,
        "units": units(),
        "profile": _picked(user, PROFILE),
    }
    yield _text(head).removesuffix("}")
    for name, rows in _tables(user).items():
        yield f', "{name}": ['
        separator = "\n"
        for row in rows:
            yield separator + _text(row)
            separator = ",\n"
        yield "]"
    yield "}\n"


def _tables(user: User) -> dict[str, Iterator[Row]]:
    return {
        "foods": _rows(_own_foods(user), _food, "name"),
        "favourites": _rows(_favourites(user), _favourite, "created_at"),
        "saved_meals": _rows(_saved_meals(user), _saved_meal, "name"),
        "meals": _rows(Meal.objects.for_user(user).with_items(), _meal, "eaten_at"),
        "check_ins": _rows(CheckIn.objects.for_user(user), _check_in, "at"),
        "food_days": _rows(FoodDay.objects.for_user(user), _food_day, "local_day"),
        "factors": _rows(Factor.objects.for_user(user), _factor, "created_at"),
        "factor_entries": _rows(
            FactorEntry.objects.for_user(user).select_related("factor"), _factor_entry, "local_day"
        ),
        "reminders": _rows(Reminder.objects.for_user(user), _reminder, "at"),
        "probiotic_doses": _rows(ProbioticDose.objects.for_user(user), _dose, "taken_at"),
        "questions": _rows(Questions.objects.for_user(user), _questions, "created_at"),
        "looks": _rows(Edition.objects.for_user(user), _look, "usable_days"),
        "print_notes": _rows(PrintNote.objects.for_user(user), _print_note, "created_at"),
        "weekly_mails": _rows(Digest.objects.for_user(user), _digest, "created_at"),
        "usefulness": _rows(
            Usefulness.objects.for_user(user).select_related("look"), _usefulness, "created_at"
        ),
    }


def _own_foods(user: User) -> QuerySet[Food]:
    return Food.objects.filter(owner=user).with_facts().prefetch_related("ingredients__food")


def _favourites(user: User) -> QuerySet[Favourite]:
    favourites: QuerySet[Favourite] = Favourite.objects.for_user(user).select_related("food")
    return favourites


def _saved_meals(user: User) -> QuerySet[SavedMeal]:
    saved: QuerySet[SavedMeal] = SavedMeal.objects.for_user(user).with_items()
    return saved


def _rows(queryset: QuerySet[Any], row_of: Callable[[Any], Row], moment: str) -> Iterator[Row]:
    """Yield rows a chunk at a time, in the order they happened."""
    for instance in queryset.order_by(moment, "uid").iterator(chunk_size=ROWS_A_TIME):
        yield row_of(instance)


def _picked(instance: Model, names: tuple[str, ...]) -> Row:
    return {name: getattr(instance, name) for name in names}


def _made(instance: Any) -> Row:
    """Return what every row of a person's has."""
    return {
        "id": instance.uid,
        "created_at": instance.created_at,
        "updated_at": instance.updated_at,
    }


def _entry(instance: Any) -> Row:
    """Return what every row of a diary has."""
    return _made(instance) | {"local_day": instance.local_day}


def _moment(instance: Any, name: str) -> Row:
    """Return a moment as the clock stood where the person was, and where that was."""
    zone = ZoneInfo(instance.time_zone)
    return {name: getattr(instance, name).astimezone(zone), "time_zone": instance.time_zone}


def _meal(meal: Meal) -> Row:
    return {
        **_entry(meal),
        **_moment(meal, "eaten_at"),
        **_picked(meal, ("kind", "note")),
        "items": [_item(item) for item in meal.items.all()],
    }


def _item(item: MealItem) -> Row:
    return {
        "id": item.uid,
        "food": item.food_uid,
        "ferment": item.ferment_id,
        **_picked(item, ITEM),
    }


def _check_in(check_in: CheckIn) -> Row:
    return {
        **_entry(check_in),
        **_moment(check_in, "at"),
        **_picked(check_in, (*SCALE_KEYS, "note")),
    }


def _food_day(food_day: FoodDay) -> Row:
    return _entry(food_day) | {"status": food_day.status}


def _factor(factor: Factor) -> Row:
    return _made(factor) | _picked(factor, ("key", "name", "kind", "unit", "is_in_use"))


def _factor_entry(entry: FactorEntry) -> Row:
    return _entry(entry) | {
        "factor": entry.factor.uid,
        "key": entry.factor.key,
        "value": entry.factor.as_answered(entry.value),
    }


def _reminder(reminder: Reminder) -> Row:
    return {"id": reminder.uid, "at": f"{reminder.at:%H:%M}"}


def _dose(dose: ProbioticDose) -> Row:
    return _entry(dose) | _moment(dose, "taken_at") | _picked(dose, ("product", "cfu"))


def _questions(questions: Questions) -> Row:
    return _made(questions) | _picked(questions, ("pairs", "margin_points"))


def _look(look: Edition) -> Row:
    return _made(look) | look.content | {"findings": look.findings}


def _print_note(kept: PrintNote) -> Row:
    return _made(kept) | _picked(kept, ("name", "note"))


def _digest(digest: Digest) -> Row:
    return _made(digest) | _picked(digest, ("holds",))


def _usefulness(said: Usefulness) -> Row:
    return _made(said) | {
        "look": said.look.usable_days,
        **_picked(said, ("exposure", "outcome", "is_useful")),
    }


def _food(food: Food) -> Row:
    portions = [
        {
            "id": portion.uid,
            "amount": portion.amount,
            "description": portion.description,
            "grams": portion.gram_weight,
        }
        for portion in food.portions.all()
    ]
    return {
        "id": food.uid,
        **_picked(food, FOOD),
        "ferment": food.ferment_id,
        "stand_in": food.stand_in and food.stand_in.uid,
        "portions": portions,
        "plants": sorted(plant.key for plant in food.plants.all()),
        "ingredients": [
            {"food": part.food.uid, "grams": part.grams} for part in food.ingredients.all()
        ],
    }


def _favourite(favourite: Favourite) -> Row:
    return {"id": favourite.uid, "food": favourite.food.uid}


def _saved_meal(saved: SavedMeal) -> Row:
    items = [
        {"food": row.food.uid, "ferment": row.ferment_id, **_picked(row, SAVED_ITEM)}
        for row in saved.items.all()
    ]
    return {"id": saved.uid, "name": saved.name, "items": items}


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in an export")
