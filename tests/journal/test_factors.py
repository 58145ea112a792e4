"""Factors: one value a day or none; 0 and "no" are values."""

import uuid
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.undo import take_back
from insights.frames import logged_table
from insights.week.summary import days_of
from journal.models import BUILT_IN, Factor, FactorEntry
from journal.models.factors import MOST_FACTORS
from journal.services import (
    change_factor,
    delete_factor,
    log_factor_entry,
    make_factor,
    record_factor,
    want_built_in,
)

TODAY, YESTERDAY = date(2026, 11, 18), date(2026, 11, 17)


def test_nobody_has_a_factor_until_they_want_one(ada: User) -> None:
    assert not Factor.objects.for_user(ada).exists()


@pytest.mark.parametrize("key", [factor.key for factor in BUILT_IN])
def test_a_built_in_factor_is_switched_on_once(ada: User, key: str) -> None:
    assert want_built_in(ada, key) == want_built_in(ada, key)
    assert Factor.objects.for_user(ada).in_use().get().key == key


def test_a_factor_of_ones_own_gets_a_key_from_its_name(ada: User) -> None:
    walk, _ = make_factor(ada, name="  Walk outside ", kind="yes_no", unit="km")
    assert (walk.key, walk.name, walk.unit) == ("walk_outside", "Walk outside", "")
    again, _ = make_factor(ada, name="Walk outside!", kind="amount", unit=" km ")
    assert (again.key, again.unit) == ("walk_outside_2", "km")


@pytest.mark.parametrize(
    ("name", "key"), [("Illness", "illness_2"), ("散歩", "factor"), ("x" * 60, "x" * 34)]
)
def test_a_key_is_never_a_built_in_one_nor_too_long(ada: User, name: str, key: str) -> None:
    assert make_factor(ada, name=name, kind="yes_no")[0].key == key


def test_a_factor_needs_a_name_and_a_kind_we_know(ada: User) -> None:
    with pytest.raises(ValidationError):
        make_factor(ada, name="  ", kind="yes_no")
    with pytest.raises(ValidationError):
        make_factor(ada, name="Walk", kind="colour")


def test_there_is_an_end_to_factors(ada: User) -> None:
    rows = [Factor(user=ada, key=f"f{n}", name="F", kind="yes_no") for n in range(MOST_FACTORS)]
    Factor.objects.bulk_create(rows)
    with pytest.raises(ValidationError, match="most there can be"):
        make_factor(ada, name="One more", kind="yes_no")


def test_making_the_same_factor_again_makes_no_second_one(ada: User) -> None:
    uid = uuid.uuid4()
    first, is_new = make_factor(ada, name="Walk", kind="yes_no", uid=uid)
    assert is_new
    assert make_factor(ada, name="Run", kind="scale", uid=uid) == (first, False)
    assert Factor.objects.get().name == "Walk"


def test_a_new_name_keeps_key_and_history(ada: User, now: datetime) -> None:
    walk, _ = make_factor(ada, name="Walk", kind="yes_no")
    record_factor(walk, TODAY, 1, now=now)
    change_factor(walk, name="Walk with the dog")
    assert Factor.objects.get().key == "walk"
    assert FactorEntry.objects.get().value == 1


def test_a_factor_no_longer_used_keeps_its_history(ada: User, now: datetime) -> None:
    sleep = want_built_in(ada, "sleep_h")
    record_factor(sleep, TODAY, 7.5, now=now)
    change_factor(sleep, is_in_use=False)
    assert not Factor.objects.for_user(ada).in_use().exists()
    table = logged_table(ada, TODAY, TODAY)
    assert table["factor_sleep_h"].tolist() == [7.5]


def test_deleting_a_factor_can_be_taken_back_whole(ada: User, now: datetime) -> None:
    sleep = want_built_in(ada, "sleep_h")
    for day in (YESTERDAY, TODAY):
        record_factor(sleep, day, 7, now=now)
    uid = sleep.uid
    undo = delete_factor(sleep, now=now)
    assert not FactorEntry.objects.exists()
    take_back(undo)
    assert Factor.objects.get().uid == uid
    assert FactorEntry.objects.count() == 2


def test_yes_no_and_not_answered_are_three_things(ada: User, now: datetime) -> None:
    ill = want_built_in(ada, "illness")
    record_factor(ill, YESTERDAY, 0, now=now)
    assert FactorEntry.objects.get().value == 0
    record_factor(ill, YESTERDAY, 1, now=now)
    assert FactorEntry.objects.get().value == 1
    record_factor(ill, YESTERDAY, None, now=now)
    assert not FactorEntry.objects.exists()
    record_factor(ill, YESTERDAY, None, now=now)


def test_a_second_value_for_a_day_replaces_the_first_and_keeps_its_id(
    ada: User, now: datetime
) -> None:
    sleep = want_built_in(ada, "sleep_h")
    first, _ = log_factor_entry(sleep, TODAY, 6, now=now)
    second, is_new = log_factor_entry(sleep, TODAY, 7, now=now, uid=uuid.uuid4())
    assert not is_new
    assert (second.uid, FactorEntry.objects.get().value) == (first.uid, 7)


def test_a_request_sent_again_does_not_undo_a_later_correction(ada: User, now: datetime) -> None:
    sleep, uid = want_built_in(ada, "sleep_h"), uuid.uuid4()
    log_factor_entry(sleep, TODAY, 6, now=now, uid=uid)
    log_factor_entry(sleep, TODAY, 8, now=now)
    log_factor_entry(sleep, TODAY, 6, now=now, uid=uid)
    assert FactorEntry.objects.get().value == 8


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("illness", 2),
        ("illness", 0.5),
        ("sleep_h", -1),
        ("sleep_h", 24.1),
        ("sleep_h", float("nan")),
        ("sleep_h", float("inf")),
        ("sleep_quality", 11),
        ("exercise_min", 1441),
        ("caffeine_mg", 5001),
    ],
)
def test_a_value_that_cannot_be_is_refused(
    ada: User, now: datetime, key: str, value: float
) -> None:
    with pytest.raises(ValidationError):
        record_factor(want_built_in(ada, key), TODAY, value, now=now)
    assert not FactorEntry.objects.exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [("sleep_h", 0), ("sleep_h", 24), ("sleep_quality", 10), ("alcohol_drinks", 0)],
)
def test_the_ends_of_what_can_be_are_taken(
    ada: User, now: datetime, key: str, value: float
) -> None:
    record_factor(want_built_in(ada, key), TODAY, value, now=now)
    assert FactorEntry.objects.get().value == value


def test_a_day_that_has_not_begun_holds_no_value(ada: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="has not begun"):
        record_factor(want_built_in(ada, "sleep_h"), date(2026, 11, 19), 7, now=now)


def test_days_show_factors_by_key_with_yes_and_no_as_such(ada: User, now: datetime) -> None:
    record_factor(want_built_in(ada, "illness"), TODAY, 0, now=now)
    record_factor(want_built_in(ada, "sleep_h"), YESTERDAY, 7.5, now=now)
    before, today = days_of(ada, YESTERDAY, TODAY)
    assert before.factors == {"illness": None, "sleep_h": 7.5}
    assert today.factors == {"illness": False, "sleep_h": None}
    assert today.factors["illness"] is False


@pytest.mark.parametrize(
    ("kind", "unit", "value", "words"),
    [
        ("yes_no", "", 1, "yes"),
        ("yes_no", "", 0, "no"),
        ("amount", "h", 7.5, "7.5 h"),
        ("amount", "h", 0, "0 h"),
        ("amount", "mg", 99_999.999, "100,000 mg"),
        ("scale", "", 10, "10"),
    ],
)
def test_a_value_is_written_for_reading(kind: str, unit: str, value: float, words: str) -> None:
    assert Factor(kind=kind, unit=unit).in_words(value) == words
