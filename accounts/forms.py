"""Forms about the person."""

from typing import Any

from django import forms
from django.http import HttpRequest

from accounts.days import zone_names
from accounts.models import User


class SignupExtras(forms.Form):
    """What signing up asks besides an address and a password: where the person's clock is.

    The browser fills it in; without scripts it stays empty and the host's default holds until
    the person changes it in the settings.
    """

    time_zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the zone the browser named, if it is one we know."""
        zone: Any = self.cleaned_data["time_zone"]
        if zone in zone_names():
            user.time_zone = zone
            user.save(update_fields=["time_zone"])
