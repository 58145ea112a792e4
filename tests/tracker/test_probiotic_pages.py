"""Probiotic doses on the day page and on their own."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.people import NOW, at
from tracker.models import ProbioticDose
from tracker.probiotics import log_dose

pytestmark = pytest.mark.django_db

TODAY, NEW = reverse("insights:today"), reverse("tracker:dose-new")


def take(user: User, wall_clock: str, product: str = "Daily", cfu: float | None = 1e10):
    """Log a dose."""
    return log_dose(user, taken_at=at(user, wall_clock), product=product, cfu=cfu, now=NOW)[0]


def test_a_dose_is_logged_in_billions(ada_client: Client, ada: User) -> None:
    said = {"product": "Daily", "billions": "10", "taken_at": "2026-11-18T08:00"}
    ada_client.post(NEW, said)
    dose = ProbioticDose.objects.get()
    assert (dose.cfu, dose.taken_at) == (1e10, at(ada, "2026-11-18 08:00"))
    assert "10 billion live" in ada_client.get(TODAY).content.decode()


def test_an_empty_count_is_unknown(ada_client: Client) -> None:
    ada_client.post(NEW, {"product": "Drops", "billions": "", "taken_at": "2026-11-18T08:00"})
    assert ProbioticDose.objects.get().cfu is None
    assert "count unknown" in ada_client.get(TODAY).content.decode()


def test_the_last_product_is_filled_in(ada_client: Client, ada: User) -> None:
    take(ada, "2026-11-10 08:00", "Old")
    take(ada, "2026-11-17 08:00", "Daily", 2.5e9)
    page = ada_client.get(NEW).content.decode()
    assert 'value="Daily"' in page
    assert 'value="2.5"' in page


def test_the_usual_one_is_one_tap_and_one_dose(ada_client: Client, ada: User) -> None:
    take(ada, "2026-11-17 08:00")
    again = reverse("tracker:dose-again")
    assert f'action="{again}"' in ada_client.get(TODAY).content.decode()

    for _ in range(2):
        ada_client.post(again, {"product": "Daily", "day": "2026-11-18"})

    [dose] = ProbioticDose.objects.filter(local_day="2026-11-18")
    assert (dose.product, dose.cfu) == ("Daily", 1e10)


def test_what_was_never_taken_cannot_be_taken_again(ada_client: Client) -> None:
    ada_client.post(reverse("tracker:dose-again"), {"product": "Daily", "day": "2026-11-18"})
    assert not ProbioticDose.objects.exists()


def test_a_dose_is_changed_and_deleted_with_a_way_back(ada_client: Client, ada: User) -> None:
    dose = take(ada, "2026-11-18 08:00")
    edit = reverse("tracker:dose-edit", args=[dose.uid])
    assert 'value="10"' in ada_client.get(edit).content.decode()
    ada_client.post(edit, {"product": "Weekly", "billions": "", "taken_at": "2026-11-18T09:00"})
    dose.refresh_from_db()
    assert (dose.product, dose.cfu) == ("Weekly", None)

    answer = ada_client.post(reverse("tracker:dose-delete", args=[dose.uid]), follow=True)
    assert "Undo" in answer.content.decode()
    assert not ProbioticDose.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"product": ""},
        {"billions": "-1"},
        {"billions": "many"},
        {"taken_at": "2036-01-01T08:00"},
        {"taken_at": ""},
    ],
)
def test_what_is_wrong_is_asked_for_again(ada_client: Client, wrong: dict[str, str]) -> None:
    said = {"product": "Daily", "billions": "10", "taken_at": "2026-11-18T08:00"} | wrong
    answer = ada_client.post(NEW, said)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not ProbioticDose.objects.exists()


def test_doses_are_ones_own(ada: User, ben_client: Client) -> None:
    dose = take(ada, "2026-11-18 08:00")
    for name in ("dose-edit", "dose-delete"):
        assert ben_client.post(reverse(f"tracker:{name}", args=[dose.uid])).status_code == 404
