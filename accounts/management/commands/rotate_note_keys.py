"""`rotate_note_keys`: write every note again under a new key."""

from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from django.apps import apps
from django.conf import settings
from django.core.management import BaseCommand
from django.db import models, transaction

from accounts.encryption import EncryptedTextField, UnreadableNote, keys_in_file, write_keys

BATCH_ROWS = 500


class Command(BaseCommand):
    """Adds a key (unless keys come from the environment) and encrypts all notes with it."""

    help = "Make a new key for notes and write every note again under it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate; old keys stay until the host removes them, since backups still need them."""
        if settings.NOTE_KEYS:
            self.stdout.write("Using the first key of COMMENSAL_NOTE_KEYS.")
        else:
            path = Path(settings.NOTE_KEYS_FILE)
            write_keys(path, [Fernet.generate_key().decode(), *keys_in_file(path)])
        written = unreadable = 0
        for model, fields in _encrypted_fields():
            counts = _write_again(model, fields)
            written, unreadable = written + counts[0], unreadable + counts[1]
        self.stdout.write(f"{written} rows written under the new key.")
        if unreadable:
            self.stderr.write(
                f"{unreadable} notes could not be read, because their key is missing. They were "
                "left as they are; add the missing key and run this again."
            )


def _encrypted_fields() -> list[tuple[type[models.Model], list[str]]]:
    found = []
    for model in apps.get_models():
        fields = [f.name for f in model._meta.fields if isinstance(f, EncryptedTextField)]
        if fields:
            found.append((model, fields))
    return found


def _write_again(model: type[models.Model], fields: list[str]) -> tuple[int, int]:
    """Write all rows of a model again in batches; return how many, and how many were unreadable."""
    written = unreadable = 0
    last_pk = 0
    while True:
        with transaction.atomic():
            rows = list(model._default_manager.filter(pk__gt=last_pk).order_by("pk")[:BATCH_ROWS])
            if not rows:
                return written, unreadable
            readable = [
                row
                for row in rows
                if not any(isinstance(getattr(row, name), UnreadableNote) for name in fields)
            ]
            model._default_manager.bulk_update(readable, fields)
        last_pk = rows[-1].pk
        written += len(readable)
        unreadable += len(rows) - len(readable)
