"""Factors: anything else that moves mood, from sleep to a change of medication.

A factor has one value a day or none. None means not recorded; 0 and "no" are values.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import User
from accounts.owned import Dated, Owned, OwnedQuerySet
from accounts.scales import HIGHEST, LOWEST

MOST_AMOUNT = 100_000
MOST_FACTORS = 60


class FactorQuerySet(OwnedQuerySet):
    """Factors, in the order in which they were first wanted."""

    def in_use(self) -> Self:
        """Keep the factors that are asked for every day."""
        return self.filter(is_in_use=True)


class Factor(Owned):
    """A factor a person keeps track of, built in or their own."""

    class Kind(models.TextChoices):
        YES_NO = "yes_no", "Yes or no"
        AMOUNT = "amount", "An amount"
        SCALE = "scale", "0 to 10"

    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=6, choices=Kind)
    unit = models.CharField(max_length=20, blank=True)
    is_in_use = models.BooleanField("ask me every day", default=True)

    objects: ClassVar[Any] = FactorQuerySet.as_manager()

    class Meta(Owned.Meta):
        ordering = ["pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "key"],
                name="journal_factor_key_once_per_person",
                violation_error_message="You have a factor with this key already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def highest(self) -> float:
        """The largest value an entry may have."""
        if self.kind == self.Kind.YES_NO:
            return 1
        if self.kind == self.Kind.SCALE:
            return HIGHEST
        return self.built_in.most if self.built_in else MOST_AMOUNT

    @property
    def built_in(self) -> "BuiltIn | None":
        """The built-in factor this row stands for, if it does."""
        return BUILT_IN_BY_KEY.get(self.key)

    @property
    def hint(self) -> str:
        """What to bear in mind when answering, such as whose night a sleep belongs to."""
        return self.built_in.hint if self.built_in else ""

    def in_words(self, value: float) -> str:
        """Return a value for reading: `yes`, `7.5 h`, `4`."""
        return value_in_words(self.kind, self.unit, value)

    def is_none(self, value: float) -> bool:
        """Whether a value says that there was none: "no", or an amount of 0.

        A 0 on a scale is a rating like any other.
        """
        return value == 0 and self.kind != self.Kind.SCALE

    def check_value(self, value: float) -> None:
        """Raise ValidationError for a value this factor cannot have."""
        fits = LOWEST <= value <= self.highest
        if self.kind == self.Kind.YES_NO:
            fits = value in (0, 1)
        if not fits:
            allowed = (
                "yes (1) or no (0)"
                if self.kind == self.Kind.YES_NO
                else (f"from {LOWEST} to {self.highest:,} {self.unit}".rstrip())
            )
            message = f"{value:g} does not fit {self.name}. Give {allowed}."
            raise ValidationError({"value": ValidationError(message, code="out_of_bounds")})

    def as_answered(self, value: float | None) -> float | bool | None:
        """Return a stored value as the person gave it: yes and no come back as booleans."""
        return bool(value) if self.kind == self.Kind.YES_NO and value is not None else value


class FactorEntry(Dated):
    """The value of a factor on one of the person's days."""

    factor = models.ForeignKey(Factor, on_delete=models.CASCADE, related_name="+")
    value = models.FloatField()

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["local_day", "factor"]
        verbose_name_plural = "factor entries"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["factor", "local_day"], name="journal_factorentry_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.factor_id}: {self.value:g} on {self.local_day}"


@dataclass(frozen=True)
class BuiltIn:
    """A factor Commensal knows of, off until somebody wants it."""

    key: str
    name: str
    kind: Factor.Kind
    unit: str = ""
    most: float = MOST_AMOUNT
    hint: str = ""


OF_THE_NIGHT = "Last night's sleep belongs to the day you woke on."
BUILT_IN = (
    BuiltIn("sleep_h", "Sleep", Factor.Kind.AMOUNT, "h", 24, OF_THE_NIGHT),
    BuiltIn("sleep_quality", "Sleep quality", Factor.Kind.SCALE, hint=OF_THE_NIGHT),
    BuiltIn("exercise_min", "Exercise", Factor.Kind.AMOUNT, "min", 24 * 60),
    BuiltIn("alcohol_drinks", "Alcohol", Factor.Kind.AMOUNT, "drinks", 100),
    BuiltIn("caffeine_mg", "Caffeine", Factor.Kind.AMOUNT, "mg", 5_000),
    BuiltIn("illness", "Illness", Factor.Kind.YES_NO),
    BuiltIn("holiday", "Holiday or travel", Factor.Kind.YES_NO),
    BuiltIn("period", "Period", Factor.Kind.YES_NO),
    BuiltIn("medication_change", "Change of medication", Factor.Kind.YES_NO),
)
BUILT_IN_BY_KEY = {factor.key: factor for factor in BUILT_IN}


def built_in_for(user: User, key: str) -> Factor:
    """Return the person's row of a built-in factor, making it when first wanted."""
    known = BUILT_IN_BY_KEY[key]
    factor, _ = Factor.objects.get_or_create(
        user=user,
        key=key,
        defaults={"name": known.name, "kind": known.kind, "unit": known.unit},
    )
    return factor


def value_in_words(kind: str, unit: str, value: float) -> str:
    """Return a value of a factor of this kind for reading: `yes`, `7.5 h`, `4`."""
    if kind == Factor.Kind.YES_NO:
        return "yes" if value else "no"
    number = f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{number} {unit}".rstrip()
