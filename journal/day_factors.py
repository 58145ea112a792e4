"""The factors of one day, as the quick row shows them."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from accounts.scales import HIGHEST, LOWEST
from journal.models import Factor, FactorEntry


@dataclass(frozen=True)
class DayFactor:
    """A factor and its value on a day; None is not answered, which is no "no"."""

    factor: Factor
    value: float | None

    @property
    def answer(self) -> str:
        """The answer in words."""
        return "not recorded" if self.value is None else self.factor.in_words(self.value)

    @property
    def choices(self) -> list[tuple[int, str]]:
        """What can be tapped: yes and no, or the numbers of a scale."""
        if self.factor.kind == Factor.Kind.YES_NO:
            return [(1, "Yes"), (0, "No")]
        if self.factor.kind == Factor.Kind.SCALE:
            return [(number, str(number)) for number in range(LOWEST, HIGHEST + 1)]
        return []


def day_factors(user: User, day: date) -> list[DayFactor]:
    """Return the factors in use, and those no longer in use that this day has a value for."""
    entries = FactorEntry.objects.for_user(user).on(day)
    values = dict(entries.values_list("factor", "value"))
    return [
        DayFactor(factor, values.get(factor.pk))
        for factor in Factor.objects.for_user(user)
        if factor.is_in_use or factor.pk in values
    ]
