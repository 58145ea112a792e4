"""`migrate`, and then the food catalogue: a database without foods is not ready."""

from typing import Any

from django.conf import settings
from django.core.management import CommandParser, call_command
from django.core.management.commands import migrate
from django.utils import timezone

from tracker.catalogue import load_if_changed


class Command(migrate.Command):
    """Django's command, which afterwards loads the catalogue if its files have changed."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--no-catalogue`, for going back to an older schema."""
        super().add_arguments(parser)
        parser.add_argument("--no-catalogue", action="store_true", help="Leave the foods alone.")

    def handle(self, *args: Any, no_catalogue: bool = False, **options: Any) -> None:
        """Migrate, make the cache table, load the catalogue."""
        super().handle(*args, **options)
        is_partial = bool(
            options.get("app_label") or options.get("plan") or options.get("check_unapplied")
        )
        if no_catalogue or is_partial or options["database"] != "default":
            return
        call_command("createcachetable", verbosity=0)
        if load_if_changed(settings.DATA_DIR, now=timezone.now()) and options["verbosity"]:
            self.stdout.write("Loaded the food catalogue.")
