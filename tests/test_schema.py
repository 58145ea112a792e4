"""The description of the API: complete, valid, and open to everybody."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from drf_spectacular.validation import validate_schema

from tests.api_support import API

ADDRESSES = {
    "foods/": {"get", "post"},
    "foods/{id}/": {"get", "put", "delete"},
    "recipes/": {"get", "post"},
    "recipes/{id}/": {"get", "put", "delete"},
    "saved-meals/": {"get", "post"},
    "saved-meals/{id}/": {"get", "put", "patch", "delete"},
    "favourites/": {"get"},
    "favourites/{id}/": {"put", "delete"},
    "serving-taps/": {"get"},
    "probiotic-doses/": {"get", "post"},
    "probiotic-doses/{id}/": {"get", "put", "patch", "delete"},
    "meals/parse/": {"post"},
    "meals/": {"get", "post"},
    "meals/{id}/": {"get", "put", "patch", "delete"},
    "check-ins/": {"get", "post"},
    "check-ins/{id}/": {"get", "put", "patch", "delete"},
    "factors/": {"get", "post"},
    "factors/{id}/": {"get", "patch", "delete"},
    "factor-entries/": {"get", "post"},
    "factor-entries/{id}/": {"get", "put", "patch", "delete"},
    "days/": {"get"},
    "days/{day}/": {"get", "put", "patch"},
    "weeks/{week}/": {"get"},
    "findings/": {"get"},
    "findings/{exposure}/{outcome}/": {"get"},
    "findings/{exposure}/{outcome}/usefulness/": {"put", "delete"},
    "me/": {"get", "patch", "delete"},
    "export/": {"get"},
}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """Return the description, made with warnings taken for errors."""
    out = io.StringIO()
    command = ["spectacular", "--format=openapi-json", "--validate", "--fail-on-warn"]
    call_command(*command, stdout=out)
    return json.loads(out.getvalue())


def test_the_schema_is_made_without_a_warning_and_valid(schema: dict[str, Any]) -> None:
    validate_schema(schema)
    assert schema["openapi"].startswith("3.")


def test_the_schema_names_every_address_and_method(schema: dict[str, Any]) -> None:
    described = {
        path.removeprefix(API): set(methods) - {"parameters"}
        for path, methods in schema["paths"].items()
    }
    assert described == ADDRESSES


def test_the_schema_says_how_to_send_a_token(schema: dict[str, Any]) -> None:
    scheme = schema["components"]["securitySchemes"]["token"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")


def test_every_operation_describes_its_errors(schema: dict[str, Any]) -> None:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            assert {"401", "405"} <= set(operation["responses"]), (path, method)


@pytest.mark.django_db
def test_the_schema_is_served_as_json_to_everybody(schema: dict[str, Any]) -> None:
    response = Client().get(f"{API}schema/")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/json")
    assert response.json()["paths"].keys() == schema["paths"].keys()


@pytest.mark.django_db
def test_the_schema_can_be_had_as_yaml() -> None:
    response = Client().get(f"{API}schema/", headers={"accept": "application/vnd.oai.openapi"})
    assert response["Content-Type"].startswith("application/vnd.oai.openapi")


@pytest.mark.django_db
def test_the_docs_page_is_open_and_loads_nothing_from_elsewhere() -> None:
    response = Client().get(f"{API}docs/")
    page = response.content.decode()
    assert response.status_code == 200
    assert f'data-schema="{API}schema/"' in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script>" not in page
    assert "style=" not in page
