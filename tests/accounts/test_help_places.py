"""Places of help: by country, from a file the host can replace."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client

from accounts.countries import country_names, country_of_zone
from accounts.days import zone_names
from accounts.help_places import check_help_file, countries_with_help, country_for, help_in
from accounts.models import User

HEAD = "country,kind,name,phone,url,note\n"


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Berlin", "DE"),
        ("Europe/Stockholm", "SE"),
        ("America/New_York", "US"),
        ("Asia/Kolkata", "IN"),
        ("Asia/Calcutta", "IN"),
        ("Europe/Kiev", "UA"),
        ("UTC", ""),
        ("Mars/Olympus", ""),
    ],
)
def test_a_time_zone_tells_the_country(zone: str, country: str) -> None:
    assert country_of_zone(zone) == country


def test_nearly_every_zone_has_a_country() -> None:
    without = [zone for zone in zone_names() if not country_of_zone(zone)]
    places = [
        zone for zone in without if not zone.startswith(("Etc/", "US/", "Mexico/", "Canada/"))
    ]
    assert len(places) < 20, places


def test_our_file_is_in_order() -> None:
    assert check_help_file() == []
    assert {"DE", "US", "GB", "AU", "IN", "BR"} <= {key for key, _ in countries_with_help()}


@pytest.mark.parametrize("country", [key for key, _ in countries_with_help()])
def test_every_country_we_list_has_an_emergency_number(country: str) -> None:
    assert help_in(country).emergency
    assert country in country_names()


def test_every_entry_says_where_it_comes_from() -> None:
    rows = Path(site.DATA_DIR, "help_places.csv").read_text().splitlines()[1:]
    assert all(row.endswith(("stored copy", 'not re-read"')) for row in rows)


def test_a_country_we_do_not_know_still_gets_what_holds_everywhere() -> None:
    places = help_in("AQ")
    assert places.talk == places.emergency == []
    assert places.everywhere
    assert places.country_name == "Antarctica"


@pytest.mark.django_db
def test_the_country_follows_the_zone_unless_chosen(ada: User) -> None:
    assert country_for(ada) == "DE"
    ada.help_country = "AT"
    assert country_for(ada) == "AT"


@pytest.mark.django_db
def test_the_help_page_shows_the_persons_country_and_any_other(ada_client: Client) -> None:
    assert "tel:08001110111" in ada_client.get("/help/").content.decode()
    page = ada_client.get("/help/?country=FR").content.decode()
    assert "tel:3114" in page
    assert "tel:08001110111" not in page
    assert "tel:08001110111" in ada_client.get("/help/?country=XX").content.decode()


@pytest.mark.django_db
def test_a_stranger_sees_every_country_and_can_choose(client: Client) -> None:
    page = client.get("/help/").content.decode()
    for number in ("988", "116123", "3114", "131114"):
        assert f"tel:{number}" in page
    assert "tel:188" not in client.get("/help/?country=NZ").content.decode()


@pytest.mark.django_db
def test_a_country_is_chosen_in_the_settings(ada: User, ada_client: Client) -> None:
    form = {"time_zone": "Europe/Berlin", "day_starts_at_hour": "4", "help_country": "CH"}
    ada_client.post("/settings/", form)
    assert "tel:143" in ada_client.get("/help/").content.decode()
    ada_client.post("/settings/", form | {"help_country": "ZZ"})
    ada.refresh_from_db()
    assert ada.help_country == "CH"


@pytest.mark.django_db
def test_a_host_can_name_a_file_of_their_own(
    ada_client: Client, settings: Any, tmp_path: Path
) -> None:
    file = tmp_path / "help.csv"
    file.write_text(HEAD + "DE,talk,Our clinic,+49 30 123,https://clinic.example,9 to 5\n")
    settings.HELP_FILE = str(file)
    page = ada_client.get("/help/").content.decode()
    assert "tel:+4930123" in page
    assert "Our clinic" in page
    assert "TelefonSeelsorge" not in page


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("DE,talk,,123,,", "row 2: a name"),
        ("DE,talk,Name,,,", "row 2: a name"),
        ("DE,chat,Name,123,,", 'kind "chat"'),
        ("Germany,talk,Name,123,,", 'country "Germany"'),
        ("DE,talk,Name,,javascript:alert(1),", "must begin with https://"),
    ],
)
def test_a_file_with_a_mistake_is_named_before_the_site_starts(
    settings: Any, tmp_path: Path, row: str, problem: str
) -> None:
    file = tmp_path / f"help{abs(hash(row))}.csv"
    file.write_text(HEAD + row + "\n")
    settings.HELP_FILE = str(file)
    assert problem in check_help_file()[0].msg


def test_a_file_that_is_not_there_is_named(settings: Any, tmp_path: Path) -> None:
    settings.HELP_FILE = str(tmp_path / "nowhere.csv")
    assert "nowhere.csv" in check_help_file()[0].msg
