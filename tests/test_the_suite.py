"""The suite keeps its own promises: a still clock, no network, foods in the database."""

import socket
from datetime import UTC, datetime

import pytest

from tests.people import NOW
from tracker.models import Food


def test_the_clock_stands_still() -> None:
    assert datetime.now(UTC) == datetime.now(UTC) == NOW


def test_the_network_is_off() -> None:
    with socket.socket() as outward, pytest.raises(RuntimeError, match="network is off"):
        outward.connect(("192.0.2.1", 80))


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


@pytest.mark.django_db
def test_the_foods_are_there() -> None:
    assert Food.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_the_foods_are_there_for_each_test_that_commits(turn: str) -> None:
    assert Food.objects.exists()
