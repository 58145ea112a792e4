"""What was worked out from a person's data is kept until the data change, and no longer.

It is kept in the memory of each worker: nothing of a diary is written anywhere else, and a page
view never has to wait for the one writer of SQLite. It fades within the hour, so that every
worker soon forgets people who left, whichever of them did the erasing.
"""

import pickle
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any, TypeVar

from cachetools import TTLCache

from accounts.models import User
from insights.generations import generation_of

Made = TypeVar("Made")
MOST_BYTES = 32 * 1024 * 1024
MOST_BYTES_OF_ONE = 2 * 1024 * 1024
KEPT_SECONDS = 60 * 60


def size_of(entry: tuple[int, bytes]) -> int:
    """Return the bytes of a result."""
    return len(entry[1])


# Generations and pickled results, by a key that begins with the person's: whoever asks gets a copy
# of their own, which they may change. The least used goes first.
memory: TTLCache[tuple[Hashable, ...], tuple[int, bytes]] = TTLCache(
    MOST_BYTES, KEPT_SECONDS, getsizeof=size_of
)
_lock = Lock()


def kept(user: User, name: str, make: Callable[[], Made], *given: Hashable) -> Made:
    """Return `make()`, or what it gave before if nothing of this person's changed since.

    `given` is everything else the result depends on: the week, the person's today. A name should
    stand for one thing, such as "week"; what differs between its cases belongs into `given`.
    """
    generation = generation_of(user)
    if generation is None:
        return make()
    key = (user.pk, name, *given)
    # The generation is read before the data, so what is kept may be newer than it, never older;
    # only `user` was read before it.
    with _lock:
        found = memory.get(key)
    if found is not None and found[0] == generation:
        copy: Made = pickle.loads(found[1])  # noqa: S301 - only this process ever writes it
        return copy
    made = make()
    pickled = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
    if len(pickled) <= MOST_BYTES_OF_ONE and _is_as_stored(user):
        with _lock:
            memory[key] = generation, pickled
    return made


def forget(user: User) -> None:
    """Let go of everything this worker keeps of a person's."""
    with _lock:
        for key in [key for key in memory if key[0] == user.pk]:
            del memory[key]


def _is_as_stored(user: User) -> bool:
    """Tell whether a person's settings are still what this request has read."""
    stored: Mapping[str, Any] | None = User.objects.filter(pk=user.pk).values().first()
    return stored is not None and all(getattr(user, name) == stored[name] for name in stored)
