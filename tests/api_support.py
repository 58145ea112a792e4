"""Short ways to talk to the API as one of the cast."""

import uuid
from typing import Any

from rest_framework.test import APIClient

from accounts.models import ApiToken, User
from tests import people

API = "/api/v1/"
MEALS, CHECK_INS = f"{API}meals/", f"{API}check-ins/"
AN_ID = "7f9c24e8-3b12-4fef-91e0-55f1c2f0ab01"
ANOTHER_ID = "0d7a2c6e-0d44-4a8f-8f0e-6c8e3f1f9d11"
BREAKFAST_AT = "2026-11-18T08:30:00+01:00"


def api_of(person: User, scope: str = ApiToken.Scope.WRITE) -> APIClient:
    """Return a client that carries a token of `person`'s."""
    _, secret = ApiToken.objects.issue(person, name="A notebook", scope=scope)
    return APIClient(HTTP_AUTHORIZATION=f"Bearer {secret}")


def food_id(source_id: str) -> str:
    """Return the API's id of a food."""
    return str(people.food(source_id).uid)


def kimchi(**fields: Any) -> dict[str, Any]:
    """Return an item of 100 g kimchi, or of another amount."""
    return {"food": food_id(people.KIMCHI)} | (fields or {"grams": 100})


def breakfast(**fields: Any) -> dict[str, Any]:
    """Return the body of a meal."""
    return {"eaten_at": BREAKFAST_AT, "kind": "breakfast", "items": [kimchi()]} | fields


def new_id() -> str:
    """Return an id nobody has used."""
    return str(uuid.uuid4())


def errors_of(response: Any) -> list[tuple[str | None, str]]:
    """Return where and why a request was refused, having checked the shape of the answer."""
    body = response.json()
    assert set(body) == {"type", "errors"}
    assert body["type"] in {"validation_error", "client_error"}
    for error in body["errors"]:
        assert set(error) == {"code", "detail", "attr"}
        assert error["detail"]
    return [(error["attr"], error["code"]) for error in body["errors"]]
