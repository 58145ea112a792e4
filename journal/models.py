"""How a person feels: check-ins of up to six scales and a note."""

from typing import Any

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from accounts.owned import Momentary
from accounts.scales import HIGHEST, LOWEST, SCALE_KEYS, SCALES

MOST_NOTE_CHARACTERS = 5_000


class RatingField(models.PositiveSmallIntegerField):
    """A rating on a scale from 0 to 10; NULL means not rated."""

    default_validators = [MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"null": True, "blank": True} | options)


class CheckIn(Momentary):
    """A moment with any of the six scales, a note, or nothing but a note."""

    at = models.DateTimeField()
    mood = RatingField()
    anxiety = RatingField()
    stress = RatingField()
    energy = RatingField()
    focus = RatingField()
    gut_comfort = RatingField()
    # A text field's max_length holds for forms alone.
    note = models.TextField(
        blank=True,
        max_length=MOST_NOTE_CHARACTERS,
        validators=[MaxLengthValidator(MOST_NOTE_CHARACTERS)],
    )

    class Meta(Momentary.Meta):
        ordering = ["at", "pk"]
        constraints = [
            *Momentary.Meta.constraints,
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{scale.key}__range": (LOWEST, HIGHEST)})
                    | Q(**{f"{scale.key}__isnull": True}),
                    name=f"journal_checkin_{scale.key}_on_its_scale",
                    violation_error_message=(
                        f"{scale.name} runs from {LOWEST} ({scale.at_lowest}) to "
                        f"{HIGHEST} ({scale.at_highest})."
                    ),
                )
                for scale in SCALES
            ),
            models.CheckConstraint(
                condition=~Q(note="", **{f"{key}__isnull": True for key in SCALE_KEYS}),
                name="journal_checkin_says_something",
                violation_error_message="Rate at least one scale, or write a note.",
            ),
        ]

    def __str__(self) -> str:
        return f"Check-in on {self.local_day}"

    @property
    def ratings(self) -> list[tuple[str, int]]:
        """The scales rated here, by name, in the usual order."""
        values = ((scale.name, getattr(self, scale.key)) for scale in SCALES)
        return [(name, value) for name, value in values if value is not None]
