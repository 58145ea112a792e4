"""Pages about the whole account."""

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.forms import ErasureForm
from accounts.notices import say
from accounts.requests import UserRequest
from exchange.erasure import erase_account


@require_http_methods(["GET", "POST"])
def erase(request: UserRequest) -> HttpResponse:
    """Erase the account and everything in it, once the person has typed their address."""
    form = ErasureForm(request.POST or None, user=request.user)
    if form.is_valid():
        user = request.user
        logout(request)
        erase_account(user)
        say(request, "Your account and everything in it have been erased.")
        return redirect("accounts:landing")
    return render(request, "exchange/erase.html", {"form": form})
