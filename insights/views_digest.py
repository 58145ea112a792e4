"""Pages about the weekly mail: choose it, and stop it with the link in the mail."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.notices import say
from accounts.requests import UserRequest
from accounts.unsubscribing import person_signed
from insights.digest.mail import PURPOSE
from insights.models import Digest
from insights.services import choose_digest

NONE = ""


class DigestForm(forms.Form):
    """Whether a weekly mail is wanted, and how much it may hold."""

    holds = forms.ChoiceField(
        label="When a week is over, send me",
        required=False,
        widget=forms.RadioSelect,
        choices=[(NONE, "Nothing"), *Digest.Holds.choices],
    )


@require_http_methods(["GET", "POST"])
def digest(request: UserRequest) -> HttpResponse:
    """Choose the weekly mail; off unless somebody asks for it."""
    current = Digest.objects.for_user(request.user).first()
    form = DigestForm(request.POST or None, initial={"holds": current.holds if current else NONE})
    form.fields["holds"].disabled = not (settings.CAN_SEND_MAIL or current)
    if request.method == "POST" and form.is_valid():
        chosen = choose_digest(request.user, form.cleaned_data["holds"])
        say(request, "Your weekly mail is on." if chosen else "No weekly mail will be sent.")
        return redirect("insights:digest")
    context = {"form": form, "can_send_mail": settings.CAN_SEND_MAIL, "is_on": current is not None}
    return render(request, "insights/digest.html", context)


@csrf_exempt  # mail programs post here for a person who is not signed in; the link is signed
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def digest_stop(request: HttpRequest, signed: str) -> HttpResponse:
    """Ask whether to stop the weekly mail; a POST, from the button or a mail program, stops it."""
    person = person_signed(signed, PURPOSE)
    if person is None:
        raise Http404("This link is not one of ours.")
    if request.method == "POST":
        choose_digest(person, NONE)
    context = {"has_stopped": request.method == "POST", "email": person.email}
    return render(request, "insights/digest_stop.html", context)
