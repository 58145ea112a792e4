"""A week added up: sums over what was logged, means over recorded days only."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from accounts.scales import SCALE_KEYS
from insights.frames import UNKNOWN_ITEMS, Columns, columns_recorded
from tracker.recorded import FoodState

SUMMED = (
    "fibre_g",
    "fermented_servings",
    "live_servings",
    "tryptophan_g",
    "energy_kcal",
    "probiotic_doses",
    *UNKNOWN_ITEMS.values(),
)
COUNTS = frozenset({"probiotic_doses", *UNKNOWN_ITEMS.values()})
AVERAGED = (
    "fibre_g",
    "fermented_servings",
    "live_servings",
    "tryptophan_g",
    "energy_kcal",
    "plant_points",
    "probiotic_doses",
    *SCALE_KEYS,
)


@dataclass(frozen=True)
class WeekFigures:
    """Sums over what was logged in a week, and means over its recorded days only.

    at_least : the quantities whose mean is a lower bound, some food of a recorded day stating none
    """

    totals: dict[str, float | None]
    means: dict[str, float | None]
    recorded_days: dict[str, int]
    at_least: frozenset[str]


def week_figures(logged: Columns) -> WeekFigures:
    """Return the figures of some logged days."""
    recorded = columns_recorded(logged)
    is_said = [
        bool(meals) or food == FoodState.NONE
        for meals, food in zip(logged["meals"], logged["food"], strict=True)
    ]
    totals = {name: _total(name, logged[name], is_said) for name in SUMMED}
    if any(logged["probiotic_doses"]):
        # A dose is logged by itself, on days without a word about food too.
        totals["probiotic_doses"] = sum(logged["probiotic_doses"])
    return WeekFigures(
        totals=totals,
        means={name: mean_of(recorded[name]) for name in AVERAGED},
        recorded_days={
            "food": sum(state != FoodState.NOT_RECORDED for state in logged["food"]),
            "mood": sum(mood is not None for mood in logged["mood"]),
        },
        at_least=frozenset(
            name for name, unknown in UNKNOWN_ITEMS.items() if any(recorded[unknown])
        ),
    )


def mean_of(values: Sequence[float | None]) -> float | None:
    """Return the mean of the known values; None when there are none."""
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _total(name: str, values: Sequence[float | None], is_said: Sequence[bool]) -> float | None:
    known = [
        value for value, said in zip(values, is_said, strict=True) if said and value is not None
    ]
    # The sum of no figures is unknown, not 0: a week nobody logged has no total.
    if not known:
        return None
    return int(sum(known)) if name in COUNTS else float(sum(known))
