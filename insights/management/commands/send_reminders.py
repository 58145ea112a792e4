"""`send_reminders`: send the reminders that are due. Run it every few minutes."""

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from insights.reminders import send_due_reminders


class Command(BaseCommand):
    """Sends what is due; running it again, or twice at once, sends nothing a second time."""

    help = "Send the reminders that are due now. Run it every few minutes."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        """Send, and say how many went out if any did."""
        sent = send_due_reminders(timezone.now())
        if sent and verbosity:
            self.stdout.write(f"Sent {sent} reminder{'' if sent == 1 else 's'}.")
