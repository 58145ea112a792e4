"""Days and weeks, for programs: `days/` and `weeks/`."""

from datetime import date, timedelta
from typing import Any, cast

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, renderers, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api_fields import (
    EARLIEST_DAY,
    LATEST_DAY,
    AnyField,
    AnySerializer,
    DayField,
)
from accounts.api_views import AllOrNothing, in_wrong_order, one_page, one_page_of, person_of
from accounts.days import DAYS_IN_WEEK, ONE_DAY, Week
from insights.api_shapes import DayChange, DaySerializer, OneDaySerializer
from insights.api_weeks import WeekSerializer, week_shape
from insights.csv_days import csv_lines
from insights.week.page import week_page
from insights.week.summary import Day, days_of
from insights.wording import FRAMING
from tracker.models import FoodDay
from tracker.recorded import FoodState
from tracker.services import say_of_food_day

DAYS_BY_DEFAULT = 7
MOST_DAYS = 3_700
STATUS_SAID = {
    FoodState.RECORDED: FoodDay.Status.COMPLETE,
    FoodState.NONE: FoodDay.Status.NONE,
    FoodState.NOT_RECORDED: None,
}


class DaysQuery(AnySerializer):
    """Which days: from the first to the last, both included; the last seven by default."""

    def get_fields(self) -> dict[str, AnyField]:
        """Return the two fields; `from` cannot be the name of an attribute."""
        return {
            "from": DayField(required=False, help_text="The first day, included."),
            "to": DayField(required=False, help_text="The last day, included."),
        }

    def validate(self, attrs: dict[str, date]) -> dict[str, date]:
        """Fill in what was left out, and bound the range."""
        first, last = attrs.get("from"), attrs.get("to")
        reach = timedelta(days=DAYS_BY_DEFAULT - 1)
        today: date = self.context["today"]
        last = last or (max(today, first) if first else today)
        first = first or max(last - reach, EARLIEST_DAY)
        if last < first:
            raise serializers.ValidationError(
                {"to": in_wrong_order(first, last)}, code="ends_before_it_begins"
            )
        if (last - first).days >= MOST_DAYS:
            raise serializers.ValidationError(
                {"to": f"At most {MOST_DAYS:,} days at once; ask for the others after these."},
                code="too_many_days",
            )
        return {"from": first, "to": last}


class CsvOfDays(renderers.BaseRenderer):
    """Lets a client ask for CSV; the view writes it."""

    media_type = "text/csv"
    format = "csv"


class DaysView(AllOrNothing, APIView):
    """The daily table."""

    renderer_classes = (renderers.JSONRenderer, CsvOfDays)

    @extend_schema(
        operation_id="days_list",
        parameters=[DaysQuery],
        responses={
            (200, "application/json"): one_page_of(DaySerializer, framing=serializers.CharField()),
            (200, "text/csv"): OpenApiTypes.STR,
        },
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Return one row for each day, recorded or not; as CSV with `Accept: text/csv`."""
        today = person_of(request).today(timezone.now())
        query = DaysQuery(data=request.query_params, context={"today": today})
        query.is_valid(raise_exception=True)
        first, last = query.validated_data["from"], query.validated_data["to"]
        days = days_of(person_of(request), first, last)
        if isinstance(request.accepted_renderer, CsvOfDays):
            return _csv(days, f"commensal-days-{first}-{last}.csv")
        return Response(one_page(DaySerializer(days, many=True).data, framing=FRAMING))

    def handle_exception(self, exc: Exception) -> Response:
        """Answer errors in JSON, whatever was asked for."""
        self.request.accepted_renderer = renderers.JSONRenderer()
        self.request.accepted_media_type = renderers.JSONRenderer.media_type
        return super().handle_exception(exc)


def _csv(days: list[Day], name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        csv_lines(days),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


class DayView(AllOrNothing, APIView):
    """One day, and what the person says of its food."""

    @extend_schema(operation_id="days_retrieve", responses=OneDaySerializer)
    def get(self, request: Request, day: str) -> Response:
        """Return the day."""
        return self._answer(_day_named(day))

    @extend_schema(operation_id="days_update", request=DayChange, responses=OneDaySerializer)
    def put(self, request: Request, day: str) -> Response:
        """Say that the day is complete, that nothing was eaten, or that it is still open.

        A day with two or more meals stays recorded whatever is said.
        """
        the_day = _day_named(day)
        change = DayChange(data=request.data)
        change.is_valid(raise_exception=True)
        status = STATUS_SAID[FoodState(change.validated_data["food"])]
        say_of_food_day(person_of(request), the_day, status, now=timezone.now())
        return self._answer(the_day)

    @extend_schema(
        operation_id="days_partial_update", request=DayChange, responses=OneDaySerializer
    )
    def patch(self, request: Request, day: str) -> Response:
        """Do the same as PUT; a day has one thing to say."""
        return self.put(request, day)

    def _answer(self, day: date) -> Response:
        [row] = days_of(person_of(self.request), day, day)
        return Response(OneDaySerializer(row).data)


class WeekView(AllOrNothing, APIView):
    """A week."""

    @extend_schema(operation_id="weeks_retrieve", responses=WeekSerializer)
    def get(self, request: Request, week: str) -> Response:
        """Return the ISO week, for example 2026-W47, beside the weeks before it.

        It holds everything the week page shows, in the same words: sentences come without figures
        for a person who hides numbers.
        """
        person = person_of(request)
        page = week_page(person, _week_named(week), now=timezone.now())
        return Response(WeekSerializer(week_shape(page, person)).data)


def _day_named(name: str) -> date:
    try:
        day: date = DayField().run_validation(name)
    except exceptions.ValidationError as error:
        raise exceptions.NotFound(str(cast(list[Any], error.detail)[0])) from error
    return day


def _week_named(name: str) -> Week:
    try:
        week = Week.named(name)
    except (ValueError, OverflowError) as error:
        raise exceptions.NotFound(str(error)) from error
    # The week before and the last day must lie within them too.
    week_long = DAYS_IN_WEEK * ONE_DAY
    if not EARLIEST_DAY + week_long <= week.first <= LATEST_DAY - week_long:
        raise exceptions.NotFound(f"{name} is outside the years we keep.")
    return week
