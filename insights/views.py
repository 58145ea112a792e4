"""Pages that need both food and mood: the day and the week."""

from datetime import date, datetime
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.days import Week
from accounts.requests import UserRequest
from insights.around import around_the_day
from insights.charts import week_rows
from insights.charts.week import week_chart
from insights.days import summarise_day
from insights.week.comparisons import comparisons
from insights.week.coverage import ROWS_BEFORE_FACTORS
from insights.week.days import factor_rows, usual_rows
from insights.week.notes import week_notes
from insights.week.page import week_page
from insights.wording.weeks import USUAL_RULE
from journal.forms import NewCheckInForm
from tracker.adding import adding_to
from tracker.at_hand import at_hand
from tracker.models import Meal, ProbioticDose
from tracker.probiotics import usual_doses
from tracker.results import results_for
from tracker.taps import serving_taps


@require_safe
def today(request: UserRequest) -> HttpResponse:
    """The page people open many times a day. `?q=` searches foods without scripts."""
    now = timezone.now()
    return _day_page(request, request.user.today(now), now)


@require_safe
def day(request: UserRequest, day: date) -> HttpResponse:
    """The same page for a day that is over."""
    now = timezone.now()
    today = request.user.today(now)
    if day > today:
        raise Http404("This day has not begun yet.")
    return redirect("insights:today") if day == today else _day_page(request, day, now)


def _day_page(request: UserRequest, day: date, now: datetime) -> HttpResponse:
    summary = summarise_day(request.user, day, now=now)
    adding = adding_to(request.user, request.GET, day, now=now)
    context = {
        "summary": summary,
        "around": around_the_day(request.user, day, today=request.user.today(now)),
        "check_in_form": NewCheckInForm(
            user=request.user, now=now, initial={"day": day}, auto_id="check-in-%s"
        ),
        "kinds": Meal.Kind.choices,
        "adding": adding,
        "at_hand": at_hand(request.user, day, adding.kind, summary.meals),
        "taps": serving_taps(),
        "tap_uid": uuid4(),
        "doses": ProbioticDose.objects.for_user(request.user).on(day),
        "usual_doses": usual_doses(request.user, day),
        **results_for(request.user, request.GET.get("q", "")),
    }
    return render(request, "insights/day.html", context)


@require_safe
def days(request: UserRequest) -> HttpResponse:
    """Where the date picker sends people: `?day=2026-11-20` leads to that day."""
    try:
        chosen = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return redirect("insights:today")
    is_past = chosen < request.user.today(timezone.now())
    return redirect("insights:day", chosen) if is_past else redirect("insights:today")


@require_safe
def this_week(request: UserRequest) -> HttpResponse:
    """Lead to the week that is running."""
    return redirect("insights:week", Week.of(request.user.today(timezone.now())))


@require_safe
def week(request: UserRequest, week: Week) -> HttpResponse:
    """A week in a sentence and in figures, beside the person's own usual."""
    now = timezone.now()
    if week.first > request.user.today(now):
        raise Http404("This week has not begun yet.")
    page = week_page(request.user, week, now=now)
    plain = request.user.hide_numbers
    rows = week_rows(page.summary, request.user, today=page.today)
    factors = factor_rows(page.summary, today=page.today, plain=plain)
    measures = comparisons(page.summary, request.user)
    context = {
        "page": page,
        "summary": page.summary,
        "today": page.today,
        "rows": rows,
        "chart": week_chart(week, rows, hide_numbers=plain),
        "measures": measures,
        "has_strips": any(measure.strip for measure in measures),
        "usual_rows": [] if plain else usual_rows(page.summary, today=page.today),
        "factor_rows": [row for row in factors if row.is_recorded],
        "silent_factors": [row.name for row in factors if not row.is_recorded],
        # What is kept beside food and ratings shows its gaps day by day already.
        "coverage": page.coverage if plain else page.coverage[:ROWS_BEFORE_FACTORS],
        "notes": week_notes(request.user, week),
        "outlook": page.outlook,
        "usual_rule": USUAL_RULE,
        "mood_scale": request.user.scale("mood"),
    }
    return render(request, "insights/week.html", context)
