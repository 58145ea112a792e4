"""The person, for programs: `me/`."""

from typing import Any

from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.utils import timezone
from rest_framework import generics, serializers

from accounts.api_fields import Choice, StrictSerializer, Text, Truth, WholeNumber
from accounts.api_views import AllOrNothing, person_of
from accounts.days import LATEST_DAY_STARTS_AT_HOUR
from accounts.models import User
from accounts.scales import SCALE_KEYS
from accounts.validators import known_scale_words, known_scales, known_time_zone


def goal_field(name: str) -> WholeNumber:
    """Return the field of a goal, with the bounds the model sets; null is no goal."""
    goal: Any = User._meta.get_field(name)
    return WholeNumber(
        required=False,
        allow_null=True,
        min_value=_limit(goal, MinValueValidator),
        max_value=_limit(goal, MaxValueValidator),
    )


def _limit(goal: Any, kind: type[BaseValidator]) -> int:
    return next(check.limit_value for check in goal.validators if isinstance(check, kind))


class MeSerializer(StrictSerializer):
    """The profile: how days are cut, what is rated, what is aimed for."""

    email = serializers.EmailField(read_only=True)
    time_zone = Text(
        required=False, validators=[known_time_zone], help_text="For days from now on."
    )
    day_starts_at_hour = WholeNumber(
        required=False, min_value=0, max_value=LATEST_DAY_STARTS_AT_HOUR
    )
    scales = serializers.ListField(
        child=Choice(choices=SCALE_KEYS),
        required=False,
        allow_empty=False,
        max_length=len(SCALE_KEYS),
        validators=[known_scales],
    )
    fibre_goal_g = goal_field("fibre_goal_g")
    fermented_goal_servings = goal_field("fermented_goal_servings")
    plants_goal_week = goal_field("plants_goal_week")
    herbs_count_whole = Truth(
        required=False, help_text="Count each herb or spice as a whole plant, not a quarter."
    )
    species_count_once = Truth(
        required=False, help_text="Count each species once, however many ways it is eaten."
    )
    show_energy = Truth(required=False, help_text="Show energy (kcal) on the pages.")
    hide_numbers = Truth(required=False, help_text="Show bars and words instead of figures.")
    scale_words = serializers.JSONField(
        required=False,
        validators=[known_scale_words],
        help_text='Own words for the ends of scales: {"mood": ["awful", "great"]}.',
    )
    today = serializers.SerializerMethodField(help_text="The person's day at this moment.")
    date_joined = serializers.DateTimeField(read_only=True)

    def get_today(self, person: User) -> str:
        """Return the person's day at this moment."""
        return person.today(timezone.now()).isoformat()

    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        """Change the profile; past days keep the rule they were written under."""
        for name, value in validated_data.items():
            setattr(instance, name, value)
        instance.save(update_fields=[*validated_data])
        return instance


class MeView(AllOrNothing, generics.RetrieveUpdateAPIView):
    """Whoever is asking."""

    serializer_class = MeSerializer
    http_method_names = ["get", "patch", "head", "options"]

    def get_object(self) -> User:
        """Return the person who is asking."""
        return person_of(self.request)
