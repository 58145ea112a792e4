"""What was worked out from a person's data is kept until the data change, and no longer.

It is kept in the memory of each worker: nothing of a diary is written anywhere else, and a page
view never has to wait for the one writer of SQLite.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import caches

from accounts.models import User
from insights.generations import generation_of

Made = TypeVar("Made")
KEPT_SECONDS = 24 * 60 * 60


def kept(user: User, name: str, make: Callable[[], Made], *given: Any) -> Made:
    """Return `make()`, or what it gave before if nothing of this person's changed since.

    `given` is everything else the result depends on: the week, the person's today. A name should
    stand for one thing, such as "week"; what differs between its cases belongs into `given`.
    """
    generation = generation_of(user)
    if generation is None:
        return make()
    key = ":".join(["kept", str(user.pk), name, *map(str, given)])
    # The generation is read before the data, so what is kept may be newer than it, never older.
    found: tuple[int, Made] | None = caches["kept"].get(key)
    if found is not None and found[0] == generation:
        return found[1]
    made = make()
    caches["kept"].set(key, (generation, made), KEPT_SECONDS)
    return made
