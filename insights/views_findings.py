"""Pages about findings: one finding whole, and the questions a person follows."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import UserRequest
from insights.evidence import studies_on
from insights.forms import QuestionsForm
from insights.looks import Q_PER_LOOK, followed_by, outlook
from insights.measures import FOOD_MEASURES, RATINGS, FoodMeasure
from insights.models import Edition
from insights.services import choose_questions
from insights.stats.asking import certainty_cost
from insights.stats.result import WindowEstimate
from insights.wording import LAG_NAMES, points

COUNTS_TO_COMPARE = (1, 3, 6, 12, 24, 36)


@require_safe
def finding(request: UserRequest, exposure: str, outcome: str) -> HttpResponse:
    """One followed question: what may be said, what it rests on, what research says."""
    known = outlook(request.user, now=timezone.now(), foresee=True)
    asked = (exposure, outcome)
    current = next(
        (each for each in known.findings if (each.finding.exposure, each.finding.outcome) == asked),
        None,
    )
    if current is None:
        raise Http404("This question is not among those you follow.")
    measure = FOOD_MEASURES[exposure]
    context = {
        "current": current,
        "outlook": known,
        "measure": measure,
        "rating": RATINGS[outcome],
        "windows": [_window(window, measure) for window in current.finding.windows],
        "studies": studies_on(settings.DATA_DIR, exposure, outcome),
    }
    return render(request, "insights/finding.html", context)


@require_http_methods(["GET", "POST"])
def questions(request: UserRequest) -> HttpResponse:
    """Choose what to ask of the diary, seeing what asking more costs."""
    form = QuestionsForm(
        request.POST or None,
        followed=followed_by(request.user),
        is_settled=Edition.objects.for_user(request.user).exists(),
    )
    if form.is_valid():
        try:
            choose_questions(request.user, form.questions(), form.cleaned_data["margin_points"])
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Your questions are kept; the next look answers them.")
            return redirect("insights:this-week")
    costs = [
        (count, round(100 * (certainty_cost(count, q=Q_PER_LOOK) - 1)))
        for count in COUNTS_TO_COMPARE
    ]
    return render(request, "insights/questions.html", {"form": form, "costs": costs})


def _window(window: WindowEstimate, measure: FoodMeasure) -> dict[str, Any]:
    """Return one stretch of days as the page shows it, in points for the measure's step."""
    names = ("estimate", "low", "high", "least_squares")
    values = (getattr(window, name) for name in names)
    estimate, low, high, plain = (
        None if value is None else points(value * measure.step) for value in values
    )
    return {
        "name": LAG_NAMES[window.lag],
        "n_days": window.n_days,
        "is_known": window.estimate is not None,
        "estimate": estimate,
        "low": low,
        "high": high,
        "plain": plain,
    }
