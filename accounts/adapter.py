"""Where sign-up meets the host's wishes."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up when the host says so, and keeps addresses in lower case."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell whether strangers may sign up."""
        return settings.SIGNUP_OPEN

    def clean_email(self, email: str) -> str:
        """Return the address as it is stored."""
        return super().clean_email(email).lower()
