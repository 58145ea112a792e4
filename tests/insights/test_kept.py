"""What was worked out is kept until the data change."""

import pytest
from cachetools import TTLCache

from accounts.models import User
from exchange.erasure import erase_account
from insights import kept as keeping
from insights.kept import kept, memory, size_of
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
    assert [key[0] for key in memory] == [ben.pk] != [mine]


def test_what_is_very_large_is_not_kept(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_BYTES_OF_ONE", 100)
    kept(ada, "behind", lambda: "x" * 200)
    assert kept(ada, "behind", lambda: "anew") == "anew"


def test_there_is_an_end_to_what_is_kept_and_the_least_used_goes_first(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "memory", TTLCache(300, 60, getsizeof=size_of))
    for number in range(3):
        kept(ada, "week", lambda: "x" * 80, number)
    kept(ada, "week", lambda: "used again", 0)
    kept(ada, "week", lambda: "x" * 80, 3)
    assert [kept(ada, "week", lambda: "anew", number)[0] for number in (0, 2, 3)] == ["x"] * 3
    assert kept(ada, "week", lambda: "anew", 1) == "anew"
    assert keeping.memory.currsize <= 300


def test_it_fades(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [0.0]
    faded = TTLCache(300, 60, timer=lambda: seconds[0], getsizeof=size_of)
    monkeypatch.setattr(keeping, "memory", faded)
    kept(ada, "week", lambda: "first")
    seconds[0] = 59
    assert kept(ada, "week", lambda: "second") == "first"
    seconds[0] = 61
    assert kept(ada, "week", lambda: "second") == "second"
