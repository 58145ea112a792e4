"""Every write of a person's changes their number, and nothing else does."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import User
from insights.generations import generation_of, remove, renew
from insights.kept import kept
from insights.models import Edition, Generation, Questions
from journal.models import CheckIn, FactorEntry
from journal.services import record_factor, want_built_in
from tests.insights.diaries import write_diary
from tests.people import KIMCHI, NOW, RYE_BREAD, eat, feel
from tracker.models import CatalogueVersion, FoodDay, Meal, MealItem, ProbioticDose

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 18)
PLACED = {"local_day": DAY, "time_zone": "Europe/Berlin"}


def raw_sql(ada: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tracker_mealitem SET fibre_g = 3")


WRITES: dict[str, Callable[[User], object]] = {
    "logging a meal": lambda ada: eat(ada, "2026-11-18 08:00", (KIMCHI, 50)),
    "changing an item": lambda _: MealItem.objects.update(grams=20),
    "changing an item by hand": raw_sql,
    "deleting items": lambda _: MealItem.objects.all().delete(),
    "deleting a meal": lambda _: Meal.objects.all().delete(),
    "checking in": lambda ada: feel(ada, "2026-11-18 09:00", mood=4),
    "many check-ins at once": lambda ada: CheckIn.objects.bulk_create(
        CheckIn(user=ada, at=NOW, mood=5, **PLACED) for _ in range(3)
    ),
    "a factor": lambda ada: want_built_in(ada, "illness"),
    "its value": lambda ada: record_factor(want_built_in(ada, "sleep_h"), DAY, 7, now=NOW),
    "saying a day is complete": lambda ada: FoodDay.objects.create(
        user=ada, local_day=DAY, status="complete"
    ),
    "a probiotic": lambda ada: ProbioticDose.objects.create(
        user=ada, taken_at=NOW, product="Kefir capsules", **PLACED
    ),
    "choosing questions": lambda ada: Questions.objects.create(
        user=ada, pairs=[["fibre_g", "mood"]]
    ),
    "a look": lambda ada: Edition.objects.create(
        user=ada, usable_days=42, last_day=DAY, taken_at=NOW, q=0.03, margin_points=0.5, findings=[]
    ),
    "a setting": lambda ada: User.objects.filter(pk=ada.pk).update(fibre_goal_g=40),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_write_changes_the_number_of_its_owner_alone(
    ada: User, ben: User, write: Callable[[User], object]
) -> None:
    eat(ada, "2026-11-17 08:00", (RYE_BREAD, 50))
    before, bens = generation_of(ada), generation_of(ben)
    write(ada)
    assert generation_of(ada) != before
    assert generation_of(ben) == bens


def test_reading_changes_nothing(ada: User) -> None:
    write_diary(ada, DAY, [1.0], {"mood": [5.0]})
    before = generation_of(ada)
    assert list(Meal.objects.for_user(ada))
    assert list(FactorEntry.objects.for_user(ada)) == []
    assert generation_of(ada) == before is not None


def test_a_write_that_is_rolled_back_leaves_no_number_to_be_reached_again(ada: User) -> None:
    before = generation_of(ada)
    with transaction.atomic():
        feel(ada, "2026-11-18 09:00", mood=4)
        inside = generation_of(ada)
        transaction.set_rollback(True)
    assert generation_of(ada) == before
    feel(ada, "2026-11-18 09:00", mood=9)
    assert generation_of(ada) not in {before, inside}


def test_somebody_who_leaves_takes_their_number_along(ada: User) -> None:
    eat(ada, "2026-11-17 08:00", (RYE_BREAD, 50))
    number = generation_of(ada)
    ada.delete()
    assert number is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM insights_generation WHERE number = %s", [number])
        assert cursor.fetchone() == (0,)


def test_migrating_numbers_everybody_anew(ada: User) -> None:
    before = generation_of(ada)
    call_command("migrate", verbosity=0, no_catalogue=True)
    assert generation_of(ada) not in {None, before}
    between = generation_of(ada)
    feel(ada, "2026-11-18 09:00", mood=4)
    assert generation_of(ada) != between


def test_without_triggers_a_number_stays_so_the_tests_above_can_fail(ada: User) -> None:
    remove()
    Generation.objects.create(user=ada, number=1)
    feel(ada, "2026-11-18 09:00", mood=4)
    assert generation_of(ada) == 1
    renew()


def test_a_migration_that_fails_leaves_nothing_out_of_date(ada: User) -> None:
    kept(ada, "week", lambda: "before")
    remove()
    feel(ada, "2026-11-18 09:00", mood=4)
    assert kept(ada, "week", lambda: "after") == "after"
    assert kept(ada, "week", lambda: "later") == "later"
    renew()
    assert kept(ada, "week", lambda: "whole again") == "whole again"


def test_another_catalogue_changes_everybodys_number(ada: User, ben: User) -> None:
    before = generation_of(ada), generation_of(ben)
    CatalogueVersion.objects.all().delete()
    CatalogueVersion.objects.create(fingerprint="another", loaded_at=NOW)
    assert generation_of(ada) != before[0]
    assert generation_of(ben) != before[1]
