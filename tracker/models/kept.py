"""What a person keeps to log again: recipes' ingredients, favourites, saved meals."""

from typing import Any, ClassVar

from django.core.validators import MaxLengthValidator
from django.db import models

from accounts.owned import Owned, OwnedQuerySet
from tracker.models.catalogue import Ferment, Food
from tracker.models.diary import MOST_GRAMS, MOST_SERVINGS


class RecipeIngredient(models.Model):
    """So many grams of a food in a person's recipe."""

    recipe = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="ingredients")
    # A recipe and its ingredients go together with their owner; an ingredient alone cannot go.
    food = models.ForeignKey(Food, on_delete=models.RESTRICT, related_name="used_in")
    grams = models.FloatField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grams__gt=0),
                name="tracker_recipeingredient_weighs_something",
                violation_error_message="An ingredient weighs more than 0 g.",
            ),
            models.CheckConstraint(
                condition=~models.Q(recipe=models.F("food")),
                name="tracker_recipeingredient_is_not_the_recipe",
                violation_error_message="A recipe cannot hold itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grams:g} g {self.food}"


class Favourite(Owned):
    """A food a person wants at hand."""

    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta(Owned.Meta):
        ordering = ["created_at", "pk"]
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(fields=["user", "food"], name="tracker_favourite_once"),
        ]

    def __str__(self) -> str:
        return str(self.food)


class SavedMealQuerySet(OwnedQuerySet):
    """Saved meals, by name."""

    def with_items(self) -> Any:
        """Load what logging one needs, in a fixed number of queries."""
        items = SavedMealItem.objects.select_related(
            "food__ferment__counterpart", "food__stand_in", "ferment"
        ).prefetch_related("food__plants", "food__portions")
        return self.prefetch_related(models.Prefetch("items", items))


class SavedMeal(Owned):
    """A meal under a name, to log as a whole."""

    name = models.CharField(max_length=120, validators=[MaxLengthValidator(120)])

    objects: ClassVar[Any] = SavedMealQuerySet.as_manager()

    class Meta(Owned.Meta):
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def foods_in_words(self) -> str:
        """Its foods in one line."""
        return ", ".join(item.food.display_name for item in self.items.all())


class SavedMealItem(models.Model):
    """A food of a saved meal with one amount; its figures come when it is logged."""

    saved_meal = models.ForeignKey(SavedMeal, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="+")
    grams = models.FloatField(null=True)
    portion = models.CharField(max_length=255, blank=True)
    quantity = models.FloatField(null=True)
    servings = models.FloatField(null=True)
    ferment = models.ForeignKey(
        Ferment,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Where it is taken as the live or heated counterpart of the food's own",
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    grams__isnull=False, grams__gt=0, grams__lte=MOST_GRAMS, servings=None
                )
                | models.Q(
                    grams=None,
                    servings__isnull=False,
                    servings__gt=0,
                    servings__lte=MOST_SERVINGS,
                ),
                name="tracker_savedmealitem_has_one_amount",
                violation_error_message="Give an amount above 0, in grams or in servings.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.food} in {self.saved_meal}"
