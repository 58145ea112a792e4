"""Erasing an account: afterwards no table holds a row about the person."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.models import User
from insights.kept import forget

SESSIONS_A_TIME = 500


@transaction.atomic
def erase_account(user: User) -> None:
    """Delete `user` and every row that belongs to them: all of it, or nothing.

    Their sessions are rows too, so this signs them out everywhere. A caller that was asked
    through a session should `logout` its request, or the answer would try to write it back.
    """
    # Whatever else is being written for this person comes before this or fails after it.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    Session.objects.filter(session_key__in=_session_keys(user)).delete()
    forget(user)
    user.delete()


def _session_keys(user: User) -> list[str]:
    """Find the person's sessions; the owner's name is inside the signed data only."""
    sessions = Session.objects.order_by().iterator(chunk_size=SESSIONS_A_TIME)
    return [
        session.session_key
        for session in sessions
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
