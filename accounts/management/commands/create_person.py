"""`manage.py create_person EMAIL --password-stdin`: let somebody in from the command line."""

import sys
from getpass import getpass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User


class Command(BaseCommand):
    """Creates a person who can sign in with an address and a password."""

    help = "Create a person who signs in with EMAIL."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the address, where the password comes from, and the time zone."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="Read the password from standard input instead of asking for it.",
        )
        parser.add_argument(
            "--time-zone", metavar="ZONE", help="For example Europe/Berlin; else the host's."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Create the person, or say what is wrong."""
        password = sys.stdin.readline().rstrip("\r\n") if options["password_stdin"] else getpass()
        zone = {"time_zone": options["time_zone"]} if options["time_zone"] else {}
        try:
            person = create_person(options["email"], password, **zone)
        except (ValidationError, ValueError) as error:
            reasons = error.messages if isinstance(error, ValidationError) else [str(error)]
            raise CommandError(" ".join(reasons)) from error
        self.stdout.write(f"{person.email} can sign in now.")


@transaction.atomic
def create_person(email: str, password: str, **fields: Any) -> User:
    """Create a person whose address the host vouches for."""
    validate_password(password, User(email=email))
    person = User.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
