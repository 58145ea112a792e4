"""What a person wrote in a week: the notes of check-ins and of meals, in order of time."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from accounts.days import Week
from accounts.models import User
from journal.models import CheckIn
from tracker.models import Meal

CHECK_IN = "check_in"


@dataclass(frozen=True)
class WrittenNote:
    """A note as it was written; `of` is "check_in" or the kind of the meal."""

    at: datetime
    day: date
    time_zone: str
    of: str
    text: str

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose clock the person read."""
        return ZoneInfo(self.time_zone)

    @property
    def of_what(self) -> str:
        """What it was written about, in words."""
        return "Check-in" if self.of == CHECK_IN else str(Meal.Kind(self.of).label)


def week_notes(user: User, week: Week) -> list[WrittenNote]:
    """Return the notes of `week`, in two queries."""
    span = week.first, week.last
    check_ins = CheckIn.objects.for_user(user).between(*span).exclude(note="").order_by()
    meals = Meal.objects.for_user(user).between(*span).exclude(note="").order_by()
    of_check_ins = check_ins.values_list("at", "local_day", "time_zone", "note")
    of_meals = meals.values_list("eaten_at", "local_day", "time_zone", "kind", "note")
    written = [
        *(WrittenNote(at, day, zone, CHECK_IN, note) for at, day, zone, note in of_check_ins),
        *(WrittenNote(at, day, zone, kind, note) for at, day, zone, kind, note in of_meals),
    ]
    return sorted(written, key=lambda note: (note.day, note.at))
