"""Pages about findings: all patterns at once, one finding whole, and whether it was useful."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.requests import UserRequest
from insights.charts.detail import finding_charts, trend_chart
from insights.charts.forest import forest_chart
from insights.evidence import studies_on
from insights.findings.behind import Behind, rests_on_days
from insights.findings.looks import followed_by, looks_due
from insights.findings.outlook import CurrentFinding, Outlook, outlook
from insights.findings.patterns import PER_STEP, PER_SWING, Patterns, patterns, strip_ends
from insights.findings.tables import finding_tables
from insights.findings.tips import tips
from insights.held import held
from insights.kept import kept
from insights.measures import FOOD_MEASURES, RATINGS, Question
from insights.services import say_if_useful, usefulness_of
from insights.spans import DEFAULT_WINDOW, WINDOWS
from insights.wording import patterns as words

WINDOW_NAMES = {"28": "28 days", "90": "90 days", "365": "365 days", "all": "All days"}
# From so many looks on a first view shows that it is working; each takes some tenths of a second.
LOOKS_WORTH_WAITING_FOR = 4
DAYS_A_PAGE = 30
ANSWERS = {"yes": True, "no": False, "": None}


@require_safe
def patterns_page(request: UserRequest) -> HttpResponse:
    """Every followed question as of the latest look; `?window=` and `?per=` change figures only."""
    user, now = request.user, timezone.now()
    today = user.today(now)
    window = _chosen(request, "window", WINDOWS, DEFAULT_WINDOW)
    per = _chosen(request, "per", (PER_STEP, PER_SWING), PER_STEP)
    at_once = request.GET.get("look") == "now"
    shown = kept(
        user, "patterns", lambda: _patterns(user, now, per, at_once=at_once), today, per, at_once
    )
    if shown is None:
        return render(request, "insights/patterns_wait.html", {"window": window, "per": per})
    span = kept(user, "held", lambda: held(user, window, today=today), window, today)
    context = {
        "shown": shown,
        "ends": strip_ends(shown.scale),
        "window": window,
        "windows": WINDOW_NAMES.items(),
        "window_note": words.WINDOW_NOTE,
        "why_not_every_week": words.WHY_NOT_EVERY_WEEK,
        "span": span,
        "forest": forest_chart(shown, hide_numbers=user.hide_numbers),
        "trend": trend_chart(*shown.all[0].finding.pair, window, span) if shown.all else None,
        "tips": tips(shown, span, hide_numbers=user.hide_numbers),
    }
    return render(request, "insights/patterns.html", context)


@require_safe
def finding(request: UserRequest, exposure: str, outcome: str) -> HttpResponse:
    """One followed question: what may be said, what it rests on, what research says."""
    known = outlook(request.user, now=timezone.now(), foresee=True)
    current = followed(known, exposure, outcome)
    rests_on = rests_on_days(request.user, known.last_look, current.finding)
    tables = finding_tables(current.finding, rests_on, known.margin_points)
    context = {
        "current": current,
        "outlook": known,
        "measure": FOOD_MEASURES[exposure],
        "rating": RATINGS[outcome],
        "tables": tables,
        "charts": finding_charts(current.finding, tables, rests_on),
        "behind": rests_on,
        "days": _page_of_days(request, rests_on),
        "studies": studies_on(settings.DATA_DIR, exposure, outcome),
        "raw_note": words.RAW_NOTE,
        "usefulness_open": rests_on is not None,
        "said": usefulness_of(request.user, known.last_look).get((exposure, outcome)),
    }
    return render(request, "insights/finding.html", context)


@require_POST
def useful(request: UserRequest, exposure: str, outcome: str) -> HttpResponse:
    """Keep whether a finding was useful: `useful=yes`, `no`, or empty to take it back."""
    known = outlook(request.user, now=timezone.now())
    followed(known, exposure, outcome)
    answer = request.POST.get("useful", "")
    look = known.last_look
    if look is None or (exposure, outcome) not in look.pairs or answer not in ANSWERS:
        raise Http404("There is nothing to judge yet.")
    say_if_useful(request.user, look, Question(exposure, outcome), ANSWERS[answer])
    return redirect(f"{reverse('insights:finding', args=[exposure, outcome])}#useful")


def _patterns(user: User, now: datetime, per: str, *, at_once: bool) -> Patterns | None:
    """Return what the page shows; None when it takes long and nobody has agreed to wait."""
    if not at_once and looks_due(user, followed_by(user), now=now) >= LOOKS_WORTH_WAITING_FOR:
        return None
    known = outlook(user, now=now, foresee=True)
    return patterns(user, known, today=user.today(now), per=per)


def _chosen(request: UserRequest, name: str, allowed: Any, default: str) -> str:
    chosen = request.GET.get(name, default)
    return chosen if chosen in allowed else default


def followed(known: Outlook, exposure: str, outcome: str) -> CurrentFinding:
    """Return the finding of a question; 404 for one the person does not follow."""
    for current in known.findings:
        if current.finding.pair == (exposure, outcome):
            return current
    raise Http404("This question is not among those you follow.")


def _page_of_days(request: UserRequest, rests_on: Behind | None) -> Any:
    days = rests_on.days if rests_on else ()
    return Paginator(days, DAYS_A_PAGE).get_page(request.GET.get("days"))
