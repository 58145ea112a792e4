"""Stores made-up days in somebody's diary, in a handful of statements."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from accounts.days import DayRule
from accounts.models import User
from insights.demo.menu import Helping
from insights.demo.plans import CheckInPlan, DayPlan, MealPlan
from journal.models import CheckIn, FactorEntry, built_in_for
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
                meals.append(_meal(user, meal_plan))
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
            _check_in(user, check_in)
            for plan in plans
            for check_in in plan.check_ins
            if check_in.at <= now
        ),
        ROWS_A_STATEMENT,
    )
    doses = (_dose(user, plan) for plan in plans if plan.took_capsule)
    ProbioticDose.objects.bulk_create(dose for dose in doses if dose.taken_at <= now)
    FactorEntry.objects.bulk_create(_factor_entries(user, plans, now), ROWS_A_STATEMENT)


def _foods(plans: Iterable[DayPlan]) -> dict[str, Food]:
    wanted = {
        helping.source_id for plan in plans for meal in plan.meals for helping in meal.helpings
    }
    foods = Food.objects.with_facts().filter(owner=None, source_id__in=wanted)
    return {food.source_id: food for food in foods}


def _rule(user: User, at: datetime) -> DayRule:
    """Return how days are cut where the person was at that moment."""
    return user.day_rule_in(str(at.tzinfo))


def _meal(user: User, meal: MealPlan) -> Meal:
    rule = _rule(user, meal.at)
    return Meal(
        user=user,
        eaten_at=meal.at,
        local_day=rule.day_of(meal.at),
        time_zone=rule.time_zone,
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


def _check_in(user: User, check_in: CheckInPlan) -> CheckIn:
    rule = _rule(user, check_in.at)
    return CheckIn(
        user=user,
        at=check_in.at,
        local_day=rule.day_of(check_in.at),
        time_zone=rule.time_zone,
        note=check_in.note,
        **check_in.ratings,
    )


def _dose(user: User, plan: DayPlan) -> ProbioticDose:
    rule = user.day_rule_in(plan.time_zone)
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


def _factor_entries(user: User, plans: Iterable[DayPlan], now: datetime) -> list[FactorEntry]:
    """Return the factors of days that are over: nobody knows today's exercise at noon."""
    plans = [plan for plan in plans if plan.day < user.today(now)]
    keys = sorted({key for plan in plans for key in plan.factors})
    factors = {key: built_in_for(user, key) for key in keys}
    return [
        FactorEntry(user=user, factor=factors[key], local_day=plan.day, value=value)
        for plan in plans
        for key, value in plan.factors.items()
    ]
