"""Form fields that understand what people type."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from accounts.days import DAYS_IN_WEEK, ONE_DAY
from accounts.owned import EARLIEST_YEAR

WALL_CLOCK = "%Y-%m-%dT%H:%M"


class AmountField(forms.FloatField):
    """A number with a decimal point or a decimal comma."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "size": "5"}

    def to_python(self, value: Any) -> Any:
        """Read the number."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """Write a number as a person would type it, and what they typed as they typed it."""
        return f"{value:g}" if isinstance(value, float) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another number was typed than the one that was shown."""
        try:
            return bool(self.prepare_value(initial) != self.prepare_value(self.to_python(data)))
        except ValidationError:
            return True


class WallClockField(forms.DateTimeField):
    """A moment, read from the clock of whichever zone is active."""

    widget = forms.DateTimeInput(
        format=WALL_CLOCK, attrs={"type": "datetime-local", "autocomplete": "off"}
    )
    input_formats = [WALL_CLOCK, f"{WALL_CLOCK}:%S"]

    def to_python(self, value: Any) -> datetime | None:
        """Read the time; an hour that comes twice when clocks change is the first of the two."""
        zone = timezone.get_current_timezone()
        with timezone.override(UTC):
            shown = super().to_python(value)
        return shown.replace(tzinfo=zone) if shown else None

    def same_or_changed(self, moment: datetime | None, before: datetime) -> datetime | None:
        """Return `before` to the second when the person left the time as the page showed it."""
        if moment is None:
            return None
        shown = timezone.localtime(before).replace(second=0, microsecond=0)
        return before if moment == shown else moment


class DayField(forms.DateField):
    """One of the person's days, sent along unseen by a form on that day's page."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        earliest = date(EARLIEST_YEAR, 1, 1)
        latest = date.max - DAYS_IN_WEEK * ONE_DAY
        bounds = [MinValueValidator(earliest), MaxValueValidator(latest)]
        super().__init__(validators=bounds, **options)
