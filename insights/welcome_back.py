"""Whether somebody is coming back after a while, so that they are greeted and not counted."""

from datetime import date

from accounts.days import ONE_DAY
from accounts.models import User
from journal.models import CheckIn
from tracker.models import Meal

DAYS_AWAY = 3


def is_coming_back(user: User, today: date) -> bool:
    """Tell whether the diary holds something, but nothing of today and the three days before."""
    since = today - DAYS_AWAY * ONE_DAY
    check_ins, meals = CheckIn.objects.for_user(user), Meal.objects.for_user(user)
    mine = (check_ins.order_by(), meals.order_by())
    if any(rows.filter(local_day__gte=since).exists() for rows in mine):
        return False
    return any(rows.exists() for rows in mine)
