"""Days, weeks and months in addresses: `2026-11-20`, `2026-W47` and `2026-11`."""

from datetime import date

from accounts.days import Week
from accounts.owned import EARLIEST_YEAR


class DayConverter:
    """A date; one that does not exist is an address that does not exist."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Read the date; ValueError, which means 404, for the 30th of February or 1066."""
        day = date.fromisoformat(value)
        if not EARLIEST_YEAR <= day.year < date.max.year:
            raise ValueError(f"{value} is not a day of a diary.")
        return day

    def to_url(self, value: date | str) -> str:
        """Write the date."""
        return str(value)


class WeekConverter:
    """An ISO week."""

    regex = r"\d{4}-W\d{2}"

    def to_python(self, value: str) -> Week:
        """Read the week; ValueError, which means 404, when there is none of that name."""
        week = Week.named(value)
        if not EARLIEST_YEAR <= week.first.year < date.max.year:
            raise ValueError(f"{value} is not a week of a diary.")
        return week

    def to_url(self, value: Week | str) -> str:
        """Write the week."""
        return str(value)


class MonthConverter:
    """A month, `2026-11`, as the date of its first day."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> date:
        """Read the month; ValueError, which means 404, when there is none of that name."""
        return DayConverter().to_python(f"{value}-01")

    def to_url(self, value: date) -> str:
        """Write the month."""
        return f"{value:%Y-%m}"
