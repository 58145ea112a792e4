"""What every row that belongs to a person has in common."""

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:
    from accounts.models import User

# Room for a clock that runs a little fast and for a flight across the date line.
FUTURE_ALLOWED_HOURS = 26
EARLIEST_YEAR = 1990


class OwnedQuerySet(models.QuerySet):
    """Rows of people; every read starts with `for_user`."""

    def for_user(self, user: "User") -> Self:
        """Keep one person's rows."""
        return self.filter(user=user)

    def on(self, day: date) -> Self:
        """Keep the rows of one of the person's days."""
        return self.filter(local_day=day)

    def between(self, first: date, last: date) -> Self:
        """Keep rows from `first` to `last`, both days included."""
        return self.filter(local_day__range=(first, last))


class Owned(models.Model):
    """A row of one person's, known to the outside by `uid`.

    A client may choose the uid, which is unique per person only: two people who send the same
    one never learn of each other, and an account can be read back beside its original.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["user", "uid"],
                name="%(app_label)s_%(class)s_uid_once_per_person",
                violation_error_message="An entry with this id exists already.",
            )
        ]


class Dated(Owned):
    """An owned row that belongs to one of the person's days.

    The day is decided once, when the row is written, by the day rule the person had then.
    """

    local_day = models.DateField()

    class Meta(Owned.Meta):
        abstract = True
        indexes = [models.Index(fields=["user", "local_day"], name="%(class)s_user_day")]


class Momentary(Dated):
    """A dated row with a moment, and the zone whose clock the person read it from."""

    time_zone = models.CharField(max_length=64)

    class Meta(Dated.Meta):
        abstract = True

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose clock the person read."""
        return ZoneInfo(self.time_zone)


def field_error(field: str, message: str, *, code: str) -> ValidationError:
    """Return the error that refuses one field, with a code that programs can act on."""
    return ValidationError({field: ValidationError(message, code=code)})


def refuse_absurd_moment(moment: datetime, *, now: datetime) -> None:
    """Raise ValidationError for a moment that nobody can have meant."""
    hours_ahead = (moment - now).total_seconds() / 3600
    if hours_ahead > FUTURE_ALLOWED_HOURS:
        raise ValidationError(
            f"{moment:%d %B %Y, %H:%M} lies in the future. Choose a time up to now; "
            "tomorrow's meals can be logged tomorrow.",
            code="in_the_future",
        )
    if moment.year < EARLIEST_YEAR:
        raise ValidationError(
            f"{moment:%d %B %Y} is too long ago. Choose a day from {EARLIEST_YEAR} on.",
            code="too_long_ago",
        )
