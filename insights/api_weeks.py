"""The shape in which the API gives a week: everything its page shows."""

from typing import Any

from rest_framework import serializers

from accounts.api_fields import AnySerializer
from accounts.models import User
from insights.api_findings import (
    FindingSerializer,
    NextLookSerializer,
    finding_shape,
    next_look_shape,
)
from insights.api_shapes import DaySerializer, keys_field, known_or_null
from insights.week.coverage import State
from insights.week.days import factor_rows
from insights.week.figures import AVERAGED, COUNTS, SUMMED, WeekFigures
from insights.week.notes import week_notes
from insights.week.page import WeekPage
from insights.week.usual import WEEKS_BEFORE, Standing, UsualDay
from insights.wording import FRAMING
from insights.wording.weeks import USUAL_RULE

STANDINGS = ", ".join(Standing)
STATES = ", ".join(State)


def standing_field(help_text: str = "") -> serializers.CharField:
    """Return the field of a place beside the usual; null where nobody can say."""
    return serializers.CharField(
        allow_null=True, read_only=True, help_text=f"{help_text} One of {STANDINGS}.".strip()
    )


class TotalsSerializer(AnySerializer):
    """Sums over everything logged in the week; null when nothing is."""

    def get_fields(self) -> dict[str, Any]:
        """Return one field for each quantity that is added up."""
        return {name: known_or_null(is_count=name in COUNTS) for name in SUMMED}


class MeansSerializer(AnySerializer):
    """Means over recorded days only; null when no day is recorded."""

    def get_fields(self) -> dict[str, Any]:
        """Return one field for each quantity that is averaged."""
        return {name: known_or_null() for name in AVERAGED}


class RecordedDaysSerializer(AnySerializer):
    """How many days the means rest on."""

    food = serializers.IntegerField(read_only=True)
    mood = serializers.IntegerField(read_only=True)


class FiguresSerializer(AnySerializer):
    """A week's sums and means."""

    totals = TotalsSerializer(read_only=True)
    means = MeansSerializer(read_only=True)
    recorded_days = RecordedDaysSerializer(read_only=True)


class GoalsSerializer(AnySerializer):
    """What the person aims for; null without a goal."""

    fibre_g = known_or_null("A day.", is_count=True)
    fermented_servings = known_or_null("A day.", is_count=True)
    plant_points = known_or_null("A week.", is_count=True)


class PlantSerializer(AnySerializer):
    """A plant of the week."""

    key = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    category = serializers.CharField(read_only=True)
    is_new = serializers.BooleanField(read_only=True)


class UsualDaySerializer(AnySerializer):
    """The same weekday in the weeks before, recorded days only."""

    usual = serializers.FloatField(read_only=True, help_text="Their median.")
    low = serializers.FloatField(read_only=True, help_text="Their lower quartile.")
    high = serializers.FloatField(read_only=True, help_text="Their upper quartile.")
    days = serializers.IntegerField(read_only=True, help_text="How many there are, 3 or more.")

    def to_representation(self, instance: UsualDay | None) -> Any:
        """Return null for a weekday without a usual; a list would make it an empty object."""
        return None if instance is None else super().to_representation(instance)


class UsualWeekSerializer(AnySerializer):
    """The week's recorded days beside the same weekdays of each week before."""

    mean = serializers.FloatField(read_only=True, help_text="Of the days compared.")
    days = serializers.IntegerField(read_only=True, help_text="How many those are.")
    usual = serializers.FloatField(
        read_only=True, help_text="The median of the means of the weeks before."
    )
    lowest = serializers.FloatField(read_only=True, help_text="The least of those means.")
    highest = serializers.FloatField(read_only=True, help_text="The greatest of those means.")
    low = serializers.FloatField(read_only=True, help_text="Lower quartile of their single days.")
    high = serializers.FloatField(read_only=True, help_text="Upper quartile of their single days.")
    weeks = serializers.IntegerField(read_only=True, help_text="Weeks compared, 4 to 8.")


class AgainstUsualSerializer(AnySerializer):
    """One measure beside the person's own usual; no target."""

    days = serializers.ListField(
        child=UsualDaySerializer(allow_null=True),
        read_only=True,
        help_text="Seven, Monday first; null with fewer than 3 such weekdays recorded.",
    )
    standings = serializers.ListField(
        child=standing_field(), read_only=True, help_text="Where each of the seven days stands."
    )
    week = UsualWeekSerializer(allow_null=True, read_only=True)
    standing = standing_field("Where the week as a whole stands.")


class UsualSerializer(serializers.DictField):
    """What is eaten and the ratings, by name, beside the person's usual."""

    child = AgainstUsualSerializer()


class WeekFactorSerializer(AnySerializer):
    """Sleep or another factor through the week."""

    key = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    kind = serializers.CharField(read_only=True, help_text="yes_no, amount or scale.")
    unit = serializers.CharField(read_only=True)
    values = serializers.ListField(
        child=serializers.FloatField(allow_null=True),
        read_only=True,
        help_text="Seven, Monday first; yes is 1 and no is 0, null is not recorded.",
    )
    mean = known_or_null("Over recorded days; of yes and no, the share of days with yes.")
    days_recorded = serializers.IntegerField(read_only=True)
    sentence = serializers.CharField(read_only=True)
    usual = AgainstUsualSerializer(read_only=True)


class MovedSerializer(AnySerializer):
    """Something outside the person's own usual: description, never a link."""

    key = serializers.CharField(read_only=True)
    standing = serializers.CharField(read_only=True, help_text="less or more.")
    sentence = serializers.CharField(read_only=True)


class NoticeSerializer(AnySerializer):
    """Something to notice next."""

    code = serializers.CharField(read_only=True)
    sentence = serializers.CharField(read_only=True)


class CoverageSerializer(AnySerializer):
    """Which days one thing is recorded on."""

    key = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    states = serializers.ListField(
        child=serializers.CharField(help_text=f"One of {STATES}."), read_only=True
    )


class WrittenNoteSerializer(AnySerializer):
    """A note of a check-in or a meal, as it was written."""

    at = serializers.DateTimeField(read_only=True)
    day = serializers.DateField(read_only=True)
    time_zone = serializers.CharField(read_only=True)
    of = serializers.CharField(
        read_only=True, help_text="check_in, or the kind of the meal: breakfast, lunch …"
    )
    text = serializers.CharField(read_only=True)


class WeekSerializer(AnySerializer):
    """Everything the week page shows."""

    week = serializers.CharField(read_only=True)
    first = serializers.DateField(read_only=True)
    last = serializers.DateField(read_only=True)
    sentence = serializers.CharField(read_only=True, help_text="The week in one sentence.")
    mood_days = serializers.CharField(
        read_only=True,
        help_text="On which days mood was highest and lowest; empty when none stand out.",
    )
    days = DaySerializer(many=True, read_only=True)
    totals = TotalsSerializer(read_only=True)
    means = MeansSerializer(read_only=True)
    recorded_days = RecordedDaysSerializer(read_only=True)
    goals = GoalsSerializer(read_only=True)
    plants = keys_field("Keys of the distinct plants eaten this week.")
    new_plants = keys_field("Those not eaten in the twelve weeks before.")
    plants_eaten = PlantSerializer(many=True, read_only=True)
    plant_points = serializers.FloatField(read_only=True)
    previous = FiguresSerializer(read_only=True)
    usual = UsualSerializer(read_only=True)
    usual_rule = serializers.ListField(
        child=serializers.CharField(),
        read_only=True,
        help_text=f"How the usual of the {WEEKS_BEFORE} weeks before is worked out.",
    )
    factors = WeekFactorSerializer(many=True, read_only=True)
    moved = MovedSerializer(many=True, read_only=True)
    notice = NoticeSerializer(many=True, read_only=True)
    coverage = CoverageSerializer(many=True, read_only=True)
    next_look = NextLookSerializer(read_only=True)
    progress = serializers.CharField(
        read_only=True, help_text="How far the diary is from its next look, as of the week's end."
    )
    notes = WrittenNoteSerializer(many=True, read_only=True)
    findings = FindingSerializer(many=True, read_only=True)
    framing = serializers.CharField(read_only=True)


def week_shape(page: WeekPage, user: User) -> dict[str, Any]:
    """Return a week as `WeekSerializer` reads it, with what was known at its end."""
    summary, known = page.summary, page.outlook
    return {
        "week": str(summary.week),
        "first": summary.week.first,
        "last": summary.week.last,
        "sentence": page.sentence,
        "mood_days": page.mood_days,
        "days": summary.days,
        **_figures(summary.figures),
        "goals": {
            "fibre_g": user.fibre_goal_g,
            "fermented_servings": user.fermented_goal_servings,
            "plant_points": user.plants_goal_week,
        },
        "plants": sorted(plant.key for plant in summary.plants),
        "new_plants": sorted(plant.key for plant in summary.plants if plant.is_new),
        "plants_eaten": summary.plants,
        "plant_points": summary.plant_points,
        "previous": summary.previous,
        "usual": summary.usual,
        "usual_rule": USUAL_RULE,
        "factors": _factors(page, user),
        "moved": page.moved,
        "notice": page.notices,
        "coverage": [
            {"key": row.key, "name": row.name, "states": [mark.state for mark in row.marks]}
            for row in page.coverage
        ],
        "notes": week_notes(user, summary.week),
        "findings": [finding_shape(current) for current in known.findings],
        "next_look": next_look_shape(known),
        "progress": known.progress,
        "framing": FRAMING,
    }


def _factors(page: WeekPage, user: User) -> list[dict[str, Any]]:
    rows = factor_rows(page.summary, today=page.today, plain=user.hide_numbers)
    return [
        {
            "key": factor.key,
            "name": factor.name,
            "kind": factor.kind,
            "unit": factor.unit,
            "values": factor.values,
            "mean": factor.mean,
            "days_recorded": factor.days_recorded,
            "sentence": row.told,
            "usual": factor.usual,
        }
        for factor, row in zip(page.summary.factors, rows, strict=True)
    ]


def _figures(figures: WeekFigures) -> dict[str, Any]:
    return {
        "totals": figures.totals,
        "means": figures.means,
        "recorded_days": figures.recorded_days,
    }
