"""The weekly mail: once a week that is over, in the person's morning, and easy to end."""

import re
import smtplib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.days import DayRule
from accounts.models import User
from accounts.unsubscribing import person_signed, sign_for
from exchange.erasure import erase_account
from insights.digest import sending
from insights.digest.mail import PURPOSE
from insights.digest.sending import send_due_digests, week_due
from insights.models import Digest, DigestSent
from insights.services import choose_digest
from insights.wording import FRAMING, forbidden_words
from insights.wording.digests import SUBJECT
from tests.insights.diaries import write_diary
from tests.insights.test_looks import diary
from tests.people import feel

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 8, tzinfo=BERLIN)
SETTINGS = "/settings/digest/"


def moment(text: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def subscribe(person: User, holds: str = Digest.Holds.WEEK) -> None:
    """Have the person ask for the mail, on the Wednesday every test starts on."""
    feel(person, "2026-11-18 08:00", mood=6)
    choose_digest(person, holds)


def everything_said(message: EmailMultiAlternatives) -> tuple[str, str]:
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    return str(message.body), str(html)


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2026-11-22 20:00", "2026-W46"),
        ("2026-11-23 07:59", None),
        ("2026-11-23 08:00", "2026-W47"),
        ("2026-11-23 20:59", "2026-W47"),
        ("2026-11-23 21:00", None),
        ("2026-11-24 03:00", None),
        ("2026-11-29 12:00", "2026-W47"),
        ("2026-11-30 08:00", "2026-W48"),
    ],
)
def test_a_week_is_due_in_decent_hours_until_the_next_is_over(now: str, week: str | None) -> None:
    due = week_due(DayRule("Europe/Berlin"), moment(now))
    assert (due and str(due)) == week


def test_no_week_is_due_before_a_late_day_start_has_ended_it() -> None:
    rule = DayRule("Europe/Berlin", 11)
    assert str(week_due(rule, moment("2026-11-23 10:59"))) == "2026-W46"
    assert str(week_due(rule, moment("2026-11-23 11:00"))) == "2026-W47"


def test_where_the_clocks_jump_the_mail_is_due_once_a_week() -> None:
    rule, now = DayRule("America/New_York"), moment("2026-10-26 00:00", "UTC")
    weeks = []
    while now < moment("2026-11-16 00:00", "UTC"):
        weeks.append(week_due(rule, now))
        now += timedelta(minutes=30)
    found = [str(week) for week in dict.fromkeys(weeks) if week]
    assert found == ["2026-W42", "2026-W43", "2026-W44", "2026-W45"]


@pytest.mark.django_db
def test_it_goes_out_once(ada: User) -> None:
    subscribe(ada)
    assert send_due_digests(MONDAY - timedelta(minutes=1)) == 0
    assert send_due_digests(MONDAY) == 1
    for hours in (0, 1, 5, 24, 6 * 24):
        assert send_due_digests(MONDAY + timedelta(hours=hours)) == 0
    feel(ada, "2026-11-24 08:00", mood=5)
    assert send_due_digests(MONDAY + timedelta(days=7)) == 1
    assert len(mail.outbox) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("late", ["2026-11-23 20:00", "2026-11-25 12:00", "2026-11-29 20:59"])
def test_a_server_that_was_away_sends_it_late(ada: User, late: str) -> None:
    subscribe(ada)
    assert send_due_digests(moment(late)) == 1


@pytest.mark.django_db
def test_after_the_next_week_is_over_it_is_too_late(ada: User) -> None:
    subscribe(ada)
    assert send_due_digests(MONDAY + timedelta(days=7)) == 0


@pytest.mark.django_db
def test_the_first_is_of_the_week_in_which_it_was_asked_for(ada: User) -> None:
    feel(ada, "2026-11-10 08:00", mood=6)
    subscribe(ada)
    assert send_due_digests(moment("2026-11-18 13:00")) == 0
    assert send_due_digests(MONDAY) == 1


@pytest.mark.django_db
def test_each_goes_out_by_its_owners_clock(ada: User, ben: User) -> None:
    for person in (ada, ben):
        subscribe(person)
    assert send_due_digests(MONDAY) == 1
    assert mail.outbox[0].to == ["ada@example.org"]
    assert send_due_digests(moment("2026-11-23 08:00", "America/New_York")) == 1
    assert mail.outbox[1].to == ["ben@example.org"]


@pytest.mark.django_db
def test_flying_west_brings_no_second_mail(ada: User) -> None:
    subscribe(ada)
    assert send_due_digests(MONDAY) == 1
    User.objects.filter(pk=ada.pk).update(time_zone="Pacific/Honolulu")
    for hours in range(48):
        assert send_due_digests(MONDAY + timedelta(hours=hours)) == 0


@pytest.mark.django_db
def test_off_and_on_again_sends_nothing_twice(ada: User) -> None:
    subscribe(ada)
    assert send_due_digests(MONDAY) == 1
    choose_digest(ada, "")
    choose_digest(ada, Digest.Holds.LINK)
    assert send_due_digests(MONDAY + timedelta(hours=1)) == 0


@pytest.mark.django_db
def test_two_runs_at_once_send_one(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(ada)
    made = sending.digest_mail

    def meanwhile(*given: object, **more: object) -> EmailMultiAlternatives:
        assert send_due_digests(MONDAY) == 0
        return made(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(sending, "digest_mail", meanwhile)
    assert send_due_digests(MONDAY) == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_week_without_an_entry_sends_nothing(ada: User) -> None:
    choose_digest(ada, Digest.Holds.WEEK)
    feel(ada, "2026-11-23 06:00", mood=5)
    assert send_due_digests(MONDAY) == 0
    feel(ada, "2026-11-22 20:00", mood=5)
    assert send_due_digests(MONDAY + timedelta(hours=1)) == 1


@pytest.mark.django_db
def test_it_is_off_unless_asked_for(ada: User, ada_client: Client) -> None:
    feel(ada, "2026-11-18 08:00", mood=6)
    page = ada_client.get(SETTINGS).content.decode()
    assert 'value="" id="id_holds_0" checked' in page.replace("required ", "")
    assert send_due_digests(MONDAY) == 0


@pytest.mark.django_db
def test_nobody_who_cannot_sign_in_or_is_made_up_gets_mail(ada: User, ben: User) -> None:
    for person, change in ((ada, {"is_active": False}), (ben, {"is_demo": True})):
        subscribe(person)
        User.objects.filter(pk=person.pk).update(**change, time_zone="Europe/Berlin")
    assert send_due_digests(MONDAY) == 0


def _refuse(*_: object, **__: object) -> int:
    raise smtplib.SMTPServerDisconnected("The server has gone")


@pytest.mark.django_db
@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected("gone"), KeyError("a mistake")])
def test_one_failure_stops_no_other_and_is_tried_again(
    ada: User, ben: User, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    for person in (ada, ben):
        subscribe(person)
    User.objects.filter(pk=ben.pk).update(time_zone="Europe/Berlin")
    made = sending.digest_mail

    def failing(digest: Digest, *given: object, **more: object) -> EmailMultiAlternatives:
        if digest.user == ada:
            raise error
        return made(digest, *given, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(sending, "digest_mail", failing)
        assert send_due_digests(MONDAY) == 1
    assert mail.outbox[0].to == ["ben@example.org"]
    assert send_due_digests(MONDAY + timedelta(minutes=30)) == 1
    assert mail.outbox[1].to == ["ada@example.org"]


@pytest.mark.django_db
def test_a_mail_the_server_refuses_is_tried_again(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(ada)
    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", _refuse)
        assert send_due_digests(MONDAY) == 0
    assert not DigestSent.objects.exists()
    assert send_due_digests(MONDAY) == 1


@pytest.mark.django_db
def test_a_server_that_is_down_ends_the_run_and_the_log_names_nobody(
    make_people: Callable[[int], Iterator[User]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    tried = []

    def refuse(message: EmailMultiAlternatives, **_: object) -> int:
        tried.append(message.to)
        raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"no such mailbox")})

    people = list(make_people(6))
    for person in people:
        subscribe(person)
    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", refuse)
        assert send_due_digests(MONDAY) == 0
    assert len(tried) == sending.MOST_FAILURES_IN_A_ROW
    assert "SMTPRecipientsRefused" in caplog.text
    assert "next run" in caplog.text
    assert "@" not in caplog.text
    assert not DigestSent.objects.exists()
    assert send_due_digests(MONDAY) == len(people)


@pytest.mark.django_db
def test_what_is_wrong_with_a_mail_is_logged_without_what_it_holds(
    ada: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> EmailMultiAlternatives:
        raise ValueError("mood 2.5 of ada@example.org")

    subscribe(ada)
    monkeypatch.setattr(sending, "digest_mail", fail)
    assert send_due_digests(MONDAY) == 0
    assert "ValueError at sending.py" in caplog.text
    assert "ada@" not in caplog.text
    assert "2.5" not in caplog.text


def test_a_server_that_never_answers_is_not_waited_for() -> None:
    smtp = mail.get_connection("django.core.mail.backends.smtp.EmailBackend")
    assert smtp.timeout == 20


@pytest.mark.django_db
def test_who_stops_the_mail_or_leaves_during_a_run_gets_none(
    make_people: Callable[[int], Iterator[User]], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third, fourth = people = list(make_people(4))
    for person in people:
        subscribe(person)
    made = sending.digest_mail

    def meanwhile(digest: Digest, *given: Any, **more: Any) -> EmailMultiAlternatives:
        if digest.user == first:
            choose_digest(second, "")
            erase_account(third)
            choose_digest(fourth, Digest.Holds.LINK)
        return made(digest, *given, **more)

    monkeypatch.setattr(sending, "digest_mail", meanwhile)
    assert send_due_digests(MONDAY) == 2
    assert [message.to for message in mail.outbox] == [[first.email], [fourth.email]]
    assert not mail.outbox[1].attachments


@pytest.mark.django_db
def test_the_link_of_somebody_who_left_says_no_more_than_one_that_is_not_ours(
    ada: User, client: Client
) -> None:
    link = reverse("insights:digest-stop", args=[sign_for(ada, PURPOSE)])
    erase_account(ada)
    for send in (client.get, client.post):
        assert send(link).status_code == send("/digest/stop/made-up/").status_code == 404


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
def test_a_mail_whose_picture_cannot_be_drawn_goes_out_without_it(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> bytes:
        raise ValueError("no picture")

    monkeypatch.setattr("insights.digest.summary.png", fail)
    subscribe(ada)
    assert send_due_digests(MONDAY) == 1
    assert mail.outbox[0].attachments == []
    assert "<img" not in everything_said(mail.outbox[0])[1]


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


@pytest.mark.django_db
def test_every_mail_can_be_stopped_with_one_click(ada: User) -> None:
    subscribe(ada)
    send_due_digests(MONDAY)
    [message] = mail.outbox
    stop = f"http://127.0.0.1:8000{reverse('insights:digest-stop', args=[sign_for(ada, PURPOSE)])}"
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    for text in everything_said(message):
        assert stop in text
    address = stop.removeprefix("http://127.0.0.1:8000")
    strict = Client(enforce_csrf_checks=True)
    assert b"Stop the weekly mail?" in strict.get(address).content
    assert strict.head(address).status_code == 200
    assert Digest.objects.exists()
    answer = strict.post(address, {"List-Unsubscribe": "One-Click"})
    assert b"No more weekly mails" in answer.content
    assert not Digest.objects.exists()
    assert strict.post(address).status_code == 200


@pytest.mark.django_db
def test_a_link_that_is_not_ours_stops_nobodys(ada: User, ben: User, client: Client) -> None:
    subscribe(ada)
    signed = sign_for(ada, PURPOSE)
    forged = sign_for(ben, PURPOSE).split(":")[0] + ":" + signed.split(":")[-1]
    for link in (forged, f"{signed}x", "x", sign_for(ada, "journal.reminders.stop")):
        assert person_signed(link, PURPOSE) is None
        assert client.post(reverse("insights:digest-stop", args=[link])).status_code == 404
    assert Digest.objects.exists()


@pytest.mark.django_db
def test_it_is_chosen_in_the_settings(ada: User, ada_client: Client) -> None:
    assert f'href="{SETTINGS}"' in ada_client.get("/settings/").content.decode()
    page = ada_client.get(SETTINGS).content.decode()
    assert "Mails are not encrypted" in page
    assert "cannot send mail" not in page
    for holds in (Digest.Holds.LINK, Digest.Holds.WEEK):
        assert ada_client.post(SETTINGS, {"holds": holds}).status_code == 302
        assert Digest.objects.get(user=ada).holds == holds
    ada_client.post(SETTINGS, {"holds": "everything"})
    assert Digest.objects.get(user=ada).holds == Digest.Holds.WEEK
    ada_client.post(SETTINGS, {"holds": ""})
    assert not Digest.objects.exists()


@pytest.mark.django_db
def test_a_site_without_mail_says_so_and_sends_nothing(
    ada: User, ada_client: Client, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    subscribe(ada)
    settings.CAN_SEND_MAIL = False
    assert "This site cannot send mail" in ada_client.get(SETTINGS).content.decode()
    assert send_due_digests(MONDAY) == 0
    call_command("send_digests")
    assert "set COMMENSAL_EMAIL_URL" in capsys.readouterr().err
    ada_client.post(SETTINGS, {"holds": ""})
    assert not Digest.objects.exists()
    ada_client.post(SETTINGS, {"holds": Digest.Holds.WEEK})
    assert not Digest.objects.exists()


@pytest.mark.django_db
def test_the_command_says_what_it_sent(
    ada: User, clock: object, capsys: pytest.CaptureFixture[str]
) -> None:
    subscribe(ada)
    call_command("send_digests")
    assert capsys.readouterr().out == ""
    clock.move_to(MONDAY.astimezone(UTC))  # type: ignore[attr-defined]
    call_command("send_digests")
    assert capsys.readouterr().out == "Sent 1 weekly mail.\n"


@pytest.mark.django_db
def test_what_was_sent_is_not_kept_for_ever(ada: User) -> None:
    subscribe(ada)
    send_due_digests(MONDAY)
    send_due_digests(MONDAY + timedelta(days=61))
    assert not DigestSent.objects.exists()


@pytest.mark.django_db
def test_people_whose_week_went_out_cost_no_queries(
    ada: User, ben: User, make_people: Callable[[int], Iterator[User]]
) -> None:
    for person in make_people(5):
        subscribe(person)
    assert send_due_digests(MONDAY) == 5
    with CaptureQueriesContext(connection) as queries:
        assert send_due_digests(MONDAY + timedelta(hours=1)) == 0
    assert len(queries) == 3


@pytest.fixture
def make_people() -> Callable[[int], Iterator[User]]:
    """A function that makes so many people of Berlin."""

    def make(count: int) -> Iterator[User]:
        for number in range(count):
            yield User.objects.create_user(f"{number}@example.org", time_zone="Europe/Berlin")

    return make
