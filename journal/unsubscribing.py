"""The signed part of the link at the end of a reminder. It stops reminders and can do no more."""

from django.core.signing import BadSignature, Signer

from accounts.models import User

PURPOSE = "journal.reminders.stop"


def sign_for(user: User) -> str:
    """Return what stands for this person in a link; it does not expire, as mails are kept."""
    return Signer(salt=PURPOSE).sign_object(user.pk)


def person_signed(signed: str) -> User | None:
    """Return whose link this is; None for one we did not make, or of somebody who has left."""
    try:
        return User.objects.filter(pk=Signer(salt=PURPOSE).unsign_object(signed)).first()
    except (BadSignature, ValueError):
        return None
