"""Which days of a week are recorded: food, check-ins, and each factor in use.

A day is recorded, recorded as none (ate nothing, "no", an amount of 0), or not recorded; a day
that has not begun is still to come. One row for each thing a person keeps, one mark a day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count

from accounts.days import Week
from accounts.models import User
from insights.week.factors import FactorWeek
from insights.week.summary import WeekSummary
from journal.models import CheckIn, Factor, FactorEntry
from tracker.models import FoodDay, Meal
from tracker.recorded import FoodState, food_state


class State(StrEnum):
    """What is known of a day."""

    RECORDED = "recorded"
    NONE = "none"
    NOT_RECORDED = "not_recorded"
    TO_COME = "to_come"


# Food and check-ins come first, then the factors.
ROWS_BEFORE_FACTORS = 2
FOOD_STATES = {
    FoodState.RECORDED: State.RECORDED,
    FoodState.NONE: State.NONE,
    FoodState.NOT_RECORDED: State.NOT_RECORDED,
}


@dataclass(frozen=True)
class Mark:
    """The state of one thing on one day."""

    day: date
    state: State


@dataclass(frozen=True)
class Coverage:
    """One thing a person keeps, through a week; `none_means` says what its "none" is."""

    key: str
    name: str
    marks: list[Mark]
    none_means: str

    @property
    def days_recorded(self) -> int:
        """How many days are recorded, those recorded as none among them."""
        return sum(mark.state in {State.RECORDED, State.NONE} for mark in self.marks)


def week_coverage(user: User, week: Week, *, today: date) -> list[Coverage]:
    """Return what is recorded of `week`: food, check-ins, and the factors in use or with values."""
    check_in_days = set(
        CheckIn.objects.for_user(user)
        .between(week.first, week.last)
        .order_by()
        .values_list("local_day", flat=True)
    )
    food = _food_states(user, week)
    return [
        _row("food", "Food", "ate nothing", week, today, lambda day: food[day]),
        _row(
            "check_ins",
            "Check-ins",
            "",
            week,
            today,
            lambda day: State.RECORDED if day in check_in_days else State.NOT_RECORDED,
        ),
        *_factor_rows(user, week, today),
    ]


def coverage_of(summary: WeekSummary, *, today: date) -> list[Coverage]:
    """Return the same of a week that is summed up already, with nothing more to ask for."""
    days = {day.day: day for day in summary.days}
    return [
        _row(
            "food",
            "Food",
            "ate nothing",
            summary.week,
            today,
            lambda day: FOOD_STATES[FoodState(days[day].food)],
        ),
        _row(
            "check_ins",
            "Check-ins",
            "",
            summary.week,
            today,
            lambda day: State.RECORDED if days[day].check_ins else State.NOT_RECORDED,
        ),
        *(_factor_coverage(factor, summary.week, today) for factor in summary.factors),
    ]


def _factor_coverage(factor: FactorWeek, week: Week, today: date) -> Coverage:
    values = dict(zip(week.days(), factor.values, strict=True))
    return _factor_row(factor, values, week, today)


def _row(
    key: str,
    name: str,
    none_means: str,
    week: Week,
    today: date,
    state_on: Callable[[date], State],
) -> Coverage:
    marks = [
        Mark(day, State.TO_COME if day > today and state == State.NOT_RECORDED else state)
        for day in week.days()
        for state in [state_on(day)]
    ]
    return Coverage(key, name, marks, none_means)


def _food_states(user: User, week: Week) -> dict[date, State]:
    meals = dict(
        Meal.objects.for_user(user)
        .between(week.first, week.last)
        .order_by()
        .values_list("local_day")
        .annotate(Count("pk"))
    )
    said = dict(
        FoodDay.objects.for_user(user)
        .between(week.first, week.last)
        .values_list("local_day", "status")
    )
    return {day: FOOD_STATES[food_state(said.get(day), meals.get(day, 0))] for day in week.days()}


def _factor_rows(user: User, week: Week, today: date) -> list[Coverage]:
    values: dict[int, dict[date, float]] = {}
    entries = FactorEntry.objects.for_user(user).between(week.first, week.last).order_by()
    for factor_pk, day, value in entries.values_list("factor", "local_day", "value"):
        values.setdefault(factor_pk, {})[day] = value
    return [
        _factor_row(factor, values.get(factor.pk, {}), week, today)
        for factor in Factor.objects.for_user(user)
        if factor.is_in_use or factor.pk in values
    ]


def _factor_row(
    factor: Factor | FactorWeek,
    values: Mapping[date, float | None],
    week: Week,
    today: date,
) -> Coverage:
    def state_on(day: date) -> State:
        value = values.get(day)
        if value is None:
            return State.NOT_RECORDED
        return State.NONE if factor.is_none(value) else State.RECORDED

    none_means = "" if factor.kind == Factor.Kind.SCALE else factor.in_words(0)
    return _row(factor.key, factor.name, none_means, week, today, state_on)
