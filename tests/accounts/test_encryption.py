"""Notes cannot be read by whoever holds the database, and can always be read by their owner."""

import stat
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import call_command
from django.db import connection

from accounts.encryption import UNREADABLE, keys_in_file
from accounts.models import Undo, User
from accounts.undo import take_back
from journal.models import CheckIn
from journal.services import change_check_in, delete_check_in
from tests.people import RYE_BREAD, eat, feel

PHRASE = "the lighthouse keeper's daughter"


def everything_stored() -> str:
    """Return all text of all tables a note could be in, as the database holds it."""
    with connection.cursor() as cursor:
        stored = []
        for table in ("journal_checkin", "tracker_meal", "accounts_undo"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names from the line above
            stored.append(repr(cursor.fetchall()))
    return "".join(stored)


def test_a_note_is_not_in_the_database_in_clear(ada: User, now: datetime) -> None:
    check_in = feel(ada, "2026-11-18 08:00", note=PHRASE)
    meal = eat(ada, "2026-11-18 08:00", (RYE_BREAD, 50))
    meal.note = PHRASE
    meal.save()
    delete_check_in(feel(ada, "2026-11-18 09:00", note=PHRASE), now=now)
    assert "fernet:" in everything_stored()
    assert "lighthouse" not in everything_stored()
    check_in.refresh_from_db()
    assert check_in.note == PHRASE


def test_an_empty_note_stays_empty(ada: User) -> None:
    feel(ada, "2026-11-18 08:00", mood=5)
    assert CheckIn.objects.filter(note="").count() == 1


def test_a_deleted_note_comes_back_readable(ada: User, now: datetime) -> None:
    delete_check_in(feel(ada, "2026-11-18 08:00", note=PHRASE), now=now)
    take_back(Undo.objects.get())
    assert CheckIn.objects.get().note == PHRASE


def test_a_note_that_looks_like_ciphertext_is_kept_as_written(ada: User) -> None:
    feel(ada, "2026-11-18 08:00", note="fernet:abc")
    assert CheckIn.objects.get().note == "fernet:abc"


def test_a_note_may_not_be_endless(ada: User) -> None:
    with pytest.raises(ValidationError, match="at most 5000 characters"):
        feel(ada, "2026-11-18 08:00", note="x" * 5001)


def test_rotating_keys_keeps_every_note_and_retires_the_old_key(
    ada: User, settings: pytest.FixtureRequest, tmp_path: Path
) -> None:
    settings.NOTE_KEYS, settings.NOTE_KEYS_FILE = [], tmp_path / "note_keys"
    feel(ada, "2026-11-18 08:00", note=PHRASE)
    feel(ada, "2026-11-18 09:00", mood=5)
    old_key = keys_in_file(settings.NOTE_KEYS_FILE)[0]
    before = everything_stored()

    call_command("rotate_note_keys")

    new_key, *older = keys_in_file(settings.NOTE_KEYS_FILE)
    assert older == [old_key] != [new_key]
    assert everything_stored() != before
    settings.NOTE_KEYS = [new_key]
    assert CheckIn.objects.exclude(note="").get().note == PHRASE


def test_a_lost_key_says_so_and_loses_nothing_else(
    ada: User, settings: pytest.FixtureRequest, now: datetime
) -> None:
    settings.NOTE_KEYS = [right_key := Fernet.generate_key().decode()]
    check_in = feel(ada, "2026-11-18 08:00", note=PHRASE, mood=4)

    settings.NOTE_KEYS = [Fernet.generate_key().decode()]
    check_in.refresh_from_db()
    assert check_in.note == UNREADABLE
    assert check_in.mood == 4
    answers = {"mood": 6, "note": check_in.note}
    change_check_in(check_in, at=check_in.at, now=now, **answers)
    call_command("rotate_note_keys")

    settings.NOTE_KEYS = [right_key]
    check_in.refresh_from_db()
    assert (check_in.note, check_in.mood) == (PHRASE, 6)


def test_a_key_that_is_no_key_is_refused_with_the_way_to_make_one(
    ada: User, settings: pytest.FixtureRequest
) -> None:
    settings.NOTE_KEYS = ["short"]
    with pytest.raises(ImproperlyConfigured, match="Make one with"):
        feel(ada, "2026-11-18 08:00", note=PHRASE)


def test_the_file_of_keys_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "note_keys"
    assert keys_in_file(path) == keys_in_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
