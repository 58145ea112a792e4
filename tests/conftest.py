"""What every test can rely on: a still clock, no network, the food catalogue, and the cast."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from hypothesis import settings as hypothesis_settings

from accounts.models import User
from tests import people
from tracker.catalogue import load_if_changed

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile("commensal", deadline=None)
hypothesis_settings.load_profile("commensal")

THIS_MACHINE = {"localhost", "::1", "0.0.0.0"}  # noqa: S104 - an address to compare with


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator[time_machine.Traveller | None]:
    """Hold the clock still at NOW; `clock.move_to(...)` and `clock.shift(...)` move it.

    A real browser keeps its own time, so tests that drive one run on the machine's clock.
    """
    if request.node.get_closest_marker("browser"):
        yield None
        return
    with time_machine.travel(people.NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def now(clock: time_machine.Traveller) -> datetime:
    """Return the moment the test starts at."""
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def nothing_is_kept() -> None:
    """Have everything worked out anew: no test meets what another one has kept or counted."""
    people.keep_nothing()
    cache.clear()


@pytest.fixture(autouse=True)
def network_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _only_to_this_machine(name))


def _only_to_this_machine(name: str) -> Callable[[socket.socket, Any], Any]:
    original = getattr(socket.socket, name)

    def guarded(self: socket.socket, address: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else None
        if host is not None and host not in THIS_MACHINE and not host.startswith("127."):
            raise RuntimeError(f"A test tried to reach {address}; the network is off in tests.")
        return original(self, address)

    return guarded


@pytest.fixture(autouse=True)
def foods_after_a_flush(request: pytest.FixtureRequest) -> None:
    """Load the catalogue again where an earlier test that really commits has emptied it.

    The test database gets its foods from `migrate`. Tests that run in a transaction leave them
    alone; those that commit (live server) end with a flush.
    """
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    for fixture in ("live_server", "transactional_db"):
        if fixture in request.fixturenames:
            request.getfixturevalue(fixture)
            commits = True
    if commits:
        request.getfixturevalue("transactional_db")
        load_if_changed(settings.DATA_DIR, now=people.NOW)


@pytest.fixture
def ada(db: None) -> User:
    """Ada, who lives in Berlin."""
    return people.make_ada()


@pytest.fixture
def ben(db: None) -> User:
    """Ben, who lives in New York."""
    return people.make_ben()


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A function that gives the browser in which a person is signed in."""
    return people.client_of


@pytest.fixture
def ada_client(ada: User) -> Client:
    """Ada's browser."""
    return people.client_of(ada)


@pytest.fixture
def ben_client(ben: User) -> Client:
    """Ben's browser."""
    return people.client_of(ben)
