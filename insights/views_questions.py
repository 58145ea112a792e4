"""The page on which a person chooses what to ask of their diary."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import UserRequest
from insights.findings.asking import PRESETS, cost_of_choice
from insights.findings.looks import Q_PER_LOOK, followed_by
from insights.findings.outlook import outlook
from insights.forms import QuestionsForm
from insights.services import choose_questions
from insights.stats.asking import certainty_cost

COUNTS_TO_COMPARE = (1, 3, 6, 12, 24, 36)


@require_http_methods(["GET", "POST"])
def questions(request: UserRequest) -> HttpResponse:
    """Choose what to ask, seeing what it costs; `weigh` shows the cost and keeps nothing."""
    known = outlook(request.user, now=timezone.now(), foresee=True)
    followed = followed_by(request.user)
    preset = PRESETS.get(request.GET.get("preset", ""))
    form = QuestionsForm(
        request.POST or None,
        followed=replace(followed, questions=preset[1]) if preset else followed,
        is_settled=known.last_look is not None,
    )
    if "weigh" not in request.POST and form.is_valid():
        try:
            choose_questions(request.user, form.questions(), form.cleaned_data["margin_points"])
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Your questions are kept; the next look answers them.")
            return redirect("insights:patterns")
    context = {
        "form": form,
        "presets": [(key, label) for key, (label, _) in PRESETS.items()],
        "preset": request.GET.get("preset", "") if preset else "",
        "cost": cost_of_choice(known, form.ticked()),
        "costs": [
            (count, round(100 * (certainty_cost(count, q=Q_PER_LOOK) - 1)))
            for count in COUNTS_TO_COMPARE
        ],
    }
    return render(request, "insights/questions.html", context)
