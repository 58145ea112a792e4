"""What programs may send: JSON's own types and nothing that only looks like them.

A number in quotes, `true` for 1 or a misspelt field name is a mistake in somebody's program.
Guessing what was meant would put wrong figures into a diary, so all of these are refused.
"""

import uuid
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django.utils.timezone import is_naive
from rest_framework import serializers

from accounts.owned import EARLIEST_YEAR

LONGEST_NAME_SHOWN = 60
DAY_FORMAT = "%Y-%m-%d"
NOT_A_DAY = "This is not a day. Write it like 2026-11-23."
EARLIEST_DAY, LATEST_DAY = date(EARLIEST_YEAR, 1, 1), date(2099, 12, 31)


if TYPE_CHECKING:
    AnyField = serializers.Field[Any, Any, Any, Any]
    AnySerializer = serializers.Serializer[Any]
else:
    AnyField, AnySerializer = serializers.Field, serializers.Serializer


class Number(serializers.FloatField):
    """A JSON number; neither a string of digits nor true or false."""

    def to_internal_value(self, data: Any) -> float:
        """Return the number as a float."""
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        return super().to_internal_value(data)


class WholeNumber(serializers.IntegerField):
    """A JSON number without a fraction."""

    def to_internal_value(self, data: Any) -> int:
        """Return the number as an int."""
        is_whole = isinstance(data, int) or (isinstance(data, float) and data.is_integer())
        if isinstance(data, bool) or not is_whole:
            self.fail("invalid")
        return int(data)


class Truth(serializers.BooleanField):
    """JSON's true or false."""

    def to_internal_value(self, data: Any) -> bool:
        """Return it as it is."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Text(serializers.CharField):
    """A JSON string."""

    def to_internal_value(self, data: Any) -> str:
        """Return the string without the spaces around it."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Choice(serializers.ChoiceField):
    """One of a few JSON strings."""

    def to_internal_value(self, data: Any) -> Any:
        """Return the chosen value."""
        if not isinstance(data, str) or len(data) > LONGEST_NAME_SHOWN:
            self.fail("invalid_choice", input=type(data).__name__)
        return super().to_internal_value(data)


class Uid(serializers.UUIDField):
    """A UUID written as a string."""

    def to_internal_value(self, data: Any) -> uuid.UUID:
        """Return the UUID."""
        if not isinstance(data, str):
            self.fail("invalid", value=type(data).__name__)
        return super().to_internal_value(data[: LONGEST_NAME_SHOWN + 1])


class Moment(serializers.DateTimeField):
    """A moment; without an offset it is read from the clock in the person's time zone."""

    default_error_messages = {
        "invalid": "This is not a time. Write it like 2026-11-23T08:30:00+01:00 or, in UTC, "
        "2026-11-23T07:30:00Z.",
        "make_aware": "In {timezone} the clocks skip or repeat this time. Add an offset, "
        "for example +01:00.",
        "overflow": "This time lies beyond the calendar.",
    }

    def to_internal_value(self, data: Any) -> datetime:
        """Return the moment in UTC; a date alone is not a moment."""
        if not isinstance(data, str) or _is_date(data):
            self.fail("invalid")
        try:
            moment = datetime.fromisoformat(data)
            return (self._in_persons_zone(moment) if is_naive(moment) else moment).astimezone(UTC)
        except OverflowError:
            self.fail("overflow")
        except ValueError:
            self.fail("invalid")

    def _in_persons_zone(self, wall_clock: datetime) -> datetime:
        zone = self.context["request"].user.day_rule.zone
        moment = wall_clock.replace(tzinfo=zone)
        # Before and after a change of the clocks differ only for a time that it skips or repeats.
        if moment.utcoffset() != moment.replace(fold=1).utcoffset():
            self.fail("make_aware", timezone=zone)
        return moment

    def get_attribute(self, instance: Any) -> datetime:
        """Show the moment as the clock stood where the person was when it was written."""
        moment = cast(datetime, super().get_attribute(instance))
        return moment.astimezone(ZoneInfo(instance.time_zone))

    def to_representation(self, value: datetime) -> str:
        """Write it in ISO 8601 with its offset."""
        return value.isoformat()


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class DayField(serializers.DateField):
    """A day within the years a diary can cover."""

    default_error_messages = {
        "invalid": NOT_A_DAY,
        "out_of_bounds": f"Choose a day from {EARLIEST_DAY} to {LATEST_DAY}.",
    }
    input_formats = (DAY_FORMAT,)

    def to_internal_value(self, value: Any) -> date:
        """Return the day."""
        day: date = super().to_internal_value(value)
        if not EARLIEST_DAY <= day <= LATEST_DAY:
            self.fail("out_of_bounds")
        return day


class StrictSerializer(AnySerializer):
    """Refuses fields it does not know.

    Fields that only answers have may be sent, so that what was read can be sent back changed.
    """

    def to_internal_value(self, data: Any) -> Any:
        """Return the validated fields."""
        unknown = [key for key in data if key not in self.fields] if isinstance(data, dict) else []
        if unknown:
            known = [name for name, field in self.fields.items() if not field.read_only]
            message = f"There is no such field. The fields are {', '.join(known)}."
            raise serializers.ValidationError(
                {str(key)[:LONGEST_NAME_SHOWN]: [message] for key in unknown[:10]},
                code="unknown_field",
            )
        return super().to_internal_value(data)


def refuse_another_id(known: uuid.UUID, sent: uuid.UUID | None) -> None:
    """Refuse to change the id of an entry."""
    if sent is not None and sent != known:
        raise serializers.ValidationError(
            {"id": f"This entry's id is {known} and cannot change. Leave it out."},
            code="id_cannot_change",
        )
