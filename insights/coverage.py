"""How much of a diary can be calculated with."""

from django.db.models import Count

from accounts.models import User
from journal.models import CheckIn
from tracker.models import FoodDay, Meal
from tracker.recorded import FoodState, food_state

# With fewer usable days even a strong link cannot be told from chance.
DAYS_UNTIL_FIRST_LOOK = 42


def usable_days(user: User) -> int:
    """Count the days of the whole diary with food recorded and mood rated."""
    rated = set(
        CheckIn.objects.for_user(user)
        .filter(mood__isnull=False)
        .order_by()
        .values_list("local_day", flat=True)
        .distinct()
    )
    meals = dict(
        Meal.objects.for_user(user).order_by().values_list("local_day").annotate(Count("pk"))
    )
    said = dict(FoodDay.objects.for_user(user).order_by().values_list("local_day", "status"))
    states = (food_state(said.get(day), meals.get(day, 0)) for day in rated)
    return sum(state is not FoodState.NOT_RECORDED for state in states)
