"""Probiotic doses, and the ones a person usually takes."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.undo import take_back
from tests.people import NOW, at
from tracker.models import ProbioticDose
from tracker.probiotics import UsualDose, change_dose, delete_dose, log_dose, usual_doses

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 18)


def take(user: User, wall_clock: str, product: str, cfu: float | None = None) -> ProbioticDose:
    """Log a dose at a moment of the person's clock."""
    dose, _ = log_dose(user, taken_at=at(user, wall_clock), product=product, cfu=cfu, now=NOW)
    return dose


def test_a_dose_belongs_to_the_persons_day(ada: User) -> None:
    dose = take(ada, "2026-11-18 01:30", "Daily 10", 1e10)
    assert (dose.local_day, dose.time_zone, dose.cfu) == (date(2026, 11, 17), ada.time_zone, 1e10)


def test_an_unknown_count_stays_unknown(ada: User) -> None:
    assert take(ada, "2026-11-18 08:00", "Drops").cfu is None


def test_the_same_id_is_one_dose(ada: User) -> None:
    uid = uuid.uuid4()
    first = log_dose(ada, taken_at=NOW, product="Daily", now=NOW, uid=uid)
    again = log_dose(ada, taken_at=NOW, product="Other", now=NOW, uid=uid)
    assert (first[1], again[1]) == (True, False)
    assert first[0] == again[0]


def test_the_usual_ones_are_offered_until_they_are_taken(ada: User) -> None:
    take(ada, "2026-11-16 08:00", "Daily", 1e9)
    take(ada, "2026-11-17 08:00", "Daily", 2e9)
    take(ada, "2026-11-17 20:00", "Evening")
    assert usual_doses(ada, TODAY) == [UsualDose("Evening", None), UsualDose("Daily", 2e9)]

    take(ada, "2026-11-18 08:00", "Daily", 2e9)
    assert usual_doses(ada, TODAY) == [UsualDose("Evening", None)]


def test_what_was_given_up_is_no_longer_offered(ada: User) -> None:
    take(ada, "2026-10-01 08:00", "Old")
    assert usual_doses(ada, TODAY) == []


def test_nor_is_anybody_elses(ada: User, ben: User) -> None:
    take(ben, "2026-11-17 08:00", "Ben's")
    assert usual_doses(ada, TODAY) == []


def test_changing_the_product_keeps_the_day_it_was_taken_on(ada: User) -> None:
    dose = take(ada, "2026-11-17 08:00", "Daily")
    ada.time_zone = "Asia/Tokyo"
    ada.save()
    dose.refresh_from_db()
    change_dose(dose, taken_at=dose.taken_at, product="Weekly", cfu=5e9, now=NOW)
    dose.refresh_from_db()
    assert (dose.product, dose.cfu, dose.time_zone) == ("Weekly", 5e9, "Europe/Berlin")


def test_deleting_can_be_taken_back(ada: User) -> None:
    dose = take(ada, "2026-11-17 08:00", "Daily", 1e9)
    take_back(delete_dose(dose, now=NOW))
    assert ProbioticDose.objects.get().uid == dose.uid


@pytest.mark.parametrize(
    "said",
    [{"product": ""}, {"product": "x" * 121}, {"product": "Daily", "cfu": -1.0}],
)
def test_senseless_doses_are_refused(ada: User, said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        log_dose(ada, taken_at=NOW, now=NOW, **said)


def test_so_is_one_of_the_future(ada: User) -> None:
    with pytest.raises(ValidationError):
        log_dose(ada, taken_at=NOW + timedelta(days=3), product="Daily", now=NOW)
