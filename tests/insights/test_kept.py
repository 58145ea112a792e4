"""What was worked out is kept until the data change."""

import pytest

from accounts.models import User
from exchange.erasure import erase_account
from insights import kept as keeping
from insights.kept import Memory, kept, memory
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


def test_what_one_reader_changes_no_other_sees(ada: User) -> None:
    kept(ada, "week", lambda: [1]).append(2)
    kept(ada, "week", lambda: [1]).append(3)
    assert kept(ada, "week", lambda: [0]) == [1]


def test_settings_read_before_they_were_changed_are_not_kept(ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(herbs_count_whole=True)
    assert kept(ada, "week", lambda: "by the old rule") == "by the old rule"
    now_read = User.objects.get(pk=ada.pk)
    assert kept(now_read, "week", lambda: "by the new rule") == "by the new rule"
    assert kept(now_read, "week", lambda: "again") == "by the new rule"


def test_texts_that_join_alike_are_kept_apart(ada: User) -> None:
    kept(ada, "trend", lambda: "one", "a:b", "c")
    assert kept(ada, "trend", lambda: "other", "a", "b:c") == "other"


def test_somebody_who_is_erased_is_forgotten(ada: User, ben: User) -> None:
    kept(ada, "week", lambda: "ada's")
    kept(ben, "week", lambda: "ben's")
    mine = ada.pk
    erase_account(ada)
    assert [key[0] for key in memory._entries] == [ben.pk] != [mine]


def test_what_is_very_large_is_not_kept(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_BYTES_OF_ONE", 100)
    kept(ada, "behind", lambda: "x" * 200)
    assert kept(ada, "behind", lambda: "anew") == "anew"


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_there_is_an_end_to_what_is_kept_and_the_least_used_goes_first() -> None:
    small = Memory(30, 60, Clock())
    for number in range(3):
        small.put((number,), 1, b"x" * 10)
    assert small.find((0,), 1)
    small.put((3,), 1, b"x" * 10)
    assert [bool(small.find((number,), 1)) for number in range(4)] == [True, False, True, True]
    assert small.bytes == 30


def test_a_newer_result_takes_the_place_of_the_older() -> None:
    small = Memory(100, 60, Clock())
    small.put(("week",), 1, b"older")
    small.put(("week",), 2, b"new")
    assert (small.find(("week",), 1), small.find(("week",), 2)) == (None, b"new")
    assert small.bytes == 3


def test_what_nobody_asks_for_fades() -> None:
    clock = Clock()
    small = Memory(100, 60, clock)
    small.put(("left",), 1, b"1")
    small.put(("stays",), 1, b"2")
    clock.seconds = 50
    assert small.find(("stays",), 1)
    clock.seconds = 61
    small.put(("new",), 1, b"3")
    assert [key for (key,) in small._entries] == ["stays", "new"]
