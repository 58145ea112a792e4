"""What every view of the API does the same way."""

from datetime import date
from typing import Any, cast

import django_filters
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import inline_serializer
from rest_framework import exceptions, serializers, status, viewsets
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api_fields import DAY_FORMAT, NOT_A_DAY, AnyField
from accounts.models import User
from accounts.owned import OwnedQuerySet, field_error

UID_PATTERN = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


class AllOrNothing(APIView):
    """Makes each request that changes something one transaction, and lets the others run free.

    Changes of one person's take turns, so that two copies of a request never cross. With SQLite
    all transactions do, which a request that only reads should not have to.
    """

    @classmethod
    def as_view(cls, *args: Any, **options: Any) -> Any:
        """Return the view, taken out of the transaction that is put around every page."""
        return transaction.non_atomic_requests(super().as_view(*args, **options))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the request."""
        if request.method in SAFE_METHODS:
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            response = super().dispatch(request, *args, **kwargs)
            if response.status_code >= status.HTTP_400_BAD_REQUEST:
                transaction.set_rollback(True)
            return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check who is asking; for a change, have it take its turn."""
        super().initial(request, *args, **kwargs)
        if request.method not in SAFE_METHODS:
            take_turn(request)


def take_turn(request: Request) -> None:
    """Wait until nobody else changes this person's rows; the transaction's end ends the turn."""
    if not User.objects.select_for_update(no_key=True).filter(pk=person_of(request).pk):
        raise exceptions.AuthenticationFailed("This account has just been erased.")


def person_of(request: Request) -> User:
    """Return who is asking; the permissions have made sure that somebody is."""
    return cast(User, request.user)


class DaysForm(forms.Form):
    """Checks a first and a last day, either of which may be left open."""

    def clean(self) -> dict[str, Any]:
        """Refuse a range that ends before it begins."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and last < first:
            message = in_wrong_order(first, last)
            raise field_error("to", message, code="ends_before_it_begins")
        return cleaned


def in_wrong_order(first: date, last: date) -> str:
    """Say that a range ends before it begins."""
    return f"The days end ({last}) before they begin ({first}). Swap `from` and `to`."


def _day_filter(lookup: str, help_text: str) -> django_filters.DateFilter:
    return django_filters.DateFilter(
        field_name="local_day",
        lookup_expr=lookup,
        help_text=help_text,
        input_formats=[DAY_FORMAT],
        error_messages={"invalid": NOT_A_DAY},
    )


class DayRange(django_filters.FilterSet):
    """Keeps rows from the day `from` to the day `to`, both included."""

    class Meta:
        form = DaysForm

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """Return the two filters; `from` cannot be the name of an attribute."""
        return {
            "from": _day_filter("gte", "The first day, included; the person's own day."),
            "to": _day_filter("lte", "The last day, included."),
        }


class DiaryViewSet(AllOrNothing, viewsets.ModelViewSet):
    """One kind of diary entry: list, read, log, replace, change, delete.

    The serializer of a subclass logs and changes through the services; after logging, its
    `is_new` tells whether the row is new.
    """

    filterset_class = DayRange
    lookup_field = "uid"
    lookup_url_kwarg = "id"
    lookup_value_regex = UID_PATTERN
    http_method_names = ["get", "post", "put", "patch", "delete", "head", "options"]

    def get_queryset(self) -> OwnedQuerySet:
        """Return the person's own rows."""
        return cast(OwnedQuerySet, super().get_queryset()).for_user(person_of(self.request))

    def get_serializer_context(self) -> dict[str, Any]:
        """Add the moment of the request, read from the clock once."""
        return {**super().get_serializer_context(), "now": timezone.now()}

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Log an entry: 201 when it is new, 200 when its id is known already."""
        serializer: Any = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        code = status.HTTP_201_CREATED if serializer.is_new else status.HTTP_200_OK
        return Response(serializer.data, status=code)


def one_page(results: Any, **more: Any) -> dict[str, Any]:
    """Return a list that always fits on one page, in the shape of all lists."""
    return {"count": len(results), "next": None, "previous": None, "results": results} | more


def one_page_of(
    serializer: type[serializers.Serializer], **more: AnyField
) -> serializers.Serializer:
    """Return the shape of such a list, for the schema."""
    fields: dict[str, Any] = {
        "count": serializers.IntegerField(),
        "next": serializers.CharField(allow_null=True, help_text="Always null."),
        "previous": serializers.CharField(allow_null=True, help_text="Always null."),
        "results": serializer(many=True),
    }
    name = serializer.__name__.removesuffix("Serializer")
    return inline_serializer(f"{name}OnePage", fields | more)
