"""Pages about the person: the door for strangers, settings, tokens, help, and taking back."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.days import zone_names
from accounts.forms import ScaleWordsForm, SettingsForm, TokenForm
from accounts.help_places import countries_with_help, country_for, help_in, talk_everywhere
from accounts.models import ApiToken, Undo
from accounts.notices import complain, say
from accounts.requests import UserRequest, page_to_return_to
from accounts.undo import KEPT_FOR, take_back


@login_not_required
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Say what Commensal is; people who are signed in go straight to their day."""
    if request.user.is_authenticated:
        return redirect("insights:today")
    return render(request, "accounts/landing.html")


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to find help, and how the numbers are made; open to everybody."""
    wanted = request.GET.get("country", "")
    guessed = country_for(request.user) if request.user.is_authenticated else ""
    country = wanted if wanted in dict(countries_with_help()) else guessed
    context = {
        "help": help_in(country),
        "everyone": [] if country else talk_everywhere(),
        "countries": countries_with_help(),
    }
    return render(request, "accounts/help.html", context)


@require_http_methods(["GET", "POST"])
def settings_page(request: UserRequest) -> HttpResponse:
    """Show and change everything a person can choose."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        say(request, "Settings saved.")
        return redirect("accounts:settings")
    # A form that was refused has written on the instance; the page shows the person as they are.
    request.user.refresh_from_db()
    context = {"form": form, "zone_names": sorted(zone_names())}
    return render(request, "accounts/settings.html", context)


@require_http_methods(["GET", "POST"])
def scale_words(request: UserRequest) -> HttpResponse:
    """Choose one's own words for the ends of the scales."""
    form = ScaleWordsForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.scale_words = form.words
        request.user.save(update_fields=["scale_words"])
        say(request, "Words saved.")
        return redirect("accounts:scale-words")
    return render(request, "accounts/scale_words.html", {"form": form})


@require_POST
def time_zone_change(request: UserRequest) -> HttpResponse:
    """Move the person to another time zone; days already in the diary stay as they are."""
    zone = request.POST.get("time_zone", "")
    if zone in zone_names():
        request.user.time_zone = zone
        request.user.save(update_fields=["time_zone"])
        say(request, f"Your clock is now {zone.replace('_', ' ')}. Past days stay as they were.")
    else:
        complain(request, f"{zone!r} is not a time zone we know. Choose one in the settings.")
    return redirect(page_to_return_to(request, "insights:today"))


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: UserRequest) -> HttpResponse:
    """List a person's tokens and make new ones; a secret is on the page once, when it is made."""
    form, secret = TokenForm(request.POST or None), None
    if form.is_valid():
        _, secret = ApiToken.objects.issue(request.user, **form.cleaned_data)
        form = TokenForm()
    usable = ApiToken.objects.for_user(request.user).usable()
    context = {"form": form, "secret": secret, "tokens": usable}
    return render(request, "accounts/tokens.html", context)


@require_POST
def token_revoke(request: UserRequest, uid: UUID) -> HttpResponse:
    """Revoke a token for good."""
    token = get_object_or_404(ApiToken.objects.for_user(request.user).usable(), uid=uid)
    token.revoke(timezone.now())
    say(request, f"“{token.name}” is revoked. Programs that use it can no longer sign in.")
    return redirect("accounts:tokens")


@require_POST
def undo(request: UserRequest, uid: UUID) -> HttpResponse:
    """Put back what was deleted less than a day ago."""
    since = timezone.now() - KEPT_FOR
    deleted = get_object_or_404(
        Undo.objects.filter(user=request.user, deleted_at__gte=since), uid=uid
    )
    try:
        take_back(deleted)
    except ValidationError as error:
        complain(request, " ".join(error.messages))
    else:
        say(request, "Put back as it was.")
    return redirect(page_to_return_to(request, "insights:today"))
