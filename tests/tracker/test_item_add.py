"""Adding a food to a day."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests import people
from tracker.models import Food, Meal, MealItem
from tracker.models.diary import MOST_ITEMS

pytestmark = pytest.mark.django_db

SENT = {"day": "2026-11-18", "kind": "lunch", "clock": "", "number": "100", "unit": "g"}


def address(source_id: str = people.KIMCHI) -> str:
    return reverse("tracker:item-add", args=[people.food(source_id).uid])


def test_one_tap_adds_a_food_now_and_leads_back(ada: User, ada_client: Client) -> None:
    answer = ada_client.post(address(), SENT | {"next": "/today/"})
    meal = Meal.objects.get(user=ada)
    assert answer.headers["Location"] == "/today/"
    assert (meal.eaten_at, meal.kind, meal.local_day.isoformat()) == (
        people.NOW,
        "lunch",
        "2026-11-18",
    )
    assert meal.items.get().grams == 100
    assert "Added Kimchi, 100 g." in ada_client.get("/today/").content.decode()


def test_a_portion_times_a_number_and_plain_servings_are_amounts_too(
    ada: User, ada_client: Client
) -> None:
    portion = people.food(people.RYE_BREAD).portions.first()
    ada_client.post(address(people.RYE_BREAD), SENT | {"number": "1,5", "unit": str(portion.uid)})
    ada_client.post(address(), SENT | {"number": "2", "unit": "servings"})
    bread, kimchi = MealItem.objects.filter(meal__user=ada)
    assert bread.grams == pytest.approx(portion.grams_for(1.5))
    assert (kimchi.servings, kimchi.grams, kimchi.fibre_g) == (2, None, None)


@pytest.mark.parametrize(
    ("day", "time", "kind", "expected"),
    [
        ("2026-11-18", "08:10", "breakfast", datetime(2026, 11, 18, 7, 10, tzinfo=UTC)),
        ("2026-11-18", "", "breakfast", datetime(2026, 11, 18, 7, 0, tzinfo=UTC)),
        ("2026-11-18", "", "dinner", people.NOW),
        ("2026-11-10", "", "dinner", datetime(2026, 11, 10, 18, 0, tzinfo=UTC)),
        ("2026-11-10", "01:30", "snack", datetime(2026, 11, 11, 0, 30, tzinfo=UTC)),
    ],
)
def test_the_time_is_the_one_given_or_the_likely_one_and_stays_on_its_day(
    ada: User, ada_client: Client, day: str, time: str, kind: str, expected: datetime
) -> None:
    ada_client.post(address(), SENT | {"day": day, "clock": time, "kind": kind})
    meal = Meal.objects.get(user=ada)
    assert meal.eaten_at == expected
    assert meal.local_day.isoformat() == day


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "0"}, "0 g is not an amount"),
        ({"number": "-5"}, "-5 g is not an amount"),
        ({"number": "9000"}, "at most 5,000 g"),
        ({"number": ""}, "This field is required"),
        ({"number": "a lot"}, "Enter a number"),
        ({"number": "nan"}, "Enter a number"),
        ({"number": "101", "unit": "servings"}, "at most 100 servings"),
        ({"unit": str(uuid4())}, "Select a valid choice"),
        ({"kind": "brunch"}, "Select a valid choice"),
        ({"day": "2026-12-24"}, "lies in the future"),
        ({"day": "0001-01-01"}, "greater than or equal to"),
        ({"day": "9999-12-31"}, "less than or equal to"),
        ({"clock": "half past"}, "Enter a valid time"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    ada: User, ada_client: Client, wrong: dict[str, str], said: str
) -> None:
    answer = ada_client.post(address(), SENT | {"clock": "10:20"} | wrong)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert not Meal.objects.exists()
    if wrong.get("number"):
        assert f'value="{wrong["number"]}"' in page
        assert 'value="10:20"' in page


def test_a_full_meal_says_so(ada: User, ada_client: Client) -> None:
    meal = people.eat(ada, "2026-11-18 12:00", (people.KIMCHI, 10))
    item = meal.items.get()
    for position in range(1, MOST_ITEMS):
        item.pk, item.uid, item.position = None, uuid4(), position
        item.save()
    page = ada_client.post(address(), SENT).content.decode()
    assert f"at most {MOST_ITEMS} foods" in page
    assert meal.items.count() == MOST_ITEMS


def test_the_page_says_what_is_known_of_a_food_and_what_is_not(ada_client: Client) -> None:
    page = ada_client.get(address(people.TEMPEH)).content.decode()
    assert "Fibre in 100 g</dt><dd>unknown" in page
    assert Meal.objects.count() == 0


def test_somebody_elses_food_is_not_found(ada: User, ben_client: Client) -> None:
    own = Food.objects.create(owner=ada, source=Food.Source.OWN, source_id="1", name="Ada's stew")
    theirs = reverse("tracker:item-add", args=[own.uid])
    assert ben_client.get(theirs).status_code == 404
    assert ben_client.post(theirs, SENT).status_code == 404
    assert ben_client.get(reverse("tracker:item-add", args=[uuid4()])).status_code == 404
