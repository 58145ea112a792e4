"""Who gets the weekly mail: whoever asked, until one click ends it."""

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.unsubscribing import person_signed, sign_for
from exchange.erasure import erase_account
from insights.digest import sending
from insights.digest.mail import PURPOSE
from insights.digest.sending import send_due_digests
from insights.models import Digest
from insights.services import choose_digest
from tests.insights.digests import MONDAY, SETTINGS, everything_said, make_people, subscribe
from tests.people import feel


@pytest.mark.django_db
def test_it_is_off_unless_asked_for(ada: User, ada_client: Client) -> None:
    feel(ada, "2026-11-18 08:00", mood=6)
    page = ada_client.get(SETTINGS).content.decode()
    assert 'value="" id="id_holds_0" checked' in page.replace("required ", "")
    assert send_due_digests(MONDAY) == 0


@pytest.mark.django_db
def test_who_stops_the_mail_or_leaves_during_a_run_gets_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second, third, fourth = people = make_people(4)
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
