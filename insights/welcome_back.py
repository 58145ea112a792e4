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
    mine = [rows.for_user(user).order_by() for rows in (CheckIn.objects, Meal.objects)]
    if any(rows.filter(local_day__gte=since).exists() for rows in mine):
        return False
    return any(rows.exists() for rows in mine)
