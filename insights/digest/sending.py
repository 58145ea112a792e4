"""The weekly mail: whose week is over, and sending each week once.

A week's mail is due from the morning of the Monday after it, by the person's own clock, between
8 and 21 o'clock, until the week that follows is over too: a server that was away sends it late
rather than never. A week without an entry sends nothing. Each goes out at most once: a row claims
it before the mail is made, and is given up again when making or sending it failed. A run ends when
the mail server fails several times in a row; the next one tries again.
"""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from accounts.days import ONE_DAY, DayRule, Week
from accounts.failures import told_safely
from accounts.models import User
from insights.digest.mail import digest_mail
from insights.models import Digest, DigestSent
from journal.models import CheckIn, FactorEntry
from tracker.models import FoodDay, Meal, ProbioticDose

FIRST_HOUR, LAST_HOUR = 8, 21
KEPT_FOR_DAYS = 60
ROWS_A_TIME = 500
MOST_FAILURES_IN_A_ROW = 3
log = logging.getLogger(__name__)


def week_due(rule: DayRule, now: datetime) -> Week | None:
    """Return the week whose mail may go out at the moment `now`; None outside decent hours."""
    if not FIRST_HOUR <= now.astimezone(rule.zone).hour < LAST_HOUR:
        return None
    return Week.of(rule.day_of(now)).previous


def send_due_digests(now: datetime) -> int:
    """Send every weekly mail that is due; return how many went out."""
    if not settings.CAN_SEND_MAIL:
        return 0
    DigestSent.objects.filter(claimed_at__lt=now - KEPT_FOR_DAYS * ONE_DAY).delete()
    sent = set(DigestSent.objects.values_list("user_id", "monday"))
    wanted = Digest.objects.filter(user__is_active=True, user__is_demo=False)
    due = [
        (digest, week)
        for digest in wanted.select_related("user").iterator(chunk_size=ROWS_A_TIME)
        if (week := week_due(digest.user.day_rule, now)) is not None
        and (digest.user_id, week.first) not in sent
        # What was asked for during a week begins with that week, not with the one before.
        and digest.created_at < digest.user.day_rule.start_of(week.next.first)
    ]
    return _send_all(due, now)


def _send_all(due: Iterable[tuple[Digest, Week]], now: datetime) -> int:
    sent = failed = 0
    for digest, week in due:
        try:
            is_sent = _send_once(digest, week, now)
        except OSError as error:  # which all of smtplib's errors are
            failed += 1
            log.error("A weekly mail could not be handed over: %s.", told_safely(error))
            if failed == MOST_FAILURES_IN_A_ROW:
                log.error("The mail server fails again and again; the next run tries it again.")
                break
        else:
            sent += is_sent
            failed = 0 if is_sent else failed
    return sent


def _send_once(digest: Digest, week: Week, now: datetime) -> bool:
    if not has_entries(digest.user, week):
        return False
    with transaction.atomic():
        # A run may take a while, in which somebody can leave, stop the mail or ask for less.
        User.objects.select_for_update(no_key=True).filter(pk=digest.user_id).first()
        wanted = Digest.objects.filter(pk=digest.pk, user__is_active=True)
        current = wanted.select_related("user").first()
        if current is None:
            return False
        claim, is_new = DigestSent.objects.get_or_create(
            user=current.user, monday=week.first, defaults={"claimed_at": now}
        )
    if not is_new:
        return False
    try:
        digest_mail(current, week, now=now).send()
    except OSError:
        claim.delete()
        raise
    except Exception as error:  # whatever is wrong with one person's mail, the others get theirs
        log.error("A weekly mail could not be made; it is tried again: %s.", told_safely(error))
        claim.delete()
        return False
    return True


def has_entries(user: User, week: Week) -> bool:
    """Tell whether anything at all was logged in a week."""
    return any(
        model.objects.for_user(user).between(week.first, week.last).exists()
        for model in (CheckIn, Meal, FoodDay, FactorEntry, ProbioticDose)
    )
