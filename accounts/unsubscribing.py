"""Mails that one click ends: the signed part of its link, which can do no more, and the headers."""

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


def headers_with(stop: str) -> dict[str, str]:
    """Return the headers by which a mail program offers that click (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
