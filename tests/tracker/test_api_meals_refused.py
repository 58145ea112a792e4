"""What `meals/` refuses, and how it says why. Nothing that is refused leaves a trace."""

import json
from typing import Any

import pytest

from accounts.models import User
from tests import people
from tests.api_support import AN_ID, API, MEALS, api_of, breakfast, errors_of, kimchi, new_id
from tracker.models import Meal, MealItem

HUGE = 10**4000

MEALS_REFUSED: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "nothing": ({}, [("eaten_at", "required"), ("items", "required")]),
    "null": (
        {"eaten_at": None, "items": None},
        [("eaten_at", "null"), ("items", "null")],
    ),
    "a date is no moment": ({"eaten_at": "2026-11-18"}, [("eaten_at", "invalid")]),
    "a number": ({"eaten_at": 1_763_000_000}, [("eaten_at", "invalid")]),
    "no such day": ({"eaten_at": "2026-02-30T10:00:00Z"}, [("eaten_at", "invalid")]),
    "an hour the clocks skip": ({"eaten_at": "2026-03-29T02:30:00"}, [("eaten_at", "make_aware")]),
    "an hour that comes twice": (
        {"eaten_at": "2026-10-25T02:30:00"},
        [("eaten_at", "make_aware")],
    ),
    "the end of time": ({"eaten_at": "9999-12-31T23:59:59-12:00"}, [("eaten_at", "overflow")]),
    "next to it": ({"eaten_at": "9999-12-31T10:00:00Z"}, [("eaten_at", "in_the_future")]),
    "the beginning": ({"eaten_at": "0001-01-01T00:00:00+14:00"}, [("eaten_at", "overflow")]),
    "next to that": ({"eaten_at": "0001-01-02T00:00:00"}, [("eaten_at", "too_long_ago")]),
    "long ago": ({"eaten_at": "1989-12-31T23:59:59Z"}, [("eaten_at", "too_long_ago")]),
    "a kind of its own": ({"kind": "brunch"}, [("kind", "invalid_choice")]),
    "a list for a kind": ({"kind": ["lunch"]}, [("kind", "invalid_choice")]),
    "a number for a note": ({"note": 5}, [("note", "invalid")]),
    "a long note": ({"note": "x" * 501}, [("note", "max_length")]),
    "a null character": ({"note": "a\x00b"}, [("note", "null_characters_not_allowed")]),
    "a misspelt field": ({"notes": "x"}, [("notes", "unknown_field")]),
    "an id that is none": ({"id": "17"}, [("id", "invalid")]),
    "a number for an id": ({"id": 17}, [("id", "invalid")]),
    "no items": ({"items": []}, [("items.non_field_errors", "min_length")]),
    "an object for items": ({"items": {}}, [("items.non_field_errors", "not_a_list")]),
    "too many": ({"items": [{}] * 101}, [("items.non_field_errors", "max_length")]),
    "items that are none": ({"items": ["x"]}, [("items.0.non_field_errors", "invalid")]),
}
ITEMS_REFUSED: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "no amount": ({}, ("grams", "not_one_amount")),
    "null for an amount": ({"grams": None}, ("grams", "not_one_amount")),
    "two amounts": ({"grams": 5, "servings": 1}, ("grams", "not_one_amount")),
    "0 g": ({"grams": 0}, ("grams", "out_of_bounds")),
    "-5 g": ({"grams": -5}, ("grams", "out_of_bounds")),
    "5001 g": ({"grams": 5001}, ("grams", "out_of_bounds")),
    "a huge number": ({"grams": HUGE}, ("grams", "overflow")),
    "digits in quotes": ({"grams": "100"}, ("grams", "invalid")),
    "true": ({"grams": True}, ("grams", "invalid")),
    "a list": ({"grams": [100]}, ("grams", "invalid")),
    "101 servings": ({"servings": 101}, ("servings", "out_of_bounds")),
    "a quantity of nothing": (
        {"quantity": 2, "grams": 5},
        ("quantity", "quantity_without_portion"),
    ),
    "a portion of nothing": ({"portion": new_id()}, ("portion", "unknown_portion")),
    "a portion that is no id": ({"portion": "cup"}, ("portion", "invalid")),
    "a misspelt field": ({"gram": 5}, ("gram", "unknown_field")),
    "an unknown food": ({"food": new_id(), "grams": 5}, ("food", "unknown_food")),
    "null for a food": ({"food": None, "grams": 5}, ("food", "null")),
}


@pytest.mark.parametrize("name", MEALS_REFUSED)
def test_a_meal_that_makes_no_sense_is_refused(name: str, ada: User) -> None:
    fields, refused = MEALS_REFUSED[name]
    body = breakfast(**fields) if fields else {}
    response = api_of(ada).post(MEALS, body)
    assert response.status_code == 400
    assert response.json()["type"] == "validation_error"
    assert errors_of(response) == refused
    assert not Meal.objects.exists()


@pytest.mark.parametrize("method", ["post", "put", "patch"])
@pytest.mark.parametrize("name", ITEMS_REFUSED)
def test_an_item_that_makes_no_sense_is_refused_by_its_place(
    name: str, method: str, ada: User
) -> None:
    fields, (attr, code) = ITEMS_REFUSED[name]
    client = api_of(ada)
    client.post(MEALS, breakfast(id=AN_ID))
    before = client.get(MEALS).json()
    address = MEALS if method == "post" else f"{MEALS}{AN_ID}/"
    item = {"food": kimchi()["food"]} | fields
    response = getattr(client, method)(address, breakfast(items=[kimchi(), item]))
    assert response.status_code == 400
    assert errors_of(response) == [(f"items.1.{attr}", code)]
    assert client.get(MEALS).json() == before
    assert MealItem.objects.count() == 1


def test_a_patched_item_still_needs_its_food(ada: User) -> None:
    client = api_of(ada)
    client.post(MEALS, breakfast(id=AN_ID))
    response = client.patch(f"{MEALS}{AN_ID}/", {"items": [{"grams": 5}]})
    assert errors_of(response) == [("items.0.food", "required")]


def test_too_many_of_a_portion_are_refused(ada: User) -> None:
    cup = str(people.portion(people.food(people.KIMCHI), "cup").uid)
    for quantity in (0, 1001, 34):  # 34 cups of 150 g are more than 5 kg
        response = api_of(ada).post(
            MEALS, breakfast(items=[kimchi(portion=cup, quantity=quantity)])
        )
        assert errors_of(response) == [("items.0.quantity", "out_of_bounds")]


def test_two_items_cannot_share_an_id(ada: User) -> None:
    twice = [kimchi(id=AN_ID, grams=5)] * 2
    response = api_of(ada).post(MEALS, breakfast(items=twice))
    assert errors_of(response) == [("items", "id_given_twice")]


def test_every_wrong_item_is_named_at_once(ada: User) -> None:
    items = [kimchi(grams=0), kimchi(), kimchi(servings=-1)]
    response = api_of(ada).post(MEALS, breakfast(items=items))
    assert errors_of(response) == [
        ("items.0.grams", "out_of_bounds"),
        ("items.2.servings", "out_of_bounds"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "null",
        "[]",
        "5",
        '"meal"',
        '{"note": NaN}',
        '{"note": Infinity}',
        '{"note": -Infinity}',
        '{"note": "\\ud800"}',
        '{"\\ud800": 1}',
        '{"note": "\\u0000"}',
        '{"items": [{"grams": 1e400}]}',
        '{"items": ' + "[" * 30 + "]" * 30 + "}",
        "[" * 100_000,
        "1" * 5_000,
        "\ufeff{}",
    ],
)
def test_a_body_that_is_no_meal_gets_a_clear_400(body: str, ada: User) -> None:
    response = api_of(ada).post(MEALS, body, content_type="application/json")
    assert response.status_code == 400
    assert errors_of(response)


def test_bytes_that_are_no_text_get_a_clear_400(ada: User) -> None:
    response = api_of(ada).generic("POST", MEALS, b'{"note": "\xff"}', "application/json")
    assert errors_of(response) == [(None, "parse_error")]


def test_a_million_items_are_turned_away_unread(ada: User) -> None:
    body = json.dumps(breakfast()).replace("[", "[" + "{}," * 10**6)
    response = api_of(ada).post(MEALS, body, content_type="application/json")
    assert response.status_code == 413
    assert errors_of(response) == [(None, "too_large")]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/csv"])
def test_other_kinds_of_body_are_not_read(kind: str, ada: User) -> None:
    response = api_of(ada).post(MEALS, "a=b", content_type=kind)
    assert response.status_code == 415
    assert errors_of(response) == [(None, "unsupported_media_type")]


def test_an_answer_in_xml_is_not_to_be_had(ada: User) -> None:
    response = api_of(ada).get(MEALS, headers={"accept": "application/xml"})
    assert response.status_code == 406
    assert errors_of(response) == [(None, "not_acceptable")]


NO_ADDRESSES = ("", "nope/", "meals", "meals/1/", f"meals/{'-' * 36}/", "days/x/y/", "weeks/")


@pytest.mark.parametrize("address", NO_ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_address_that_is_none_gets_json(address: str, method: str, ada: User) -> None:
    response = getattr(api_of(ada), method)(API + address)
    assert response.status_code == 404
    assert errors_of(response) == [(None, "not_found")]


def test_a_missing_slash_is_pointed_out(ada: User) -> None:
    assert "slash" in api_of(ada).get(f"{API}meals").json()["errors"][0]["detail"]
