"""Pages about factors: answer one for a day, choose which to keep, make one's own."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.notices import complain, say
from accounts.requests import UserRequest, page_to_return_to
from journal.factor_forms import AnswerForm, FactorForm, NewFactorForm
from journal.models import BUILT_IN, Factor, FactorEntry
from journal.models.factors import BUILT_IN_BY_KEY, MOST_FACTORS
from journal.services import (
    change_factor,
    delete_factor,
    make_factor,
    record_factor,
    want_built_in,
)


@require_POST
def factor_answer(request: UserRequest, uid: UUID) -> HttpResponse:
    """Keep a factor's value for a day, or take it back when it is empty."""
    factor = _factor(request, uid)
    now = timezone.now()
    form = AnswerForm(request.POST, factor=factor)
    if not form.is_valid():
        complain(request, form.complaint)
        return redirect(page_to_return_to(request, reverse("insights:today")))
    day, value = form.cleaned_data["day"], form.cleaned_data["value"]
    if day > request.user.today(now):
        raise Http404("This day has not begun yet.")
    record_factor(factor, day, value, now=now)
    answer = "not recorded" if value is None else factor.in_words(value)
    say(request, f"{factor.name}: {answer}.")
    return redirect(page_to_return_to(request, reverse("insights:day", args=[day])))


@require_http_methods(["GET", "POST"])
def factors(request: UserRequest) -> HttpResponse:
    """The factors a person keeps, the built-in ones they could, and a form for their own."""
    mine = list(Factor.objects.for_user(request.user))
    form = NewFactorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if len(mine) < MOST_FACTORS:
            factor, _ = make_factor(request.user, **form.cleaned_data)
            say(request, f"{factor.name} is on your day from now on.")
            return redirect("journal:factors")
        form.add_error(None, f"{MOST_FACTORS} factors are the most there can be.")
    wanted = {factor.key for factor in mine}
    context = {
        "form": form,
        "in_use": [factor for factor in mine if factor.is_in_use],
        "stopped": [factor for factor in mine if not factor.is_in_use],
        "built_in": [known for known in BUILT_IN if known.key not in wanted],
    }
    return render(request, "journal/factors.html", context)


@require_POST
def built_in_want(request: UserRequest, key: str) -> HttpResponse:
    """Ask for a built-in factor from now on."""
    if key not in BUILT_IN_BY_KEY:
        raise Http404("There is no such factor.")
    factor = want_built_in(request.user, key)
    say(request, f"{factor.name} is on your day from now on.")
    return redirect("journal:factors")


@require_http_methods(["GET", "POST"])
def factor_edit(request: UserRequest, uid: UUID) -> HttpResponse:
    """Rename a factor, or say how an amount is measured."""
    factor = _factor(request, uid)
    form = FactorForm(request.POST or None, instance=factor)
    if form.is_valid():
        change_factor(factor, **form.cleaned_data)
        say(request, "Saved.")
        return redirect("journal:factors")
    entries = FactorEntry.objects.for_user(request.user).filter(factor=factor)
    context = {"form": form, "factor": _factor(request, uid), "days": entries.count()}
    return render(request, "journal/factor_edit.html", context)


@require_POST
def factor_use(request: UserRequest, uid: UUID) -> HttpResponse:
    """Ask for a factor again."""
    factor = change_factor(_factor(request, uid), is_in_use=True)
    say(request, f"{factor.name} is on your day again.")
    return redirect("journal:factors")


@require_POST
def factor_stop(request: UserRequest, uid: UUID) -> HttpResponse:
    """Ask for a factor no longer; its history stays."""
    factor = change_factor(_factor(request, uid), is_in_use=False)
    say(request, f"{factor.name} is off your day. What you have recorded stays.")
    return redirect("journal:factors")


@require_POST
def factor_delete(request: UserRequest, uid: UUID) -> HttpResponse:
    """Delete a factor with all its values, with a way back."""
    factor = _factor(request, uid)
    undo = delete_factor(factor, now=timezone.now())
    say(request, f"{factor.name} and its history are deleted.", undo=undo)
    return redirect("journal:factors")


def _factor(request: UserRequest, uid: UUID) -> Factor:
    mine = Factor.objects.for_user(request.user).select_related("user")
    return get_object_or_404(mine, uid=uid)
