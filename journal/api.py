"""How a person feels, for programs: `check-ins/`."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from accounts.api_fields import (
    Moment,
    StrictSerializer,
    Text,
    Uid,
    WholeNumber,
    refuse_another_id,
)
from accounts.api_views import DiaryViewSet
from accounts.owned import refuse_absurd_moment
from accounts.scales import HIGHEST, LOWEST, SCALE_KEYS, SCALES
from journal.models import MOST_NOTE_CHARACTERS, CheckIn
from journal.services import change_check_in, delete_check_in, log_check_in

NOTHING_SAID = dict.fromkeys(SCALE_KEYS) | {"note": ""}


class CheckInSerializer(StrictSerializer):
    """A moment with any of the six scales, a note, or both; null is not rated."""

    id = Uid(source="uid", required=False, help_text="Chosen by the client, or made here.")
    at = Moment(help_text="With an offset or Z; without one it is read in the person's time zone.")
    local_day = serializers.DateField(read_only=True)
    time_zone = serializers.CharField(read_only=True)
    note = Text(required=False, allow_blank=True, max_length=MOST_NOTE_CHARACTERS)

    is_new = True

    def get_fields(self) -> dict[str, serializers.Field]:
        """Return the fields, the six scales among them."""
        fields = super().get_fields()
        note = fields.pop("note")
        for scale in SCALES:
            fields[scale.key] = WholeNumber(
                required=False,
                allow_null=True,
                min_value=LOWEST,
                max_value=HIGHEST,
                help_text=f"{LOWEST} is {scale.at_lowest}, {HIGHEST} is {scale.at_highest}.",
            )
        return fields | {"note": note}

    def validate_at(self, moment: datetime) -> datetime:
        """Refuse a moment nobody can have meant."""
        refuse_absurd_moment(moment, now=self.context["now"])
        return moment

    def create(self, validated_data: dict[str, Any]) -> CheckIn:
        """Log the check-in, or find it under its id."""
        check_in, self.is_new = log_check_in(
            self.context["request"].user, now=self.context["now"], **validated_data
        )
        return check_in

    def update(self, instance: CheckIn, validated_data: dict[str, Any]) -> CheckIn:
        """Change what was sent; a PUT also clears what was left out."""
        refuse_another_id(instance.uid, validated_data.pop("uid", None))
        left_out = {} if self.partial else NOTHING_SAID
        answers: dict[str, Any] = {"at": instance.at, **left_out, **validated_data}
        return change_check_in(instance, now=self.context["now"], **answers)


class CheckInViewSet(DiaryViewSet):
    """Check-ins, oldest first."""

    queryset = CheckIn.objects.all()
    serializer_class = CheckInSerializer

    def perform_destroy(self, instance: CheckIn) -> None:
        """Delete the check-in."""
        delete_check_in(instance, now=timezone.now())
