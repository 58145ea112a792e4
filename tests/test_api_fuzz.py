"""Whatever JSON arrives, the answer is one that a program can read, and never a crash."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.scales import SCALE_KEYS
from tests import people
from tests.api_support import AN_ID, API, BREAKFAST_AT, CHECK_INS, MEALS, api_of, food_id

# Characters of every kind, halves of characters and null among them.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(10**400), max_value=10**400)
    | st.floats()
    | ANY_TEXT
    | st.datetimes().map(str)
    | st.sampled_from(["", AN_ID, BREAKFAST_AT, "0001-01-01T00:00:00Z", "9999-12-31T23:59:59"])
)
ANY_JSON = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4)
)
few = settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def loosely(fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    """Return bodies that have some of these fields, right or wrong, and now and then others."""
    some = st.fixed_dictionaries({}, optional={name: fields[name] | ANY_JSON for name in fields})
    return some | st.tuples(some, st.dictionaries(ANY_TEXT, ANY_JSON, max_size=1)).map(
        lambda both: both[1] | both[0]
    )


def meals() -> st.SearchStrategy[Any]:
    """Return bodies that look like meals from afar."""
    item = loosely(
        {
            "id": st.uuids().map(str),
            "food": st.just(food_id(people.KIMCHI)),
            "grams": st.floats(-10, 6000),
            "servings": st.floats(-1, 200),
            "portion": st.uuids().map(str),
            "quantity": st.floats(-1, 2000),
        }
    )
    return loosely(
        {
            "id": st.uuids().map(str),
            "eaten_at": st.just(BREAKFAST_AT),
            "kind": st.sampled_from(["lunch", "brunch"]),
            "note": ANY_TEXT,
            "items": st.lists(item, max_size=3),
        }
    )


CHECK_IN = loosely(
    {"id": st.uuids().map(str), "at": st.just(BREAKFAST_AT), "note": ANY_TEXT}
    | {key: st.integers(-1, 11) for key in SCALE_KEYS}
)


def check(response: Any) -> None:
    """Assert that the answer is a success or an error in the shape of all errors."""
    assert response.status_code < 500
    if response.status_code >= 400:
        body = response.json()
        assert set(body) == {"type", "errors"}
        assert body["errors"]


@pytest.mark.parametrize("method", ["post", "put", "patch"])
@few
@given(data=st.data())
def test_no_meal_whatsoever_makes_the_api_crash(method: str, data: Any, ada: User) -> None:
    client = api_of(ada)
    address = MEALS
    if method != "post":
        address = f"{MEALS}{people.eat(ada, '2026-11-17 08:00', (people.APPLE, 9)).uid}/"
    body = json.dumps(data.draw(meals() | ANY_JSON))
    check(getattr(client, method)(address, body, content_type="application/json"))
    assert client.get(MEALS).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch"])
@few
@given(body=CHECK_IN | ANY_JSON)
def test_no_check_in_whatsoever_makes_the_api_crash(method: str, body: Any, ada: User) -> None:
    client = api_of(ada)
    address = CHECK_INS
    if method != "post":
        address = f"{CHECK_INS}{people.feel(ada, '2026-11-17 08:00', mood=5).uid}/"
    check(getattr(client, method)(address, json.dumps(body), content_type="application/json"))
    assert client.get(CHECK_INS).status_code == 200


@few
@given(body=ANY_JSON)
def test_no_profile_and_no_day_whatsoever_makes_the_api_crash(body: Any, ada: User) -> None:
    client = api_of(ada)
    for address in ("me/", "days/2026-11-18/"):
        check(client.patch(API + address, json.dumps(body), content_type="application/json"))


@few
@given(query=st.dictionaries(st.sampled_from(["from", "to", "q", "limit", "page"]), ANY_TEXT))
def test_no_query_whatsoever_makes_the_api_crash(query: dict[str, str], ada: User) -> None:
    client = api_of(ada)
    sent = {
        name: value.encode("utf-8", "surrogatepass").decode("latin-1")
        for name, value in query.items()
    }
    for address in ("foods/", "meals/", "days/"):
        check(client.get(API + address, sent))
