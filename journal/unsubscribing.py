"""The signed part of the link at the end of a reminder. It stops reminders and can do no more."""

from accounts import unsubscribing
from accounts.models import User

PURPOSE = "journal.reminders.stop"


def sign_for(user: User) -> str:
    """Return what stands for this person in a link."""
    return unsubscribing.sign_for(user, PURPOSE)


def person_signed(signed: str) -> User | None:
    """Return whose link this is; None for one we did not make, or of somebody who has left."""
    return unsubscribing.person_signed(signed, PURPOSE)
