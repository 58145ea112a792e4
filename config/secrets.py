"""Secrets that are made at first start and kept in files only their owner can read."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def secret_kept_in(path: Path) -> str:
    """Return the secret kept in `path`, making it on first use.

    Processes that start at once agree: the file appears whole or not at all, and whoever
    comes second reads what the first one wrote.
    """
    if not path.exists():
        descriptor, fresh = tempfile.mkstemp(dir=path.parent)  # mkstemp: owner-only rights
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        os.unlink(fresh)
    return path.read_text(encoding="ascii").strip()
