"""Where the next food goes: the day, the meal and the time chosen on the day page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from tracker.models import Meal
from tracker.services import likely_kind


@dataclass(frozen=True)
class AddingTo:
    """What the forms of the search results send along; `next` is the page they lead back to."""

    day: date
    kind: str
    clock: str
    next: str

    @property
    def wall_clock(self) -> time | None:
        """The time that was set; None is now, or the usual time of the meal."""
        return time.fromisoformat(self.clock) if self.clock else None


def adding_to(
    user: User, chosen: Mapping[str, str], day: date | None, *, now: datetime
) -> AddingTo:
    """Read what was chosen; whatever is missing or senseless is guessed by the person's clock."""
    today, likely = user.today(now), likely_kind(now, user).value
    day = day or _day_in(chosen.get("day", "")) or today
    kind = chosen.get("kind", "")
    kind = kind if kind in Meal.Kind.values else likely
    clock = _clock_in(chosen.get("clock", ""))
    page = reverse("insights:today") if day == today else reverse("insights:day", args=[day])
    unusual = {"kind": kind if kind != likely else "", "clock": clock}
    kept = urlencode({name: value for name, value in unusual.items() if value})
    return AddingTo(day, kind, clock, f"{page}?{kept}" if kept else page)


def _day_in(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _clock_in(text: str) -> str:
    try:
        return time.fromisoformat(text).strftime("%H:%M")
    except ValueError:
        return ""
