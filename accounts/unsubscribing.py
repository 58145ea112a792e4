"""The signed part of a link at the end of a mail. It stops one kind of mail and can do no more."""

from django.core.signing import BadSignature, Signer

from accounts.models import User


def sign_for(user: User, purpose: str) -> str:
    """Return what stands for this person in a link; it does not expire, as mails are kept."""
    return Signer(salt=purpose).sign_object(user.pk)


def person_signed(signed: str, purpose: str) -> User | None:
    """Return whose link this is; None for one we did not make, or of somebody who has left."""
    try:
        return User.objects.filter(pk=Signer(salt=purpose).unsign_object(signed)).first()
    except (BadSignature, ValueError):
        return None
