"""What charts say to those who hear them, point at them, or read the table instead."""

from collections.abc import Sequence
from datetime import date

from accounts.scales import rating_in_words, share_in_words
from insights.charts.table import LOGGED, Cell, CellState, Row
from insights.wording import figure


def long_day(day: date) -> str:
    """Return a day as it is spoken: Monday 16 November."""
    return f"{day:%A} {day.day} {day:%B}"


def said(row: Row, cell: Cell, usual: float | None, hide_numbers: bool) -> str:
    """Return what one cell of the week holds."""
    if cell.state == CellState.TO_COME:
        return "still to come"
    if cell.state == CellState.NOT_RECORDED:
        return f"{row.name.lower()} not recorded"
    parts = [_amount(row, cell, hide_numbers)]
    if not hide_numbers:
        parts += [f"{figure(cell.part)} of it live"] if cell.part else []
        parts += [f"usually {figure(usual)}"] if usual is not None else []
    if cell.state == CellState.SO_FAR:
        parts.append("so far")
    return f"{row.name.lower()} {', '.join(parts)}"


def week_in_words(rows: Sequence[Row], *, hide_numbers: bool) -> str:
    """Return the text alternative of the week's chart."""
    return " ".join(_row_in_words(row, hide_numbers) for row in rows)


def _row_in_words(row: Row, hide_numbers: bool) -> str:
    known = [cell.value for cell in row.cells if cell.state in LOGGED and cell.value is not None]
    begun = sum(cell.state != CellState.TO_COME for cell in row.cells)
    on_days = f"{row.name}: logged on {len(known)} of {begun} days"
    if hide_numbers or not known:
        return f"{on_days}."
    low, high = figure(min(known)), figure(max(known))
    span = low if low == high else f"{low} to {high}"
    unit = "of 10" if row.key == "mood" else row.unit
    return f"{on_days}, {span} {unit}."


def _amount(row: Row, cell: Cell, hide_numbers: bool) -> str:
    if cell.value is None:
        return "unknown"
    if hide_numbers:
        if row.key == "mood":
            return rating_in_words(cell.value)
        return share_in_words(cell.value, row.goal)
    return f"{'at least ' if cell.at_least else ''}{figure(cell.value)}"
