"""What Django is told about the accounts app at start."""

from django.apps import AppConfig
from django.core.checks import register


class AccountsConfig(AppConfig):
    """Registers the checks that run before the site does."""

    name = "accounts"

    def ready(self) -> None:
        """Have the host's file with places of help read once, before anybody needs it."""
        from accounts.help_places import check_help_file

        register(check_help_file)
