"""`demo_person`: an account with a made-up, labelled year, to look around in."""

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
from insights.demo.life import HOME, made_up_year
from insights.demo.writer import write_diary

MOST_DAYS = 3_653


class Command(BaseCommand):
    """Makes the demo person and fills their diary up to today."""

    help = "Make an account with a made-up, labelled year of diary."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the address, how long the diary is, and what to do when there is one already."""
        parser.add_argument("email", nargs="?", default="demo@example.org")
        parser.add_argument("--days", type=int, default=365, help="Length of the diary.")
        parser.add_argument("--seed", type=int, default=1, help="Another seed, another life.")
        parser.add_argument("--password-stdin", action="store_true", help="Read the password.")
        existing = parser.add_mutually_exclusive_group()
        existing.add_argument("--replace", action="store_true", help="Start that account anew.")
        existing.add_argument("--if-missing", action="store_true", help="Leave it if it is there.")

    @transaction.atomic
    def handle(
        self,
        *args: Any,
        email: str,
        days: int,
        seed: int,
        password_stdin: bool,
        replace: bool,
        if_missing: bool,
        **options: Any,
    ) -> None:
        """Make the account and say how to get in."""
        if not 1 <= days <= MOST_DAYS:
            raise CommandError(f"--days is {days}. Choose from 1 to {MOST_DAYS}.")
        existing = User.objects.filter(email__iexact=email).first()
        if existing is not None:
            if if_missing:
                self.stdout.write(f"{existing.email} is there already; nothing changed.")
                return
            _make_room(existing, replace=replace)
        password = _password_from_stdin() if password_stdin else secrets.token_urlsafe(12)
        user = _make_person(email, password)
        now = timezone.now()
        today = user.today(now)
        rng = np.random.default_rng(seed)
        write_diary(user, made_up_year(rng, today - timedelta(days=days - 1), today), now=now)
        self.stdout.write(f"Made {user.email} with {days} made-up days.")
        if not password_stdin:
            self.stdout.write(f"Password (shown only now): {password}")


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
