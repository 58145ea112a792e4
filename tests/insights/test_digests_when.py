"""When the weekly mail goes out: once, after the week is over, in the person's morning."""

from datetime import UTC, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.days import DayRule
from accounts.models import User
from insights.digest import sending
from insights.digest.sending import send_due_digests, week_due
from insights.models import Digest, DigestSent
from insights.services import choose_digest
from tests.insights.digests import MONDAY, make_people, moment, subscribe
from tests.people import feel


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
def test_nobody_who_cannot_sign_in_or_is_made_up_gets_mail(ada: User, ben: User) -> None:
    for person, change in ((ada, {"is_active": False}), (ben, {"is_demo": True})):
        subscribe(person)
        User.objects.filter(pk=person.pk).update(**change, time_zone="Europe/Berlin")
    assert send_due_digests(MONDAY) == 0


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
def test_people_whose_week_went_out_cost_no_queries(ada: User, ben: User) -> None:
    for person in make_people(5):
        subscribe(person)
    assert send_due_digests(MONDAY) == 5
    with CaptureQueriesContext(connection) as queries:
        assert send_due_digests(MONDAY + timedelta(hours=1)) == 0
    assert len(queries) == 3
