"""Pages about reminders: choose their times, and stop them with the link in the mail."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.notices import say
from accounts.requests import UserRequest
from journal.models import MOST_REMINDERS, Reminder
from journal.services import choose_reminders, stop_reminders
from journal.unsubscribing import person_signed


class RemindersForm(forms.Form):
    """A few times of the day; empty fields are no reminders."""

    def __init__(self, *args: Any, times: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(MOST_REMINDERS):
            self.fields[f"time_{number + 1}"] = forms.TimeField(
                label=f"Time {number + 1}",
                required=False,
                initial=times[number] if number < len(times) else None,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse the same time twice: one mail would come, and two were meant."""
        times = self.times
        if len(set(times)) < len(times):
            raise ValidationError("Two of the times are the same.", code="same_time_twice")
        return self.cleaned_data

    @property
    def times(self) -> list[Any]:
        """The times chosen, in minutes; what a clock shows besides is dropped."""
        given = (value for value in self.cleaned_data.values() if value is not None)
        return [value.replace(second=0, microsecond=0) for value in given]


@require_http_methods(["GET", "POST"])
def reminders(request: UserRequest) -> HttpResponse:
    """Choose when to be reminded, or not at all."""
    times = [reminder.at for reminder in Reminder.objects.for_user(request.user)]
    form = RemindersForm(request.POST or None, times=times)
    if request.method == "POST" and form.is_valid():
        chosen = choose_reminders(request.user, form.times)
        say(request, "Reminders saved." if chosen else "No reminders will be sent.")
        return redirect("journal:reminders")
    return render(request, "journal/reminders.html", {"form": form})


@csrf_exempt  # mail programs post here for a person who is not signed in; the link is signed
@login_not_required
@require_http_methods(["GET", "POST"])
def reminders_stop(request: HttpRequest, signed: str) -> HttpResponse:
    """Ask whether to stop reminders; a POST, from the button or a mail program, stops them."""
    person = person_signed(signed)
    if person is None:
        raise Http404("This link is not one of ours.")
    if request.method == "POST":
        stop_reminders(person)
    context = {"has_stopped": request.method == "POST", "email": person.email}
    return render(request, "journal/reminders_stop.html", context)
