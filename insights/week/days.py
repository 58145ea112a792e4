"""Each day of a week beside the same weekday of the weeks before, and its factors, as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from insights.week.coverage import State
from insights.week.factors import FactorWeek
from insights.week.moved import compared_measures, spoken_factor
from insights.week.summary import WeekSummary
from insights.week.usual import AgainstUsual, Standing
from insights.wording.weeks import (
    Kind,
    Spoken,
    factor_summary,
    short_figure,
    standing_words,
)

ARROWS = {Standing.LESS: "↓", Standing.ABOUT: "", Standing.MORE: "↑"}


@dataclass(frozen=True)
class DayCell:
    """One thing on one day: a figure short enough for a narrow cell, and whole in `title`.

    usual : the same weekday's usual; "" without one
    standing, arrow : where the day stands beside it
    """

    day: date
    state: State
    text: str = ""
    title: str = ""
    usual: str = ""
    standing: str = ""
    arrow: str = ""


@dataclass(frozen=True)
class DayRow:
    """One measure through the days of a week; `told` sums it up."""

    key: str
    name: str
    unit: str
    cells: list[DayCell]
    told: str = ""
    standing: str = ""

    @property
    def is_recorded(self) -> bool:
        """Whether any day of the week holds it."""
        return any(cell.state is State.RECORDED for cell in self.cells)


def usual_rows(summary: WeekSummary, *, today: date) -> list[DayRow]:
    """Return food and ratings day by day, each beside its usual; only what any day holds."""
    factors = {factor.key for factor in summary.factors}
    rows = []
    for spoken, against in compared_measures(summary):
        if spoken.key in factors or not any(against.days):
            continue
        values = [getattr(day, spoken.key) for day in summary.days]
        if any(values) or any(usual.usual for usual in against.days if usual):
            cells = _cells(summary, values, spoken, against, today)
            rows.append(DayRow(spoken.key, spoken.name, spoken.unit, cells))
    return rows


def factor_rows(summary: WeekSummary, *, today: date, plain: bool = False) -> list[DayRow]:
    """Return the factors day by day, with what the week holds of each in words."""
    return [_factor_row(summary, factor, today, plain) for factor in summary.factors]


def _factor_row(summary: WeekSummary, factor: FactorWeek, today: date, plain: bool) -> DayRow:
    spoken = spoken_factor(factor)
    told = factor_summary(
        factor.days_recorded,
        mean=spoken.amount(factor.mean or 0.0),
        days_with=factor.days_with if factor.is_yes_no else None,
        plain=plain,
    )
    cells = _cells(summary, factor.values, spoken, factor.usual, today)
    standing = standing_words(spoken, factor.usual.standing)
    return DayRow(factor.key, factor.name, factor.unit, cells, told, standing)


def _cells(
    summary: WeekSummary,
    values: Sequence[float | None],
    spoken: Spoken,
    against: AgainstUsual,
    today: date,
) -> list[DayCell]:
    made = []
    for number, (day, value) in enumerate(zip(summary.week.days(), values, strict=True)):
        if value is None:
            made.append(DayCell(day, State.TO_COME if day > today else State.NOT_RECORDED))
            continue
        if spoken.kind is Kind.YES_NO:
            made.append(DayCell(day, State.RECORDED, "yes" if value else "no"))
            continue
        usual, standing = against.days[number], against.standings[number]
        made.append(
            DayCell(
                day,
                State.RECORDED,
                short_figure(value * spoken.factor),
                spoken.amount(value),
                short_figure(usual.usual * spoken.factor) if usual else "",
                standing_words(spoken, standing),
                ARROWS[standing] if standing else "",
            )
        )
    return made
