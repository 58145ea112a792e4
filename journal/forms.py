"""The check-in form."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.fields import DayField, WallClockField
from accounts.models import User
from accounts.owned import refuse_absurd_moment
from accounts.scales import HIGHEST, LOWEST, SCALES, Scale
from journal.models import MOST_NOTE_CHARACTERS, CheckIn

NOT_RATED = ""
# When somebody fills in a day that is over and does not say when it was.
MIDDAY = time(12)


class ScaleField(forms.TypedChoiceField):
    """Eleven numbers to tap, or not rated."""

    def __init__(self, scale: Scale) -> None:
        numbers = [(number, str(number)) for number in range(LOWEST, HIGHEST + 1)]
        super().__init__(
            label=scale.name,
            required=False,
            coerce=int,
            empty_value=None,
            choices=[(NOT_RATED, "not rated"), *numbers],
            widget=forms.RadioSelect,
        )
        self.scale = scale


class CheckInForm(forms.Form):
    """The scales a person uses (and any this check-in has rated), a note, and when."""

    note = forms.CharField(
        label="Note",
        required=False,
        max_length=MOST_NOTE_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, user: User, now: datetime, check_in: CheckIn | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.user, self.now = user, now
        self.scales = [
            scale
            for scale in user.all_scales
            if scale.key in user.scales or getattr(check_in, scale.key, None) is not None
        ]
        for scale in self.scales:
            self.fields[scale.key] = ScaleField(scale)

    @property
    def ratings(self) -> list[forms.BoundField]:
        """The fields of the scales, in the usual order."""
        return [self[scale.key] for scale in self.scales]

    @property
    def answers(self) -> dict[str, Any]:
        """What was rated and noted."""
        return {key: self.cleaned_data[key] for key in ("note", *(s.key for s in self.scales))}

    def clean(self) -> dict[str, Any]:
        """Ask for anything at all: a rating or a few words."""
        cleaned = self.cleaned_data
        said = [cleaned.get(name) for name in ("note", *(scale.key for scale in self.scales))]
        if not self.errors and all(answer in (None, "") for answer in said):
            raise ValidationError("Rate at least one scale, or write a note.", code="says_nothing")
        return cleaned


class NewCheckInForm(CheckInForm):
    """A check-in on one of the person's days: now, or at a time they name."""

    day = DayField()
    clock = forms.TimeField(
        label="Time",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="Empty: now; on an earlier day, noon.",
    )

    at: datetime

    def clean(self) -> dict[str, Any]:
        """Decide the moment; a future one is refused beside the time."""
        cleaned = super().clean()
        if "day" in cleaned and "clock" in cleaned:
            self.at = self._moment(cleaned["day"], cleaned["clock"])
            try:
                refuse_absurd_moment(self.at, now=self.now)
            except ValidationError as error:
                self.add_error("clock", error)
        return cleaned

    def _moment(self, day: date, wall_clock: time | None) -> datetime:
        if wall_clock is None and day == self.user.today(self.now):
            return self.now
        return self.user.day_rule.moment_at(day, wall_clock or MIDDAY)


class ChangeCheckInForm(CheckInForm):
    """A check-in that exists; its time is read from the clock it was logged by."""

    at = WallClockField(label="Time")

    def __init__(self, *args: Any, check_in: CheckIn, **options: Any) -> None:
        initial = {name: getattr(check_in, name) for name in ("at", "note")}
        initial |= {scale.key: getattr(check_in, scale.key) for scale in SCALES}
        super().__init__(*args, check_in=check_in, initial=initial, **options)
        self.check_in = check_in

    def clean_at(self) -> datetime:
        """Keep an unchanged time to the second, and refuse an absurd one."""
        field: Any = self.fields["at"]
        moment: datetime = field.same_or_changed(self.cleaned_data["at"], before=self.check_in.at)
        refuse_absurd_moment(moment, now=self.now)
        return moment
