"""Reminders by mail: when one is due, and when the day needs none any more.

A reminder is due from its time on the person's clock until an hour later, so that a server that
was away does not send the morning's mail at night. It is left out when the person's day is
logged already: any check-in, or food that counts as recorded. Each goes out at most once: a row
claims it before the mail is sent, and is given up again only when the mail could not be handed
over.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.days import ONE_DAY, DayRule
from accounts.failures import told_safely
from accounts.models import User
from accounts.unsubscribing import headers_with
from insights.wording import FRAMING
from journal.models import CheckIn, Reminder, ReminderSent
from journal.unsubscribing import sign_for
from tracker.models import FoodDay, Meal
from tracker.recorded import FoodState, food_state

SENT_UNTIL = timedelta(hours=1)
KEPT_FOR_DAYS = 30
ROWS_A_TIME = 500
SUBJECT = "How was your day so far?"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Due:
    """A reminder whose time has come on one of the person's days."""

    user: User
    day: date
    at: time


def day_it_is_due_on(rule: DayRule, at: time, now: datetime) -> date | None:
    """Return the person's day on which a reminder at `at` is due at the moment `now`, if any.

    Where the clocks skip its time it is due as they jump; where the time comes twice, the first
    counts. A time before the day's start belongs to the day before, like everything else.
    """
    today = rule.day_of(now)
    for day in (today, today - ONE_DAY):
        moment = rule.moment_at(day, at)
        if moment <= now < moment + SENT_UNTIL:
            return day
    return None


def due_reminders(now: datetime) -> Iterator[Due]:
    """Yield what is due at `now` and has not been sent, whether or not the day is logged."""
    reminders = Reminder.objects.filter(user__is_active=True, user__is_demo=False)
    for reminder in reminders.select_related("user").iterator(chunk_size=ROWS_A_TIME):
        day = day_it_is_due_on(reminder.user.day_rule, reminder.at, now)
        if day is not None:
            yield Due(reminder.user, day, reminder.at)


def is_logged(user: User, day: date) -> bool:
    """Tell whether a day needs no reminder: a check-in is there, or its food is recorded."""
    if CheckIn.objects.for_user(user).on(day).exists():
        return True
    said = FoodDay.objects.for_user(user).on(day).values_list("status", flat=True).first()
    meals = Meal.objects.for_user(user).on(day).count()
    return food_state(said, meals) != FoodState.NOT_RECORDED


def send_due_reminders(now: datetime) -> int:
    """Send every reminder that is due and needed; return how many went out."""
    ReminderSent.objects.filter(claimed_at__lt=now - KEPT_FOR_DAYS * ONE_DAY).delete()
    return sum(_send_once(due, now) for due in list(due_reminders(now)))


def _send_once(due: Due, now: datetime) -> bool:
    if is_logged(due.user, due.day):
        return False
    with transaction.atomic():
        claim, is_new = ReminderSent.objects.get_or_create(
            user=due.user, local_day=due.day, at=due.at, defaults={"claimed_at": now}
        )
    if not is_new:
        return False
    try:
        reminder_mail(due.user).send()
    except OSError as error:  # which all of smtplib's errors are
        log.error("A reminder could not be handed over; it is tried again: %s.", told_safely(error))
        claim.delete()
        return False
    return True


def reminder_mail(user: User) -> EmailMultiAlternatives:
    """Return the mail: a link to check in, the framing, and one click to get no more of them."""
    stop = settings.PUBLIC_URL + reverse("journal:reminders-stop", args=[sign_for(user)])
    context = {
        "check_in_address": settings.PUBLIC_URL + reverse("journal:check-in-new"),
        "settings_address": settings.PUBLIC_URL + reverse("journal:reminders"),
        "stop_address": stop,
        "framing": FRAMING,
    }
    mail = EmailMultiAlternatives(
        subject=SUBJECT,
        body=render_to_string("journal/mail/reminder.txt", context),
        to=[user.email],
        headers=headers_with(stop),
    )
    mail.attach_alternative(render_to_string("journal/mail/reminder.html", context), "text/html")
    return mail
