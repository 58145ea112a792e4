"""One finding whole, for programs: `findings/{exposure}/{outcome}/` and whether it was useful."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api_fields import AnySerializer, StrictSerializer, Truth
from accounts.api_views import AllOrNothing, person_of
from accounts.models import User
from insights.api_findings import PatternSerializer, pattern_shape
from insights.findings.behind import Behind, rests_on_days
from insights.findings.outlook import Outlook, outlook
from insights.findings.patterns import Pattern, patterns
from insights.findings.tables import finding_tables
from insights.measures import Question
from insights.models import Edition
from insights.services import say_if_useful, usefulness_of
from insights.wording import FRAMING
from insights.wording.patterns import RAW_NOTE


class StretchSerializer(AnySerializer):
    """One stretch of days; rating points per unit of food, null where not tested."""

    lag = serializers.CharField()
    n_days = serializers.IntegerField()
    estimate = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    least_squares = serializers.FloatField(
        allow_null=True, help_text="Without carry-over from day to day."
    )
    rules_out = serializers.FloatField(allow_null=True)
    detectable = serializers.FloatField(allow_null=True)


class DayBehindSerializer(AnySerializer):
    """A day a finding rests on."""

    day = serializers.DateField()
    exposure = serializers.FloatField(help_text="Mean over the finding's window of days.")
    outcome = serializers.FloatField()


class DoseGroupSerializer(AnySerializer):
    """Days on which about as much was eaten; plain means, not adjusted."""

    least = serializers.FloatField()
    most = serializers.FloatField()
    n_days = serializers.IntegerField()
    mean = serializers.FloatField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


class BehindSerializer(AnySerializer):
    """What a finding rests on; nothing later than the look's last day."""

    first = serializers.DateField()
    last = serializers.DateField()
    rated = serializers.IntegerField()
    eaten = serializers.IntegerField()
    is_as_seen = serializers.BooleanField(
        help_text="False when days of that stretch were changed after the look."
    )
    days = DayBehindSerializer(many=True)
    groups = DoseGroupSerializer(many=True)
    groups_note = serializers.CharField()
    raw = serializers.FloatField(
        allow_null=True, help_text="Rating points per unit of food, nothing set aside."
    )
    set_aside = serializers.FloatField(
        allow_null=True, help_text="Weekday, season and factors set aside."
    )
    adjusted = serializers.FloatField(
        allow_null=True, help_text="Carry-over allowed for as well: the finding's estimate."
    )
    why_different = serializers.CharField(allow_blank=True)
    profile = StretchSerializer(many=True)


class WholeFindingSerializer(PatternSerializer):
    """A finding with what it rests on."""

    windows = StretchSerializer(many=True)
    behind = BehindSerializer(allow_null=True)
    framing = serializers.CharField()


class UsefulnessSerializer(StrictSerializer):
    """Whether a finding was useful to the person."""

    useful = Truth()


class FindingView(APIView):
    """One followed question."""

    @extend_schema(operation_id="findings_one_retrieve", responses=WholeFindingSerializer)
    def get(self, request: Request, exposure: str, outcome: str) -> Response:
        """Return a finding with the days, groups and figures behind it."""
        person = person_of(request)
        known, pattern = _asked(person, exposure, outcome)
        return Response(WholeFindingSerializer(_whole(person, known, pattern)).data)


class UsefulnessView(AllOrNothing, APIView):
    """What the person says of a finding, for the latest look; for their own record alone."""

    @extend_schema(
        operation_id="findings_usefulness_update",
        request=UsefulnessSerializer,
        responses=UsefulnessSerializer,
    )
    def put(self, request: Request, exposure: str, outcome: str) -> Response:
        """Keep whether it was useful."""
        said = UsefulnessSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        self._say(exposure, outcome, said.validated_data["useful"])
        return Response(said.validated_data)

    @extend_schema(operation_id="findings_usefulness_destroy", responses={204: None})
    def delete(self, request: Request, exposure: str, outcome: str) -> Response:
        """Take it back."""
        self._say(exposure, outcome, None)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _say(self, exposure: str, outcome: str, useful: bool | None) -> None:
        person = person_of(self.request)
        known, pattern = _asked(person, exposure, outcome)
        say_if_useful(person, _look_of(known, pattern), Question(exposure, outcome), useful)


def _asked(person: User, exposure: str, outcome: str) -> tuple[Outlook, Pattern]:
    now = timezone.now()
    known = outlook(person, now=now, foresee=True)
    for pattern in patterns(person, known, today=person.today(now)).all:
        if pattern.pair == (exposure, outcome):
            return known, pattern
    raise exceptions.NotFound("This question is not among those you follow.")


def _look_of(known: Outlook, pattern: Pattern) -> Edition:
    if known.last_look is None or pattern.pair not in known.last_look.pairs:
        raise exceptions.NotFound("No look has answered this question yet.")
    return known.last_look


def _whole(person: User, known: Outlook, pattern: Pattern) -> dict[str, Any]:
    finding, look = pattern.finding, known.last_look
    said = usefulness_of(person, look)
    rests_on = rests_on_days(person, look, finding)
    return pattern_shape(pattern, said.get(pattern.pair)) | {
        "windows": finding.windows,
        "behind": _behind_shape(pattern, rests_on, known.margin_points) if rests_on else None,
        "framing": FRAMING,
    }


def _behind_shape(pattern: Pattern, rests_on: Behind, margin: float) -> dict[str, Any]:
    tables = finding_tables(pattern.finding, rests_on, margin)
    return vars(rests_on) | {
        "groups_note": RAW_NOTE,
        "why_different": tables.why_ways_differ,
    }
