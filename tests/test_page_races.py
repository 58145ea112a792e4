"""A form sent several times at the same moment does what it does once, and nobody sees an error.

SQLite lets one write at a time happen anyway; on PostgreSQL the person's turn is what is tested.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts.models import User
from insights.models import Digest, PrintNote, Questions
from journal.models import CheckIn, Factor, FactorEntry
from journal.services import want_built_in
from tests import people
from tracker.models import Favourite, Food, FoodDay, Meal

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4
ANSWERED = {200, 302, 404}
Send = Callable[[Client], Any]


@pytest.fixture
def ada() -> User:
    return people.make_ada()


def at_once(person: User, sends: Sequence[Send]) -> list[int]:
    """Let each send from a browser of the person's own, all at once; return the answers' codes."""
    codes: list[int] = []
    start = threading.Barrier(len(sends))
    clients = [people.client_of(person) for _ in sends]

    def one(client: Client, send: Send) -> None:
        try:
            start.wait()
            codes.append(send(client).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=pair) for pair in zip(clients, sends, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(codes)


def post(address: str, /, *args: Any, **data: Any) -> Send:
    """Return what sends a form to a page."""
    return lambda client: client.post(reverse(address, args=args), data)


def test_a_day_is_said_to_be_complete_once(ada: User) -> None:
    meal = people.eat(ada, "2026-11-18 12:30", (people.KIMCHI, 100))
    say = post("tracker:food-day-say", meal.local_day, status="complete")
    assert at_once(ada, [say] * AT_ONCE) == [302] * AT_ONCE
    assert FoodDay.objects.count() == 1


def test_a_food_is_a_favourite_once(ada: User) -> None:
    food = Food.objects.get(source_id=people.KIMCHI)
    favour = post("tracker:favourite", food.uid, wanted="yes")
    assert at_once(ada, [favour] * AT_ONCE) == [302] * AT_ONCE
    assert Favourite.objects.count() == 1


def test_a_factor_is_wanted_and_answered_once(ada: User) -> None:
    assert at_once(ada, [post("journal:built-in-want", "sleep_h")] * AT_ONCE) == [302] * AT_ONCE
    assert Factor.objects.filter(key="sleep_h").count() == 1
    factor = want_built_in(ada, "illness")
    answer = post("journal:factor-answer", factor.uid, day="2026-11-18", value="1")
    assert at_once(ada, [answer] * AT_ONCE) == [302] * AT_ONCE
    assert FactorEntry.objects.count() == 1


def test_a_print_note_and_a_weekly_mail_are_kept_once(ada: User) -> None:
    printed = post("insights:print", window="28", name="Ada", note="knees", keep="on", paper="a4")
    mailed = post("insights:digest", holds="week")
    codes = at_once(ada, [printed, mailed] * (AT_ONCE // 2))
    assert codes == [200, 200, 302, 302]
    assert (PrintNote.objects.count(), Digest.objects.count()) == (1, 1)


def test_questions_are_chosen_once(ada: User) -> None:
    chosen = post("insights:questions", pairs=["fibre_g:mood"], margin_points="0.5")
    assert at_once(ada, [chosen] * AT_ONCE) == [302] * AT_ONCE
    assert Questions.objects.count() == 1


def test_a_meal_edited_deleted_and_eaten_from_at_once_never_ends_in_an_error(ada: User) -> None:
    meal = people.eat(ada, "2026-11-18 12:30", (people.KIMCHI, 100), (people.OATS, 50))
    kimchi, oats = meal.items.all()
    form: dict[str, Any] = {"kind": "lunch", "eaten_at": "2026-11-18T12:30", "note": "again"}
    form |= {f"{item.uid}-number": "70" for item in (kimchi, oats)}
    form |= {f"{item.uid}-unit": "g" for item in (kimchi, oats)}
    sends = [
        post("tracker:meal-edit", meal.uid, **form),
        post("tracker:meal-delete", meal.uid),
        post("tracker:item-delete", meal.uid, kimchi.uid),
        post("tracker:meal-again", meal.uid),
    ]
    assert set(at_once(ada, sends)) <= ANSWERED
    assert not Meal.objects.filter(items=None).exists()


def test_different_writes_at_once_do_not_wait_for_each_other_for_ever(ada: User) -> None:
    food = Food.objects.get(source_id=people.KIMCHI)
    rated = {"day": "2026-11-18", "clock": "09:00", "at": "2026-11-18T09:00", "mood": "6"}
    sends = [
        post("journal:check-in-new", **rated),
        post("tracker:tap", "tap_fermented"),
        post("insights:digest", holds="link"),
        post("tracker:favourite", food.uid, wanted="yes"),
        post("insights:print", window="28", name="Ada", note="", keep="on", paper="a4"),
        post("journal:built-in-want", "illness"),
    ]
    for _ in range(3):
        assert at_once(ada, sends) == [200, 302, 302, 302, 302, 302]
    assert (CheckIn.objects.count(), Meal.objects.count()) == (3, 1)


def test_forms_sent_while_the_account_is_erased_end_at_the_sign_in(ada: User) -> None:
    erase = post("exchange:erase", email=ada.email)
    tick = post("journal:built-in-want", "illness")
    assert at_once(ada, [erase, tick, tick, tick]) == [302] * AT_ONCE
    assert not User.objects.exists()
