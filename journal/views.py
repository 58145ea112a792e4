"""Pages about how a person feels: check in, change it, take it back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.notices import say
from accounts.requests import UserRequest, page_to_return_to
from journal.forms import ChangeCheckInForm, NewCheckInForm
from journal.models import CheckIn
from journal.services import change_check_in, delete_check_in, log_check_in


@require_http_methods(["GET", "POST"])
def check_in_new(request: UserRequest) -> HttpResponse:
    """Check in, now or on an earlier day."""
    now = timezone.now()
    day = request.GET.get("day") or request.user.today(now).isoformat()
    form = NewCheckInForm(request.POST or None, user=request.user, now=now, initial={"day": day})
    if form.is_valid():
        check_in, _ = log_check_in(request.user, at=form.at, now=now, **form.answers)
        say(request, "Checked in.")
        return redirect(page_to_return_to(request, _day_address(check_in)))
    return render(request, "journal/check_in_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def check_in_edit(request: UserRequest, uid: UUID) -> HttpResponse:
    """Change a check-in."""
    check_ins = CheckIn.objects.for_user(request.user).select_related("user")
    check_in = get_object_or_404(check_ins, uid=uid)
    now = timezone.now()
    with timezone.override(check_in.zone):
        form = ChangeCheckInForm(
            request.POST or None, check_in=check_in, user=request.user, now=now
        )
        if form.is_valid():
            at, zone = form.cleaned_data["at"], check_in.time_zone
            change_check_in(check_in, at=at, now=now, time_zone=zone, **form.answers)
            say(request, "Check-in saved.")
            return redirect(page_to_return_to(request, _day_address(check_in)))
        context = {"form": form, "check_in": check_in}
        return render(request, "journal/check_in_edit.html", context)


@require_POST
def check_in_delete(request: UserRequest, uid: UUID) -> HttpResponse:
    """Delete a check-in, with a way back."""
    check_in = get_object_or_404(CheckIn.objects.for_user(request.user), uid=uid)
    undo = delete_check_in(check_in, now=timezone.now())
    say(request, "Check-in deleted.", undo=undo)
    return redirect(page_to_return_to(request, _day_address(check_in)))


def _day_address(check_in: CheckIn) -> str:
    return reverse("insights:day", args=[check_in.local_day])
