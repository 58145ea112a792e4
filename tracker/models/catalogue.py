"""Foods and what is known about them. Filled from `data/`; people's own foods live here too."""

import uuid
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from tracker.nutrients import NUTRIENTS
from tracker.search import SearchRecord, display_name

if TYPE_CHECKING:
    from accounts.models import User

# Every instance gives a catalogue food the same id, so that exports fit everywhere.
FOOD_NAMESPACE = uuid.UUID("6f0d3f0e-6c1c-5c0b-9a5f-3f6a1f0c7b51")


# A food that stands for a serving of something nobody named (data/serving_taps.csv).
SERVING_TAP = "tap_"


def food_uid(source: str, source_id: str) -> uuid.UUID:
    """Return the id of a catalogue food, the same on every instance."""
    return uuid.uuid5(FOOD_NAMESPACE, f"{source}:{source_id}")


class Plant(models.Model):
    """A plant as eaten: broccoli and kale are two, red and green pepper are one."""

    class Category(models.TextChoices):
        FRUIT = "fruit", "Fruit"
        VEGETABLE = "vegetable", "Vegetable"
        LEGUME = "legume", "Legume"
        WHOLEGRAIN = "wholegrain", "Whole grain"
        NUT = "nut", "Nut"
        SEED = "seed", "Seed"
        HERB_SPICE = "herb_spice", "Herb or spice"

    key = models.SlugField(primary_key=True)
    name = models.CharField(max_length=120)
    scientific_name = models.CharField(max_length=160, blank=True)
    category = models.CharField(max_length=12, choices=Category)
    kingdom = models.CharField(max_length=10)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PrebioticFact(models.Model):
    """A published amount of a prebiotic fibre in a plant; the figures may be unknown."""

    plant = models.ForeignKey(Plant, on_delete=models.CASCADE, related_name="prebiotic_facts")
    type = models.CharField(max_length=60)
    g_per_100g_low = models.FloatField(null=True)
    g_per_100g_high = models.FloatField(null=True)
    basis = models.CharField(max_length=200, blank=True)
    citation = models.TextField()

    class Meta:
        ordering = ["plant", "type"]

    def __str__(self) -> str:
        return f"{self.type} in {self.plant_id}"

    @property
    def amount_in_words(self) -> str:
        """How much of it there is, and of what."""
        low, high = self.g_per_100g_low, self.g_per_100g_high
        if low is None and high is None:
            return "no published amount"
        bounds = [f"{bound:g}" for bound in dict.fromkeys((low, high)) if bound is not None]
        of_what = f", {self.basis}" if self.basis else ""
        return f"{' to '.join(bounds)} g in 100 g{of_what}"


class Ferment(models.Model):
    """A type of fermented food, how much of it is one serving, and how live it is."""

    class LiveCultureClass(models.TextChoices):
        """Classes of Marco et al. 2022, J Nutr 152:1729."""

        HIGH = "high", "more than 10⁷ live microbes per gram"
        MEDIUM = "medium", "10⁴ to 10⁷ live microbes per gram"
        LOW = "low", "fewer than 10⁴ live microbes per gram"

    class Evidence(models.TextChoices):
        MEASURED = "measured", "counted in published samples"
        STANDARD = "standard", "a legal minimum or product standard"
        CLASS = "class", "only the class is published"
        ESTIMATE = "estimate", "our estimate from similar foods"

    key = models.SlugField(primary_key=True)
    name = models.CharField(max_length=160)
    live_culture_class = models.CharField(max_length=6, choices=LiveCultureClass)
    log10_cfu_per_g_low = models.FloatField(null=True)
    log10_cfu_per_g_high = models.FloatField(null=True)
    typical_serving_g = models.FloatField()
    serving_description = models.CharField(max_length=120)
    category = models.CharField(max_length=20)
    evidence = models.CharField(max_length=8, choices=Evidence)
    source = models.TextField()
    counterpart = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The same food heated, or the live kind of this one",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        """Whether a serving counts as live: at least 10^4 CFU/g (Marco et al. 2022)."""
        return self.live_culture_class != self.LiveCultureClass.LOW

    def servings_in(self, grams: float) -> float:
        """Return how many typical servings `grams` are."""
        return grams / self.typical_serving_g


class FoodQuerySet(models.QuerySet["Food"]):
    """Foods a person can log."""

    def visible_to(self, user: "User") -> Self:
        """Keep the shared catalogue and the person's own foods."""
        return self.filter(models.Q(owner=None) | models.Q(owner=user))

    def with_facts(self) -> Self:
        """Load what a snapshot or a search result needs, in a fixed number of queries."""
        return self.select_related("ferment", "ferment__counterpart", "stand_in").prefetch_related(
            "portions", "plants"
        )

    def in_order(self, pks: Sequence[Hashable]) -> list["Food"]:
        """Return these foods in the order of `pks`, leaving out the ones not in the queryset."""
        found: dict[Hashable, Food] = {food.pk: food for food in self.filter(pk__in=pks)}
        return [found[pk] for pk in pks if pk in found]


class Food(models.Model):
    """Something to eat, with nutrients per 100 g; NULL is unknown, never 0."""

    class Source(models.TextChoices):
        USDA_SR28 = "usda_sr28", "USDA Standard Reference 28"
        USDA_FNDDS = "usda_fndds", "USDA FNDDS 2019-2020"
        USDA_FOUNDATION = "usda_foundation", "USDA Foundation Foods"
        FERMENT = "ferment", "Fermented food"
        CURATED = "curated", "Commensal's own additions"
        OWN = "own", "A person's own food"

    uid = models.UUIDField(db_index=True, editable=False, default=uuid.uuid4)
    owner = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.CASCADE, related_name="+"
    )
    source = models.CharField(max_length=15, choices=Source)
    source_id = models.CharField(max_length=64, help_text="For an own food: whose, and its uid")
    name = models.CharField(max_length=255)
    food_group = models.CharField(max_length=120, blank=True)
    other_names = models.TextField(blank=True)
    scientific_name = models.CharField(max_length=160, blank=True)
    retired = models.BooleanField(default=False)

    energy_kcal = models.FloatField(null=True)
    protein_g = models.FloatField(null=True)
    fat_g = models.FloatField(null=True)
    carbohydrate_g = models.FloatField(null=True)
    sugars_g = models.FloatField(null=True)
    fibre_g = models.FloatField(null=True)
    tryptophan_g = models.FloatField(null=True)
    fibre_is_at_least = models.BooleanField(
        default=False, help_text="The fibre of an ingredient is unknown; `fibre_g` is the rest"
    )
    fibre_basis = models.CharField(max_length=12, blank=True)
    tryptophan_basis = models.CharField(max_length=12, blank=True)

    ferment = models.ForeignKey(Ferment, null=True, on_delete=models.PROTECT, related_name="foods")
    stand_in = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The similar food whose nutrients these are, where nobody published its own",
    )
    plants = models.ManyToManyField(Plant, through="FoodPlant", related_name="foods")
    fermented_servings_per_100g = models.FloatField(default=0)
    live_servings_per_100g = models.FloatField(default=0)

    servings_made = models.FloatField(null=True, help_text="Of a recipe; NULL for any other food")
    yield_g = models.FloatField(
        null=True, help_text="What a recipe weighs when done; NULL: what its ingredients weigh"
    )
    heated = models.BooleanField(
        default=False, help_text="A recipe whose ferments are cooked: none of them stays live"
    )

    objects = FoodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], name="tracker_food_source_id_once"
            ),
            models.UniqueConstraint(
                fields=["owner", "uid"],
                name="tracker_food_uid_once_per_person",
                violation_error_message="A food with this id exists already.",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{nutrient}__gte": 0})
                    | models.Q(**{f"{nutrient}__isnull": True}),
                    name=f"tracker_food_{nutrient}_not_negative",
                )
                for nutrient in NUTRIENTS
            ),
        ]
        indexes = [models.Index(fields=["owner"], name="tracker_food_owner")]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **options: Any) -> None:
        """Give an own food a source id that no other person's food can have."""
        if self.is_own:
            self.source_id = f"{self.owner_id}-{self.uid.hex}"
        super().save(*args, **options)

    @property
    def is_own(self) -> bool:
        """Whether a person made it."""
        return self.source == self.Source.OWN

    @property
    def is_recipe(self) -> bool:
        """Whether its figures come from ingredients."""
        return self.servings_made is not None

    @property
    def is_serving_tap(self) -> bool:
        """Whether it stands for "some vegetables": counted in servings, nothing else known."""
        return self.source_id.startswith(SERVING_TAP)

    @property
    def display_name(self) -> str:
        """The name as people say it: USDA's "Bread, rye" reads "Rye bread"."""
        return display_name(self.search_record())

    def search_record(self, portions: Mapping[int, bool] | None = None) -> SearchRecord:
        """Return what the search knows of this food.

        `portions` tells, for foods that have any portion, whether one of them is the typical one.
        """
        portions = portions or {}
        return SearchRecord(
            key=self.pk,
            name=self.name,
            source=self.source,
            source_id=self.source_id,
            food_group=self.food_group,
            other_names=self.other_names,
            scientific_name=self.scientific_name,
            retired=self.retired,
            has_portions=self.pk in portions,
            has_typical_portion=portions.get(self.pk, False),
        )


class FoodPlant(models.Model):
    """A plant in a food: the whole of it, or an ingredient of a dish."""

    class Basis(models.TextChoices):
        SINGLE = "single", "The food is this plant"
        RECIPE = "recipe", "In the recipe of the dish"
        NAME = "name", "Named in the food's description"

    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="food_plants")
    plant = models.ForeignKey(Plant, on_delete=models.CASCADE, related_name="food_plants")
    g_per_100g = models.FloatField(null=True)
    basis = models.CharField(max_length=6, choices=Basis)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["food", "plant"], name="tracker_foodplant_once")
        ]

    def __str__(self) -> str:
        return f"{self.plant_id} in {self.food_id}"


class Portion(models.Model):
    """A household amount of a food and what it weighs."""

    TYPICAL = "typical amount (not specified)"

    uid = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="portions")
    position = models.PositiveSmallIntegerField(default=0)
    amount = models.FloatField()
    description = models.CharField(max_length=255)
    gram_weight = models.FloatField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(gram_weight__gt=0, amount__gt=0),
                name="tracker_portion_weighs_something",
                violation_error_message="A portion weighs more than 0 g.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount:g} {self.description} ({self.gram_weight:g} g)"

    @property
    def is_typical(self) -> bool:
        """Whether this is USDA's default for somebody who gave no amount."""
        return self.description == self.TYPICAL

    def grams_for(self, quantity: float) -> float:
        """Return what `quantity` of this portion's unit weigh."""
        return quantity * self.gram_weight / self.amount


class Reference(models.Model):
    """A published reference intake or study fact, with its citation."""

    key = models.SlugField(primary_key=True, max_length=60)
    topic = models.CharField(max_length=60)
    value = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    population = models.CharField(max_length=120, blank=True)
    statement = models.TextField()
    citation = models.TextField()
    verification = models.CharField(max_length=80)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class CatalogueVersion(models.Model):
    """Which files the catalogue was last loaded from, so that a second start skips the work."""

    fingerprint = models.CharField(max_length=64, unique=True)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.fingerprint[:12]
