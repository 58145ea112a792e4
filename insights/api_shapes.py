"""The shapes in which the API gives days."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api_fields import AnyField, AnySerializer, Choice, StrictSerializer
from accounts.scales import SCALES
from insights.week.summary import Day
from insights.wording import FRAMING
from tracker.recorded import RULE, FoodState

FOOD_STATES = [(state.value, state.value) for state in FoodState]


def known_or_null(help_text: str = "", *, is_count: bool = False) -> AnyField:
    """Return the field of a figure that may not be recorded."""
    kind = serializers.IntegerField if is_count else serializers.FloatField
    return kind(allow_null=True, read_only=True, help_text=help_text)


def keys_field(help_text: str, **options: Any) -> serializers.ListField:
    """Return the field of a list of plant keys."""
    return serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text=help_text, **options
    )


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {
            "nullable": True,
            "oneOf": [{"type": "number"}, {"type": "boolean"}],
        },
        "description": "By key; true and false for yes and no, null where not recorded.",
    }
)
class FactorValues(serializers.ReadOnlyField):
    """The values of a person's factors on a day."""


class SoFarSerializer(AnySerializer):
    """What is logged on a day whose food is not (yet) recorded as a whole."""

    fibre_g = known_or_null()
    fibre_unknown_items = known_or_null(is_count=True)
    fermented_servings = known_or_null()
    live_servings = known_or_null()
    plants = keys_field("Keys of the plants logged so far.")


class DaySerializer(AnySerializer):
    """One day of the daily table; null is not recorded."""

    day = serializers.DateField(read_only=True)
    food = serializers.ChoiceField(choices=FOOD_STATES, read_only=True, help_text=RULE)
    fibre_g = known_or_null("At least this much when fibre_unknown_items is above 0.")
    fibre_unknown_items = known_or_null("Items whose fibre nobody knows.", is_count=True)
    fermented_servings = known_or_null("Typical servings of fermented food, live or not.")
    live_servings = known_or_null("Those with at least 10⁴ live microbes per gram.")
    plants = keys_field("Keys of the distinct plants eaten.", allow_null=True)
    plant_points = known_or_null("Herbs and spices count a quarter, or as me/ says.")
    tryptophan_g = known_or_null()
    tryptophan_unknown_items = known_or_null(is_count=True)
    energy_kcal = known_or_null()
    energy_unknown_items = known_or_null(is_count=True)
    probiotic_doses = known_or_null(is_count=True)
    check_ins = serializers.IntegerField(read_only=True)
    meals = serializers.IntegerField(read_only=True)
    factors = FactorValues(read_only=True)
    so_far = SoFarSerializer(allow_null=True, read_only=True)

    def get_fields(self) -> dict[str, AnyField]:
        """Return the fields, the means of the six scales among them."""
        fields = super().get_fields()
        for scale in SCALES:
            fields[scale.key] = known_or_null(
                f"The day's mean, from 0 ({scale.at_lowest}) to 10 ({scale.at_highest})."
            )
        return {name: fields[name] for name in Day.__annotations__}


class OneDaySerializer(DaySerializer):
    """A day on its own."""

    def get_fields(self) -> dict[str, AnyField]:
        """Return the fields of a day, and the framing."""
        return super().get_fields() | {"framing": serializers.SerializerMethodField()}

    def get_framing(self, day: Day) -> str:
        """Return what to bear in mind."""
        return FRAMING


class DayChange(StrictSerializer):
    """What the person says about a whole day's food."""

    food = Choice(
        choices=FOOD_STATES,
        help_text="recorded: everything is logged; none: ate nothing; not_recorded: still open.",
    )
