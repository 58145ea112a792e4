"""Servings without grams: what a tap counts, and what stays unknown."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from insights.frames import logged_table
from tests.people import LENTILS, NOW, eat, food
from tracker.food_search import search_foods
from tracker.models import Food
from tracker.snapshots import ItemDraft
from tracker.taps import serving_taps

pytestmark = pytest.mark.django_db


def tap(key: str) -> ItemDraft:
    """Return one serving of an unnamed food."""
    return ItemDraft(food(key), servings=1)


def test_every_tap_is_a_food_of_the_catalogue(db: None) -> None:
    keys = [tap.key for tap in serving_taps()]
    foods = Food.objects.filter(source_id__in=keys, owner=None, retired=False)
    assert len(keys) == len(foods) == 7
    assert all(one.is_serving_tap for one in foods)


def test_fermented_counts_as_fermented_and_not_as_live(ada: User) -> None:
    item = eat(ada, "2026-11-18 12:30", tap("tap_fermented")).items.get()
    assert (item.fermented_servings, item.live_servings) == (1, 0)
    assert item.fibre_g is None


def test_live_ferment_counts_as_both(ada: User) -> None:
    item = eat(ada, "2026-11-18 12:30", ItemDraft(food("tap_live"), servings=2)).items.get()
    assert (item.fermented_servings, item.live_servings) == (2, 2)


def test_vegetables_make_the_fibre_at_least_and_no_plant(ada: User) -> None:
    eat(ada, "2026-11-18 12:30", tap("tap_vegetables"), (LENTILS, 100))

    row = logged_table(ada, ada.today(NOW), ada.today(NOW)).iloc[0]

    assert row["fibre_g"] == pytest.approx(food(LENTILS).fibre_g)
    assert row["fibre_unknown_items"] == 1
    assert row["plants"] == ["lentil"]
    assert row["plant_points"] == 1


def test_nobody_knows_what_a_serving_of_something_weighs(ada: User) -> None:
    with pytest.raises(ValidationError, match="counted in servings"):
        eat(ada, "2026-11-18 12:30", ItemDraft(food("tap_fruit"), grams=80))


def test_a_search_means_a_food_and_never_a_tap(ada: User) -> None:
    found = [
        one for word in ("fermented food", "vegetables", "fruit") for one in search_foods(ada, word)
    ]
    assert found
    assert not any(one.is_serving_tap for one in found)
