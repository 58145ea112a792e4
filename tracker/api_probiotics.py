"""Doses of probiotics, for programs: `probiotic-doses/`."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from accounts.api_fields import Moment, Number, StrictSerializer, Text, Uid, refuse_another_id
from accounts.api_views import DiaryViewSet
from accounts.owned import refuse_absurd_moment
from tracker.models import ProbioticDose
from tracker.probiotics import change_dose, delete_dose, log_dose


class ProbioticDoseSerializer(StrictSerializer):
    """A dose; a `cfu` of null is unknown."""

    id = Uid(source="uid", required=False, help_text="Chosen by the client, or made here.")
    taken_at = Moment(help_text="With an offset or Z, or read in the person's time zone.")
    local_day = serializers.DateField(read_only=True)
    time_zone = serializers.CharField(read_only=True)
    product = Text(max_length=ProbioticDose._meta.get_field("product").max_length)
    cfu = Number(
        required=False, allow_null=True, min_value=0, help_text="Live microbes in the dose."
    )

    is_new = True

    def validate_taken_at(self, moment: datetime) -> datetime:
        """Refuse a moment nobody can have meant."""
        refuse_absurd_moment(moment, now=self.context["now"])
        return moment

    def create(self, validated_data: dict[str, Any]) -> ProbioticDose:
        """Log the dose, or find it under its id."""
        user, now = self.context["request"].user, self.context["now"]
        dose, self.is_new = log_dose(user, now=now, **validated_data)
        return dose

    def update(self, instance: ProbioticDose, validated_data: dict[str, Any]) -> ProbioticDose:
        """Change what was sent; a PUT also clears what was left out."""
        refuse_another_id(instance.uid, validated_data.pop("uid", None))
        said: dict[str, Any] = {
            "taken_at": instance.taken_at,
            "product": instance.product,
            "cfu": instance.cfu if self.partial else None,
        }
        return change_dose(instance, now=self.context["now"], **said | validated_data)


class ProbioticDoseViewSet(DiaryViewSet):
    """Doses of probiotics, oldest first."""

    queryset = ProbioticDose.objects.all()
    serializer_class = ProbioticDoseSerializer

    def get_queryset(self) -> Any:
        """Return the person's doses."""
        return super().get_queryset().select_related("user")

    def perform_destroy(self, instance: ProbioticDose) -> None:
        """Delete the dose."""
        delete_dose(instance, now=timezone.now())
