"""This week's plants, and the rule they are counted by."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.days import Week
from accounts.notices import say
from accounts.requests import UserRequest
from tracker.plant_week import plant_week


@require_safe
def plants(request: UserRequest, week: Week | None = None) -> HttpResponse:
    """The plants of one week as a list and a count; without one, of the week that is running."""
    today = request.user.today(timezone.now())
    week = week or Week.of(today)
    if week.first > today:
        raise Http404("This week has not begun yet.")
    context = {
        "shown": plant_week(request.user, week),
        "is_this_week": week == Week.of(today),
    }
    return render(request, "tracker/plants.html", context)


@require_POST
def plant_rule(request: UserRequest) -> HttpResponse:
    """Change how plants are counted, for this week and every other."""
    user = request.user
    user.herbs_count_whole = request.POST.get("herbs") == "whole"
    user.species_count_once = request.POST.get("species") == "once"
    user.save(update_fields=["herbs_count_whole", "species_count_once"])
    say(request, "The counting rule is changed, for every week.")
    return redirect("tracker:plants")
