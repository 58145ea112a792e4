"""Findings, for programs: `findings/`, and the questions behind them."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api_fields import AnySerializer
from accounts.api_views import person_of
from insights.looks import CurrentFinding, Outlook, outlook
from insights.wording import FRAMING, VERDICT_NAMES


class RefusalSerializer(AnySerializer):
    """Why nothing can be said, and what it would take."""

    code = serializers.CharField()
    have = serializers.IntegerField(help_text="Days there are.")
    need = serializers.IntegerField(help_text="Days it takes.")


class FindingSerializer(AnySerializer):
    """One followed question and what may be said about it."""

    exposure = serializers.CharField()
    outcome = serializers.CharField()
    lag = serializers.CharField(help_text="same_day, next_day, next_3_days or past_week.")
    verdict = serializers.ChoiceField(choices=list(VERDICT_NAMES.items()))
    sentence = serializers.CharField()
    estimate = serializers.FloatField(allow_null=True, help_text="Rating points per unit of food.")
    unit = serializers.CharField()
    interval = serializers.ListField(
        child=serializers.FloatField(), min_length=2, max_length=2, allow_null=True
    )
    level = serializers.FloatField(help_text="Of the interval.")
    n_days = serializers.IntegerField()
    p = serializers.FloatField(allow_null=True)
    q = serializers.FloatField(allow_null=True)
    swing = serializers.FloatField(allow_null=True, help_text="From the low to the high days.")
    rules_out = serializers.FloatField(
        allow_null=True, help_text="Rating points over the swing; more can be ruled out."
    )
    detectable = serializers.FloatField(
        allow_null=True, help_text="Rating points over the swing seen four times in five."
    )
    days_needed = serializers.IntegerField(allow_null=True)
    direction = serializers.CharField(allow_null=True)
    travels_with = serializers.ListField(child=serializers.CharField())
    refusal = RefusalSerializer(allow_null=True)
    edition = serializers.IntegerField(
        allow_null=True, help_text="Usable days of the look it rests on; null before the first."
    )
    method = serializers.CharField()


class NextLookSerializer(AnySerializer):
    """When the diary is looked at next."""

    usable_days = serializers.IntegerField(help_text="Usable days at which it is due.")
    have = serializers.IntegerField(help_text="Usable days that count towards it so far.")
    missing = serializers.IntegerField()


class EditionSerializer(AnySerializer):
    """The look the verdicts rest on, with what it takes to trace them."""

    usable_days = serializers.IntegerField()
    last_day = serializers.DateField()
    taken_at = serializers.DateTimeField()
    q = serializers.FloatField()
    margin_points = serializers.FloatField()
    data_hash = serializers.CharField()
    engine = serializers.CharField()


class FindingsSerializer(AnySerializer):
    """Every followed question, as of the latest look."""

    findings = FindingSerializer(many=True)
    edition = EditionSerializer(allow_null=True)
    next_look = NextLookSerializer()
    progress = serializers.CharField()
    framing = serializers.CharField()


class FindingsView(APIView):
    """What the diary shows about the questions the person follows."""

    @extend_schema(responses=FindingsSerializer)
    def get(self, request: Request) -> Response:
        """Return every followed pair with its verdict as of the latest look."""
        known = outlook(person_of(request), now=timezone.now(), foresee=True)
        return Response(outlook_shape(known))


def outlook_shape(known: Outlook) -> dict[str, Any]:
    """Return an outlook as `FindingsSerializer` describes it."""
    return {
        "findings": [finding_shape(current) for current in known.findings],
        "edition": known.last_look.content if known.last_look else None,
        "next_look": {
            "usable_days": known.next_look_days,
            "have": known.usable_days,
            "missing": known.missing_days,
        },
        "progress": known.progress,
        "framing": FRAMING,
    }


def finding_shape(current: CurrentFinding) -> dict[str, Any]:
    """Return one finding as `FindingSerializer` describes it."""
    finding = current.finding
    whole = finding.as_dict()
    same = set(FindingSerializer().fields) & set(whole)
    has_interval = finding.low is not None and finding.high is not None
    return {name: whole[name] for name in sorted(same)} | {
        "verdict": current.verdict,
        "sentence": current.sentence,
        "edition": current.edition,
        "interval": [finding.low, finding.high] if has_interval else None,
        "travels_with": list(finding.travels_with),
    }
