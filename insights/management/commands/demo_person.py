"""`demo_person`: an account with a made-up, labelled life, to look around in."""

import secrets
import sys
from datetime import timedelta
from typing import Any

import numpy as np
from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.models import WELCOME_STEPS, User
from accounts.scales import SCALE_KEYS
from insights.demo.course import HOME
from insights.demo.life import made_up_days
from insights.demo.lives import LIVES, Life
from insights.demo.writer import write_diary
from insights.services import choose_questions

MOST_DAYS = 3_653


class Command(BaseCommand):
    """Makes the demo person and fills their diary up to today."""

    help = "Make an account with a made-up, labelled life in its diary."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add who it is to be, and what to do when there is somebody already."""
        parser.add_argument("email", nargs="?", help="Each life has an address of its own.")
        parser.add_argument("--life", choices=LIVES, default="year", help=_who_there_is())
        parser.add_argument("--days", type=int, help="Another length of the diary.")
        parser.add_argument("--seed", type=int, help="Another seed, another diary.")
        parser.add_argument("--password-stdin", action="store_true", help="Read the password.")
        existing = parser.add_mutually_exclusive_group()
        existing.add_argument("--replace", action="store_true", help="Start that account anew.")
        existing.add_argument("--if-missing", action="store_true", help="Leave it if it is there.")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account and say how to get in."""
        life = LIVES[options["life"]]
        email, days, seed = (
            getattr(life, name) if options[name] is None else options[name]
            for name in ("email", "days", "seed")
        )
        if not 1 <= days <= MOST_DAYS:
            raise CommandError(f"--days is {days}. Choose from 1 to {MOST_DAYS}.")
        existing = User.objects.filter(email__iexact=email).first()
        if existing is not None:
            if options["if_missing"]:
                self.stdout.write(f"{existing.email} is there already; nothing changed.")
                return
            _make_room(existing, replace=options["replace"])
        is_given = options["password_stdin"]
        password = _password_from_stdin() if is_given else secrets.token_urlsafe(12)
        user = _make_person(email, password)
        _fill(user, life, days, np.random.default_rng(seed))
        self.stdout.write(f"Made {user.email} with {days} made-up days.")
        if not is_given:
            self.stdout.write(f"Password (shown only now): {password}")


def _who_there_is() -> str:
    return " ".join(f"{key}: {life.about}." for key, life in LIVES.items())


def _fill(user: User, life: Life, days: int, rng: np.random.Generator) -> None:
    """Write a life into an empty diary, up to this moment."""
    now = timezone.now()
    today = user.today(now)
    plans = made_up_days(rng, life, today - timedelta(days=days - 1), today)
    write_diary(user, plans, now=now)
    if life.questions:
        choose_questions(user, life.questions, life.margin_points)


def _make_room(existing: User, *, replace: bool) -> None:
    if not existing.is_demo:
        raise CommandError(f"{existing.email} belongs to a real person. Choose another address.")
    if not replace:
        raise CommandError(f"{existing.email} is there already. Use --replace to start it anew.")
    existing.delete()


def _password_from_stdin() -> str:
    password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return password


def _make_person(email: str, password: str) -> User:
    try:
        user = User.objects.create_user(
            email,
            password,
            time_zone=HOME,
            scales=list(SCALE_KEYS),
            is_demo=True,
            welcome_steps_done=WELCOME_STEPS,
        )
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
