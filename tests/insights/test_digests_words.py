"""What the weekly mail says, and what it keeps to itself."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from insights.digest.sending import send_due_digests
from insights.models import Digest
from insights.services import choose_digest
from insights.wording import FRAMING, forbidden_words
from insights.wording.digests import SUBJECT
from tests.insights.diaries import write_diary
from tests.insights.digests import MONDAY, everything_said, subscribe
from tests.insights.test_looks import diary
from tests.people import feel


@pytest.mark.django_db
def test_an_address_cannot_smuggle_in_headers(ada: User, ben: User) -> None:
    for person in (ada, ben):
        subscribe(person)
    User.objects.filter(pk=ben.pk).update(time_zone="Europe/Berlin")
    User.objects.filter(pk=ada.pk).update(email="ada@example.org\nBcc: eve@example.org")
    assert send_due_digests(MONDAY) == 1
    assert [message.to for message in mail.outbox] == [["ben@example.org"]]


@pytest.mark.django_db
def test_subject_and_beginning_say_nothing_of_the_diary(ada: User) -> None:
    write_diary(ada, date(2026, 11, 16), [1.0] * 7, {"mood": [3.0] * 7})
    choose_digest(ada, Digest.Holds.WEEK)
    send_due_digests(MONDAY)
    [message] = mail.outbox
    assert message.subject == SUBJECT == "Your week is ready"
    for text in everything_said(message):
        begins = text.split("<p>Hello")[-1]
        assert begins.index("2026-W47") > 150
        beginning = begins[: begins.index("2026-W47")].lower()
        assert not [
            word
            for word in ("mood", "food", "fibre", "anxiety", "kimchi", "linked", " g ")
            if word in beginning
        ]


@pytest.mark.django_db
def test_the_link_alone_holds_nothing_of_the_diary(ada: User) -> None:
    write_diary(ada, date(2026, 11, 16), [1.0] * 7, {"mood": [3.0] * 7})
    choose_digest(ada, Digest.Holds.LINK)
    send_due_digests(MONDAY)
    [message] = mail.outbox
    for text in everything_said(message):
        assert "http://127.0.0.1:8000/insights/weeks/2026-W47/" in text
        assert "recorded on" not in text
        assert "of 10" not in text
    assert message.attachments == []


@pytest.mark.django_db
def test_the_week_has_the_figures_of_the_api_and_the_days_they_rest_on(
    ada: User, ada_client: Client
) -> None:
    servings = [1.0, 2.0, float("nan"), 0.0, 4.0, 1.0, 1.0]
    write_diary(ada, date(2026, 11, 16), servings, {"mood": [3.0, 4.0, float("nan")] + [8.0] * 4})
    choose_digest(ada, Digest.Holds.WEEK)
    send_due_digests(MONDAY)
    week = ada_client.get("/api/v1/weeks/2026-W47/").json()
    assert week["recorded_days"] == {"food": 6, "mood": 6}
    for text in everything_said(mail.outbox[0]):
        words = (
            text.replace("\xa0", " ")
            .replace("<b>", "")
            .replace("</b>", "")
            .replace('<span class="soft">', "(")
        )
        assert f"Fermented food: {week['means']['fermented_servings']:.1f} servings a day" in words
        assert f"Fibre: {week['means']['fibre_g']:.1f} g a day" in words
        assert f"Mood: {week['means']['mood']:.1f} of 10 (recorded on 6 of 7 days" in words
        assert "Anxiety" not in words
        assert FRAMING in text
        assert not forbidden_words(text)


@pytest.mark.django_db
def test_the_picture_is_within_the_mail_and_says_what_it_shows(ada: User) -> None:
    write_diary(ada, date(2026, 11, 16), [1.0] * 7, {"mood": [3.0] * 7})
    choose_digest(ada, Digest.Holds.WEEK)
    send_due_digests(MONDAY)
    [message] = mail.outbox
    [picture] = message.attachments
    assert picture["Content-ID"] == "<week>"
    assert picture["Content-Disposition"].startswith("inline")
    assert picture.get_payload(decode=True).startswith(b"\x89PNG")
    assert message.message().get_content_type() == "multipart/related"
    _, page = everything_said(message)
    [alt] = re.findall(r'<img src="cid:week" width="560" alt="([^"]+)">', page)
    assert "Mood: logged on 7 of 7 days, 3 of 10." in alt
    assert not re.findall(r'src="http', page)


@pytest.mark.django_db
def test_who_hides_numbers_gets_words(ada: User) -> None:
    diary(ada, 60)
    ada.hide_numbers = True
    ada.save()
    feel(ada, "2026-11-18 08:00", mood=6)
    choose_digest(ada, Digest.Holds.WEEK)
    send_due_digests(MONDAY)
    body, html = everything_said(mail.outbox[0])
    held = body[body.index("What it held") : body.index("Diet is one")]
    assert "Mood: " in held
    assert not [letter for letter in held if letter.isdigit()]
    shown = html[html.index("What it held") : html.index("Diet is one")]
    assert "recorded on" in shown
    assert mail.outbox[0].attachments == []


@pytest.mark.django_db
def test_findings_are_news_only_in_the_week_of_a_look(ada: User) -> None:
    write_diary(
        ada,
        date(2026, 10, 12),
        [float(number % 3) for number in range(42)],
        {"mood": [float(4 + number % 4) for number in range(42)]},
    )
    choose_digest(ada, Digest.Holds.WEEK)
    send_due_digests(MONDAY)
    body, _ = everything_said(mail.outbox[0])
    assert "Your diary was looked at this week, at 42 usable days." in body
    feel(ada, "2026-11-25 08:00", mood=5)
    send_due_digests(MONDAY + timedelta(days=7))
    body, _ = everything_said(mail.outbox[1])
    assert "was looked at this week" not in body
    assert "Food and ratings together" not in body


@pytest.mark.django_db
def test_it_holds_the_persons_own_week_alone(ada: User, ben: User) -> None:
    write_diary(ben, date(2026, 11, 16), [9.0] * 7, {"mood": [1.0] * 7})
    subscribe(ada)
    send_due_digests(MONDAY)
    body, _ = everything_said(mail.outbox[0])
    assert "Mood: 6 of 10 (recorded on 1 of 7 days)" in body
    assert "Fermented" not in body
