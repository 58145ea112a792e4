"""Sleep and the other factors of a week: what is recorded of each, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.days import DAYS_IN_WEEK
from insights.frames import FACTOR_PREFIX, Columns
from insights.week.figures import mean_of
from insights.week.usual import AgainstUsual, against_usual
from journal.models import Factor
from journal.models.factors import value_in_words


@dataclass(frozen=True)
class FactorWeek:
    """One factor through a week; None is not recorded, 0 is "no" or none."""

    key: str
    name: str
    kind: str
    unit: str
    is_in_use: bool
    is_built_in: bool
    values: list[float | None]
    usual: AgainstUsual

    @property
    def days_recorded(self) -> int:
        """How many days are recorded, those recorded as none among them."""
        return sum(value is not None for value in self.values)

    @property
    def mean(self) -> float | None:
        """The mean over recorded days; of yes and no, the share of days with yes."""
        return mean_of(self.values)

    @property
    def is_yes_no(self) -> bool:
        """Whether it is answered with yes or no."""
        return self.kind == Factor.Kind.YES_NO

    @property
    def days_with(self) -> int:
        """On how many days it was answered with yes, or with more than 0."""
        return sum(bool(value) for value in self.values)

    def is_none(self, value: float) -> bool:
        """Whether a value says that there was none; a 0 on a scale is a rating."""
        return value == 0 and self.kind != Factor.Kind.SCALE

    def in_words(self, value: float) -> str:
        """Return a value for reading, with its unit."""
        return value_in_words(self.kind, self.unit, value)


def week_factors(
    factors: Sequence[Factor], logged: Columns, *, compared: int | None
) -> list[FactorWeek]:
    """Return the factors in use, and those no longer in use that the week has a value for.

    `logged` holds nine weeks; of the last, the first `compared` days are compared with the others.
    """
    made = []
    for factor in factors:
        column = logged[f"{FACTOR_PREFIX}{factor.key}"]
        values = column[-DAYS_IN_WEEK:]
        if factor.is_in_use or any(value is not None for value in values):
            usual = against_usual(
                up_to(column, compared), is_rating=factor.kind == Factor.Kind.SCALE
            )
            made.append(
                FactorWeek(
                    factor.key,
                    factor.name,
                    factor.kind,
                    factor.unit,
                    factor.is_in_use,
                    factor.built_in is not None,
                    values,
                    usual,
                )
            )
    return made


def up_to(column: Sequence[float | None], days: int | None) -> list[float | None]:
    """Return a column with all but the first `days` of its last week left out."""
    if days is None or days >= DAYS_IN_WEEK:
        return list(column)
    earlier = len(column) - DAYS_IN_WEEK
    return [*column[: earlier + days], *([None] * (DAYS_IN_WEEK - days))]
