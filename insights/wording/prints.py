"""What the print and the weekly mail say besides the sentences about findings."""

from datetime import date

from insights.wording import figure

NO_CLAIMS = (
    "No clear link yet between what was eaten and the ratings. For most people, most of the time, "
    "that is the honest answer."
)


def method_in_short(q: float) -> list[str]:
    """Return how findings are made, in three lines; `q` is the share of false alarms allowed."""
    return [
        "Days are compared with other days of the same person. Weekday, slow swings over the "
        "seasons and other things logged are set aside first, and the carry-over of a rating from "
        "one day to the next is allowed for.",
        "Each question is asked of four stretches of days; all questions share one allowance for "
        f"false alarms, {figure(100 * q)} in 100, and the intervals of what is found are wider for "
        "it.",
        "A diary is looked at only at planned counts of usable days. “Linked” takes two looks "
        "running that agree. Days not recorded are left out and never count as zero.",
    ]


def dates(first: date, last: date) -> str:
    """Write a stretch of days, naming month and year once where they are the same."""
    if first == last:
        return _date(last, "{day} {month} {year}")
    shape = "{day} {month} {year}"
    if first.year == last.year:
        shape = "{day}" if first.month == last.month else "{day} {month}"
    dash = "–" if shape == "{day}" else " – "
    return f"{_date(first, shape)}{dash}{_date(last, '{day} {month} {year}')}"


def _date(day: date, shape: str) -> str:
    return shape.format(day=day.day, month=f"{day:%B}", year=day.year)
