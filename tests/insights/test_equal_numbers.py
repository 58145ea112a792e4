"""One figure, one value: page, API, print, PDF and mail say the same, and pandas agrees.

The diary has what makes figures differ: days not logged or only in part, days without food, foods
nobody knows the fibre of, a week on the other side of the world. What pandas works out comes from
the files that the API exports and from nothing else.
"""

import html
import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from accounts.days import Week
from accounts.models import User
from insights.demo.life import made_up_days
from insights.demo.lives import LIVES, Spell
from insights.demo.writer import write_diary
from insights.digest.mail import digest_mail
from insights.findings.outlook import CLAIMS
from insights.models import Digest
from insights.services import choose_digest
from tests.api_support import API, api_of
from tests.insights import by_pandas
from tests.insights.by_pandas import NUTRIENTS, RATINGS, SERVINGS, PandasWeek, figure
from tests.insights.pdf_text import texts_of
from tests.people import NOW, OATS, TEMPEH, client_of, eat

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
FIRST = TODAY - timedelta(days=89)
# The running week, the one before, the week abroad with both flights, and one that was ill.
WEEKS = ("2026-W47", "2026-W46", "2026-W44", "2026-W41")
NAMES = {
    "fibre_g": "Fibre",
    "fermented_servings": "Fermented food",
    "live_servings": "Live fermented food",
    "plant_points": "Plants",
    "tryptophan_g": "Tryptophan",
    "probiotic_doses": "Probiotics",
    "mood": "Mood",
    "anxiety": "Anxiety",
    "stress": "Stress",
    "energy": "Energy",
    "focus": "Focus",
    "gut_comfort": "Gut comfort",
}
NAMES_IN_PRINT = NAMES | {"live_servings": "of it live"}
SHOWN_IN_MG = {"tryptophan_g": 1_000}
NOT_RECORDED, AT_LEAST = "–", "≥\N{NO-BREAK SPACE}"
ROW = re.compile(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', re.DOTALL)


@pytest.fixture
def traveller(ada: User) -> User:
    """Ada with ninety days that have everything figures could trip over."""
    life = replace(
        LIVES["year"],
        silent=(Spell(0.5, 4),),
        ill=(Spell(0.56, 5),),
        abroad=(Spell(0.75, 8),),
        capsules=(Spell(0.3, 60),),
        rated_from={},
        forgets=0.1,
    )
    write_diary(ada, made_up_days(np.random.default_rng(1), life, FIRST, TODAY), now=NOW)
    return ada


@pytest.fixture
def export(traveller: User) -> dict[str, Any]:
    """The whole account as its owner takes it away."""
    answer = api_of(traveller).get(f"{API}export/?format=json")
    return json_of(answer)


@pytest.fixture
def days(traveller: User) -> pd.DataFrame:
    """The daily table as its owner takes it away."""
    answer = api_of(traveller).get(
        f"{API}days/?from={FIRST}&to={TODAY}", headers={"Accept": "text/csv"}
    )
    return by_pandas.days_of_csv(text_of(answer))


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def json_of(answer: Any) -> Any:
    return json.loads(text_of(answer))


def worked_out(days: pd.DataFrame, export: Mapping[str, Any], week: str) -> PandasWeek:
    monday = str(Week.named(week).first)
    return by_pandas.week_of(days, by_pandas.items_of_export(export), monday, str(TODAY))


def said(
    name: str, value: float, *, at_least: bool = False, words: str = "≥\N{NO-BREAK SPACE}"
) -> str:
    """Return a figure as pages say it."""
    if math.isnan(value):
        return NOT_RECORDED
    return f"{words if at_least else ''}{figure(value * SHOWN_IN_MG.get(name, 1))}"


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split(" ")).strip()


def rows_of(page: str) -> dict[str, list[list[str]]]:
    """Return the cells of every table row of a page, by what the row is about."""
    rows: dict[str, list[list[str]]] = {}
    for head, cells in ROW.findall(page):
        name = plain(re.split(r"<small|<span", head)[0])
        rows.setdefault(name, []).append(
            [plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells, re.DOTALL)]
        )
    return rows


def test_the_exported_days_are_those_of_the_exported_meals(
    days: pd.DataFrame, export: dict[str, Any]
) -> None:
    worked = by_pandas.days_of_export(export, str(FIRST), str(TODAY))
    assert days["food"].tolist() == worked["food"].tolist()
    assert {"recorded", "none", "not_recorded"} == set(days["food"])
    names = [name for name in worked if name not in {"food", "meals"}]
    assert len(names) == 16
    pd.testing.assert_frame_equal(
        days[names], worked[names], check_dtype=False, check_freq=False, check_names=False
    )
    assert days["fibre_unknown_items"].sum() > 0
    zones = {meal["time_zone"] for meal in export["meals"]}
    assert zones == {"Europe/Berlin", "Asia/Tokyo"}


@pytest.mark.parametrize("week", WEEKS)
def test_the_api_gives_the_week_that_pandas_works_out(
    traveller: User, days: pd.DataFrame, export: dict[str, Any], week: str
) -> None:
    expected = worked_out(days, export, week)
    given = api_of(traveller).get(f"{API}weeks/{week}/").json()
    assert given["recorded_days"] == expected.recorded_days
    assert set(given["plants"]) == expected.plants
    assert given["plant_points"] == by_pandas.points(expected.plants)
    for name, mean in expected.means.items():
        assert given["means"][name] == exactly(mean), name
    for name, total in expected.totals.items():
        assert given["totals"][name] == exactly(total), name
    for name, usual in expected.usual.items():
        shown = given["usual"][name]
        assert (shown["week"] or {}).get("usual") == exactly(usual), name
        usual_days = [day and day["usual"] for day in shown["days"]]
        assert usual_days == [exactly(value) for value in expected.usual_days[name]], name


def exactly(value: float) -> Any:
    return None if math.isnan(value) else pytest.approx(value, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("week", WEEKS)
def test_the_week_page_says_what_pandas_works_out(
    traveller: User, days: pd.DataFrame, export: dict[str, Any], week: str
) -> None:
    expected = worked_out(days, export, week)
    before = worked_out(days, export, str(Week.named(week).previous))
    page = client_of(traveller).get(f"/insights/weeks/{week}/").content.decode()
    rows = rows_of(page)
    is_compared = {said(name, expected.usual[name]) for name in NAMES} != {NOT_RECORDED}
    for name, label in NAMES.items():
        this, *usual = rows[label][0]
        at_least = expected.at_least.get(name, False)
        assert this == said(name, expected.means[name], at_least=at_least), name
        # Before anything is usual the page has no column for it.
        assert usual == ([said(name, expected.usual[name])] if is_compared else []), name
        assert rows[label][1] == [
            this,
            said(name, before.means[name], at_least=before.at_least.get(name, False)),
        ], name
    for name in (*NUTRIENTS[:2], *SERVINGS):
        total, total_before = rows[NAMES[name]][2]
        assert total == said(
            name, expected.totals[name], at_least=has_unknown(export, week, name)
        ), name
        assert total_before.endswith(said(name, before.totals[name])), name
    plants = f"{len(expected.plants)} different plants, "
    points = f"{figure(by_pandas.points(expected.plants))} of 30 points."
    assert f"<p>{plants}{points}</p>" in page


def has_unknown(export: dict[str, Any], week: str, name: str) -> bool:
    """Return whether anything logged in the week, on whatever day, does not state a nutrient."""
    if name not in NUTRIENTS:
        return False
    items, named = by_pandas.items_of_export(export), Week.named(week)
    of_week = items[items["day"].between(str(named.first), str(named.last))]
    is_unknown = of_week[name].isna()
    if name == "fibre_g":
        is_unknown |= of_week["fibre_is_at_least"].astype(bool)
    return bool(is_unknown.any())


@pytest.mark.parametrize("week", WEEKS[1:])
def test_the_weekly_mail_says_what_pandas_works_out(
    traveller: User, days: pd.DataFrame, export: dict[str, Any], week: str
) -> None:
    expected = worked_out(days, export, week)
    digest = choose_digest(traveller, Digest.Holds.WEEK)
    assert digest
    mail = digest_mail(digest, Week.named(week), now=NOW)
    food, shown = expected.recorded_days["food"], days.loc[str(Week.named(week).first) :][:7]
    fibre = said(
        "fibre_g",
        expected.means["fibre_g"],
        at_least=expected.at_least["fibre_g"],
        words="at least ",
    )
    lines = [f"- Fibre: {fibre}\N{NO-BREAK SPACE}g a day (recorded on {food} of 7 days)"]
    lines += [
        f"- {NAMES[name]}: {figure(expected.means[name])} of 10 "
        f"(recorded on {shown[name].count()} of 7 days)"
        for name in RATINGS
    ]
    lines.append(f"- Plants in the week: {figure(by_pandas.points(expected.plants))} of 30 points")
    for line in lines:
        assert line in mail.body, (line, mail.body)
        in_html = plain(str(mail.alternatives[0][0]))
        assert line.split(": ")[1].split(" (")[0] in in_html


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-11-09", "2026-11-15"), ("2026-10-26", "2026-11-01"), (str(FIRST), str(TODAY))],
)
def test_print_and_pdf_say_what_pandas_works_out(
    traveller: User, days: pd.DataFrame, first: str, last: str
) -> None:
    window = days.loc[first:last]
    asked = f"?from={first}&to={last}"
    rows = rows_of(client_of(traveller).get(f"/insights/print/{asked}").content.decode())
    pdf = client_of(traveller).get(f"/insights/print.pdf{asked}")
    texts = texts_of(b"".join(pdf) if pdf.streaming else pdf.content)
    for name in ("fibre_g", *SERVINGS, "plant_points", "probiotic_doses", *RATINGS):
        known = window[name].dropna()
        at_least = name == "fibre_g" and window["fibre_unknown_items"].sum() > 0
        cells = [
            str(len(known)),
            said(name, float(known.mean()), at_least=at_least, words="at least "),
            " – ".join(figure(float(known.quantile(share))) for share in (0.2, 0.8)),
        ]
        assert rows[NAMES_IN_PRINT[name]][0] == cells, name
        at = texts.index(NAMES_IN_PRINT[name])
        assert " ".join(cells) in " ".join(texts[at : at + 6]), name  # after the unit
    food, rated = window["food"].ne("not_recorded"), window[list(RATINGS)].notna().any(axis=1)
    for label, flags in (("Food recorded", food), ("Rated", rated)):
        told = texts[texts.index(label) + 1]
        assert told.startswith(f"{int(flags.sum())} of {len(window)} days"), label


@pytest.mark.parametrize("window", ["28", "90", "all"])
def test_the_patterns_page_describes_a_window_as_pandas_does(
    traveller: User, days: pd.DataFrame, window: str
) -> None:
    logged = days if window == "all" else days.iloc[-int(window) :]
    page = client_of(traveller).get(f"/insights/patterns/?window={window}").content.decode()
    rows = rows_of(page)
    for name in ("fibre_g", *SERVINGS, "plant_points", *RATINGS):
        known = logged[name].dropna()
        at_least = name == "fibre_g" and logged["fibre_unknown_items"].sum() > 0
        shown = next(cells for cells in rows[NAMES_IN_PRINT[name]] if len(cells) == 4)
        assert shown == [
            said(name, float(known.mean()), at_least=at_least, words="at least "),
            figure(float(known.quantile(0.2))),
            figure(float(known.quantile(0.8))),
            str(len(known)),
        ], name


def test_every_surface_says_the_same_of_findings(traveller: User) -> None:
    """Sentences of findings: patterns, week, API, print and PDF; figures in print and PDF."""
    given = api_of(traveller).get(f"{API}findings/").json()
    texts = " ".join(texts_of(client_of(traveller).get("/insights/print.pdf").content))
    sheet = plain(client_of(traveller).get("/insights/print/").content.decode())
    week = plain(client_of(traveller).get("/insights/weeks/2026-W47/").content.decode())
    patterns = plain(client_of(traveller).get("/insights/patterns/").content.decode())
    assert len(given["findings"]) > 3
    for found in given["findings"]:
        for surface in (sheet, patterns, texts):
            assert found["sentence"] in surface
        assert (found["sentence"] in week) == (found["verdict"] in CLAIMS)
        exposure, outcome = found["exposure"], found["outcome"]
        address = f"/insights/findings/{exposure}/{outcome}/"
        detail = plain(client_of(traveller).get(address).content.decode())
        assert found["sentence"] in detail


def test_a_mean_is_not_at_least_for_a_food_on_a_day_that_is_left_out(ada: User) -> None:
    """Nobody knows the fibre of tempeh; a day with a single meal is in the sum alone."""
    for day in (9, 10, 11):
        for hour in ("08:00", "12:00"):
            eat(ada, f"2026-11-{day:02} {hour}", (OATS, 100))
    eat(ada, "2026-11-13 12:00", (TEMPEH, 100))
    rows = rows_of(client_of(ada).get("/insights/weeks/2026-W46/").content.decode())
    mean, total = rows["Fibre"][0][0], rows["Fibre"][2][0]
    assert not mean.startswith(AT_LEAST)
    assert total == said("fibre_g", 3 * float(mean), at_least=True)
    digest = choose_digest(ada, Digest.Holds.WEEK)
    assert digest
    body = digest_mail(digest, Week.named("2026-W46"), now=NOW).body
    assert f"- Fibre: {mean}\N{NO-BREAK SPACE}g a day" in body
    page = client_of(ada).get("/insights/print/?from=2026-11-09&to=2026-11-15").content.decode()
    assert rows_of(page)["Fibre"][0][:2] == ["3", mean]
