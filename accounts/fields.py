"""Form fields that understand what people type."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

WALL_CLOCK = "%Y-%m-%dT%H:%M"


class AmountField(forms.FloatField):
    """A number with a decimal point or a decimal comma."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "size": "5"}

    def to_python(self, value: Any) -> float | None:
        """Read the number."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class WallClockField(forms.DateTimeField):
    """A moment, read from the clock of whichever zone is active."""

    widget = forms.DateTimeInput(
        format=WALL_CLOCK, attrs={"type": "datetime-local", "autocomplete": "off"}
    )
    input_formats = [WALL_CLOCK, f"{WALL_CLOCK}:%S"]

    def same_or_changed(self, moment: datetime | None, before: datetime) -> datetime | None:
        """Return `before` to the second when the person left the time as the page showed it."""
        if moment is None:
            return None
        shown = timezone.localtime(before).replace(second=0, microsecond=0)
        return before if timezone.localtime(moment) == shown else moment
