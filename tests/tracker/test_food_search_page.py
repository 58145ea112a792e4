"""The fragment that answers while somebody types a food, and what it offers."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests import people
from tracker.amounts import Amount, choices_for
from tracker.models import Portion
from tracker.snapshots import ItemDraft

pytestmark = pytest.mark.django_db

ADDRESS = "/foods/search/"


def likely(person: User, source_id: str) -> Amount:
    [choice] = choices_for(person, [people.food(source_id)])
    return choice.likely


def test_typing_finds_foods_with_their_amounts_filled_in(ada_client: Client) -> None:
    page = ada_client.get(ADDRESS, {"q": "kimchi"}).content.decode()
    kimchi = people.food(people.KIMCHI)
    assert reverse("tracker:item-add", args=[kimchi.uid]) in page
    assert "live ferment" in page
    assert "<html" not in page


def test_nothing_typed_offers_nothing(ada_client: Client) -> None:
    assert "<li" not in ada_client.get(ADDRESS, {"q": "  "}).content.decode()


def test_an_unknown_food_is_met_with_a_hint(ada_client: Client) -> None:
    page = ada_client.get(ADDRESS, {"q": "qqqqzzzz<wwvv>"}).content.decode()
    assert "qqqqzzzz&lt;wwvv&gt;" in page
    assert "plainer words" in page


def test_the_forms_go_to_the_day_and_meal_that_were_chosen(ada_client: Client) -> None:
    chosen = {"q": "kimchi", "day": "2026-11-10", "kind": "dinner", "clock": "20:15"}
    page = ada_client.get(ADDRESS, chosen).content.decode()
    for name in ("day", "kind", "clock"):
        assert f'name="{name}" value="{chosen[name]}"' in page
    assert 'name="next" value="/days/2026-11-10/?kind=dinner&amp;clock=20%3A15"' in page


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", ""])
def test_a_senseless_choice_falls_back_to_now(ada_client: Client, day: str) -> None:
    sent = {"q": "kimchi", "day": day, "kind": "brunch", "clock": "25:99"}
    page = ada_client.get(ADDRESS, sent).content.decode()
    assert 'name="day" value="2026-11-18"' in page
    assert 'name="kind" value="lunch"' in page
    assert 'name="clock" value=""' in page


def test_the_amount_of_last_time_is_offered_again(ada: User, ben: User) -> None:
    people.eat(ada, "2026-11-16 12:00", (people.KIMCHI, 80))
    people.eat(ada, "2026-11-17 12:00", (people.KIMCHI, 120))
    people.eat(ben, "2026-11-17 19:00", (people.KIMCHI, 333))
    assert likely(ada, people.KIMCHI) == Amount(120, "g")


def test_a_portion_of_last_time_is_offered_as_that_portion(ada: User) -> None:
    bread = people.food(people.RYE_BREAD)
    portion = bread.portions.exclude(description=Portion.TYPICAL).first()
    people.eat(ada, "2026-11-17 12:00", ItemDraft(bread, portion=portion, quantity=2))
    assert likely(ada, people.RYE_BREAD) == Amount(2, str(portion.uid))


def test_the_usual_amount_is_offered_in_grams(ada: User) -> None:
    usual = people.food(people.KIMCHI).portions.get(description=Portion.TYPICAL)
    assert likely(ada, people.KIMCHI) == Amount(usual.gram_weight, "g")


def test_search_asks_the_database_no_more_for_a_long_diary(
    ada: User, ada_client: Client, django_assert_max_num_queries
) -> None:
    ada_client.get(ADDRESS, {"q": "kimchi"})
    for day in range(1, 15):
        people.eat(ada, f"2026-11-{day:02} 12:00", (people.KIMCHI, 80), (people.KEFIR, 200))
    with django_assert_max_num_queries(10):
        ada_client.get(ADDRESS, {"q": "kimchi"})
