"""The verbs of the mood journal."""

import uuid
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Undo, User
from accounts.owned import refuse_absurd_moment
from accounts.undo import delete_with_undo
from journal.models import CheckIn, Factor, FactorEntry


@transaction.atomic
def log_check_in(
    user: User, *, at: datetime, now: datetime, uid: uuid.UUID | None = None, **answers: Any
) -> tuple[CheckIn, bool]:
    """Log a check-in (ratings and `note` as keywords); return it and whether it is new.

    A `uid` that this person has used before gives back the check-in stored under it, unchanged.
    """
    if uid is not None:
        # Locking the person makes two copies of one request take turns.
        User.objects.select_for_update().get(pk=user.pk)
        known = CheckIn.objects.for_user(user).filter(uid=uid).first()
        if known is not None:
            return known, False
    check_in = CheckIn(user=user, uid=uid or uuid.uuid4(), **answers)
    _place(check_in, at, now)
    check_in.full_clean()
    check_in.save()
    return check_in, True


@transaction.atomic
def change_check_in(
    check_in: CheckIn, *, at: datetime, now: datetime, time_zone: str | None = None, **answers: Any
) -> CheckIn:
    """Change a check-in; its day is decided anew only when its time changes.

    `time_zone` is the clock the new time was read from; without one, where the person is now.
    """
    for field, answer in answers.items():
        setattr(check_in, field, answer)
    if at != check_in.at:
        _place(check_in, at, now, time_zone)
    check_in.full_clean()
    check_in.save()
    return check_in


def delete_check_in(check_in: CheckIn, *, now: datetime) -> Undo:
    """Delete a check-in; the answer can take it back."""
    return delete_with_undo(check_in.user, [check_in], now=now)


@transaction.atomic
def record_factor(
    factor: Factor, day: date, value: float | None, *, now: datetime, uid: uuid.UUID | None = None
) -> FactorEntry | None:
    """Keep a factor's value for a day; None takes the answer back, which is not a "no"."""
    entries = FactorEntry.objects.for_user(factor.user).filter(factor=factor, local_day=day)
    if value is None:
        entries.delete()
        return None
    if day > factor.user.today(now):
        raise ValidationError(
            {"day": f"{day:%d %B %Y} has not begun yet. Choose a day up to today."},
            code="in_the_future",
        )
    factor.check_value(value)
    defaults = {"value": value} | ({"uid": uid} if uid else {})
    entry, _ = FactorEntry.objects.update_or_create(
        user=factor.user, factor=factor, local_day=day, defaults=defaults
    )
    return entry


def _place(check_in: CheckIn, at: datetime, now: datetime, time_zone: str | None = None) -> None:
    refuse_absurd_moment(at, now=now)
    check_in.at = at
    check_in.time_zone = time_zone or check_in.user.time_zone
    check_in.local_day = check_in.user.day_rule_in(check_in.time_zone).day_of(at)
