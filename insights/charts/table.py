"""The week as a table that is also a picture: one row per measure, one cell per day.

Every cell carries its figure in words beside its bar, so the picture says nothing the text does
not. Lengths are percentages of the height of a cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from accounts.models import User
from accounts.scales import HIGHEST, Scale
from insights.week.summary import Day, WeekSummary
from tracker.recorded import FoodState

FULL = 100.0
# Room above the tallest bar, so that a day over the goal still shows the goal's line.
HEADROOM = 1.15
LEAST_VISIBLE = 2.0


class CellState(StrEnum):
    """What a cell knows about its day."""

    RECORDED = "recorded"
    SO_FAR = "so_far"
    NOT_RECORDED = "not_recorded"
    TO_COME = "to_come"


LOGGED = frozenset({CellState.RECORDED, CellState.SO_FAR})


@dataclass(frozen=True)
class Cell:
    """One measure on one day; `part` is the live share of a bar."""

    day: date
    state: CellState
    value: float | None = None
    at_least: bool = False
    height: float = 0.0
    part: float | None = None
    part_height: float = 0.0

    @property
    def top(self) -> float:
        """Where the bar ends, from above."""
        return FULL - self.height

    @property
    def part_top(self) -> float:
        """Where the live share of the bar ends, from above."""
        return FULL - self.part_height


@dataclass(frozen=True)
class Row:
    """One measure through the week; `goal_top` is where its goal's line runs, from above."""

    key: str
    name: str
    unit: str
    cells: list[Cell]
    goal: float | None = None
    goal_top: float | None = None


def week_rows(summary: WeekSummary, user: User, *, today: date) -> list[Row]:
    """Return the rows of the week's picture: three of food, and mood when the person rates it."""
    days = summary.days
    rows = [
        _food_row(days, "fibre_g", "Fibre", "g", today, goal=user.fibre_goal_g),
        _food_row(
            days,
            "fermented_servings",
            "Fermented foods",
            "servings",
            today,
            goal=user.fermented_goal_servings,
            part="live_servings",
        ),
        _food_row(days, "plants", "Plants", "different ones", today),
    ]
    rated = any(day.mood is not None for day in days) or "mood" in user.scales
    return [*rows, _mood_row(days, today, user.scale("mood"))] if rated else rows


def _food_row(
    days: Sequence[Day],
    key: str,
    name: str,
    unit: str,
    today: date,
    *,
    goal: float | None = None,
    part: str | None = None,
) -> Row:
    known = [_amount(day, key) for day in days]
    tallest = max([goal or 0.0, *(amount for amount in known if amount is not None)]) or 1.0
    scale = FULL / (tallest * HEADROOM)
    cells = [_food_cell(day, key, scale, today, part) for day in days]
    return Row(key, name, unit, cells, goal, None if goal is None else FULL - goal * scale)


def _food_cell(day: Day, key: str, scale: float, today: date, part: str | None) -> Cell:
    if day.day > today and not day.meals:
        return Cell(day.day, CellState.TO_COME)
    if day.food == FoodState.NOT_RECORDED and day.so_far is None:
        return Cell(day.day, CellState.NOT_RECORDED)
    amount = _amount(day, key)
    share = _amount(day, part) if part else None
    return Cell(
        day=day.day,
        state=CellState.RECORDED if day.so_far is None else CellState.SO_FAR,
        value=amount,
        at_least=key == "fibre_g" and bool(_logged(day, "fibre_unknown_items")),
        height=_height(amount, scale),
        part=share,
        part_height=_height(share, scale),
    )


def _mood_row(days: Sequence[Day], today: date, scale: Scale) -> Row:
    cells = []
    for day in days:
        if day.mood is not None:
            height = _height(day.mood, FULL / HIGHEST)
            cells.append(Cell(day.day, CellState.RECORDED, day.mood, height=height))
        else:
            state = CellState.TO_COME if day.day > today else CellState.NOT_RECORDED
            cells.append(Cell(day.day, state))
    ends = f"0 {scale.at_lowest}, 10 {scale.at_highest}"
    return Row("mood", "Mood", ends, cells)


def _logged(day: Day, key: str) -> Any:
    """Return what was logged, whether or not the day counts as recorded."""
    return getattr(day, key) if day.so_far is None else day.so_far[key]


def _amount(day: Day, key: str) -> float | None:
    logged = _logged(day, key)
    return float(len(logged)) if isinstance(logged, list) else logged


def _height(amount: float | None, scale: float) -> float:
    """Return a bar's height; a small amount stays visible, and 0 has no bar at all."""
    if not amount:
        return 0.0
    return max(LEAST_VISIBLE, amount * scale)
