"""When a day's food counts as recorded: the rule every page, table and statistic shares."""

from enum import StrEnum

from tracker.models import FoodDay

MEALS_THAT_MAKE_A_DAY = 2
RULE = (
    "A day's food counts as recorded when you say it is complete or log at least two meals. "
    "A day you did not log is left out; it never counts as zero."
)


class FoodState(StrEnum):
    """What is known of a day's food as a whole."""

    RECORDED = "recorded"
    NONE = "none"
    NOT_RECORDED = "not_recorded"


def food_state(status: str | None, meals: int) -> FoodState:
    """Return the state of a day from what the person said of it and how many meals it has."""
    if meals >= MEALS_THAT_MAKE_A_DAY or (meals and status == FoodDay.Status.COMPLETE):
        return FoodState.RECORDED
    if status == FoodDay.Status.NONE and not meals:
        return FoodState.NONE
    return FoodState.NOT_RECORDED
