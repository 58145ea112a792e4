"""Stores a made-up year in somebody's diary, in a handful of statements."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from accounts.days import DayRule
from accounts.models import User
from insights.demo.life import CheckInPlan, DayPlan, MealPlan
from insights.demo.menu import Helping
from journal.models import CheckIn
from tracker.models import Food, FoodDay, Meal, MealItem, ProbioticDose
from tracker.snapshots import ItemDraft, item_from

CAPSULE = "Made-up capsule, three strains"
CAPSULE_CFU = 1e10
CAPSULE_AT_HOUR = 8
ROWS_A_STATEMENT = 500


@transaction.atomic
def write_diary(user: User, plans: Sequence[DayPlan], *, now: datetime) -> None:
    """Store `plans` for `user`, leaving out what would happen after `now`."""
    foods = _foods(plans)
    meals, items = [], []
    for plan in plans:
        for meal_plan in plan.meals:
            if meal_plan.at <= now:
                meals.append(_meal(user, plan, meal_plan))
                items.append(_items(meal_plan.helpings, foods))
    Meal.objects.bulk_create(meals, ROWS_A_STATEMENT)
    for meal, of_meal in zip(meals, items, strict=True):
        for item in of_meal:
            item.meal = meal
    MealItem.objects.bulk_create((item for of_meal in items for item in of_meal), ROWS_A_STATEMENT)
    FoodDay.objects.bulk_create(
        FoodDay(user=user, local_day=plan.day, status=plan.said)
        for plan in plans
        if plan.said and all(meal.at <= now for meal in plan.meals)
    )
    CheckIn.objects.bulk_create(
        (
            _check_in(user, plan, check_in)
            for plan in plans
            for check_in in plan.check_ins
            if check_in.at <= now
        ),
        ROWS_A_STATEMENT,
    )
    doses = (_dose(user, plan) for plan in plans if plan.took_capsule)
    ProbioticDose.objects.bulk_create(dose for dose in doses if dose.taken_at <= now)


def _foods(plans: Iterable[DayPlan]) -> dict[str, Food]:
    wanted = {
        helping.source_id for plan in plans for meal in plan.meals for helping in meal.helpings
    }
    foods = Food.objects.with_facts().filter(owner=None, source_id__in=wanted)
    return {food.source_id: food for food in foods}


def _rule(user: User, plan: DayPlan) -> DayRule:
    return DayRule(plan.time_zone, user.day_starts_at_hour)


def _meal(user: User, plan: DayPlan, meal: MealPlan) -> Meal:
    return Meal(
        user=user,
        eaten_at=meal.at,
        local_day=_rule(user, plan).day_of(meal.at),
        time_zone=plan.time_zone,
        kind=meal.kind,
        note=meal.note,
    )


def _items(helpings: Iterable[Helping], foods: dict[str, Food]) -> list[MealItem]:
    return [
        item_from(_draft(helping, foods[helping.source_id]), position=position)
        for position, helping in enumerate(helpings)
    ]


def _draft(helping: Helping, food: Food) -> ItemDraft:
    if not helping.portion:
        return ItemDraft(food, grams=helping.grams, servings=helping.servings)
    portion = next(each for each in food.portions.all() if each.description == helping.portion)
    return ItemDraft(food, portion=portion, quantity=helping.quantity)


def _check_in(user: User, plan: DayPlan, check_in: CheckInPlan) -> CheckIn:
    return CheckIn(
        user=user,
        at=check_in.at,
        local_day=_rule(user, plan).day_of(check_in.at),
        time_zone=plan.time_zone,
        note=check_in.note,
        **check_in.ratings,
    )


def _dose(user: User, plan: DayPlan) -> ProbioticDose:
    rule = _rule(user, plan)
    taken_at = datetime(
        plan.day.year, plan.day.month, plan.day.day, CAPSULE_AT_HOUR, tzinfo=rule.zone
    )
    return ProbioticDose(
        user=user,
        taken_at=taken_at,
        local_day=rule.day_of(taken_at),
        time_zone=plan.time_zone,
        product=CAPSULE,
        cfu=CAPSULE_CFU,
    )
