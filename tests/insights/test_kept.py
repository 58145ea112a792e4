"""What was worked out is kept until the data change."""

import pytest

from accounts.models import User
from insights.kept import kept
from tests.people import feel

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> list[str]:
    return []


def test_it_is_worked_out_once(ada: User, made: list[str]) -> None:
    def make() -> int:
        made.append("once")
        return len(made)

    assert [kept(ada, "week", make, "2026-W47") for _ in range(3)] == [1, 1, 1]


def test_a_write_makes_it_stale(ada: User, made: list[str]) -> None:
    def make() -> int:
        made.append("again")
        return len(made)

    kept(ada, "week", make)
    feel(ada, "2026-11-18 09:00", mood=4)
    assert kept(ada, "week", make) == 2


def test_people_weeks_and_things_are_kept_apart(ada: User, ben: User) -> None:
    cases = [(ada, "week", 46), (ada, "week", 47), (ada, "outlook", 46), (ben, "week", 46)]
    for person, name, number in cases:
        kept(person, name, lambda case=(person.email, name, number): case, number)
    for person, name, number in cases:
        assert kept(person, name, lambda: None, number) == (person.email, name, number)


def test_nothing_that_fails_is_kept(ada: User) -> None:
    def fail() -> None:
        raise ValueError("the first time")

    with pytest.raises(ValueError, match="the first time"):
        kept(ada, "week", fail)
    assert kept(ada, "week", lambda: "the second time") == "the second time"


def test_somebody_without_a_number_is_worked_out_each_time(made: list[str]) -> None:
    stranger = User(pk=987654321, email="nobody@example.org")

    def make() -> int:
        made.append("each")
        return len(made)

    assert [kept(stranger, "week", make) for _ in range(2)] == [1, 2]
