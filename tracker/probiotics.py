"""Doses of probiotics: logged by product and live count, the usual ones prefilled."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import Undo, User
from accounts.owned import refuse_absurd_moment
from accounts.undo import delete_with_undo
from tracker.models import ProbioticDose

# Long enough to bridge a holiday, short enough to forget what was given up.
USUAL_WITHIN = timedelta(days=30)
MOST_USUAL = 4
MOST_LOOKED_AT = 60


@dataclass(frozen=True)
class UsualDose:
    """A product as it was last taken."""

    product: str
    cfu: float | None


@transaction.atomic
def log_dose(
    user: User,
    *,
    taken_at: datetime,
    product: str,
    now: datetime,
    cfu: float | None = None,
    uid: uuid.UUID | None = None,
) -> tuple[ProbioticDose, bool]:
    """Log a dose; return it and whether it is new. A `uid` used before finds its dose."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    known = ProbioticDose.objects.for_user(user).filter(uid=uid).first() if uid else None
    if known is not None:
        return known, False
    dose = ProbioticDose(user=user, uid=uid or uuid.uuid4())
    return _put_right(dose, taken_at, product, cfu, now), True


@transaction.atomic
def change_dose(
    dose: ProbioticDose, *, taken_at: datetime, product: str, cfu: float | None, now: datetime
) -> ProbioticDose:
    """Change a dose; its day is decided anew only when its time changes."""
    return _put_right(dose, taken_at, product, cfu, now)


def delete_dose(dose: ProbioticDose, *, now: datetime) -> Undo:
    """Delete a dose; the answer can take it back."""
    return delete_with_undo(dose.user, [dose], now=now)


def usual_doses(user: User, day: date) -> list[UsualDose]:
    """Return what the person took lately and has not taken on `day` yet, newest first."""
    recent = list(
        ProbioticDose.objects.for_user(user)
        .between(day - USUAL_WITHIN, day)
        .order_by("-taken_at", "-pk")[:MOST_LOOKED_AT]
    )
    taken = {dose.product for dose in recent if dose.local_day == day}
    return _newest_of_each([dose for dose in recent if dose.product not in taken])[:MOST_USUAL]


def _newest_of_each(doses: Sequence[ProbioticDose]) -> list[UsualDose]:
    usual: dict[str, UsualDose] = {}
    for dose in doses:
        usual.setdefault(dose.product, UsualDose(dose.product, dose.cfu))
    return list(usual.values())


def _put_right(
    dose: ProbioticDose, taken_at: datetime, product: str, cfu: float | None, now: datetime
) -> ProbioticDose:
    if taken_at != dose.taken_at:
        refuse_absurd_moment(taken_at, now=now)
        dose.taken_at, dose.time_zone = taken_at, dose.user.time_zone
        dose.local_day = dose.user.day_rule.day_of(taken_at)
    dose.product, dose.cfu = product, cfu
    unknown = ["cfu"] if cfu is None else []
    dose.full_clean(exclude=unknown, validate_unique=False, validate_constraints=False)
    dose.save()
    return dose
