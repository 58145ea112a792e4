"""What the print and the weekly mail say besides the sentences about findings."""

from datetime import date

from insights.measures import FoodMeasure
from insights.spans import Spread
from insights.wording import figure

NO_CLAIMS = (
    "No clear link yet between what was eaten and the ratings. For most people, most of the time, "
    "that is the honest answer."
)

MARGIN = (
    "Points and intervals are for so much more of the food, with the level of the interval. Lines: "
    "intervals on one scale. Band: a difference of up to {points} points between low and "
    "high days, too small to matter to the person."
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


def trend_in_words(
    measure: FoodMeasure, rating: str, eaten: Spread | None, rated: Spread | None
) -> str:
    """Say what the picture of a window shows: both sides' means, and where most days lie."""
    food = f"{measure.name}: {_lie(eaten, measure.units)}" if eaten else f"{measure.name}: no days."
    return f"{food} {rating}: {_lie(rated, 'of 10') if rated else 'no days.'}"


def _lie(spread: Spread, unit: str) -> str:
    days = "day" if spread.days == 1 else "days"
    at_least = "at least " if spread.at_least else ""
    return (
        f"{at_least}{figure(spread.mean)} {unit} on average over {spread.days} {days}, most "
        f"of them {figure(spread.low)} to {figure(spread.high)}."
    )
