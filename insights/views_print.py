"""The print for a doctor or dietitian: a page to look at and print, and a PDF."""

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.limits import MINUTE_SECONDS, is_within_limit
from accounts.requests import UserRequest
from insights.prints.forms import PrintForm
from insights.prints.pdf import ABOUT_SENTENCES, MOST_CLAIMS_ON_TOP, print_pdf
from insights.prints.summary import PrintSummary, print_summary
from insights.services import keep_print_note
from insights.views_charts import chart_spec

# Setting pages costs some tenths of a second; nobody needs more.
MOST_FILES_A_MINUTE = 12
TOO_MANY = "That were many PDF files in a short time. Please wait a minute, then try again."


@never_cache
@transaction.non_atomic_requests  # setting pages takes a while, and SQLite has one writer
@require_http_methods(["GET", "POST"])
def print_page(request: UserRequest) -> HttpResponse:
    """Show the print, with the person's note on top; a note arrives by POST only."""
    form = _asked(request)
    summary = _handled(request, form) if form.is_valid() else None
    return _page(request, form, summary)


@never_cache
@transaction.non_atomic_requests
@require_http_methods(["GET", "POST"])
def print_file(request: UserRequest) -> HttpResponse:
    """Hand out the same as PDF."""
    form, now = _asked(request), timezone.now()
    if not form.is_valid():
        return _page(request, form, None)
    if not is_within_limit(request.user, "print", most_a_minute=MOST_FILES_A_MINUTE, now=now):
        form.add_error(None, TOO_MANY)
        refused = _page(request, form, None)
        refused.status_code, refused["Retry-After"] = 429, str(MINUTE_SECONDS)
        return refused
    pdf = print_pdf(_handled(request, form), form.on_top(), now=now)
    first, last = form.span()
    name = f"food-and-mood-{first}-to-{last}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@chart_spec
def print_chart(request: UserRequest) -> JsonResponse:
    """The picture of the days in the address, as a spec."""
    form = _asked(request)
    if not form.is_valid() or request.user.hide_numbers:
        raise Http404("There is no picture of these days.")
    trend = print_summary(request.user, *form.span(), now=timezone.now()).trend
    if trend is None:
        raise Http404("Nothing of these days can be drawn.")
    return JsonResponse(trend.spec())


def _asked(request: UserRequest) -> PrintForm:
    today = request.user.today(timezone.now())
    if request.method == "POST":
        return PrintForm(request.POST, user=request.user, today=today)
    return PrintForm.asked(request.GET, user=request.user, today=today)


def _handled(request: UserRequest, form: PrintForm) -> PrintSummary:
    if request.method == "POST":
        on_top = form.on_top()
        keep_print_note(
            request.user, name=on_top.name, note=on_top.note, keep=form.cleaned_data["keep"]
        )
    return print_summary(request.user, *form.span(), now=timezone.now())


def _page(request: UserRequest, form: PrintForm, summary: PrintSummary | None) -> HttpResponse:
    context = {
        "form": form,
        "summary": summary,
        "on_top": form.on_top() if summary else None,
        "chart": summary.trend.chart(*form.span()) if summary and summary.trend else None,
        "has_strips": summary is not None and any(each.strip for each in summary.findings),
        "most_claims": MOST_CLAIMS_ON_TOP,
        "about_sentences": ABOUT_SENTENCES,
    }
    return render(request, "insights/print.html", context)
