"""Two copies of one request that arrive at the same moment do what one of them does."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from rest_framework.test import APIClient

from accounts.models import User
from journal.models import CheckIn
from tests import people
from tests.api_support import AN_ID, CHECK_INS, MEALS, api_of, breakfast, kimchi, new_id
from tracker.models import Meal, MealItem

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


@pytest.fixture
def notebook() -> APIClient:
    """Return Ada's client; each thread opens a connection of its own."""
    return api_of(people.make_ada())


def at_once(send: Callable[[], Any]) -> list[int]:
    """Send the same request from several threads at once; return the answers' codes, sorted."""
    codes: list[int] = []
    start = threading.Barrier(AT_ONCE)

    def one() -> None:
        try:
            start.wait()
            codes.append(send().status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(codes)


def test_one_meal_comes_of_the_same_post_at_once(notebook: APIClient) -> None:
    body = breakfast(id=AN_ID)
    assert at_once(lambda: notebook.post(MEALS, body)) == [200, 200, 200, 201]
    assert (Meal.objects.count(), MealItem.objects.count()) == (1, 1)


def test_one_check_in_comes_of_the_same_post_at_once(notebook: APIClient) -> None:
    body = {"id": AN_ID, "at": "2026-11-18T08:00:00Z", "mood": 7}
    assert at_once(lambda: notebook.post(CHECK_INS, body)) == [200, 200, 200, 201]
    assert CheckIn.objects.count() == 1


def test_the_same_put_at_once_writes_its_items_once(notebook: APIClient) -> None:
    notebook.post(MEALS, breakfast(id=AN_ID))
    body = breakfast(items=[kimchi(id=new_id(), grams=grams) for grams in (1, 2, 3)])
    assert at_once(lambda: notebook.put(f"{MEALS}{AN_ID}/", body)) == [200] * AT_ONCE
    assert list(MealItem.objects.values_list("grams", flat=True)) == [1, 2, 3]


def test_patches_of_different_fields_at_once_are_all_kept(notebook: APIClient) -> None:
    notebook.post(CHECK_INS, {"id": AN_ID, "at": "2026-11-18T08:00:00Z", "note": "n"})
    changes = iter([{"mood": 1}, {"stress": 2}, {"energy": 3}, {"focus": 4}])
    bodies = threading.local()

    def send() -> Any:
        bodies.mine = next(changes)
        return notebook.patch(f"{CHECK_INS}{AN_ID}/", bodies.mine)

    assert at_once(send) == [200] * AT_ONCE
    check_in = CheckIn.objects.get()
    assert (check_in.mood, check_in.stress, check_in.energy, check_in.focus) == (1, 2, 3, 4)


def test_a_meal_deleted_many_times_at_once_is_gone(notebook: APIClient) -> None:
    notebook.post(MEALS, breakfast(id=AN_ID))
    codes = at_once(lambda: notebook.delete(f"{MEALS}{AN_ID}/"))
    assert set(codes) <= {204, 404}
    assert 204 in codes
    assert not Meal.objects.exists()


def test_an_account_erased_at_once_with_a_meal_leaves_nothing(notebook: APIClient) -> None:
    requests = iter(["erase", "log", "log", "log"])

    def send() -> Any:
        if next(requests) == "erase":
            return notebook.delete("/api/v1/me/")
        return notebook.post(MEALS, breakfast(id=new_id()))

    codes = at_once(send)
    assert set(codes) <= {201, 204, 401}
    assert not User.objects.exists()
    assert not Meal.objects.exists()
