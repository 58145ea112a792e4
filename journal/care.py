"""When to show, quietly, where help can be found. Not a score and not a diagnosis.

The rule looks at the person's own ratings of the last two weeks and at nothing else: of the last
five days on which mood or anxiety was rated, three with a very low mood or a very high anxiety.
The thresholds are ours, chosen to come late rather than often; they measure nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Q

from accounts.help_places import Help, country_for, help_in
from accounts.models import User
from journal.models.check_ins import CheckIn

VERY_LOW_MOOD = 2.0
VERY_HIGH_ANXIETY = 9.0
RATED_DAYS_LOOKED_AT = 5
HARD_DAYS_NEEDED = 3
DAYS_LOOKED_BACK = 14
DAYS_HIDDEN = 14


@dataclass(frozen=True)
class RatedDay:
    """The means of a day on which at least one of the two was rated; None is not rated."""

    day: date
    mood: float | None = None
    anxiety: float | None = None

    @property
    def is_hard(self) -> bool:
        """Whether mood was very low or anxiety very high; both bounds count."""
        is_low = self.mood is not None and self.mood <= VERY_LOW_MOOD
        is_anxious = self.anxiety is not None and self.anxiety >= VERY_HIGH_ANXIETY
        return is_low or is_anxious


def is_time_to_offer_help(days: Sequence[RatedDay], *, today: date) -> bool:
    """Tell whether enough of the last rated days, `today` included, were hard."""
    since = today - timedelta(days=DAYS_LOOKED_BACK - 1)
    recent = sorted((day for day in days if since <= day.day <= today), key=lambda day: day.day)
    return sum(day.is_hard for day in recent[-RATED_DAYS_LOOKED_AT:]) >= HARD_DAYS_NEEDED


def should_show_help_card(user: User, *, today: date) -> bool:
    """Tell whether the card belongs on the page: the rule holds, and it is not put away."""
    hidden_until = user.help_card_hidden_until
    if hidden_until is not None and today < hidden_until:
        return False
    since = today - timedelta(days=DAYS_LOOKED_BACK - 1)
    rows = (
        CheckIn.objects.for_user(user)
        .between(since, today)
        .filter(Q(mood__isnull=False) | Q(anxiety__isnull=False))
        .order_by()
        .values("local_day")
        .annotate(mean_mood=Avg("mood"), mean_anxiety=Avg("anxiety"))
    )
    days = [RatedDay(row["local_day"], row["mean_mood"], row["mean_anxiety"]) for row in rows]
    return is_time_to_offer_help(days, today=today)


def help_to_offer(user: User, *, today: date) -> Help | None:
    """Return the places of help for the card, or None when it has no place on the page."""
    if not should_show_help_card(user, today=today):
        return None
    return help_in(country_for(user))
