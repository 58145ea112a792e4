"""What a person asks of their diary, and each look that was taken at it."""

from typing import Any, ClassVar

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models

from accounts.encryption import EncryptedTextField
from accounts.owned import Owned, OwnedQuerySet

DEFAULT_MARGIN_POINTS = 0.5
LEAST_MARGIN_POINTS, MOST_MARGIN_POINTS = 0.1, 3.0
MOST_NAME_CHARACTERS, MOST_NOTE_CHARACTERS = 80, 1_200


class Generation(models.Model):
    """A number that changes with every change of a person's data (`insights.generations`)."""

    user = models.OneToOneField(
        "accounts.User", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.number}"


class Questions(Owned):
    """The pairs a person follows and the rating points that would matter to them."""

    pairs = models.JSONField()
    margin_points = models.FloatField(
        default=DEFAULT_MARGIN_POINTS,
        validators=[MinValueValidator(LEAST_MARGIN_POINTS), MaxValueValidator(MOST_MARGIN_POINTS)],
    )

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta(Owned.Meta):
        verbose_name_plural = "questions"
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["user"], name="insights_questions_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"{len(self.pairs)} questions"


class Edition(Owned):
    """One planned look, stored whole so that any sentence can be traced to it."""

    usable_days = models.PositiveIntegerField("planned at this many usable days")
    last_day = models.DateField("last day the look could see")
    taken_at = models.DateTimeField()
    q = models.FloatField("share of false claims allowed")
    margin_points = models.FloatField()
    data_hash = models.CharField(max_length=64)
    engine = models.CharField(max_length=20)
    findings = models.JSONField()

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta(Owned.Meta):
        ordering = ["usable_days"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "usable_days"], name="insights_edition_once_per_look"
            ),
        ]

    def __str__(self) -> str:
        return f"Look at {self.usable_days} usable days"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The questions it answered, as columns of the daily table."""
        return [(finding["exposure"], finding["outcome"]) for finding in self.findings]

    @property
    def content(self) -> dict[str, Any]:
        """What a person may see of it: everything."""
        return {
            "usable_days": self.usable_days,
            "last_day": self.last_day,
            "taken_at": self.taken_at,
            "q": self.q,
            "margin_points": self.margin_points,
            "data_hash": self.data_hash,
            "engine": self.engine,
        }


class Usefulness(Owned):
    """Whether a person found a look's answer to a question useful; for their own record alone."""

    look = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    exposure = models.CharField(max_length=40)
    outcome = models.CharField(max_length=40)
    is_useful = models.BooleanField()

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta(Owned.Meta):
        verbose_name_plural = "usefulness"
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["look", "exposure", "outcome"], name="insights_usefulness_once_per_finding"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exposure} and {self.outcome}: {'useful' if self.is_useful else 'not useful'}"


class PrintNote(Owned):
    """What a person wants on top of their prints next time as well; encrypted like every note."""

    name = EncryptedTextField(blank=True, validators=[MaxLengthValidator(MOST_NAME_CHARACTERS)])
    note = EncryptedTextField(blank=True, validators=[MaxLengthValidator(MOST_NOTE_CHARACTERS)])

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["user"], name="insights_printnote_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"Print note of {self.user_id}"


class Digest(Owned):
    """That a person wants a mail when a week is over, and how much of the week it may hold."""

    class Holds(models.TextChoices):
        LINK = "link", "A note that my week is ready, with a link to it"
        WEEK = "week", "The week itself, as words, figures and a picture"

    holds = models.CharField(max_length=4, choices=Holds)

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["user"], name="insights_digest_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"Weekly mail: {self.holds}"


class DigestSent(models.Model):
    """That a mail went out for a week: the reason why no second one does.

    It belongs to the person and not to the `Digest`, so that switching it off and on again sends
    nothing twice.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    monday = models.DateField("first day of the week")
    claimed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "monday"], name="insights_digestsent_once")
        ]

    def __str__(self) -> str:
        return f"Week from {self.monday}"
