"""Makes every request that changes something one transaction, and no other."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
View = Callable[..., HttpResponse]


class AtomicWritesMiddleware:
    """Runs the views of unsafe requests all or nothing.

    Django's ATOMIC_REQUESTS would do so for reads as well, and on SQLite each read would then
    queue for the one place a writer has. Must come last, so that every other check came before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, options: dict[str, Any]
    ) -> HttpResponse | None:
        """Call the view in a transaction, unless it only reads or sees to that itself."""
        sees_to_itself = hasattr(view, "_non_atomic_requests")
        if request.method in SAFE_METHODS or sees_to_itself:
            return None
        with transaction.atomic():
            return view(request, *args, **options)
