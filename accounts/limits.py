"""How often a person may ask for what costs much, counted for all workers together."""

from datetime import datetime

from django.core.cache import cache

from accounts.models import User

MINUTE_SECONDS = 60


def is_within_limit(user: User, what: str, *, most_a_minute: int, now: datetime) -> bool:
    """Count one more request for `what`; tell whether the person may have it."""
    minute = int(now.timestamp()) // MINUTE_SECONDS
    key = f"limit:{what}:{user.pk}:{minute}"
    if cache.add(key, 1, 2 * MINUTE_SECONDS):
        return True
    try:
        return cache.incr(key) <= most_a_minute
    except ValueError:  # culled between the two
        return True
