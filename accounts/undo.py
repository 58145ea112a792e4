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
    """Put the deleted rows back exactly as they were; return how many.

    ValidationError when what they belonged to is gone, or their place has been taken.
    """
    restored = 0
    for entry in serializers.deserialize("json", json.dumps(undo.rows)):
        _refuse_if_in_the_way(entry.object)
        entry.save()
        restored += 1
    undo.delete()
    return restored


def _refuse_if_in_the_way(row: models.Model) -> None:
    """Raise ValidationError when a row's owner is gone or another row has taken its place."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and getattr(row, field.attname) is not None:
            field.validate(getattr(row, field.attname), row)
    row.validate_unique()
    row.validate_constraints()
