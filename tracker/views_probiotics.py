"""Doses of probiotics: logged, changed, deleted."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.notices import say
from accounts.requests import UserRequest, page_to_return_to
from tracker.adding import adding_to
from tracker.forms_probiotics import DoseForm
from tracker.models import ProbioticDose
from tracker.probiotics import change_dose, delete_dose, log_dose, usual_doses


@require_http_methods(["GET", "POST"])
def dose_new(request: UserRequest) -> HttpResponse:
    """Log a dose, the last product filled in."""
    now = timezone.now()
    adding = adding_to(request.user, request.GET, None, now=now)
    with timezone.override(request.user.day_rule.zone):
        start = {"taken_at": _moment(request, adding.day, now), **_usual(request)}
        form = DoseForm(request.POST or None, now=now, initial=start)
        if form.is_valid():
            cleaned = form.cleaned_data
            dose, _ = log_dose(
                request.user,
                taken_at=cleaned["taken_at"],
                product=cleaned["product"],
                cfu=form.cfu,
                now=now,
            )
            say(request, f"Logged {dose.product}.")
            return redirect("insights:day", dose.local_day)
        return render(request, "tracker/dose_edit.html", {"form": form, "adding": adding})


@require_POST
def dose_again(request: UserRequest) -> HttpResponse:
    """Log the usual dose of one product."""
    now = timezone.now()
    adding = adding_to(request.user, request.POST, None, now=now)
    product = request.POST.get("product", "")
    usual = {dose.product: dose for dose in usual_doses(request.user, adding.day)}
    if product in usual:
        dose = usual[product]
        taken_at = _moment(request, adding.day, now)
        log_dose(request.user, taken_at=taken_at, product=product, cfu=dose.cfu, now=now)
        say(request, f"Logged {product}.")
    return redirect(page_to_return_to(request, adding.next))


@require_http_methods(["GET", "POST"])
def dose_edit(request: UserRequest, uid: UUID) -> HttpResponse:
    """Change a dose."""
    dose = _dose(request, uid)
    now = timezone.now()
    with timezone.override(dose.zone):
        form = DoseForm(request.POST or None, now=now, dose=dose)
        if form.is_valid():
            cleaned = form.cleaned_data
            change_dose(
                dose,
                taken_at=cleaned["taken_at"],
                product=cleaned["product"],
                cfu=form.cfu,
                now=now,
            )
            say(request, f"{dose.product} saved.")
            return redirect("insights:day", dose.local_day)
        return render(request, "tracker/dose_edit.html", {"form": form, "dose": dose})


@require_POST
def dose_delete(request: UserRequest, uid: UUID) -> HttpResponse:
    """Delete a dose, with a way back."""
    dose = _dose(request, uid)
    undo = delete_dose(dose, now=timezone.now())
    say(request, f"{dose.product} removed.", undo=undo)
    return redirect(page_to_return_to(request, reverse("insights:day", args=[dose.local_day])))


def _dose(request: UserRequest, uid: UUID) -> ProbioticDose:
    doses = ProbioticDose.objects.for_user(request.user).select_related("user")
    dose: ProbioticDose = get_object_or_404(doses, uid=uid)
    return dose


def _usual(request: UserRequest) -> dict[str, str]:
    last = ProbioticDose.objects.for_user(request.user).order_by("-taken_at", "-pk").first()
    if last is None:
        return {}
    return {
        "product": last.product,
        "billions": "" if last.cfu is None else f"{last.cfu / 1e9:g}",
    }


def _moment(request: UserRequest, day: date, now: datetime) -> datetime:
    """Return now on the person's today, and the same time of the clock on an earlier day."""
    rule = request.user.day_rule
    if day == request.user.today(now):
        return now
    return rule.moment_at(day, now.astimezone(rule.zone).time())
