"""Checking in, changing it, deleting it, taking that back."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Undo, User
from journal.models import CheckIn
from tests import people

pytestmark = pytest.mark.django_db

NEW = "/check-ins/new/"


def edit_address(check_in: CheckIn) -> str:
    return reverse("journal:check-in-edit", args=[check_in.uid])


def test_a_check_in_is_kept_with_only_what_was_rated(ada: User, ada_client: Client) -> None:
    sent = {"day": "2026-11-18", "mood": "0", "anxiety": "10", "stress": "", "note": "A day."}
    answer = ada_client.post(NEW, sent | {"next": "/today/"})
    check_in = CheckIn.objects.get(user=ada)
    assert answer.headers["Location"] == "/today/"
    assert (check_in.mood, check_in.anxiety, check_in.stress) == (0, 10, None)
    assert (check_in.note, check_in.at) == ("A day.", people.NOW)


@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        ("2026-11-18", "07:30", datetime(2026, 11, 18, 6, 30, tzinfo=UTC)),
        ("2026-11-12", "", datetime(2026, 11, 12, 11, 0, tzinfo=UTC)),
        ("2026-11-12", "01:30", datetime(2026, 11, 13, 0, 30, tzinfo=UTC)),
    ],
)
def test_an_earlier_moment_can_be_filled_in(
    ada: User, ada_client: Client, day: str, time: str, expected: datetime
) -> None:
    ada_client.post(NEW, {"day": day, "clock": time, "mood": "5"})
    check_in = CheckIn.objects.get(user=ada)
    assert check_in.at == expected
    assert check_in.local_day.isoformat() == day


def test_a_note_alone_is_enough(ada: User, ada_client: Client) -> None:
    ada_client.post(NEW, {"day": "2026-11-18", "note": "Just words."})
    assert CheckIn.objects.get(user=ada).ratings == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "Rate at least one scale, or write a note"),
        ({"mood": "11"}, "Select a valid choice"),
        ({"mood": "-1"}, "Select a valid choice"),
        ({"mood": "fine"}, "Select a valid choice"),
        ({"mood": "5", "day": "2026-12-24"}, "lies in the future"),
        ({"mood": "5", "day": "0001-01-01"}, "greater than or equal to"),
        ({"mood": "5", "clock": "late"}, "Enter a valid time"),
        ({"note": "x" * 5001}, "at most 5000 characters"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_given_is_kept(
    ada: User, ada_client: Client, wrong: dict[str, str], said: str
) -> None:
    given = {"day": "2026-11-18"} | ({"energy": "3"} if wrong else {}) | wrong
    answer = ada_client.post(NEW, given)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert not CheckIn.objects.exists()
    if wrong:
        assert "checked" in page.split('name="energy" value="3"')[1][:60]


def test_both_ends_of_every_scale_are_in_words(ada: User, ada_client: Client) -> None:
    page = ada_client.get(NEW).content.decode()
    for scale in ada.scales_in_use:
        assert f"0 {scale.at_lowest}" in page
        assert f"{scale.at_highest} 10" in page


def test_a_check_in_can_be_changed(ada: User, ada_client: Client) -> None:
    check_in = people.feel(ada, "2026-11-18 08:00", mood=4, note="grey")
    sent = {"at": "2026-11-17T23:00", "mood": "6", "note": "grey, then blue"}
    ada_client.post(edit_address(check_in), sent)
    check_in.refresh_from_db()
    assert (check_in.mood, check_in.note) == (6, "grey, then blue")
    assert check_in.local_day.isoformat() == "2026-11-17"


def test_a_scale_switched_off_since_keeps_its_rating(ada: User, ada_client: Client) -> None:
    check_in = people.feel(ada, "2026-11-18 08:00", gut_comfort=7)
    page = ada_client.get(edit_address(check_in)).content.decode()
    assert "checked" in page.split('name="gut_comfort" value="7"')[1][:60]
    ada_client.post(edit_address(check_in), {"at": "2026-11-18T08:00", "mood": "5"})
    check_in.refresh_from_db()
    assert (check_in.mood, check_in.gut_comfort) == (5, None)


def test_a_check_in_abroad_is_changed_by_the_clock_it_was_made_by(
    ada: User, ada_client: Client
) -> None:
    check_in = people.feel(ada, "2026-11-18 08:00", mood=4)
    ada.time_zone = "America/Los_Angeles"
    ada.save()
    ada_client.post(edit_address(check_in), {"at": "2026-11-18T09:00", "mood": "4"})
    check_in.refresh_from_db()
    assert (check_in.local_day.isoformat(), check_in.time_zone) == ("2026-11-18", "Europe/Berlin")
    assert check_in.at == datetime(2026, 11, 18, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"at": "2026-12-24T08:00", "mood": "5"}, "lies in the future"),
        ({"at": "", "mood": "5"}, "This field is required"),
        ({"at": "2026-11-18T08:00"}, "Rate at least one scale"),
    ],
)
def test_a_wrong_change_changes_nothing(
    ada: User, ada_client: Client, sent: dict[str, str], said: str
) -> None:
    check_in = people.feel(ada, "2026-11-18 08:00", mood=4)
    assert said in ada_client.post(edit_address(check_in), sent).content.decode()
    check_in.refresh_from_db()
    assert check_in.mood == 4


def test_a_deleted_check_in_can_be_put_back(ada: User, ada_client: Client) -> None:
    check_in = people.feel(ada, "2026-11-18 08:00", mood=4)
    ada_client.post(reverse("journal:check-in-delete", args=[check_in.uid]))
    assert not CheckIn.objects.exists()
    ada_client.post(reverse("accounts:undo", args=[Undo.objects.get().uid]))
    assert CheckIn.objects.get().mood == 4


def test_nobody_else_finds_it(ada: User, ben_client: Client) -> None:
    check_in = people.feel(ada, "2026-11-18 08:00", mood=4)
    assert ben_client.get(edit_address(check_in)).status_code == 404
    assert ben_client.post(edit_address(check_in), {"mood": "1"}).status_code == 404
    delete = reverse("journal:check-in-delete", args=[check_in.uid])
    assert ben_client.post(delete).status_code == 404
    assert ben_client.get(reverse("journal:check-in-edit", args=[uuid4()])).status_code == 404
    assert CheckIn.objects.get().mood == 4
