"""Reminders by mail: the times a person chose, and what has been sent."""

from typing import Any, ClassVar

from django.db import models

from accounts.models import User
from accounts.owned import Owned, OwnedQuerySet

MOST_REMINDERS = 4


class Reminder(Owned):
    """A time of the person's clock at which a mail may remind them of their diary."""

    at = models.TimeField("time")

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta(Owned.Meta):
        ordering = ["at"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "at"],
                name="journal_reminder_once_per_time",
                violation_error_message="You have a reminder at this time already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"


class ReminderSent(models.Model):
    """That a mail went out for a time of a day: the reason why no second one does.

    It names the time and not the reminder, so that one taken away and set again sends nothing
    twice.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    local_day = models.DateField()
    at = models.TimeField()
    claimed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "local_day", "at"], name="journal_remindersent_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.local_day} {self.at:%H:%M}"
