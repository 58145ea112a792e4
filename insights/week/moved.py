"""What moved in a week: the measures that lie outside what is usual for the person.

Description, never a link: each stands by itself, and nothing is said of what goes with what.
"""

from dataclasses import dataclass

from accounts.scales import SCALES
from insights.week.factors import FactorWeek
from insights.week.quantities import DOSES, FERMENTED, FIBRE, LIVE, PLANTS
from insights.week.summary import WeekSummary
from insights.week.usual import AgainstUsual, Standing
from insights.wording.weeks import Kind, Spoken, moved_sentence
from journal.models import Factor

# Energy and tryptophan go up and down with how much is eaten; they stand in the figures.
FOOD_LOOKED_AT = (FIBRE, FERMENTED, LIVE, PLANTS, DOSES)
MOST_MOVED = 6
_KINDS = {
    Factor.Kind.YES_NO: Kind.YES_NO,
    Factor.Kind.AMOUNT: Kind.AMOUNT,
    Factor.Kind.SCALE: Kind.RATING,
}


@dataclass(frozen=True)
class Moved:
    """One measure outside the person's usual; `short` is what there was more or less of."""

    key: str
    standing: Standing
    short: str
    sentence: str


def compared_measures(summary: WeekSummary) -> list[tuple[Spoken, AgainstUsual]]:
    """Return what is compared with the person's usual: food, then ratings, then factors."""
    food: list[tuple[Spoken, AgainstUsual]] = [
        (quantity, summary.usual[quantity.key]) for quantity in FOOD_LOOKED_AT
    ]
    rated = [
        (Spoken(scale.key, scale.name, scale.name.lower(), Kind.RATING), summary.usual[scale.key])
        for scale in SCALES
    ]
    factors = [(spoken_factor(factor), factor.usual) for factor in summary.factors]
    return [*food, *rated, *factors]


def spoken_factor(factor: FactorWeek) -> Spoken:
    """Return a factor as sentences name it; a name of the person's own stays as they wrote it."""
    noun = factor.name.lower() if factor.is_built_in else factor.name
    return Spoken(factor.key, factor.name, noun, _KINDS[Factor.Kind(factor.kind)], factor.unit)


def what_moved(summary: WeekSummary, *, plain: bool) -> list[Moved]:
    """Return what lies outside the person's usual, in words without figures when `plain`."""
    unknown = summary.figures.totals
    found = [
        Moved(
            spoken.key,
            against.standing,
            spoken.short(against.standing),
            moved_sentence(
                spoken,
                against,
                at_least=bool(unknown.get(getattr(spoken, "unknown", ""))),
                plain=plain,
            ),
        )
        for spoken, against in compared_measures(summary)
        if against.standing is not None and against.has_moved
    ]
    keys = {(moved.key, moved.standing) for moved in found}
    # Live ferments are ferments: the same said twice is said once.
    doubled = {(LIVE.key, standing) for key, standing in keys if key == FERMENTED.key}
    kept = [moved for moved in found if (moved.key, moved.standing) not in doubled]
    return kept[:MOST_MOVED]
