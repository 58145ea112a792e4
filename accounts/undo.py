"""Deleting with a way back: rows leave their tables whole and can be put back whole."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from accounts.models import Undo, User

KEPT_FOR = timedelta(days=1)


class ExactEncoder(DjangoJSONEncoder):
    """Keeps the microseconds that Django's own encoder drops."""

    def default(self, o: Any) -> Any:
        """Write a moment in full."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


@transaction.atomic
def delete_with_undo(user: User, rows: Iterable[models.Model], *, now: datetime) -> Undo:
    """Delete `rows` (owners before what they own) and return what takes it back."""
    rows = list(rows)
    Undo.objects.filter(user=user, deleted_at__lt=now - KEPT_FOR).delete()
    kept = json.loads(serializers.serialize("json", rows, cls=ExactEncoder))
    undo = Undo.objects.create(user=user, deleted_at=now, rows=kept)
    for row in reversed(rows):
        row.delete()
    return undo


@transaction.atomic
def take_back(undo: Undo) -> int:
    """Put the deleted rows back exactly as they were; return how many.

    What the person has entered since wins: a row whose place is taken stays deleted. Raises
    ValidationError when a row belongs to something that is gone.
    """
    restored = 0
    for entry in serializers.deserialize("json", json.dumps(undo.rows)):
        _mend_links(entry.object)
        if _has_room(entry.object):
            entry.save()
            restored += 1
    undo.delete()
    return restored


def _mend_links(row: models.Model) -> None:
    """Let go of what has been deleted since, as the database would have done."""
    for field in row._meta.concrete_fields:
        target = getattr(row, field.attname)
        if field.related_model is None or target is None:
            continue
        if not field.related_model._base_manager.filter(pk=target).exists():
            if not field.null:
                raise ValidationError(
                    "What this belonged to has been deleted too. Take that back first.",
                    code="nothing_to_return_to",
                )
            setattr(row, field.attname, None)


def _has_room(row: models.Model) -> bool:
    try:
        row.validate_constraints()
    except ValidationError:
        return False
    return True
