"""The specs that charts are drawn from, as JSON; the pages carry only their addresses."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from accounts.days import Week
from accounts.requests import UserRequest
from insights.charts.days import days_spec, doses_spec
from insights.charts.detail import finding_charts
from insights.charts.forest import forest_rows, forest_spec, stretch_rows
from insights.charts.intervals import intervals_spec
from insights.charts.table import week_rows
from insights.charts.templates import compact
from insights.charts.trend import trend_spec
from insights.charts.week import usual_days, week_spec
from insights.findings.behind import rests_on_days
from insights.findings.outlook import outlook
from insights.findings.patterns import PER_STEP, PER_SWING
from insights.findings.patterns import patterns as patterns_of
from insights.findings.tables import finding_tables
from insights.frames import daily_table
from insights.kept import kept
from insights.measures import FOOD_MEASURES, RATINGS
from insights.spans import DEFAULT_WINDOW, WINDOWS, window_span
from insights.views_findings import followed
from insights.week.summary import summarise_week


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
    """Every followed question with its range; `?per=swing` for low to high days."""
    user, now = request.user, timezone.now()
    per = PER_SWING if request.GET.get("per") == PER_SWING else PER_STEP
    shown = patterns_of(user, outlook(user, now=now), today=user.today(now), per=per)
    if not forest_rows(shown):
        raise Http404("No question has an estimate yet.")
    return _spec(forest_spec(shown, hide_numbers=user.hide_numbers))


@chart_spec
def finding(request: UserRequest, exposure: str, outcome: str, kind: str) -> HttpResponse:
    """One finding's stretches or single days with their ranges, its groups, or its days."""
    user = request.user
    known = outlook(user, now=timezone.now())
    found = followed(known, exposure, outcome).finding
    rests_on = rests_on_days(user, known.last_look, found)
    tables = finding_tables(found, rests_on, known.margin_points)
    if kind not in finding_charts(found, tables, rests_on):
        raise Http404("There is no such chart of this finding.")
    measure, rating, plain = FOOD_MEASURES[exposure], RATINGS[outcome], user.hide_numbers
    if kind == "groups":
        return _spec(doses_spec(tables.groups, measure, rating, hide_numbers=plain))
    if kind == "days" and rests_on:
        return _spec(days_spec(rests_on.days, measure, rating, hide_numbers=plain))
    rows, margin = tables.lags, None
    if kind == "stretches":
        rows, margin = tables.stretches, known.margin_points
    drawn = stretch_rows(rows, found, margin=margin, hide_numbers=plain)
    return _spec(intervals_spec(drawn, legend=["Each line: a 95 % range."], hide_numbers=plain))


@chart_spec
def trend(request: UserRequest, exposure: str, outcome: str) -> HttpResponse:
    """A food measure over a rating through `?window=28`, 90, 365 or all days up to today."""
    user = request.user
    window = request.GET.get("window", DEFAULT_WINDOW)
    if exposure not in FOOD_MEASURES or outcome not in RATINGS or window not in WINDOWS:
        raise Http404("There is no such chart.")
    today, plain = user.today(timezone.now()), user.hide_numbers

    def drawn() -> str:
        table = daily_table(user, *window_span(user, window, today=today))
        return compact(
            trend_spec(table, FOOD_MEASURES[exposure], RATINGS[outcome], hide_numbers=plain)
        )

    return _json(kept(user, "trend", drawn, exposure, outcome, window, today, plain))


def _spec(spec: dict[str, Any]) -> HttpResponse:
    return _json(compact(spec))


def _json(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")
