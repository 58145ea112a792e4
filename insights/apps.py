"""What Django is told about the insights app at start."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class InsightsConfig(AppConfig):
    """Keeps the triggers that number a person's changes in step with the tables."""

    name = "insights"

    def ready(self) -> None:
        """Take the triggers away before a migration and set them anew after it."""
        from insights.generations import remove, renew

        pre_migrate.connect(remove, sender=self)
        post_migrate.connect(renew, sender=self)
