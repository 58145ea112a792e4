"""Which days of a diary are usable: the days findings rest on, and looks are planned by."""

from datetime import date

from django.db.models import Count, Q

from accounts.models import User
from accounts.scales import SCALE_KEYS
from journal.models import CheckIn
from tracker.models import FoodDay, Meal
from tracker.recorded import FoodState, food_state


def usable_days(user: User, *, before: date, ratings: tuple[str, ...] = SCALE_KEYS) -> list[date]:
    """Return the days before `before` with food recorded and one of `ratings` made, in order.

    The day that `before` names is still going on, so it is not among them.
    """
    rated = Q()
    for key in ratings:
        rated |= Q(**{f"{key}__isnull": False})
    rated_days = (
        CheckIn.objects.for_user(user).filter(rated, local_day__lt=before).order_by().distinct()
    )
    return sorted(_food_days(user, before) & set(rated_days.values_list("local_day", flat=True)))


def _food_days(user: User, before: date) -> set[date]:
    """Return the days whose food is recorded, by the rule of `tracker.recorded`."""
    meals = dict(
        Meal.objects.for_user(user)
        .filter(local_day__lt=before)
        .order_by()
        .values_list("local_day")
        .annotate(Count("pk"))
    )
    said = dict(
        FoodDay.objects.for_user(user)
        .filter(local_day__lt=before)
        .values_list("local_day", "status")
    )
    return {
        day
        for day in meals.keys() | said.keys()
        if food_state(said.get(day), meals.get(day, 0)) != FoodState.NOT_RECORDED
    }
