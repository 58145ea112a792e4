"""The specs that charts are drawn from, as JSON; the pages carry only their addresses."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from accounts.days import Week
from accounts.requests import UserRequest
from insights.charts.forest import forest_rows, forest_spec
from insights.charts.table import week_rows
from insights.charts.templates import compact
from insights.charts.week import usual_days, week_spec
from insights.outlook import outlook
from insights.weeks import summarise_week


def chart_spec(view: Any) -> Any:
    """Make a view's spec private to the person, and 304 to a browser that still has it."""
    kept = cache_control(private=True, no_cache=True)(conditional_page(view))
    return require_safe(gzip_page(kept))


@chart_spec
def week(request: UserRequest, week: Week) -> HttpResponse:
    """The week's fibre, ferments and mood."""
    today = request.user.today(timezone.now())
    if week.first > today:
        raise Http404("This week has not begun yet.")
    summary = summarise_week(request.user, week, today=today)
    spec = week_spec(
        week_rows(summary, request.user, today=today),
        today=today,
        usual=usual_days(summary),
        hide_numbers=request.user.hide_numbers,
    )
    return _spec(spec)


@chart_spec
def patterns(request: UserRequest) -> HttpResponse:
    """Every followed question with its range."""
    known = outlook(request.user, now=timezone.now())
    rows = forest_rows(known, hide_numbers=request.user.hide_numbers)
    if not rows:
        raise Http404("No question has an estimate yet.")
    return _spec(forest_spec(known, hide_numbers=request.user.hide_numbers))


def _spec(spec: dict[str, Any]) -> HttpResponse:
    return HttpResponse(compact(spec), content_type="application/json")
