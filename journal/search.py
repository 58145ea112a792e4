"""Finding check-ins: page by page, by scale, and by words in the person's own notes.

Notes are encrypted in the database, which therefore cannot search them. They are decrypted one
at a time, newest first, the person's own only, and reading stops as soon as a page is full: the
memory it takes does not grow with the diary.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.encryption import UnreadableNote
from accounts.models import User
from journal.models.check_ins import CheckIn

ON_A_PAGE = 20
ROWS_A_TIME = 200


@dataclass(frozen=True)
class JournalPage:
    """Some check-ins, newest first; `older` is the last one's id when there are more."""

    check_ins: list[CheckIn]
    older: UUID | None


def folded(text: str) -> str:
    """Return text as it is compared: without case, accents and repeated spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    # Folding can bring capitals back (the Kelvin sign), so it is done on both sides.
    return " ".join(plain.casefold().split())


def journal_page(
    user: User, *, words: str = "", scale: str = "", before: UUID | None = None
) -> JournalPage:
    """Return the next page of check-ins, those older than the one with the id `before`.

    Every word must be in the note, anywhere. An id that is not the person's starts at the newest.
    """
    rows: QuerySet[Any] = CheckIn.objects.for_user(user).order_by("-at", "-pk")
    if scale:
        rows = rows.filter(**{f"{scale}__isnull": False})
    rows = _older(rows, user, before)
    wanted = folded(words).split()
    found = _with_words(rows.exclude(note=""), wanted) if wanted else rows.iterator(ON_A_PAGE + 1)
    page = [check_in for check_in, _ in zip(found, range(ON_A_PAGE + 1), strict=False)]
    has_more = len(page) > ON_A_PAGE
    page = page[:ON_A_PAGE]
    return JournalPage(page, page[-1].uid if has_more else None)


def _older(rows: QuerySet[Any], user: User, before: UUID | None) -> QuerySet[Any]:
    last = CheckIn.objects.for_user(user).filter(uid=before).first() if before else None
    if last is None:
        return rows
    return rows.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))


def _with_words(rows: QuerySet[Any], wanted: list[str]) -> Iterator[CheckIn]:
    for check_in in rows.iterator(chunk_size=ROWS_A_TIME):
        if isinstance(check_in.note, UnreadableNote):
            continue
        note = folded(check_in.note)
        if all(word in note for word in wanted):
            yield check_in
