"""`check-ins/`: how somebody feels, logged once and shown to them alone."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.scales import SCALE_KEYS
from journal.models import CheckIn
from tests import people
from tests.api_support import AN_ID, ANOTHER_ID, CHECK_INS, api_of, errors_of

AT = "2026-11-18T08:30:00+01:00"


def feeling(**fields: Any) -> dict[str, Any]:
    return {"at": AT, "mood": 7} | fields


def test_a_check_in_comes_back_whole(ada: User) -> None:
    client = api_of(ada)
    response = client.post(CHECK_INS, feeling(id=AN_ID, gut_comfort=0, note="Slept well"))
    assert response.status_code == 201
    assert response.json() == {
        "id": AN_ID,
        "at": AT,
        "local_day": "2026-11-18",
        "time_zone": "Europe/Berlin",
        "mood": 7,
        "anxiety": None,
        "stress": None,
        "energy": None,
        "focus": None,
        "gut_comfort": 0,
        "note": "Slept well",
    }
    assert client.get(f"{CHECK_INS}{AN_ID}/").json() == response.json()
    assert client.get(CHECK_INS).json()["results"] == [response.json()]


def test_the_same_check_in_sent_again_changes_nothing(ada: User) -> None:
    client = api_of(ada)
    first = client.post(CHECK_INS, feeling(id=AN_ID))
    before = CheckIn.objects.values().get()
    again = client.post(CHECK_INS, feeling(id=AN_ID, mood=1))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert CheckIn.objects.values().get() == before


def test_several_check_ins_a_day_are_several(ada: User) -> None:
    client = api_of(ada)
    for _ in range(2):
        assert client.post(CHECK_INS, feeling()).status_code == 201
    assert client.get(CHECK_INS).json()["count"] == 2


def test_a_note_alone_is_a_check_in(ada: User) -> None:
    response = api_of(ada).post(CHECK_INS, {"at": AT, "note": "Argued with Ben"})
    assert response.status_code == 201
    assert all(response.json()[key] is None for key in SCALE_KEYS)


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({}, ("at", "required")),
        ({"at": AT}, ("non_field_errors", "invalid")),
        ({"at": AT, "note": "   "}, ("non_field_errors", "invalid")),
        (feeling(at="2026-11-18"), ("at", "invalid")),
        (feeling(at="2126-11-18T08:00:00Z"), ("at", "in_the_future")),
        (feeling(at="0001-01-01T00:00:00Z"), ("at", "too_long_ago")),
        (feeling(mood=11), ("mood", "max_value")),
        (feeling(mood=-1), ("mood", "min_value")),
        (feeling(mood=10**4000), ("mood", "max_value")),
        (feeling(mood=7.5), ("mood", "invalid")),
        (feeling(mood="7"), ("mood", "invalid")),
        (feeling(mood=True), ("mood", "invalid")),
        (feeling(mood=[7]), ("mood", "invalid")),
        (feeling(note="x" * 5001), ("note", "max_length")),
        (feeling(note="a\x00b"), ("note", "null_characters_not_allowed")),
        (feeling(note=None), ("note", "null")),
        (feeling(joy=7), ("joy", "unknown_field")),
        (feeling(id="1"), ("id", "invalid")),
    ],
)
def test_a_check_in_that_makes_no_sense_is_refused(
    body: dict[str, Any], refused: tuple[str, str], ada: User
) -> None:
    response = api_of(ada).post(CHECK_INS, body)
    assert response.status_code == 400
    assert errors_of(response) == [refused]
    assert not CheckIn.objects.exists()


def test_a_put_clears_what_it_leaves_out_and_a_patch_does_not(ada: User) -> None:
    client = api_of(ada)
    before = client.post(CHECK_INS, feeling(id=AN_ID, stress=3, note="n")).json()
    patched = client.patch(f"{CHECK_INS}{AN_ID}/", {"mood": 2}).json()
    assert patched == before | {"mood": 2}
    put = client.put(f"{CHECK_INS}{AN_ID}/", feeling(mood=2)).json()
    assert put == before | {"mood": 2, "stress": None, "note": ""}


def test_a_rating_can_be_taken_back(ada: User) -> None:
    client = api_of(ada)
    client.post(CHECK_INS, feeling(id=AN_ID, stress=3))
    assert client.patch(f"{CHECK_INS}{AN_ID}/", {"mood": None}).json()["mood"] is None
    response = client.patch(f"{CHECK_INS}{AN_ID}/", {"stress": None})
    assert response.status_code == 400
    assert client.get(f"{CHECK_INS}{AN_ID}/").json()["stress"] == 3


def test_what_was_read_can_be_put_back_and_changes_nothing(ada: User) -> None:
    client = api_of(ada)
    before = client.post(CHECK_INS, feeling(id=AN_ID, stress=3, note="n")).json()
    assert client.put(f"{CHECK_INS}{AN_ID}/", before).json() == before


def test_a_put_to_an_unknown_id_makes_nothing(ada: User) -> None:
    assert api_of(ada).put(f"{CHECK_INS}{ANOTHER_ID}/", feeling()).status_code == 404
    assert not CheckIn.objects.exists()


def test_the_id_of_a_check_in_cannot_change(ada: User) -> None:
    client = api_of(ada)
    client.post(CHECK_INS, feeling(id=AN_ID))
    response = client.patch(f"{CHECK_INS}{AN_ID}/", {"id": ANOTHER_ID})
    assert errors_of(response) == [("id", "id_cannot_change")]


def test_deleting_again_says_that_nothing_is_there(ada: User) -> None:
    client = api_of(ada)
    client.post(CHECK_INS, feeling(id=AN_ID))
    assert client.delete(f"{CHECK_INS}{AN_ID}/").status_code == 204
    assert client.delete(f"{CHECK_INS}{AN_ID}/").status_code == 404


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_another_persons_check_in_is_not_found(method: str, ada: User, ben: User) -> None:
    check_in = people.feel(ada, "2026-11-18 08:30", mood=7)
    response = getattr(api_of(ben), method)(f"{CHECK_INS}{check_in.uid}/", feeling())
    assert response.status_code == 404
    check_in.refresh_from_db()
    assert check_in.mood == 7
    assert api_of(ben).get(CHECK_INS).json()["count"] == 0


def test_the_list_keeps_the_days_from_and_to_both_included(ada: User) -> None:
    for day in (15, 16, 17, 18):
        people.feel(ada, f"2026-11-{day} 03:00", mood=day - 10)
    page = api_of(ada).get(CHECK_INS, {"from": "2026-11-15", "to": "2026-11-16"}).json()
    assert [row["mood"] for row in page["results"]] == [6, 7]


def test_a_list_of_any_length_costs_the_same_queries(ada: User) -> None:
    client = api_of(ada)
    for hour in range(5, 20):
        people.feel(ada, f"2026-11-17 {hour:02}:00", mood=5)
    client.get(CHECK_INS)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(CHECK_INS).json()["count"] == 15
    # The token, how many there are, the check-ins.
    assert len(queries) == 3
