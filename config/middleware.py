"""Makes each request that changes something one transaction; one person's take turns."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts.models import User

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
View = Callable[..., HttpResponse]


class AtomicWritesMiddleware:
    """Runs the views of unsafe requests all or nothing, and one person's one after another.

    Django's ATOMIC_REQUESTS would do so for reads as well, and on SQLite each read would then
    queue for the one place a writer has. Must come last, so that every other check came before.

    Two forms sent at once would otherwise both look, both find nothing and both write; and a view
    that writes before a service locks the person would hold what another one waits for.
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
            if not _take_turn(request):
                return redirect_to_login(request.get_full_path())
            return view(request, *args, **options)


def _take_turn(request: HttpRequest) -> bool:
    """Wait until nobody else changes this person's rows; False if they were erased meanwhile."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return True
    return bool(User.objects.select_for_update(no_key=True).filter(pk=person.pk))
