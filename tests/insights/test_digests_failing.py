"""What happens to the weekly mail when something fails: nobody else waits, nothing is told."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from accounts.models import User
from insights.digest import sending
from insights.digest.sending import send_due_digests
from insights.models import Digest, DigestSent
from tests.insights.digests import MONDAY, everything_said, make_people, subscribe


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
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    tried = []

    def refuse(message: EmailMultiAlternatives, **_: object) -> int:
        tried.append(message.to)
        raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"no such mailbox")})

    people = make_people(6)
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
