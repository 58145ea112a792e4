"""What the tests of the weekly mail share: a Monday morning, and somebody who asked for it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.mail import EmailMultiAlternatives

from accounts.models import User
from insights.models import Digest
from insights.services import choose_digest
from tests.people import feel

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 8, tzinfo=BERLIN)
SETTINGS = "/settings/digest/"


def moment(text: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def subscribe(person: User, holds: str = Digest.Holds.WEEK) -> None:
    """Have the person ask for the mail, on the Wednesday every test starts on."""
    feel(person, "2026-11-18 08:00", mood=6)
    choose_digest(person, holds)


def everything_said(message: EmailMultiAlternatives) -> tuple[str, str]:
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    return str(message.body), str(html)


def make_people(count: int) -> list[User]:
    """Return so many people of Berlin."""
    return [
        User.objects.create_user(f"{number}@example.org", time_zone="Europe/Berlin")
        for number in range(count)
    ]
