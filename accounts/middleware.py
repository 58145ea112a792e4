"""Makes each page show times as the person's own clock does."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class PersonsTimeZoneMiddleware:
    """Activates the signed-in person's time zone for the length of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the person's zone, or in UTC for a stranger."""
        if request.user.is_authenticated:
            with timezone.override(request.user.time_zone):
                return self.get_response(request)
        return self.get_response(request)
