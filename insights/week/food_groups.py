"""Which groups of food a person usually eats, and when each was last in the diary."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from insights.frames import Columns
from tracker.models import Plant
from tracker.recorded import FoodState

FERMENTED = "fermented"


@dataclass(frozen=True)
class GroupEaten:
    """A group of food in some weeks.

    days : on how many of the days it was eaten
    recorded_since : days with food recorded after the last of them
    """

    key: str
    days: int
    last: date
    recorded_since: int


def groups_eaten(
    days: Iterable[date], logged: Columns, catalogue: Mapping[str, Plant]
) -> list[GroupEaten]:
    """Return the groups of plants, and fermented food, that were eaten on any of the days."""
    eaten: dict[str, list[int]] = {}
    for number, (keys, servings) in enumerate(
        zip(logged["plants"], logged["fermented_servings"], strict=True)
    ):
        groups = {catalogue[key].category for key in keys if key in catalogue}
        for group in groups | ({FERMENTED} if servings else set()):
            eaten.setdefault(group, []).append(number)
    is_recorded = [state != FoodState.NOT_RECORDED for state in logged["food"]]
    dates = list(days)
    return [
        GroupEaten(
            group,
            days=len(numbers),
            last=dates[numbers[-1]],
            recorded_since=sum(is_recorded[numbers[-1] + 1 :]),
        )
        for group, numbers in sorted(eaten.items())
    ]
