"""`collectstatic`, and before it the chart bundle, which is made and not kept in git."""

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.management.commands import collectstatic

from config.chart_bundle import make_bundle_if_needed


class Command(collectstatic.Command):
    """Django's command, which first makes the chart bundle if this vl-convert has not yet."""

    def collect(self) -> dict[str, Any]:
        """Make the bundle, then collect."""
        if not self.dry_run:
            make_bundle_if_needed(settings.BUILT_DIR)
        collected: dict[str, Any] = super().collect()
        return collected
