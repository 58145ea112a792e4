"""The print's page and file: the person's own, never kept in a cache, notes never in an address."""

import html
import re
from dataclasses import asdict

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from insights import views_print
from insights.models import PrintNote
from insights.prints.pdf import MOST_CLAIMS_ON_TOP
from insights.prints.summary import print_summary
from insights.spans import window_span
from insights.views_print import MOST_FILES_A_MINUTE
from insights.wording import FRAMING
from tests.insights.test_looks import diary
from tests.people import NOW, keep_nothing

pytestmark = pytest.mark.django_db

PAGE, FILE = "/insights/print/", "/insights/print.pdf"
FORM = {"window": "90", "paper": "a4", "name": "", "note": "", "from": "", "to": ""}
NOTE = "Since March I sleep badly & <b>wonder</b>."


def shown(client: Client, address: str = PAGE) -> str:
    return text_of(client.get(address))


def text_of(answer: object) -> str:
    assert answer.status_code == 200  # type: ignore[attr-defined]
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def test_it_says_everything_the_print_says(ada: User, ada_client: Client) -> None:
    diary(ada, 60)
    summary = print_summary(ada, *window_span(ada, "90", today=ada.today(NOW)), now=NOW)
    page = shown(ada_client)
    texts = [*summary.claims[:MOST_CLAIMS_ON_TOP], *summary.method, summary.look, summary.verdicts]
    for line in (*summary.food, *summary.ratings, *summary.factors, *summary.findings):
        said = [value for value in asdict(line).values() if isinstance(value, str | int)]
        texts += [str(value) for value in said if not isinstance(value, bool)]
    assert summary.trend is not None
    texts += [summary.trend.title, summary.trend.summary, *summary.trend.weeks[0]]
    for fact in (*summary.recorded, *summary.events):
        texts += [fact.name, fact.value]
    assert len(texts) > 100
    assert [text for text in texts if text not in page] == []
    assert page.count(FRAMING) >= 2


@pytest.mark.parametrize(
    ("query", "period"),
    [
        ("", "21 August – 18 November 2026"),
        ("?window=28", "22 October – 18 November 2026"),
        ("?from=2026-10-01&to=2026-10-10", "1–10 October 2026"),
        ("?window=dates&from=2026-10-10&to=2026-10-10", "10 October 2026"),
    ],
)
def test_the_window_is_in_the_address(ada_client: Client, query: str, period: str) -> None:
    assert f"<p>{period}</p>" in shown(ada_client, PAGE + query)


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("?window=7", "Select a valid choice"),
        ("?window=dates", "Give the first and the last day"),
        ("?from=2026-10-10", "Give the first and the last day"),
        ("?from=2026-10-10&to=2026-10-01", "The first day comes after the last"),
        ("?from=2026-10-10&to=2026-11-19", "The last day has not begun yet"),
        ("?from=0001-01-01&to=2026-10-10", "Choose days from 1990 on"),
        ("?from=yesterday&to=today", "Enter a valid date"),
    ],
)
@pytest.mark.parametrize("address", [PAGE, FILE])
def test_senseless_days_are_refused_in_words(
    ada_client: Client, address: str, query: str, complaint: str
) -> None:
    page = shown(ada_client, address + query)
    assert complaint in page
    assert 'class="sheet"' not in page


def test_name_and_note_stand_on_the_sheet_as_text(ada_client: Client) -> None:
    answer = ada_client.post(PAGE, FORM | {"name": "Ada L.", "note": NOTE})
    assert b"&amp; &lt;b&gt;wonder&lt;/b&gt;" in answer.content
    page = text_of(answer)
    assert page.count(NOTE) == 2
    assert '<span dir="auto">Ada L.</span>' in page


def test_the_address_of_the_account_is_never_on_it(ada_client: Client) -> None:
    sheet = shown(ada_client).split('class="sheet"')[1]
    assert "ada@example.org" not in sheet


def test_a_note_is_not_kept_unless_wanted(ada: User, ada_client: Client) -> None:
    for address in (PAGE, FILE):
        ada_client.post(address, FORM | {"note": NOTE})
    assert not PrintNote.objects.exists()
    assert NOTE not in shown(ada_client)
    ada_client.post(FILE, FORM | {"name": "Ada L.", "note": NOTE, "keep": "on"})
    assert PrintNote.objects.get(user=ada).note == NOTE
    page = shown(ada_client)
    assert page.count(NOTE) == 2
    assert page.count("Ada L.") == 2
    ada_client.post(PAGE, FORM | {"note": NOTE})
    assert not PrintNote.objects.exists()


def test_a_kept_note_is_encrypted(ada_client: Client) -> None:
    ada_client.post(PAGE, FORM | {"note": NOTE, "keep": "on"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, note FROM insights_printnote")
        assert "sleep" not in str(cursor.fetchall())


def test_a_kept_note_is_nobody_elses(ada_client: Client, ben_client: Client) -> None:
    ada_client.post(PAGE, FORM | {"note": NOTE, "keep": "on"})
    assert NOTE not in shown(ben_client)
    ben_client.post(PAGE, FORM | {"note": "Ben's", "keep": "on"})
    assert NOTE in shown(ada_client)


def test_a_refused_form_keeps_and_forgets_nothing(ada_client: Client) -> None:
    ada_client.post(PAGE, FORM | {"note": NOTE, "keep": "on"})
    page = text_of(ada_client.post(PAGE, FORM | {"note": "x" * 1_201, "keep": "on"}))
    assert "at most 1200 characters" in page
    text_of(ada_client.post(PAGE, FORM | {"window": "7", "note": ""}))
    assert PrintNote.objects.get().note == NOTE


def test_what_cannot_be_seen_is_dropped_from_a_note(ada_client: Client) -> None:
    note = "One\x07\x1b[31m\r\n\r\n\r\n\r\n  Two\u0085"
    ada_client.post(PAGE, FORM | {"note": note, "keep": "on"})
    assert PrintNote.objects.get().note == "One[31m\n\nTwo"


def test_the_file_is_a_pdf_with_a_name_that_says_its_days(ada_client: Client) -> None:
    answer = ada_client.post(FILE, FORM | {"note": NOTE, "name": "Ada"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="food-and-mood-2026-08-21-to-2026-11-18.pdf"'
    )
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("address", [PAGE, FILE])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_cache_keeps_it(ada_client: Client, address: str, method: str) -> None:
    answer = getattr(ada_client, method)(address, FORM)
    assert answer.status_code == 200
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_a_get_with_a_note_in_the_address_ignores_it(ada_client: Client, address: str) -> None:
    answer = ada_client.get(address + "?note=secret&name=secret&keep=on")
    assert b"secret" not in answer.content
    assert not PrintNote.objects.exists()


def test_many_files_in_a_minute_are_refused_in_words(
    ada_client: Client,
    ben_client: Client,
    monkeypatch: pytest.MonkeyPatch,
    clock: time_machine.Traveller,
) -> None:
    monkeypatch.setattr(views_print, "print_pdf", lambda *_, **__: b"%PDF")
    codes = [ada_client.post(FILE, FORM).status_code for _ in range(MOST_FILES_A_MINUTE)]
    assert set(codes) == {200}
    refused = ada_client.post(FILE, FORM | {"note": NOTE, "keep": "on"})
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    for kept_on_the_page in ("Please wait a minute", "wonder"):
        assert kept_on_the_page in refused.content.decode()
    assert not PrintNote.objects.exists()
    assert ben_client.post(FILE, FORM).status_code == 200
    clock.shift(60)
    assert ada_client.post(FILE, FORM).status_code == 200


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_strangers_and_forged_forms_get_nothing(ada: User, client: Client, address: str) -> None:
    assert client.get(address).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    assert strict.post(address, FORM).status_code == 403
    assert client.delete(address).status_code in {302, 405}


def test_the_paper_follows_the_country(ben_client: Client, ada_client: Client) -> None:
    assert '<option value="us-letter" selected>' in shown(ben_client)
    assert '<option value="a4" selected>' in shown(ada_client)


def test_who_hides_numbers_sees_none_and_can_still_hand_them_on(
    ada: User, ada_client: Client
) -> None:
    ada.hide_numbers = True
    ada.save()
    page = shown(ada_client)
    assert "Numbers are hidden on your pages" in page
    assert 'class="sheet"' not in page
    assert ada_client.post(FILE, FORM).content.startswith(b"%PDF")


def test_settings_and_week_lead_to_it(ada_client: Client) -> None:
    for address in ("/settings/", "/insights/weeks/2026-W47/"):
        assert f'href="{PAGE}"' in shown(ada_client, address)


def test_the_picture_of_the_days_is_fetched_as_a_spec(
    ada: User, ada_client: Client, ben_client: Client
) -> None:
    diary(ada, 60)
    [address] = re.findall(r'data-spec="([^"]+)"', shown(ada_client, f"{PAGE}?window=28"))
    assert address == "/insights/print/chart.json?from=2026-10-22&to=2026-11-18"
    answer = ada_client.get(address)
    assert len(answer.json()["datasets"]["days"]) == 28
    assert "private" in answer.headers["Cache-Control"]
    assert ben_client.get(address).status_code == 404
    assert ada_client.get("/insights/print/chart.json?window=7").status_code == 404
    ada.hide_numbers = True
    ada.save()
    assert ada_client.get(address).status_code == 404


def test_its_queries_are_counted(ada: User, ada_client: Client) -> None:
    diary(ada, 60)
    for address, most in ((PAGE, 21), (FILE, 21)):
        ada_client.get(address)
        keep_nothing()
        with CaptureQueriesContext(connection) as queries:
            ada_client.get(address)
        assert len(queries) == most
