"""The verbs of the mood journal."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from accounts.models import Undo, User
from accounts.owned import refuse_absurd_moment
from accounts.undo import delete_with_undo
from journal.care import DAYS_HIDDEN
from journal.models import (
    MOST_REMINDERS,
    CheckIn,
    Factor,
    FactorEntry,
    Reminder,
    built_in_for,
)
from journal.models.factors import BUILT_IN_BY_KEY, MOST_FACTORS

# Leaves room for a number within the 40 characters of a key.
LONGEST_STEM = 34


@transaction.atomic
def log_check_in(
    user: User, *, at: datetime, now: datetime, uid: uuid.UUID | None = None, **answers: Any
) -> tuple[CheckIn, bool]:
    """Log a check-in (ratings and `note` as keywords); return it and whether it is new.

    A `uid` that this person has used before gives back the check-in stored under it, unchanged.
    """
    if uid is not None:
        # Locking the person makes two copies of one request take turns.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
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
def make_factor(
    user: User, *, name: str, kind: str, unit: str = "", uid: uuid.UUID | None = None
) -> tuple[Factor, bool]:
    """Make a factor of the person's own; return it and whether it is new.

    A `uid` that this person has used before gives back the factor stored under it, unchanged.
    """
    # Locking the person makes two copies of one request take turns.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    mine = Factor.objects.for_user(user)
    known = mine.filter(uid=uid).first() if uid else None
    if known is not None:
        return known, False
    if mine.count() >= MOST_FACTORS:
        raise ValidationError(
            f"{MOST_FACTORS} factors are the most there can be. Rename one instead.",
            code="too_many_factors",
        )
    unit = unit.strip() if kind == Factor.Kind.AMOUNT else ""
    factor = Factor(user=user, uid=uid or uuid.uuid4(), name=name.strip(), kind=kind, unit=unit)
    factor.key = _free_key(factor.name, set(mine.values_list("key", flat=True)))
    factor.full_clean()
    factor.save()
    return factor, True


@transaction.atomic
def want_built_in(user: User, key: str) -> Factor:
    """Ask the person for a built-in factor from now on."""
    return change_factor(built_in_for(user, key), is_in_use=True)


def change_factor(factor: Factor, **changes: Any) -> Factor:
    """Rename a factor, or ask for it or no longer; its key and its history stay."""
    for field, value in changes.items():
        setattr(factor, field, value)
    factor.full_clean()
    factor.save()
    return factor


@transaction.atomic
def delete_factor(factor: Factor, *, now: datetime) -> Undo:
    """Delete a factor and all its values; the answer can take it back."""
    entries = FactorEntry.objects.for_user(factor.user).filter(factor=factor)
    return delete_with_undo(factor.user, [factor, *entries], now=now)


def record_factor(
    factor: Factor, day: date, value: float | None, *, now: datetime, uid: uuid.UUID | None = None
) -> FactorEntry | None:
    """Keep a factor's value for a day; None takes the answer back, which is not a "no"."""
    if value is None:
        FactorEntry.objects.for_user(factor.user).filter(factor=factor, local_day=day).delete()
        return None
    entry, _ = log_factor_entry(factor, day, value, now=now, uid=uid)
    return entry


@transaction.atomic
def log_factor_entry(
    factor: Factor, day: date, value: float, *, now: datetime, uid: uuid.UUID | None = None
) -> tuple[FactorEntry, bool]:
    """Keep a factor's value for a day; return the entry and whether it is new.

    A factor has one value a day, so a second one replaces the first and keeps its id. A `uid`
    that this person has used before gives back the entry stored under it, unchanged: a request
    that is sent again, perhaps after the value was corrected elsewhere, changes nothing.
    """
    # Locking the person makes two copies of one request take turns.
    User.objects.select_for_update(no_key=True).get(pk=factor.user_id)
    mine = FactorEntry.objects.for_user(factor.user).select_related("factor")
    known = mine.filter(uid=uid).first() if uid else None
    if known is not None:
        return known, False
    refuse_day_to_come(factor.user, day, now)
    factor.check_value(value)
    entry = mine.filter(factor=factor, local_day=day).first()
    if entry is not None:
        entry.value = value
        entry.save()
        return entry, False
    return FactorEntry.objects.create(
        user=factor.user, factor=factor, local_day=day, value=value, uid=uid or uuid.uuid4()
    ), True


def refuse_day_to_come(user: User, day: date, now: datetime) -> None:
    """Raise ValidationError for a day that has not begun."""
    if day > user.today(now):
        message = f"{day:%d %B %Y} has not begun yet. Choose a day up to today."
        raise ValidationError({"day": ValidationError(message, code="in_the_future")})


@transaction.atomic
def choose_reminders(user: User, times: Iterable[time]) -> list[Reminder]:
    """Remind the person at these times of their clock, and at no others."""
    wanted = set(times)
    if len(wanted) > MOST_REMINDERS:
        raise ValidationError(
            f"Choose at most {MOST_REMINDERS} times; this would be {len(wanted)}.",
            code="too_many_reminders",
        )
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    mine = Reminder.objects.for_user(user)
    mine.exclude(at__in=wanted).delete()
    for at in wanted - set(mine.values_list("at", flat=True)):
        Reminder.objects.create(user=user, at=at)
    return list(mine.all())


def stop_reminders(user: User) -> None:
    """Send the person no more reminders until they choose times again."""
    Reminder.objects.for_user(user).delete()


def hide_help_card(user: User, *, now: datetime) -> None:
    """Put the card with places of help away for a while."""
    user.help_card_hidden_until = user.today(now) + timedelta(days=DAYS_HIDDEN)
    user.save(update_fields=["help_card_hidden_until"])


def _free_key(name: str, taken: set[str]) -> str:
    """Return a key for a factor of this name that the person has not used and we do not know."""
    taken = taken | BUILT_IN_BY_KEY.keys()
    stem = slugify(name).replace("-", "_")[:LONGEST_STEM] or "factor"
    numbered = (f"{stem}_{number}" for number in count(2))
    return next(key for key in chain([stem], numbered) if key not in taken)


def _place(check_in: CheckIn, at: datetime, now: datetime, time_zone: str | None = None) -> None:
    refuse_absurd_moment(at, now=now)
    check_in.at = at
    check_in.time_zone = time_zone or check_in.user.time_zone
    check_in.local_day = check_in.user.day_rule_in(check_in.time_zone).day_of(at)
