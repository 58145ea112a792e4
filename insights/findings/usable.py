"""Which days of a diary are usable: the days findings rest on, and looks are planned by."""

from datetime import date

from django.db.models import Count, Q

from accounts.models import User
from accounts.scales import SCALE_KEYS
from journal.models import CheckIn
from tracker.models import FoodDay, Meal
from tracker.recorded import FoodState, food_state


def usable_days(
    user: User,
    *,
    after: date | None = None,
    before: date,
    ratings: tuple[str, ...] = SCALE_KEYS,
) -> list[date]:
    """Return the days with food recorded and one of `ratings` made, in order.

    They lie after the day `after` (None: from the first on) and before the day `before`, neither
    of them included.
    """
    rated = Q()
    for key in ratings:
        rated |= Q(**{f"{key}__isnull": False})
    span = Q(local_day__lt=before) & (Q(local_day__gt=after) if after else Q())
    check_ins = CheckIn.objects.for_user(user).filter(rated & span).order_by().distinct()
    rated_days = set(check_ins.values_list("local_day", flat=True))
    return sorted(rated_days & _food_days(user, span)) if rated_days else []


def _food_days(user: User, span: Q) -> set[date]:
    """Return the days whose food is recorded, by the rule of `tracker.recorded`."""
    meals = dict(
        Meal.objects.for_user(user)
        .filter(span)
        .order_by()
        .values_list("local_day")
        .annotate(Count("pk"))
    )
    said = dict(FoodDay.objects.for_user(user).filter(span).values_list("local_day", "status"))
    return {
        day
        for day in meals.keys() | said.keys()
        if food_state(said.get(day), meals.get(day, 0)) != FoodState.NOT_RECORDED
    }
