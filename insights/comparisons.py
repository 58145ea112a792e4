"""The week beside the week before, as a table of readable figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import User
from accounts.scales import SCALES
from insights.weeks import WeekFigures, WeekSummary
from insights.wording import figure

NOT_RECORDED = "–"
MG_PER_G = 1_000


@dataclass(frozen=True)
class Quantity:
    """Something eaten, as the table shows it; `unknown` counts items that do not state it."""

    key: str
    name: str
    unit: str = ""
    factor: float = 1.0
    unknown: str = ""


EATEN = (
    Quantity("fibre_g", "Fibre", "g", unknown="fibre_unknown_items"),
    Quantity("fermented_servings", "Fermented servings"),
    Quantity("live_servings", "of these live"),
    Quantity("plant_points", "Plant points"),
    Quantity("tryptophan_g", "Tryptophan", "mg", MG_PER_G, unknown="tryptophan_unknown_items"),
    Quantity("probiotic_doses", "Probiotic doses"),
)
ENERGY = Quantity("energy_kcal", "Energy", "kcal", unknown="energy_unknown_items")


@dataclass(frozen=True)
class Comparison:
    """One line: the mean of a recorded day and the sum of what is logged, in both weeks."""

    name: str
    mean: str
    mean_before: str
    total: str = ""
    total_before: str = ""


def comparisons(summary: WeekSummary, user: User) -> list[Comparison]:
    """Return what was eaten and then the ratings that either week holds."""
    eaten = (*EATEN, ENERGY) if user.show_energy else EATEN
    return [*_eaten(summary, eaten), *_ratings(summary)]


def _eaten(summary: WeekSummary, quantities: tuple[Quantity, ...]) -> Iterator[Comparison]:
    now, before = summary.figures, summary.previous
    for quantity in quantities:
        if quantity.key == "probiotic_doses" and not _ever(quantity.key, now, before):
            continue
        yield Comparison(
            quantity.name,
            _mean(now, quantity),
            _mean(before, quantity),
            _total(now, quantity) if quantity.key in now.totals else "",
            _total(before, quantity) if quantity.key in before.totals else "",
        )


def _ratings(summary: WeekSummary) -> Iterator[Comparison]:
    now, before = summary.figures.means, summary.previous.means
    for scale in SCALES:
        if now[scale.key] is not None or before[scale.key] is not None:
            yield Comparison(scale.name, _rating(now[scale.key]), _rating(before[scale.key]))


def _ever(key: str, *weeks: WeekFigures) -> bool:
    return any(week.totals[key] for week in weeks)


def _mean(week: WeekFigures, quantity: Quantity) -> str:
    return _amount(week.means[quantity.key], week, quantity)


def _total(week: WeekFigures, quantity: Quantity) -> str:
    return _amount(week.totals[quantity.key], week, quantity)


def _amount(value: float | None, week: WeekFigures, quantity: Quantity) -> str:
    if value is None:
        return NOT_RECORDED
    text = f"{figure(value * quantity.factor)}\N{NO-BREAK SPACE}{quantity.unit}".rstrip()
    has_unknown = bool(quantity.unknown and week.totals[quantity.unknown])
    return f"at least {text}" if has_unknown else text


def _rating(value: float | None) -> str:
    return NOT_RECORDED if value is None else figure(value)
