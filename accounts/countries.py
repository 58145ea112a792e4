"""Which country a time zone lies in, by the tables of the time zone database."""

from functools import cache
from importlib.resources import files


@cache
def country_of_zone(time_zone: str) -> str:
    """Return the two letters of the country a zone belongs to, or nothing when it is unclear."""
    countries = _countries()
    return countries.get(time_zone) or countries.get(_links().get(time_zone, ""), "")


@cache
def country_names() -> dict[str, str]:
    """Return the names of all countries by their two letters."""
    return dict(line.split("\t")[:2] for line in _lines("iso3166.tab"))


def _countries() -> dict[str, str]:
    rows = (line.split("\t") for line in _lines("zone.tab"))
    return {row[2]: row[0] for row in rows}


def _links() -> dict[str, str]:
    """Return the zones that older names such as Asia/Calcutta stand for."""
    rows = (line.split() for line in _lines("tzdata.zi"))
    return {row[2]: row[1] for row in rows if row[0] == "L"}


def _lines(name: str) -> list[str]:
    text = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
