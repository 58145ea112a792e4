"""`export/`: the whole account in one file, the same file every time."""

import json
import tracemalloc
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.owned import Owned
from exchange import export
from exchange.export import ROWS_A_TIME, json_pieces
from insights.services import choose_digest, keep_print_note
from journal.models import CheckIn
from journal.services import log_check_in
from tests import people
from tests.api_support import (
    AN_ID,
    API,
    CHECK_INS,
    MEALS,
    api_of,
    breakfast,
    errors_of,
    food_id,
    kimchi,
)
from tracker.models import Food, FoodDay, FoodPlant, Portion, ProbioticDose
from tracker.nutrients import NUTRIENTS

EXPORT = f"{API}export/"


def export_of(person: User, query: str = "?format=json") -> dict[str, Any]:
    response = api_of(person).get(EXPORT + query)
    assert response.status_code == 200
    assert response.streaming
    return json.loads(response.getvalue())


def fill(person: User) -> Food:
    """Give a person one row of everything, through the API where it can be done there."""
    client = api_of(person)
    cup = str(people.portion(people.food(people.KIMCHI), "cup").uid)
    items = [kimchi(portion=cup, quantity=2), kimchi(servings=1)]
    client.post(MEALS, breakfast(id=AN_ID, items=items, note="Ünïcode 🥬"))
    client.post(CHECK_INS, {"at": "2026-11-18T01:30:00", "mood": 0, "note": "late"})
    client.put(f"{API}days/2026-11-18/", {"food": "recorded"})
    ProbioticDose.objects.create(
        user=person,
        taken_at=people.at(person, "2026-11-17 08:00"),
        local_day="2026-11-17",
        time_zone=person.time_zone,
        product="Capsules",
        cfu=1e10,
    )
    soup = Food.objects.create(
        owner=person, source=Food.Source.OWN, source_id="1", name="Soup", fibre_g=2.5
    )
    Portion.objects.create(food=soup, amount=1, description="bowl", gram_weight=300)
    FoodPlant.objects.create(food=soup, plant_id="leek", basis=FoodPlant.Basis.NAME)
    return soup


def test_the_file_names_its_format_version_and_units(ada: User) -> None:
    export = export_of(ada)
    assert (export["format"], export["schema_version"]) == ("commensal", 1)
    assert export["exported_at"] == "2026-11-18T12:00:00+00:00"
    quantities = {*NUTRIENTS, "grams", "fermented_servings", "live_servings", "cfu", "mood"}
    assert quantities <= set(export["units"])
    assert export["profile"]["email"] == ada.email
    for table in ("foods", "meals", "check_ins", "food_days", "probiotic_doses"):
        assert export[table] == []


def test_every_row_is_there_with_its_figures(ada: User) -> None:
    soup = fill(ada)
    export = export_of(ada)
    [meal] = export["meals"]
    assert (meal["id"], meal["local_day"], meal["note"]) == (AN_ID, "2026-11-18", "Ünïcode 🥬")
    assert (meal["eaten_at"], meal["time_zone"]) == ("2026-11-18T08:30:00+01:00", "Europe/Berlin")
    portion, servings = meal["items"]
    assert (portion["food"], portion["name"]) == (food_id(people.KIMCHI), "Kimchi")
    assert (portion["grams"], portion["portion"], portion["quantity"]) == (300, "cup", 2)
    assert portion["fibre_g"] == pytest.approx(4.8)
    assert (portion["live_servings"], portion["plants"]) == (4, ["napa-cabbage"])
    assert set(NUTRIENTS) <= set(portion)
    assert (servings["servings"], servings["grams"], servings["fibre_g"]) == (1, None, None)
    [check_in] = export["check_ins"]
    assert (check_in["local_day"], check_in["mood"]) == ("2026-11-17", 0)
    assert (check_in["anxiety"], check_in["note"]) == (None, "late")
    [food_day] = export["food_days"]
    assert (food_day["local_day"], food_day["status"]) == ("2026-11-18", "complete")
    [dose] = export["probiotic_doses"]
    assert (dose["product"], dose["cfu"]) == ("Capsules", 1e10)
    [food] = export["foods"]
    assert (food["id"], food["name"], food["fibre_g"]) == (str(soup.uid), "Soup", 2.5)
    assert (food["portions"][0]["grams"], food["plants"]) == (300, ["leek"])


def test_what_is_kept_for_prints_and_mails_is_there(ada: User) -> None:
    keep_print_note(ada, name="Ada", note="Ünïcode", keep=True)
    choose_digest(ada, "link")
    export = export_of(ada)
    [kept], [digest] = export["print_notes"], export["weekly_mails"]
    assert (kept["name"], kept["note"]) == ("Ada", "Ünïcode")
    assert digest["holds"] == "link"


def test_two_exports_of_the_same_account_are_the_same_bytes(ada: User) -> None:
    fill(ada)
    for hour in ("07:00", "05:00", "06:00"):
        people.eat(ada, f"2026-11-17 {hour}", (people.APPLE, 100))
    client = api_of(ada)
    first, second = (client.get(EXPORT).getvalue() for _ in range(2))
    assert first == second
    times = [meal["eaten_at"] for meal in json.loads(first)["meals"]]
    assert times == sorted(times)


def test_an_account_holds_its_own_rows_only_and_no_secrets(ada: User, ben: User) -> None:
    fill(ada)
    text = api_of(ben).get(EXPORT).getvalue().decode()
    assert "Soup" not in text
    assert AN_ID not in text
    assert json.loads(text)["meals"] == []
    whole = api_of(ada).get(EXPORT).getvalue().decode()
    assert "password" not in whole
    assert ada.password not in whole
    assert "token" not in whole


def test_the_file_is_one_to_keep(ada: User) -> None:
    response = api_of(ada, "read").get(EXPORT)
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == ('attachment; filename="commensal-2026-11-18.json"')


@pytest.mark.parametrize("name", ["csv", "fhir", "xml", "JSON"])
def test_a_format_that_is_not_offered_is_refused(name: str, ada: User) -> None:
    response = api_of(ada).get(EXPORT, {"format": name})
    assert response.status_code == 400
    assert errors_of(response) == [("format", "invalid_choice")]


def test_a_longer_diary_costs_queries_by_the_chunk_and_not_by_the_row(ada: User) -> None:
    people.eat(ada, "2026-11-17 05:00", (people.APPLE, 100))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(json_pieces(ada, now=people.NOW))
        return len(queries)

    of_one = cost()
    for minute in range(50):
        people.eat(ada, f"2026-11-17 06:{minute:02}", (people.APPLE, 100))
        people.feel(ada, f"2026-11-17 06:{minute:02}", mood=5)
    assert cost() == of_one


def test_a_long_diary_is_never_held_in_memory_whole(ada: User) -> None:
    def peak_of_export() -> tuple[int, int]:
        tracemalloc.start()
        size = sum(map(len, json_pieces(ada, now=people.NOW)))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size, peak

    # While one chunk is read the one before it is still there, so two show what is normal.
    log(ada, 2 * ROWS_A_TIME)
    peak_of_export()
    short, peak_of_short = peak_of_export()
    log(ada, 6 * ROWS_A_TIME)
    long, peak_of_long = peak_of_export()
    assert long > 3 * short
    assert peak_of_long < 1.5 * peak_of_short


def log(person: User, number: int) -> None:
    """Log check-ins with long notes, quickly."""
    pattern, _ = log_check_in(person, at=people.NOW, now=people.NOW, note="x" * 500)
    before = CheckIn.objects.count()
    CheckIn.objects.bulk_create(
        CheckIn(
            user=person,
            at=people.NOW - timedelta(minutes=before + minute),
            local_day=pattern.local_day,
            time_zone=pattern.time_zone,
            note=pattern.note,
        )
        for minute in range(number)
    )


def test_what_was_said_of_days_is_in_order(ada: User) -> None:
    for day in (17, 15, 16):
        FoodDay.objects.create(user=ada, local_day=f"2026-11-{day}", status="none")
    assert [row["local_day"][-2:] for row in export_of(ada, "")["food_days"]] == ["15", "16", "17"]


def test_no_kind_of_row_of_a_persons_is_left_out() -> None:
    owned = {model.__name__ for model in apps.get_models() if issubclass(model, Owned)}
    assert owned <= set(vars(export))
