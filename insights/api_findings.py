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
from insights.findings.outlook import CurrentFinding, Outlook, outlook
from insights.findings.patterns import Pattern, Patterns, patterns
from insights.services import Said, usefulness_of
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


class DifferenceSerializer(AnySerializer):
    """Rating points that go with so much more of a food."""

    of = serializers.CharField(help_text="How much more, in words.")
    amount = serializers.FloatField(help_text="The same in the food's unit.")
    estimate = serializers.FloatField()
    interval = serializers.ListField(
        child=serializers.FloatField(), min_length=2, max_length=2, source="ends"
    )
    best_guess = serializers.CharField(help_text="The estimate in words.")
    range = serializers.CharField(help_text="The interval in words.")


class ProgressSerializer(AnySerializer):
    """How far something is."""

    have = serializers.IntegerField()
    need = serializers.IntegerField()
    words = serializers.CharField()


class PatternSerializer(FindingSerializer):
    """A finding with everything the patterns page shows of it."""

    question = serializers.CharField(help_text="The question in words.")
    verdict_name = serializers.CharField()
    in_words = serializers.CharField(help_text="The sentence without numbers.")
    per_step = DifferenceSerializer(allow_null=True)
    per_swing = DifferenceSerializer(
        allow_null=True, help_text="From the person's own low days to their high days."
    )
    swing_from = serializers.FloatField(allow_null=True)
    swing_to = serializers.FloatField(allow_null=True)
    coverage = serializers.CharField(allow_blank=True)
    came_first = serializers.CharField(allow_blank=True, help_text="`direction` in words.")
    progress = ProgressSerializer(allow_null=True)
    useful = serializers.BooleanField(
        allow_null=True, help_text="What the person said of it, for this look."
    )


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

    findings = PatternSerializer(many=True)
    summary = serializers.CharField()
    ruled_out = serializers.CharField(allow_blank=True)
    margin_points = serializers.FloatField(help_text="Rating points that matter to the person.")
    edition = EditionSerializer(allow_null=True)
    next_look = NextLookSerializer()
    progress = serializers.CharField()
    pace = serializers.CharField(
        allow_blank=True, help_text="When the next look may be, at the person's pace."
    )
    framing = serializers.CharField()


class FindingsView(APIView):
    """What the diary shows about the questions the person follows."""

    @extend_schema(responses=FindingsSerializer)
    def get(self, request: Request) -> Response:
        """Return every followed pair with its verdict as of the latest look."""
        person, now = person_of(request), timezone.now()
        known = outlook(person, now=now, foresee=True)
        shown = patterns(person, known, today=person.today(now))
        said = usefulness_of(person, known.last_look)
        return Response(FindingsSerializer(outlook_shape(known, shown, said)).data)


def outlook_shape(known: Outlook, shown: Patterns, said: Said) -> dict[str, Any]:
    """Return an outlook as `FindingsSerializer` describes it, questions in the order asked."""
    by_pair = {pattern.pair: pattern for pattern in shown.all}
    in_order = [by_pair[current.finding.pair] for current in known.findings]
    return {
        "findings": [pattern_shape(pattern, said.get(pattern.pair)) for pattern in in_order],
        "edition": known.last_look.content if known.last_look else None,
        "next_look": next_look_shape(known),
        "progress": known.progress,
        "pace": shown.pace,
        "summary": shown.summary,
        "ruled_out": shown.ruled_out,
        "margin_points": shown.margin,
        "framing": FRAMING,
    }


def next_look_shape(known: Outlook) -> dict[str, int]:
    """Return when a diary is looked at next, as `NextLookSerializer` describes it."""
    return {
        "usable_days": known.next_look_days,
        "have": known.usable_days,
        "missing": known.missing_days,
    }


def pattern_shape(pattern: Pattern, useful: bool | None) -> dict[str, Any]:
    """Return one pattern as `PatternSerializer` describes it."""
    return finding_shape(pattern.current) | {
        "question": pattern.current.question,
        "verdict_name": pattern.current.verdict_name,
        "in_words": pattern.current.in_words,
        "per_step": pattern.per_step,
        "per_swing": pattern.per_swing,
        "swing_from": pattern.finding.swing_from,
        "swing_to": pattern.finding.swing_to,
        "coverage": pattern.coverage,
        "came_first": pattern.direction,
        "progress": pattern.progress,
        "useful": useful,
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
