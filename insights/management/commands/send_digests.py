"""`send_digests`: send the weekly mails that are due. Run it every half hour or so."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.utils import timezone

from insights.digest.sending import send_due_digests


class Command(BaseCommand):
    """Sends what is due; running it again, or twice at once, sends nothing a second time."""

    help = "Send the weekly mails that are due now. Run it every half hour or so."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        """Send, and say how many went out if any did."""
        if not settings.CAN_SEND_MAIL:
            self.stderr.write("Nothing was sent: set COMMENSAL_EMAIL_URL to a mail server first.")
            return
        sent = send_due_digests(timezone.now())
        if sent and verbosity:
            self.stdout.write(f"Sent {sent} weekly mail{'' if sent == 1 else 's'}.")
