"""Reminders: at the person's own time, once, never when the day is logged, and easy to end."""

import smtplib
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.days import DayRule
from accounts.models import User
from insights.reminders import day_it_is_due_on, send_due_reminders
from insights.wording import FRAMING
from journal.models import Reminder, ReminderSent
from journal.services import choose_reminders
from journal.unsubscribing import person_signed, sign_for
from tests import people
from tracker.models import FoodDay
from tracker.services import say_of_food_day

BERLIN = ZoneInfo("Europe/Berlin")
EVENING = datetime(2026, 11, 18, 20, 30, tzinfo=BERLIN)


def moment(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-18 20:29:59", False),
        ("2026-11-18 20:30", True),
        ("2026-11-18 21:29:59", True),
        ("2026-11-18 21:30", False),
    ],
)
def test_it_is_due_from_its_time_for_an_hour(now: str, due: bool) -> None:
    day = day_it_is_due_on(DayRule("Europe/Berlin"), time(20, 30), moment(now))
    assert (day is not None) is due


def test_a_time_after_midnight_belongs_to_the_evening_before() -> None:
    rule = DayRule("Europe/Berlin", 4)
    day = day_it_is_due_on(rule, time(1, 0), moment("2026-11-19 01:10"))
    assert str(day) == "2026-11-18"
    # Shortly before the day turns, and sent just after it has.
    day = day_it_is_due_on(rule, time(3, 50), moment("2026-11-19 04:10"))
    assert str(day) == "2026-11-18"


def due_moments(at: time, first: str, last: str, zone: str) -> list[tuple[str, str]]:
    """Return the first moment of each day at which a reminder is due, as a server sees it."""
    rule, now = DayRule(zone, 0), moment(first, ZoneInfo("UTC"))
    found: dict[str, str] = {}
    while now < moment(last, ZoneInfo("UTC")):
        day = day_it_is_due_on(rule, at, now)
        if day is not None:
            local = now.astimezone(ZoneInfo(zone))
            found.setdefault(str(day), f"{local:%Y-%m-%d %H:%M}")
        now += timedelta(minutes=5)
    return list(found.items())


def test_a_time_that_the_clocks_skip_is_due_once_as_they_jump() -> None:
    assert due_moments(time(2, 30), "2027-03-27 00:00", "2027-03-29 22:00", "Europe/Berlin") == [
        ("2027-03-27", "2027-03-27 02:30"),
        ("2027-03-28", "2027-03-28 03:30"),
        ("2027-03-29", "2027-03-29 02:30"),
    ]


def test_a_time_that_comes_twice_is_due_the_first_time() -> None:
    assert due_moments(time(2, 30), "2026-10-24 00:00", "2026-10-26 22:00", "Europe/Berlin") == [
        ("2026-10-24", "2026-10-24 02:30"),
        ("2026-10-25", "2026-10-25 02:30"),
        ("2026-10-26", "2026-10-26 02:30"),
    ]


@pytest.mark.django_db
def test_a_reminder_goes_out_once(ada: User) -> None:
    choose_reminders(ada, [time(20, 30)])
    assert send_due_reminders(EVENING - timedelta(minutes=1)) == 0
    assert send_due_reminders(EVENING) == 1
    for minutes in (0, 5, 30):
        assert send_due_reminders(EVENING + timedelta(minutes=minutes)) == 0
    assert send_due_reminders(EVENING + timedelta(days=1)) == 1
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_taking_a_time_away_and_setting_it_again_sends_nothing_twice(ada: User) -> None:
    choose_reminders(ada, [time(20, 30)])
    send_due_reminders(EVENING)
    choose_reminders(ada, [])
    choose_reminders(ada, [time(20, 30)])
    assert send_due_reminders(EVENING + timedelta(minutes=5)) == 0


@pytest.mark.django_db
def test_each_goes_out_by_its_owners_clock(ada: User, ben: User) -> None:
    for person in (ada, ben):
        choose_reminders(person, [time(20, 30)])
    assert send_due_reminders(EVENING) == 1
    assert mail.outbox[0].to == ["ada@example.org"]
    assert send_due_reminders(moment("2026-11-18 20:30", ZoneInfo("America/New_York"))) == 1
    assert mail.outbox[1].to == ["ben@example.org"]


@pytest.mark.django_db
def test_none_comes_after_a_check_in(ada: User) -> None:
    choose_reminders(ada, [time(20, 30)])
    people.feel(ada, "2026-11-18 08:00", note="Awake")
    assert send_due_reminders(EVENING) == 0
    assert send_due_reminders(EVENING + timedelta(days=1)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("meals", "said", "sent"),
    [
        (0, None, 1),
        (1, None, 1),
        (2, None, 0),
        (1, FoodDay.Status.COMPLETE, 0),
        (0, FoodDay.Status.NONE, 0),
    ],
)
def test_none_comes_when_food_is_recorded(
    ada: User, meals: int, said: str | None, sent: int
) -> None:
    choose_reminders(ada, [time(20, 30)])
    for hour in (8, 12)[:meals]:
        people.eat(ada, f"2026-11-18 {hour:02}:00", (people.OATS, 50))
    if said:
        say_of_food_day(ada, EVENING.date(), said, now=people.NOW)
    assert send_due_reminders(EVENING) == sent


@pytest.mark.django_db
def test_nobody_who_cannot_sign_in_or_is_made_up_gets_mail(ada: User, ben: User) -> None:
    for person, change in ((ada, {"is_active": False}), (ben, {"is_demo": True})):
        choose_reminders(person, [time(20, 30)])
        User.objects.filter(pk=person.pk).update(**change, time_zone="Europe/Berlin")
    assert send_due_reminders(EVENING) == 0


@pytest.mark.django_db
def test_a_mail_that_could_not_be_handed_over_is_tried_again(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_reminders(ada, [time(20, 30)])
    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", _refuse)
        assert send_due_reminders(EVENING) == 0
    assert not ReminderSent.objects.exists()
    assert send_due_reminders(EVENING + timedelta(minutes=5)) == 1


def _refuse(*_: object) -> int:
    raise smtplib.SMTPServerDisconnected("The server has gone")


@pytest.mark.django_db
def test_one_failure_stops_no_other(ada: User, ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.filter(pk=ben.pk).update(time_zone="Europe/Berlin")
    for person in (ada, ben):
        choose_reminders(person, [time(20, 30)])
    send = EmailMultiAlternatives.send
    monkeypatch.setattr(
        EmailMultiAlternatives,
        "send",
        lambda self: _refuse() if self.to == ["ada@example.org"] else send(self),
    )
    assert send_due_reminders(EVENING) == 1
    assert mail.outbox[0].to == ["ben@example.org"]


@pytest.mark.django_db
def test_the_mail_says_what_every_page_says_and_how_to_stop(ada: User) -> None:
    choose_reminders(ada, [time(20, 30)])
    send_due_reminders(EVENING)
    message = mail.outbox[0]
    html, kind = message.alternatives[0]
    stop = f"http://127.0.0.1:8000{reverse('journal:reminders-stop', args=[sign_for(ada)])}"
    assert kind == "text/html"
    for text in (message.body, html):
        assert FRAMING in text
        assert stop in text
        assert "http://127.0.0.1:8000/check-ins/new/" in text
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.django_db
def test_looking_at_the_link_stops_nothing_and_the_button_does(ada: User, client: Client) -> None:
    choose_reminders(ada, [time(20, 30)])
    address = reverse("journal:reminders-stop", args=[sign_for(ada)])
    assert "Stop reminders?" in client.get(address).content.decode()
    assert Reminder.objects.exists()
    assert "No more reminders" in client.post(address).content.decode()
    assert not Reminder.objects.exists()
    assert client.post(address).status_code == 200


@pytest.mark.django_db
def test_a_mail_program_stops_them_with_one_post(ada: User) -> None:
    choose_reminders(ada, [time(20, 30)])
    strict = Client(enforce_csrf_checks=True)
    address = reverse("journal:reminders-stop", args=[sign_for(ada)])
    body = {"List-Unsubscribe": "One-Click"}
    assert strict.post(address, body).status_code == 200
    assert not Reminder.objects.exists()


@pytest.mark.django_db
def test_a_link_that_is_not_ours_stops_nobodys(ada: User, ben: User, client: Client) -> None:
    choose_reminders(ada, [time(20, 30)])
    signed = sign_for(ada)
    forged = sign_for(ben).split(":")[0] + ":" + signed.split(":")[-1]
    for link in (forged, signed + "x", "nonsense", str(ada.pk)):
        assert person_signed(link) is None
        address = reverse("journal:reminders-stop", args=[link])
        assert client.post(address).status_code == 404
    assert Reminder.objects.exists()


@pytest.mark.django_db
def test_the_link_of_somebody_who_left_is_not_found(ada: User, client: Client) -> None:
    address = reverse("journal:reminders-stop", args=[sign_for(ada)])
    ada.delete()
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_times_are_chosen_on_a_page(ada: User, ada_client: Client) -> None:
    address = reverse("journal:reminders")
    ada_client.post(address, {"time_1": "08:00", "time_3": "20:30"})
    assert [str(reminder) for reminder in Reminder.objects.for_user(ada)] == ["08:00", "20:30"]
    assert 'value="20:30"' in ada_client.get(address).content.decode()
    ada_client.post(address, {"time_1": "08:00"})
    assert Reminder.objects.count() == 1
    ada_client.post(address, {"time_1": ""})
    assert not Reminder.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "form", [{"time_1": "25:00"}, {"time_1": "08:00", "time_2": "08:00"}, {"time_1": "soon"}]
)
def test_times_that_make_no_sense_are_refused(ada_client: Client, form: dict[str, str]) -> None:
    page = ada_client.post(reverse("journal:reminders"), form).content.decode()
    assert "errorlist" in page
    assert not Reminder.objects.exists()


@pytest.mark.django_db
def test_there_are_a_few_a_day_at_most(ada: User) -> None:
    with pytest.raises(ValidationError, match="at most 4"):
        choose_reminders(ada, [time(hour) for hour in range(8, 13)])


@pytest.mark.django_db
def test_the_command_says_what_it_sent(
    ada: User, clock: object, capsys: pytest.CaptureFixture[str]
) -> None:
    choose_reminders(ada, [time(20, 30)])
    call_command("send_reminders")
    assert capsys.readouterr().out == ""
    clock.move_to(EVENING.astimezone(UTC))  # type: ignore[attr-defined]
    call_command("send_reminders")
    assert capsys.readouterr().out == "Sent 1 reminder.\n"


@pytest.mark.django_db
def test_what_was_sent_is_not_kept_for_ever(ada: User) -> None:
    choose_reminders(ada, [time(20, 30)])
    send_due_reminders(EVENING)
    send_due_reminders(EVENING + timedelta(days=40))
    assert ReminderSent.objects.get().local_day == (EVENING + timedelta(days=40)).date()
