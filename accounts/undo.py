"""Deleting with a way back: rows leave their tables whole and can be put back whole."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core import serializers
from django.db import models, transaction

from accounts.models import Undo, User

KEPT_FOR = timedelta(days=1)


@transaction.atomic
def delete_with_undo(user: User, rows: Iterable[models.Model], *, now: datetime) -> Undo:
    """Delete `rows` (owners before what they own) and return what takes it back."""
    rows = list(rows)
    Undo.objects.filter(user=user, deleted_at__lt=now - KEPT_FOR).delete()
    undo = Undo.objects.create(
        user=user, deleted_at=now, rows=json.loads(serializers.serialize("json", rows))
    )
    for row in reversed(rows):
        row.delete()
    return undo


@transaction.atomic
def take_back(undo: Undo) -> int:
    """Put the deleted rows back exactly as they were; return how many."""
    restored = 0
    for entry in serializers.deserialize("json", json.dumps(undo.rows)):
        entry.save()
        restored += 1
    undo.delete()
    return restored
