"""`manage.py api_token EMAIL`: make a token for scripts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import ApiToken, User

Scope = ApiToken.Scope


class Command(BaseCommand):
    """Prints the secret of a new token and nothing else, so that a script can catch it."""

    help = "Make an API token for the person who signs in with EMAIL and print it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the address, and what the token is called and allowed."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--name", default="Command line", help="Shown in the settings.")
        parser.add_argument(
            "--scope",
            choices=Scope.values,
            default=Scope.WRITE.value,
            help="What the token may do (default: read and write).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the token."""
        email, name = options["email"].strip(), options["name"].strip()
        most: Any = ApiToken._meta.get_field("name").max_length
        if not 1 <= len(name) <= most:
            raise CommandError(f"A token's name has 1 to {most} characters; this has {len(name)}.")
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody signs in with {email}. Use create_person first.")
        _, secret = ApiToken.objects.issue(person, name=name, scope=options["scope"])
        self.stdout.write(secret)
