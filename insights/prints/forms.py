"""What a person chooses for a print: its days, and what goes on top."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.encryption import UnreadableNote
from accounts.help_places import country_for
from accounts.models import User
from accounts.owned import EARLIEST_YEAR
from insights.models import MOST_NAME_CHARACTERS, MOST_NOTE_CHARACTERS, PrintNote
from insights.prints.pdf import OnTop
from insights.spans import DEFAULT_WINDOW, WINDOWS, window_span

PAPERS = (("a4", "A4"), ("us-letter", "Letter"))
LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CO", "CL"})
BY_DATES = "dates"
WINDOW_CHOICES = [
    *(
        (key, f"The last {days} days" if days else "The whole diary")
        for key, days in WINDOWS.items()
    ),
    (BY_DATES, "From one day to another"),
]


class PrintForm(forms.Form):
    """Days, name, note and paper of a print."""

    window = forms.ChoiceField(label="Days", choices=WINDOW_CHOICES)
    name = forms.CharField(
        label="Name on the print",
        required=False,
        max_length=MOST_NAME_CHARACTERS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        help_text="As you like it, or nothing. Your e-mail address is never printed.",
    )
    note = forms.CharField(
        label="Note on top, in your own words",
        required=False,
        max_length=MOST_NOTE_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "dir": "auto"}),
        help_text=(
            f"What matters to you, what you want to ask. Up to {MOST_NOTE_CHARACTERS:,} characters."
        ),
    )
    keep = forms.BooleanField(
        label="Keep name and note for the next print",
        required=False,
        help_text="Otherwise they are not stored anywhere.",
    )
    paper = forms.ChoiceField(label="Paper", choices=PAPERS)

    def __init__(self, data: Mapping[str, Any], *, user: User, today: date) -> None:
        super().__init__(data)
        self.user, self.today = user, today
        for key, label in (("from", "From"), ("to", "To")):
            self.fields[key] = forms.DateField(
                label=label, required=False, widget=forms.DateInput(attrs={"type": "date"})
            )

    @classmethod
    def asked(cls, query: Mapping[str, str], *, user: User, today: date) -> "PrintForm":
        """Return the form for an address such as `?window=28`, with what the person keeps."""
        kept = PrintNote.objects.for_user(user).first()
        has_dates = bool(query.get("from") or query.get("to"))
        data = {
            "window": query.get("window") or (BY_DATES if has_dates else DEFAULT_WINDOW),
            "from": query.get("from", ""),
            "to": query.get("to", ""),
            "name": _readable(kept.name) if kept else "",
            "note": _readable(kept.note) if kept else "",
            "keep": "on" if kept else "",
            "paper": "us-letter" if country_for(user) in LETTER_COUNTRIES else "a4",
        }
        return cls(data, user=user, today=today)

    def clean_name(self) -> str:
        """Drop what cannot be seen."""
        return _visible(self.cleaned_data["name"])

    def clean_note(self) -> str:
        """Drop what cannot be seen."""
        return _visible(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        """Ask for two days in order when a window is given by its days."""
        if self.cleaned_data.get("window") == BY_DATES and not self.errors:
            first, last = self.cleaned_data["from"], self.cleaned_data["to"]
            if first is None or last is None:
                raise ValidationError("Give the first and the last day.", code="no_dates")
            if first > last:
                raise ValidationError("The first day comes after the last.", code="order")
            if last > self.today:
                raise ValidationError("The last day has not begun yet.", code="in_the_future")
            if first.year < EARLIEST_YEAR:
                raise ValidationError(f"Choose days from {EARLIEST_YEAR} on.", code="too_long_ago")
        return self.cleaned_data

    def span(self) -> tuple[date, date]:
        """Return the first and last day of the print."""
        if self.cleaned_data["window"] == BY_DATES:
            return self.cleaned_data["from"], self.cleaned_data["to"]
        return window_span(self.user, self.cleaned_data["window"], today=self.today)

    def on_top(self) -> OnTop:
        """Return what the person puts on the print."""
        return OnTop(**{key: self.cleaned_data[key] for key in ("name", "note", "paper")})


def _readable(kept: str) -> str:
    """Return what was kept, or nothing when its key is missing."""
    return "" if isinstance(kept, UnreadableNote) else kept


def _visible(text: str) -> str:
    """Return `text` without control characters; lines stay lines, one empty line at most."""
    lines = [
        "".join(letter for letter in line if unicodedata.category(letter) != "Cc").strip()
        for line in text.splitlines()
    ]
    return "\n".join(
        line for number, line in enumerate(lines) if line or lines[number - 1 : number] != [""]
    )
