"""Who the made-up people are: a few words and numbers each, handed to one generator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from insights.measures import Question

DAYS_IN_YEAR = 365


@dataclass(frozen=True)
class Spell:
    """Some days in a row, from a share of the life on (0 is its first day, 1 its end)."""

    at: float
    days: int


@dataclass(frozen=True)
class Life:
    """A made-up person.

    points_per_serving : what each fermented serving above the usual adds to a rating the day after
    rated_from : share of the life from which on a rating is made; all others from the first day
    questions, margin_points : what they follow and how many points would matter to them; none
        chosen means the usual ones
    habit : fermented servings expected of a day at the start; it grows from there
    forgets : how often a whole day is not logged, besides the `silent` spells; at 0 nothing
        of a day is forgotten either
    sides : helpings a day beside the meals
    """

    about: str
    email: str
    days: int
    seed: int = 1
    points_per_serving: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    rated_from: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    questions: tuple[Question, ...] = ()
    margin_points: float | None = None
    silent: tuple[Spell, ...] = ()
    ill: tuple[Spell, ...] = ()
    abroad: tuple[Spell, ...] = ()
    capsules: tuple[Spell, ...] = ()
    habit: float = 0.6
    forgets: float = 0.07
    sides: int = 0


FERMENT_LINKS = MappingProxyType({"mood": 0.45, "anxiety": -0.2, "gut_comfort": 0.6})
A_HANDFUL = (
    Question("fermented_servings", "mood"),
    Question("fermented_servings", "gut_comfort"),
    Question("live_servings", "mood"),
    Question("fibre_g", "mood"),
    Question("fibre_g", "anxiety"),
    Question("plant_points", "mood"),
)


def _every_year(years: int, *spells: Spell) -> tuple[Spell, ...]:
    """Return spells given as shares of a year, once in each year of a life."""
    return tuple(
        Spell((year + spell.at) / years, spell.days) for year in range(years) for spell in spells
    )


LIVES = {
    "first-week": Life(
        "somebody new, with three whole days and the one that is running",
        "first-week@example.org",
        days=4,
        habit=1.6,
        forgets=0.0,
    ),
    "quarter": Life(
        "90 days in which no food has any influence",
        "quarter@example.org",
        days=90,
        silent=(Spell(0.62, 3),),
        ill=(Spell(0.4, 4),),
    ),
    "year": Life(
        "a year with three influences of fermented food; gut comfort is rated late in it, so "
        "only the latest look can speak of that",
        "demo@example.org",
        days=DAYS_IN_YEAR,
        points_per_serving=FERMENT_LINKS,
        rated_from=MappingProxyType({"gut_comfort": 0.58}),
        questions=A_HANDFUL,
        margin_points=0.7,
        silent=(Spell(0.31, 6), Spell(0.84, 11)),
        ill=(Spell(0.18, 6), Spell(0.73, 4)),
        abroad=(Spell(0.62, 12),),
        capsules=(Spell(0.40, 42),),
    ),
    "five-years": Life(
        "five years of about ten items a day, with the same influences",
        "five-years@example.org",
        days=5 * DAYS_IN_YEAR,
        points_per_serving=FERMENT_LINKS,
        questions=A_HANDFUL,
        margin_points=0.7,
        silent=_every_year(5, Spell(0.31, 6)),
        ill=_every_year(5, Spell(0.18, 6), Spell(0.73, 4)),
        abroad=_every_year(5, Spell(0.62, 12)),
        capsules=(Spell(0.40, 42),),
        forgets=0.03,
        sides=3,
    ),
    "abroad": Life(
        "a month with a week in Tokyo, flights included",
        "abroad@example.org",
        days=30,
        points_per_serving=FERMENT_LINKS,
        abroad=(Spell(0.5, 7),),
        forgets=0.03,
    ),
}
