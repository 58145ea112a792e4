"""What was worked out from a person's data is kept until the data change, and no longer.

It is kept in the memory of each worker: nothing of a diary is written anywhere else, and a page
view never has to wait for the one writer of SQLite. What nobody asks for fades within minutes, so
that a worker soon forgets people who left, whichever worker erased them.
"""

import pickle
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from accounts.models import User
from insights.generations import generation_of

Made = TypeVar("Made")
Key = tuple[Hashable, ...]
MOST_BYTES = 32 * 1024 * 1024
MOST_BYTES_OF_ONE = 2 * 1024 * 1024
UNUSED_SECONDS = 15 * 60


@dataclass
class _Entry:
    generation: int
    pickled: bytes
    used_at: float


class Memory:
    """Results by key, first of all a person's; those unused for longest go first.

    They lie here pickled: whoever asks gets a copy of their own, which they may change.
    """

    def __init__(
        self, most_bytes: int, unused_seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._entries: OrderedDict[Key, _Entry] = OrderedDict()
        self._lock, self._clock = Lock(), clock
        self._most_bytes, self._unused_seconds = most_bytes, unused_seconds
        self.bytes = 0

    def find(self, key: Key, generation: int) -> bytes | None:
        """Return what is kept for `key` under this generation."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None or entry.generation != generation:
                return None
            entry.used_at = self._clock()
            self._entries.move_to_end(key)
            return entry.pickled

    def put(self, key: Key, generation: int, pickled: bytes) -> None:
        """Keep a result, letting go of what has faded and of what there is no room for."""
        with self._lock:
            now = self._clock()
            self._drop(key)
            self._entries[key] = _Entry(generation, pickled, now)
            self.bytes += len(pickled)
            for oldest, entry in list(self._entries.items()):
                if self.bytes <= self._most_bytes and now - entry.used_at < self._unused_seconds:
                    break
                self._drop(oldest)

    def forget(self, first: Hashable) -> None:
        """Let go of every key that begins with `first`."""
        with self._lock:
            for key in [key for key in self._entries if key[0] == first]:
                self._drop(key)

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._entries.clear()
            self.bytes = 0

    def _drop(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        self.bytes -= len(entry.pickled) if entry else 0


memory = Memory(MOST_BYTES, UNUSED_SECONDS)


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
    found = memory.find(key, generation)
    if found is not None:
        copy: Made = pickle.loads(found)  # noqa: S301 - only this process ever writes it
        return copy
    made = make()
    pickled = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
    if len(pickled) <= MOST_BYTES_OF_ONE and _is_as_stored(user):
        memory.put(key, generation, pickled)
    return made


def forget(user: User) -> None:
    """Let go of everything this worker keeps of a person's."""
    memory.forget(user.pk)


def _is_as_stored(user: User) -> bool:
    """Tell whether a person's settings are still what this request has read."""
    stored: Mapping[str, Any] | None = User.objects.filter(pk=user.pk).values().first()
    return stored is not None and all(getattr(user, name) == stored[name] for name in stored)
