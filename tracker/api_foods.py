"""How the API shows foods."""

from rest_framework import serializers

from accounts.api_views import one_page_of
from tracker.food_search import MOST_RESULTS
from tracker.models import Ferment, Food, Portion
from tracker.nutrients import NUTRIENTS

MOST_FOODS = 50
LONGEST_QUERY = 200


class FoodQuery(serializers.Serializer):
    """What may follow `foods/?`."""

    q = serializers.CharField(max_length=LONGEST_QUERY, help_text="Words of the food's name.")
    limit = serializers.IntegerField(min_value=1, max_value=MOST_FOODS, default=MOST_RESULTS)


class PortionSerializer(serializers.ModelSerializer):
    """A household amount: `amount` of `description` weigh `grams`."""

    id = serializers.UUIDField(source="uid")
    grams = serializers.FloatField(source="gram_weight")

    class Meta:
        model = Portion
        fields = ("id", "amount", "description", "grams")


class FermentSerializer(serializers.ModelSerializer):
    """A type of fermented food."""

    is_live = serializers.BooleanField(help_text="At least 10⁴ live microbes per gram.")

    class Meta:
        model = Ferment
        fields = (
            "key",
            "name",
            "live_culture_class",
            "is_live",
            "log10_cfu_per_g_low",
            "log10_cfu_per_g_high",
            "typical_serving_g",
            "serving_description",
            "evidence",
        )


class StandInSerializer(serializers.ModelSerializer):
    """The similar food whose nutrients are used where nobody has published the food's own."""

    id = serializers.UUIDField(source="uid")

    class Meta:
        model = Food
        fields = ("id", "name")


class FoodSerializer(serializers.ModelSerializer):
    """A food; nutrients are per 100 g and null where unknown."""

    id = serializers.UUIDField(source="uid")
    portions = PortionSerializer(many=True)
    ferment = FermentSerializer(allow_null=True)
    plants = serializers.SerializerMethodField(help_text="Keys of the plants in it.")
    stand_in = StandInSerializer(allow_null=True)
    is_own = serializers.BooleanField()
    is_recipe = serializers.BooleanField(help_text="Its figures come from `recipes/`.")

    class Meta:
        model = Food
        fields = (
            "id",
            "name",
            "source",
            "food_group",
            "retired",
            *NUTRIENTS,
            "fibre_is_at_least",
            "fermented_servings_per_100g",
            "live_servings_per_100g",
            "is_own",
            "is_recipe",
            "fibre_basis",
            "tryptophan_basis",
            "portions",
            "ferment",
            "plants",
            "stand_in",
        )
        read_only_fields = fields

    def get_plants(self, food: Food) -> list[str]:
        """Return the keys of the food's plants."""
        return sorted(plant.key for plant in food.plants.all())


FOOD_PAGE = one_page_of(FoodSerializer)
