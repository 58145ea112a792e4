"""The first steps after signing up: three short pages, each of which can be skipped.

What has been done is kept, so that somebody who leaves in between goes on where they were; when
all three are behind them they are never shown again.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.days import zone_names
from accounts.forms import SettingsForm, WelcomeDayForm, WelcomeGoalsForm, WelcomeScalesForm
from accounts.models import WELCOME_STEPS
from accounts.requests import UserRequest

FORMS: tuple[type[SettingsForm], ...] = (WelcomeDayForm, WelcomeScalesForm, WelcomeGoalsForm)


@require_safe
def welcome(request: UserRequest) -> HttpResponse:
    """Lead to the step that is next, or to the day when all are done."""
    if request.user.has_been_welcomed:
        return redirect("insights:today")
    return redirect("accounts:welcome-step", request.user.welcome_steps_done + 1)


@require_http_methods(["GET", "POST"])
def step(request: UserRequest, number: int) -> HttpResponse:
    """One step: save it, skip it, or skip all that are left."""
    if not 1 <= number <= WELCOME_STEPS:
        raise Http404("There is no such step.")
    if request.user.has_been_welcomed:
        return redirect("insights:today")
    skipped = request.POST.get("skip", "")
    form = FORMS[number - 1](request.POST if _is_answer(request) else None, instance=request.user)
    if skipped or form.is_valid():
        if not skipped:
            form.save()
        done = WELCOME_STEPS if skipped == "all" else max(number, request.user.welcome_steps_done)
        request.user.welcome_steps_done = done
        request.user.save(update_fields=["welcome_steps_done"])
        return redirect("accounts:welcome")
    request.user.refresh_from_db()
    context = {
        "form": form,
        "number": number,
        "steps": range(1, WELCOME_STEPS + 1),
        "zone_names": sorted(zone_names()) if number == 1 else [],
    }
    return render(request, "accounts/welcome.html", context)


def _is_answer(request: UserRequest) -> bool:
    return request.method == "POST" and not request.POST.get("skip")
