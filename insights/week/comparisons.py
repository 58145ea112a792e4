"""The week beside the person's usual and the week before, as a table of readable figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import User
from accounts.scales import SCALES
from insights.week.figures import WeekFigures
from insights.week.quantities import EATEN, ENERGY, FERMENTED, FIBRE, Quantity
from insights.week.strips import UsualStrip, usual_strip
from insights.week.summary import WeekSummary
from insights.week.usual import AgainstUsual
from insights.wording import figure
from insights.wording.weeks import Kind, Spoken, goal_words, standing_words

NOT_RECORDED = "–"
AT_LEAST = "≥\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Comparison:
    """One line: the mean of a recorded day beside goal, usual and week before, and the sums.

    standing : where the week stands beside the person's usual, in words; "" when nobody can say
    share : how much of the goal there is, in words
    strip : the same standing as a picture
    """

    key: str
    name: str
    unit: str
    mean: str
    usual: str
    standing: str
    mean_before: str
    goal: str = ""
    share: str = ""
    total: str = ""
    total_before: str = ""
    has_moved: bool = False
    strip: UsualStrip | None = None

    @property
    def is_recorded(self) -> bool:
        """Whether any day of the week holds it."""
        return self.mean != NOT_RECORDED


def comparisons(summary: WeekSummary, user: User) -> list[Comparison]:
    """Return what was eaten and then the ratings that either week holds."""
    eaten = (*EATEN, ENERGY) if user.show_energy else EATEN
    return [*_eaten(summary, eaten, user), *_ratings(summary)]


def _eaten(
    summary: WeekSummary, quantities: tuple[Quantity, ...], user: User
) -> Iterator[Comparison]:
    now, before = summary.figures, summary.previous
    goals = {FIBRE.key: user.fibre_goal_g, FERMENTED.key: user.fermented_goal_servings}
    for quantity in quantities:
        key, goal = quantity.key, goals.get(quantity.key)
        if key == "probiotic_doses" and not (now.totals[key] or before.totals[key]):
            continue
        mean, against = now.means[key], summary.usual[key]
        yield Comparison(
            key=key,
            name=quantity.name,
            unit=quantity.unit,
            mean=_mean(mean, now, quantity),
            usual=_usual(against, quantity),
            standing=standing_words(quantity, against.standing),
            mean_before=_mean(before.means[key], before, quantity),
            goal=figure(goal) if goal else "",
            share=goal_words(mean, goal),
            has_moved=against.has_moved,
            strip=usual_strip(against, is_rating=False),
            total=_total(now, quantity),
            total_before=_total(before, quantity),
        )


def _ratings(summary: WeekSummary) -> Iterator[Comparison]:
    now, before = summary.figures.means, summary.previous.means
    for scale in SCALES:
        if now[scale.key] is None and before[scale.key] is None:
            continue
        spoken = Spoken(scale.key, scale.name, scale.name.lower(), Kind.RATING)
        against = summary.usual[scale.key]
        yield Comparison(
            key=scale.key,
            name=scale.name,
            unit="",
            mean=_figure(now[scale.key]),
            usual=_usual(against, spoken),
            standing=standing_words(spoken, against.standing),
            mean_before=_figure(before[scale.key]),
            has_moved=against.has_moved,
            strip=usual_strip(against, is_rating=True),
        )


def _usual(against: AgainstUsual, spoken: Spoken) -> str:
    return _figure(against.week.usual * spoken.factor if against.week else None)


def _mean(value: float | None, week: WeekFigures, quantity: Quantity) -> str:
    return _amount(value, quantity, at_least=quantity.key in week.at_least)


def _total(week: WeekFigures, quantity: Quantity) -> str:
    if quantity.key not in week.totals:
        return ""
    at_least = bool(quantity.unknown and week.totals[quantity.unknown])
    return _amount(week.totals[quantity.key], quantity, at_least=at_least)


def _amount(value: float | None, quantity: Quantity, *, at_least: bool) -> str:
    if value is None:
        return NOT_RECORDED
    return f"{AT_LEAST if at_least else ''}{figure(value * quantity.factor)}"


def _figure(value: float | None) -> str:
    return NOT_RECORDED if value is None else figure(value)
