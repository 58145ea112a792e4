"""Notes are kept encrypted: whoever reads the database file or a backup of it cannot read them.

Keys are Fernet keys, newest first. They come from COMMENSAL_NOTE_KEYS or from a file made at
first start. Writing uses the first key, reading tries them all, and `manage.py rotate_note_keys`
writes everything again under a new one.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

# Tells what is encrypted from what is not, for instance the empty text.
MARK = "fernet:"
UNREADABLE = (
    "This note cannot be read: the key it was written with is missing on this server. "
    "Nothing is lost; it can be read again once the host puts the key back."
)


class UnreadableNote(str):
    """Stands in for a note whose key is missing, and is stored back as it was."""

    stored: str

    def __new__(cls, stored: str) -> "UnreadableNote":
        """Show the explanation, keep the ciphertext."""
        note = super().__new__(cls, UNREADABLE)
        note.stored = stored
        return note


def keys_in_file(path: Path) -> list[str]:
    """Return the keys kept in `path`, newest first, making one on first use."""
    if not path.exists():
        write_keys(path, [Fernet.generate_key().decode()])
    return path.read_text(encoding="ascii").split()


def write_keys(path: Path, keys: list[str]) -> None:
    """Replace the file of keys in one step, readable by its owner alone."""
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def encrypt(text: str) -> str:
    """Return what to store for `text`; nothing stays nothing."""
    if isinstance(text, UnreadableNote):
        return text.stored
    return MARK + _cipher(_keys()).encrypt(text.encode()).decode() if text else ""


def decrypt(stored: str) -> str:
    """Return the text behind `stored`, or an `UnreadableNote` when its key is missing."""
    if not stored.startswith(MARK):
        return stored
    try:
        return _cipher(_keys()).decrypt(stored.removeprefix(MARK)).decode()
    except InvalidToken:
        return UnreadableNote(stored)


def _keys() -> tuple[str, ...]:
    return tuple(settings.NOTE_KEYS or keys_in_file(Path(settings.NOTE_KEYS_FILE)))


@lru_cache
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise ImproperlyConfigured(
            "A note key is not a Fernet key. Make one with: python -c "
            "'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
        ) from error


class EncryptedTextField(models.TextField):
    """Text that only ever reaches the database encrypted."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in."""
        text = super().get_prep_value(value)
        return text if text is None else encrypt(text)

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """Decrypt on the way out."""
        return value if value is None else decrypt(value)

    def value_to_string(self, obj: models.Model) -> str:
        """Serialise encrypted, so that the undo table holds no clear text either."""
        text: str = getattr(obj, self.attname)
        return encrypt(text)

    def to_python(self, value: Any) -> Any:
        """Read back what `value_to_string` wrote; text somebody typed stays as it is."""
        text = super().to_python(value)
        if not isinstance(text, str) or isinstance(text, UnreadableNote):
            return text
        clear = decrypt(text)
        return text if isinstance(clear, UnreadableNote) else clear

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Appear in migrations as the plain column it is."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.TextField", args, options
