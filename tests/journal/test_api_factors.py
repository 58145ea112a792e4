"""Factors and their values, for programs."""

from typing import Any

import pytest

from accounts.models import ApiToken, User
from journal.models import Factor, FactorEntry
from journal.services import make_factor, want_built_in
from tests.api_support import AN_ID, ANOTHER_ID, API, api_of, errors_of

FACTORS, ENTRIES = f"{API}factors/", f"{API}factor-entries/"
pytestmark = pytest.mark.django_db


def test_a_built_in_factor_is_switched_on_by_its_key(ada: User) -> None:
    api = api_of(ada)
    reply = api.post(FACTORS, {"key": "sleep_h"})
    assert reply.status_code == 201
    body = reply.json()
    assert body.pop("id")
    assert body == {
        "key": "sleep_h",
        "name": "Sleep",
        "kind": "amount",
        "unit": "h",
        "is_in_use": True,
        "highest": 24,
    }
    assert api.post(FACTORS, {"key": "sleep_h"}).status_code == 200
    assert api.get(FACTORS).json()["count"] == 1


def test_a_factor_of_ones_own_is_made_once(ada: User) -> None:
    api, body = api_of(ada), {"id": AN_ID, "name": "Walk", "kind": "yes_no"}
    assert api.post(FACTORS, body).status_code == 201
    assert api.post(FACTORS, body | {"name": "Run"}).status_code == 200
    assert api.get(f"{FACTORS}{AN_ID}/").json()["key"] == "walk"
    assert Factor.objects.get().name == "Walk"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, {("name", "required"), ("kind", "required")}),
        ({"key": "moon"}, {("key", "unknown_key")}),
        ({"name": "Walk"}, {("kind", "required")}),
        ({"name": "Walk", "kind": "colour"}, {("kind", "invalid_choice")}),
        ({"name": 5, "kind": "yes_no"}, {("name", "invalid")}),
        ({"name": "x" * 61, "kind": "yes_no"}, {("name", "max_length")}),
        ({"colour": "red"}, {("colour", "unknown_field")}),
    ],
)
def test_a_factor_that_makes_no_sense_is_refused(
    ada: User, body: dict[str, Any], where: set[tuple[str, str]]
) -> None:
    reply = api_of(ada).post(FACTORS, body)
    assert reply.status_code == 400
    assert set(errors_of(reply)) == where


def test_a_factor_can_be_renamed_and_put_aside_but_not_turned_into_another(ada: User) -> None:
    api, walk = api_of(ada), make_factor(ada, name="Walk", kind="yes_no")[0]
    address = f"{FACTORS}{walk.uid}/"
    assert api.patch(address, {"name": "Long walk", "is_in_use": False}).status_code == 200
    walk.refresh_from_db()
    assert (walk.name, walk.is_in_use, walk.key) == ("Long walk", False, "walk")
    for change in ({"kind": "scale"}, {"key": "run"}):
        assert errors_of(api.patch(address, change)) == [(next(iter(change)), "cannot_change")]
    assert errors_of(api.patch(address, {"id": AN_ID})) == [("id", "id_cannot_change")]
    assert api.put(address, {"name": "Run"}).status_code == 405


def test_deleting_a_factor_deletes_its_values(ada: User) -> None:
    api, sleep = api_of(ada), want_built_in(ada, "sleep_h")
    api.post(ENTRIES, {"factor": "sleep_h", "day": "2026-11-18", "value": 7})
    assert api.delete(f"{FACTORS}{sleep.uid}/").status_code == 204
    assert not FactorEntry.objects.exists()


def test_a_value_is_kept_once_a_day(ada: User) -> None:
    api, sleep = api_of(ada), want_built_in(ada, "sleep_h")
    body = {"id": AN_ID, "factor": str(sleep.uid), "day": "2026-11-18", "value": 7.5}
    first = api.post(ENTRIES, body)
    assert first.status_code == 201
    assert first.json() == body | {"key": "sleep_h"}
    assert api.post(ENTRIES, body).status_code == 200
    # Another id for the same day: the value is replaced, the row and its id stay.
    other = api.post(ENTRIES, body | {"id": ANOTHER_ID, "value": 8})
    assert (other.status_code, other.json()["id"]) == (200, AN_ID)
    # The first request, sent once more, does not undo that.
    assert api.post(ENTRIES, body).json()["value"] == 8
    assert FactorEntry.objects.count() == 1


def test_yes_and_no_are_true_and_false(ada: User) -> None:
    api = api_of(ada)
    want_built_in(ada, "illness")
    for sent, kept in ((True, True), (False, False), (1, True), (0, False)):
        body = {"factor": "illness", "day": "2026-11-18", "value": sent}
        assert api.post(ENTRIES, body).json()["value"] is kept
    days = api.get(f"{API}days/?from=2026-11-17&to=2026-11-18").json()["results"]
    assert [day["factors"] for day in days] == [{"illness": None}, {"illness": False}]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"value": 25}, ("value", "out_of_bounds")),
        ({"value": None}, ("value", "null")),
        ({"value": "7"}, ("value", "invalid")),
        ({"day": "2026-11-19"}, ("day", "in_the_future")),
        ({"day": "18.11.2026"}, ("day", "invalid")),
        ({"factor": "illness"}, ("factor", "unknown")),
        ({"factor": 7}, ("factor", "unknown")),
        ({"factor": ANOTHER_ID}, ("factor", "unknown")),
    ],
)
def test_a_value_that_cannot_be_is_refused(
    ada: User, change: dict[str, Any], where: tuple[str, str]
) -> None:
    want_built_in(ada, "sleep_h")
    body = {"factor": "sleep_h", "day": "2026-11-18", "value": 7} | change
    reply = api_of(ada).post(ENTRIES, body)
    assert (reply.status_code, errors_of(reply)) == (400, [where])
    assert not FactorEntry.objects.exists()


def test_a_value_is_corrected_and_taken_back(ada: User) -> None:
    api = api_of(ada)
    want_built_in(ada, "sleep_h")
    api.post(ENTRIES, {"id": AN_ID, "factor": "sleep_h", "day": "2026-11-18", "value": 7})
    address = f"{ENTRIES}{AN_ID}/"
    assert api.patch(address, {"value": 6}).json()["value"] == 6
    assert errors_of(api.patch(address, {"day": "2026-11-17"})) == [("day", "cannot_change")]
    assert errors_of(api.patch(address, {"value": 30})) == [("value", "out_of_bounds")]
    whole = {"factor": "sleep_h", "day": "2026-11-18", "value": 5.5}
    assert api.put(address, whole).json()["value"] == 5.5
    assert api.delete(address).status_code == 204
    assert api.get(address).status_code == 404


def test_values_are_listed_by_day_and_filtered(ada: User) -> None:
    api = api_of(ada)
    want_built_in(ada, "sleep_h")
    for day in (16, 18, 17):
        api.post(ENTRIES, {"factor": "sleep_h", "day": f"2026-11-{day}", "value": 7})
    days = [row["day"] for row in api.get(ENTRIES).json()["results"]]
    assert days == ["2026-11-16", "2026-11-17", "2026-11-18"]
    inside = api.get(f"{ENTRIES}?from=2026-11-17&to=2026-11-17").json()
    assert [row["day"] for row in inside["results"]] == ["2026-11-17"]


def test_other_peoples_factors_do_not_exist(ada: User, ben: User) -> None:
    walk = make_factor(ada, name="Walk", kind="yes_no")[0]
    bens = api_of(ben)
    assert bens.get(f"{FACTORS}{walk.uid}/").status_code == 404
    assert bens.delete(f"{FACTORS}{walk.uid}/").status_code == 404
    body = {"factor": str(walk.uid), "day": "2026-11-18", "value": True}
    assert errors_of(bens.post(ENTRIES, body)) == [("factor", "unknown")]
    assert bens.get(FACTORS).json()["count"] == 0


def test_a_read_token_changes_nothing(ada: User) -> None:
    api = api_of(ada, ApiToken.Scope.READ)
    assert api.post(FACTORS, {"key": "sleep_h"}).status_code == 403
    assert api.get(FACTORS).status_code == 200


def test_the_csv_of_days_has_a_column_for_each_factor(ada: User) -> None:
    api = api_of(ada)
    want_built_in(ada, "illness")
    api.post(ENTRIES, {"factor": "illness", "day": "2026-11-18", "value": False})
    reply = api.get(f"{API}days/?from=2026-11-17&to=2026-11-18", headers={"accept": "text/csv"})
    head, *rows = b"".join(reply.streaming_content).decode().splitlines()
    assert head.endswith(",factor_illness")
    assert [row.rsplit(",", 1)[1] for row in rows] == ["", "0"]


def test_an_export_holds_factors_and_values(ada: User) -> None:
    api = api_of(ada)
    want_built_in(ada, "illness")
    api.post(ENTRIES, {"factor": "illness", "day": "2026-11-18", "value": True})
    export = b"".join(api.get(f"{API}export/").streaming_content).decode()
    assert '"factor_entries": [' in export
    assert '"key": "illness", "value": true' in export
