"""What a person logged: meals and their items, days declared complete, probiotic doses."""

import uuid
from typing import Any, ClassVar, Self

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models

from accounts.encryption import EncryptedTextField
from accounts.owned import Dated, Momentary, OwnedQuerySet
from tracker.models.catalogue import Ferment, Food, Portion
from tracker.nutrients import Total

MOST_GRAMS = 5_000
MOST_QUANTITY = 1_000
MOST_SERVINGS = 100
MOST_ITEMS = 100
MOST_NOTE_CHARACTERS = 500


class MealQuerySet(OwnedQuerySet):
    """Meals, oldest first within a day."""

    def with_items(self) -> Self:
        """Load the items too, with their ferments, in one more query."""
        return self.prefetch_related(
            models.Prefetch(
                "items", MealItem.objects.select_related("ferment__counterpart", "food__ferment")
            )
        )


class Meal(Momentary):
    """Something eaten at one moment."""

    class Kind(models.TextChoices):
        BREAKFAST = "breakfast", "Breakfast"
        LUNCH = "lunch", "Lunch"
        DINNER = "dinner", "Dinner"
        SNACK = "snack", "Snack"

    eaten_at = models.DateTimeField()
    kind = models.CharField(max_length=9, choices=Kind)
    note = EncryptedTextField(blank=True, validators=[MaxLengthValidator(MOST_NOTE_CHARACTERS)])

    objects: ClassVar[Any] = MealQuerySet.as_manager()

    class Meta(Momentary.Meta):
        ordering = ["eaten_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.local_day}"

    def total(self, quantity: str) -> Total:
        """Add up one quantity of the items, such as `fibre_g`."""
        items = self.items.all()
        total = Total.of(getattr(item, quantity) for item in items)
        if quantity != "fibre_g":
            return total
        return total.with_lower_bounds(sum(item.fibre_is_at_least for item in items))

    @property
    def foods_in_words(self) -> str:
        """Its foods in one line, as a button that repeats it says them."""
        return ", ".join(item.name for item in self.items.all())


class MealItem(models.Model):
    """A food in a meal, with everything copied from the catalogue when it was logged.

    Exactly one of three amounts is given: grams, a household portion (which implies grams),
    or plain servings, whose grams and therefore nutrients stay unknown.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    meal = models.ForeignKey(Meal, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    food = models.ForeignKey(Food, null=True, on_delete=models.SET_NULL, related_name="+")
    food_uid = models.UUIDField()
    name = models.CharField(max_length=255)

    grams = models.FloatField(
        null=True, validators=[MinValueValidator(0), MaxValueValidator(MOST_GRAMS)]
    )
    portion = models.CharField(max_length=255, blank=True)
    quantity = models.FloatField(null=True)
    servings = models.FloatField(null=True)

    energy_kcal = models.FloatField(null=True)
    protein_g = models.FloatField(null=True)
    fat_g = models.FloatField(null=True)
    carbohydrate_g = models.FloatField(null=True)
    sugars_g = models.FloatField(null=True)
    fibre_g = models.FloatField(null=True)
    tryptophan_g = models.FloatField(null=True)
    fibre_is_at_least = models.BooleanField(default=False)
    nutrients_from = models.CharField(max_length=255, blank=True)

    ferment = models.ForeignKey(Ferment, null=True, on_delete=models.SET_NULL, related_name="+")
    fermented_servings = models.FloatField(default=0)
    live_servings = models.FloatField(default=0)
    plants = models.JSONField(default=list)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meal", "uid"], name="tracker_mealitem_uid_once"),
            models.CheckConstraint(
                # A comparison with NULL is not false to a database, so both are asked for.
                condition=models.Q(
                    grams__isnull=False, grams__gt=0, grams__lte=MOST_GRAMS, servings=None
                )
                | models.Q(
                    grams=None,
                    servings__isnull=False,
                    servings__gt=0,
                    servings__lte=MOST_SERVINGS,
                ),
                name="tracker_mealitem_has_one_amount",
                violation_error_message=(
                    f"Give an amount above 0: up to {MOST_GRAMS} g, or up to "
                    f"{MOST_SERVINGS} servings."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.name}"

    @property
    def is_live(self) -> bool:
        """Whether live microbes came with it."""
        return self.live_servings > 0

    @property
    def is_switched(self) -> bool:
        """Whether it is taken as the live or heated counterpart of what its food usually is."""
        usual = self.food.ferment_id if self.food else None
        return usual is not None and self.ferment_id not in (None, usual)

    @property
    def other_ferment(self) -> Ferment | None:
        """What it becomes when it is switched between live and heated."""
        if self.ferment is None:
            return None
        usual = self.food.ferment if self.food else None
        if usual is not None and usual.counterpart_id == self.ferment_id:
            return usual
        return self.ferment.counterpart

    @property
    def amount(self) -> str:
        """The amount in the words it was given in."""
        if self.servings is not None:
            return f"{self.servings:g} serving{'' if self.servings == 1 else 's'}"
        if self.portion:
            unit = "usual amount" if self.portion == Portion.TYPICAL else self.portion
            times = " " if self.quantity == 1 else " × "
            return f"{self.quantity:g}{times}{unit} ({self.grams:.0f} g)"
        return f"{self.grams:g} g"

    @property
    def short_amount(self) -> str:
        """The amount as a button has room for it."""
        if self.servings is not None:
            return f"{self.servings:g}×"
        return f"{self.grams:.0f} g"


class FoodDay(Dated):
    """What a person said about a whole day's food; a day without a row was left open."""

    class Status(models.TextChoices):
        COMPLETE = "complete", "Everything is logged"
        NONE = "none", "Ate nothing"

    status = models.CharField(max_length=8, choices=Status)

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["user", "local_day"], name="tracker_foodday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.local_day}: {self.get_status_display()}"


class ProbioticDose(Momentary):
    """A dose of a probiotic, by product name and live count; the count may be unknown."""

    taken_at = models.DateTimeField()
    product = models.CharField(max_length=120)
    cfu = models.FloatField("live microbes (CFU)", null=True, validators=[MinValueValidator(0)])

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta(Momentary.Meta):
        ordering = ["taken_at", "pk"]

    def __str__(self) -> str:
        return f"{self.product} on {self.local_day}"

    @property
    def count_in_words(self) -> str:
        """Its live microbes, in the billions that labels use."""
        return "count unknown" if self.cfu is None else f"{self.cfu / 1e9:g} billion live"
