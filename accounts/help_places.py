"""Where help can be found, by country: a small file that a host can replace with their own.

The file is CSV: `country` (two letters, empty for everywhere), `kind` (`emergency` or `talk`),
`name`, `phone`, `url`, `note`. Further columns, such as sources, are for people.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error

from accounts.countries import country_names, country_of_zone
from accounts.models import User

EMERGENCY, TALK = "emergency", "talk"
ALLOWED_URL = re.compile(r"https://\S+")


@dataclass(frozen=True)
class HelpPlace:
    """A number to call or a page to open."""

    country: str
    kind: str
    name: str
    phone: str
    url: str
    note: str

    @property
    def tel(self) -> str:
        """The number as a phone dials it."""
        return re.sub(r"[^0-9+]", "", self.phone)


@dataclass(frozen=True)
class Help:
    """What there is for somebody in one country; `everywhere` holds for all."""

    country: str
    emergency: list[HelpPlace]
    talk: list[HelpPlace]
    everywhere: list[HelpPlace]

    @property
    def country_name(self) -> str:
        """The country's name, or nothing where it is unknown."""
        return country_names().get(self.country, "")

    @property
    def first(self) -> HelpPlace | None:
        """The place to name where there is room for one."""
        return next(iter([*self.talk, *self.everywhere]), None)


def help_in(country: str) -> Help:
    """Return the places of help of a country."""
    places = _places(Path(settings.HELP_FILE))
    local = [place for place in places if place.country == country and country]
    return Help(
        country=country,
        emergency=[place for place in local if place.kind == EMERGENCY],
        talk=[place for place in local if place.kind == TALK],
        everywhere=[place for place in places if not place.country],
    )


def country_for(user: User) -> str:
    """Return the country a person chose, or the one their time zone lies in."""
    return user.help_country or country_of_zone(user.time_zone)


def countries_with_help() -> list[tuple[str, str]]:
    """Return the countries the file knows, letters and name, by name."""
    known = {place.country for place in _places(Path(settings.HELP_FILE)) if place.country}
    names = country_names()
    return sorted(((key, names.get(key, key)) for key in known), key=lambda pair: pair[1])


def check_help_file(**_: object) -> list[CheckMessage]:
    """Report a file that cannot be read or has a wrong row; the site does not start with one."""
    try:
        _places(Path(settings.HELP_FILE))
    except (OSError, UnicodeError, ValueError) as error:
        hint = "Correct the file that COMMENSAL_HELP_FILE names, or leave the variable out."
        return [Error(str(error), hint=hint, id="commensal.E001")]
    return []


def talk_everywhere() -> list[tuple[str, list[HelpPlace]]]:
    """Return the places to talk in every country the file knows, for when nobody says where."""
    everyone = ((name, help_in(key).talk) for key, name in countries_with_help())
    return [(name, talk) for name, talk in everyone if talk]


@cache
def _places(path: Path) -> list[HelpPlace]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [_place(row, path, number) for number, row in enumerate(rows, start=2)]


def _place(row: dict[str, str], path: Path, number: int) -> HelpPlace:
    names = ("country", "kind", "name", "phone", "url", "note")
    place = HelpPlace(**{name: (row.get(name) or "").strip() for name in names})
    problem = ""
    if place.kind not in {EMERGENCY, TALK}:
        problem = f'kind "{place.kind}" is not known. Write {EMERGENCY} or {TALK}.'
    elif not place.name or not (place.tel or place.url):
        problem = "a name and a phone number or an address are needed."
    elif place.url and not ALLOWED_URL.fullmatch(place.url):
        problem = f'address "{place.url}" must begin with https://.'
    elif place.country and place.country not in country_names():
        problem = f'country "{place.country}" is not known. Use two letters, for example DE.'
    if problem:
        raise ValueError(f"{path.name}, row {number}: {problem}")
    return place
