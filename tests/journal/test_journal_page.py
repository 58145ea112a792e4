"""The journal as a list: newest first, a page at a time, searched in one's own notes."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.encryption import UNREADABLE
from accounts.models import User
from journal.models import CheckIn
from journal.search import ON_A_PAGE, folded, journal_page
from journal.services import log_check_in
from tests import people

JOURNAL = "/journal/"
pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str = JOURNAL) -> str:
    return " ".join(client.get(address, follow=True).content.decode().split())


def keep(person: User, count: int, **answers: object) -> list[CheckIn]:
    """Log one check-in an hour, the newest first in the answer."""
    return [
        log_check_in(person, at=people.NOW - timedelta(hours=n), now=people.NOW, **answers)[0]
        for n in range(count)
    ]


def test_an_empty_journal_greets_kindly(ada_client: Client) -> None:
    page = text_of(ada_client)
    assert "Nothing here yet" in page
    assert "/check-ins/new/" in page


def test_it_shows_notes_and_ratings_newest_first(ada: User, ada_client: Client) -> None:
    people.feel(ada, "2026-11-17 08:00", mood=4, note="Rain all day")
    people.feel(ada, "2026-11-18 08:00", mood=7, note="<b>Sun</b>")
    page = text_of(ada_client)
    assert page.index("&lt;b&gt;Sun") < page.index("Rain all day")
    assert "Wednesday 18 November 2026" in page
    assert "Mood <b>7</b>" in page


def test_pages_hold_every_check_in_once(ada: User) -> None:
    everything = keep(ada, 2 * ON_A_PAGE + 1, mood=5)
    seen, before = [], None
    for size in (ON_A_PAGE, ON_A_PAGE, 1):
        page = journal_page(ada, before=before)
        assert len(page.check_ins) == size
        seen += page.check_ins
        before = page.older
    assert (before, seen) == (None, everything)


def test_check_ins_of_the_same_moment_are_not_lost_between_pages(ada: User) -> None:
    for _ in range(ON_A_PAGE + 3):
        log_check_in(ada, at=people.NOW, now=people.NOW, mood=5)
    first = journal_page(ada)
    second = journal_page(ada, before=first.older)
    assert len({*first.check_ins, *second.check_ins}) == ON_A_PAGE + 3


def test_older_and_newest_lead_there_and_back(ada: User, ada_client: Client) -> None:
    keep(ada, ON_A_PAGE + 1, mood=5, note="bread")
    page = text_of(ada_client, f"{JOURNAL}?q=bread&scale=mood")
    assert "Newest" not in page
    older = page[page.index(f'href="{JOURNAL}?q=bread&amp;scale=mood&amp;before=') + 6 :]
    page = text_of(ada_client, older[: older.index('"')].replace("&amp;", "&"))
    assert f'href="{JOURNAL}?q=bread&amp;scale=mood"' in page
    assert "Older" not in page


@pytest.mark.parametrize("before", ["nonsense", "0d7a2c6e-0d44-4a8f-8f0e-6c8e3f1f9d11"])
def test_an_unknown_place_begins_at_the_newest(ada: User, ada_client: Client, before: str) -> None:
    people.feel(ada, "2026-11-18 08:00", note="Here")
    assert "Here" in text_of(ada_client, f"{JOURNAL}?before={before}")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("apfel", True),
        ("ÄPFEL", True),
        ("äpfel strasse", True),
        ("cafe", True),
        ("CAFÉ  walk", True),
        ("apf", True),
        ("apfel pear", False),
        ("fernet", False),
    ],
)
def test_search_makes_nothing_of_case_and_accents(ada: User, words: str, found: bool) -> None:
    people.feel(ada, "2026-11-18 08:00", note="Walk to the Café in the Straße: Äpfel")
    people.feel(ada, "2026-11-18 09:00", mood=5)
    assert len(journal_page(ada, words=words).check_ins) == found


@pytest.mark.parametrize("text", ["Äpfel", "STRASSE", "ﬁne", "K", "İzmir", "a\u0301"])
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text) == folded(text.upper())


def test_search_reads_nobody_elses_notes(ada: User, ben: User, ada_client: Client) -> None:
    people.feel(ben, "2026-11-18 06:00", note="Ben's secret sourdough")
    page = text_of(ada_client, f"{JOURNAL}?q=sourdough")
    assert "Nothing like this" in page
    assert "secret" not in page


def test_bens_check_in_is_no_place_to_begin_for_ada(ada: User, ben: User) -> None:
    mine = people.feel(ada, "2026-11-18 08:00", mood=5)
    theirs = people.feel(ben, "2026-11-17 06:00", mood=5)
    assert journal_page(ada, before=theirs.uid).check_ins == [mine]


def test_a_note_without_its_key_is_shown_as_such_and_stops_no_search(
    ada: User, ada_client: Client, settings: object
) -> None:
    people.feel(ada, "2026-11-18 08:00", note="Old words")
    settings.NOTE_KEYS = ["bmV3IGZha2Uga2V5IGZvciB0ZXN0cywgMzIgYnl0ZXM="]  # type: ignore[attr-defined]
    people.feel(ada, "2026-11-18 09:00", note="New words")
    assert UNREADABLE[:40] in text_of(ada_client)
    assert len(journal_page(ada, words="words").check_ins) == 1


def test_it_filters_by_scale(ada: User, ada_client: Client) -> None:
    people.feel(ada, "2026-11-18 08:00", mood=5, note="with mood")
    people.feel(ada, "2026-11-18 09:00", note="only words")
    assert "only words" not in text_of(ada_client, f"{JOURNAL}?scale=mood")
    assert "only words" in text_of(ada_client, f"{JOURNAL}?scale=nonsense")


def test_ratings_hide_behind_words_for_who_wants_no_numbers(ada: User, ada_client: Client) -> None:
    ada.hide_numbers = True
    ada.save()
    people.feel(ada, "2026-11-18 08:00", mood=1)
    assert "Mood <b>very low</b>" in text_of(ada_client)


def test_a_long_history_asks_the_database_no_more(
    ada: User, ada_client: Client, django_assert_max_num_queries: object
) -> None:
    for count in (5, 300):
        keep(ada, count, mood=5, note="bread and kimchi")
        for address in (JOURNAL, f"{JOURNAL}?q=kimchi", f"{JOURNAL}?scale=mood"):
            with django_assert_max_num_queries(5):  # type: ignore[operator]
                ada_client.get(address)


def test_a_search_stops_reading_when_the_page_is_full(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(ada, 60, note="kimchi")
    read = []
    monkeypatch.setattr("journal.search.folded", lambda text: read.append(text) or "kimchi")
    journal_page(ada, words="kimchi")
    assert len(read) <= ON_A_PAGE + 3


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    for address in (JOURNAL, "/journal/calendar/2026-11/", "/journal/year/2026/"):
        assert "/accounts/login/" in client.get(address).headers["Location"]


def test_a_journal_is_read_and_not_posted_to(ada_client: Client) -> None:
    assert ada_client.post(JOURNAL).status_code == 405
