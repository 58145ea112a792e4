"""The journal: a list to read and search, a month in a grid, a year in small squares."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from accounts.owned import EARLIEST_YEAR
from accounts.requests import UserRequest, page_to_return_to
from accounts.scales import SCALE_KEYS
from journal.calendar import (
    a_year_ago,
    month_of,
    scale_to_show,
    year_before,
    year_of,
    years_with_entries,
)
from journal.search import journal_page
from journal.services import hide_help_card

LONGEST_SEARCH = 200


@require_safe
def journal(request: UserRequest) -> HttpResponse:
    """Check-ins, newest first, with their notes: `?q=` searches those, `?scale=` filters."""
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    scale = request.GET.get("scale", "")
    scale = scale if scale in SCALE_KEYS else ""
    before = _uid(request.GET.get("before", ""))
    page = journal_page(request.user, words=words, scale=scale, before=before)
    is_first = before is None and not words and not scale
    today = request.user.today(timezone.now())
    context = {
        "page": page,
        "words": words,
        "scale": request.user.scale(scale) if scale else None,
        "older": _address(words, scale, page.older) if page.older else "",
        "newest": _address(words, scale, None) if before else "",
        "is_first": is_first,
        "year_ago": a_year_ago(request.user, today) if is_first else [],
        "year_ago_day": year_before(today),
    }
    return render(request, "journal/journal.html", context)


@require_safe
def this_month(request: UserRequest) -> HttpResponse:
    """Lead to the month that is running."""
    first = request.user.today(timezone.now()).replace(day=1)
    return redirect(_with_scale(request, reverse("journal:calendar", args=[first])))


@require_safe
def calendar(request: UserRequest, month: date) -> HttpResponse:
    """A month: which days hold what, coloured by one scale."""
    today = request.user.today(timezone.now())
    if month > today:
        raise Http404("This month has not begun yet.")
    scale = scale_to_show(request.user, request.GET.get("scale", ""))
    next_month = _months_on(month, 1)
    context = {
        "month": month_of(request.user, month, scale),
        "today": today,
        "previous": _months_on(month, -1) if month > date(EARLIEST_YEAR, 1, 1) else None,
        "next": next_month if next_month <= today else None,
    }
    return render(request, "journal/calendar.html", context)


@require_safe
def this_year(request: UserRequest) -> HttpResponse:
    """Lead to the year that is running."""
    year = request.user.today(timezone.now()).year
    return redirect(_with_scale(request, reverse("journal:year", args=[year])))


@require_safe
def year(request: UserRequest, year: int) -> HttpResponse:
    """A year of one scale, a small square for each day, and the same as a table."""
    today = request.user.today(timezone.now())
    if not EARLIEST_YEAR <= year <= today.year:
        raise Http404("This is not a year of the diary.")
    scale = scale_to_show(request.user, request.GET.get("scale", ""))
    known = years_with_entries(request.user)
    context: dict[str, Any] = {
        "year": year_of(request.user, year, scale),
        "today": today,
        "previous": year - 1 if known and known[0] < year else None,
        "next": year + 1 if year < today.year else None,
        "shades": range(11),
    }
    return render(request, "journal/year.html", context)


@require_POST
def help_card_hide(request: UserRequest) -> HttpResponse:
    """Put the card with places of help away for a while."""
    hide_help_card(request.user, now=timezone.now())
    return redirect(page_to_return_to(request, reverse("insights:today")))


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _address(words: str, scale: str, before: UUID | None) -> str:
    parts = {"q": words, "scale": scale, "before": str(before or "")}
    query = urlencode({name: value for name, value in parts.items() if value})
    return f"{reverse('journal:journal')}?{query}" if query else reverse("journal:journal")


def _with_scale(request: UserRequest, address: str) -> str:
    scale = request.GET.get("scale", "")
    return f"{address}?{urlencode({'scale': scale})}" if scale in SCALE_KEYS else address


def _months_on(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
