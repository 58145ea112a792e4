"""Charts of findings carry the numbers of their pages, and only the person's own."""

import gzip
import re
from collections.abc import Callable
from typing import Any

import altair as alt
import pytest
from django.test import Client

from accounts.models import User
from insights.charts import drawing
from insights.charts.forest import forest_chart, forest_rows, forest_spec
from insights.findings.outlook import outlook
from insights.findings.patterns import PER_STEP, PER_SWING, Patterns, patterns
from insights.wording import forbidden_words
from tests.insights.every_verdict import store_every_verdict
from tests.insights.test_looks import TODAY, diary
from tests.people import NOW

pytestmark = pytest.mark.django_db

FOREST = "/insights/patterns/chart.json"
FINDING = "/insights/findings/fermented_servings/mood/"
KINDS = ("stretches", "lags", "groups", "days")


def shown_to(person: User, per: str = PER_STEP) -> Patterns:
    return patterns(person, outlook(person, now=NOW), today=TODAY, per=per)


def page_of(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return page.replace("&#x27;", "'").replace("&nbsp;", " ")


@pytest.mark.parametrize("per", [PER_STEP, PER_SWING])
def test_the_forest_holds_the_points_of_its_page_in_its_order(ada: User, per: str) -> None:
    store_every_verdict(ada)
    shown = shown_to(ada, per)
    with_estimates = [pattern for pattern in shown.all if pattern.strip]
    rows = forest_rows(shown)
    assert [row.name for row in rows] == [each.current.question for each in with_estimates]
    for row, pattern in zip(rows, with_estimates, strict=True):
        difference = pattern.per_step if per == PER_STEP else pattern.per_swing
        assert difference
        assert (row.estimate, row.low, row.high) == (
            difference.estimate,
            difference.low,
            difference.high,
        )
        assert row.under.startswith(f"{difference.signed} ({difference.signed_range})")
        assert row.kind == pattern.finding.verdict


def test_the_band_is_what_would_not_matter_for_as_much_food(ada: User) -> None:
    store_every_verdict(ada)
    assert {row.margin for row in forest_rows(shown_to(ada, PER_SWING))} == {0.5}
    shown = shown_to(ada)
    row, pattern = forest_rows(shown)[0], shown.all[0]
    assert pattern.finding.swing
    assert pattern.per_step
    assert row.margin == pytest.approx(0.5 * pattern.per_step.amount / pattern.finding.swing)


def test_the_forest_is_known_to_altair_and_can_be_drawn(ada: User) -> None:
    store_every_verdict(ada)
    spec = forest_spec(shown_to(ada))
    alt.LayerChart.from_dict(spec)
    assert "Fermented food → mood" in drawing.svg(spec)


def test_the_table_holds_every_question_also_those_without_a_figure(ada: User) -> None:
    store_every_verdict(ada)
    shown = shown_to(ada)
    chart = forest_chart(shown)
    assert chart
    assert [row[0] for row in chart.rows] == [each.current.question for each in shown.all]
    assert any(row[2:] == ("–", "–", "–") for row in chart.rows)
    assert not forbidden_words(" ".join([chart.summary, chart.title, *chart.columns]))


def test_hidden_numbers_leave_verdicts_and_sides(ada: User) -> None:
    store_every_verdict(ada)
    spec = forest_spec(shown_to(ada), hide_numbers=True)
    rows = spec["datasets"]["rows"]
    told = [row["under"] + row["said"] for row in rows] + spec["title"]["text"]
    assert not re.search(r"\d", "".join(told))
    assert rows[0]["said"].endswith(("higher rating.", "lower rating."))


def test_an_empty_diary_has_no_forest(ada: User, ada_client: Client) -> None:
    assert forest_chart(shown_to(ada)) is None
    with pytest.raises(ValueError, match="No question has an estimate"):
        forest_spec(shown_to(ada))
    assert ada_client.get(FOREST).status_code == 404


def test_the_pages_name_their_specs_and_hold_their_tables(ada: User, ada_client: Client) -> None:
    diary(ada, 60)
    page = page_of(ada_client, "/insights/patterns/?window=28")
    assert f'data-spec="{FOREST}?per=step"' in page
    assert 'data-spec="/insights/findings/fermented_servings/mood/trend.json?window=28"' in page
    assert 'class="strip"' in page
    page = page_of(ada_client, FINDING)
    for kind in KINDS:
        assert f'data-spec="{FINDING}{kind}.json"' in page


def test_a_findings_charts_hold_the_numbers_of_its_tables(ada: User, ada_client: Client) -> None:
    diary(ada, 60)
    page = page_of(ada_client, FINDING)
    specs = {kind: ada_client.get(f"{FINDING}{kind}.json").json() for kind in KINDS}
    for kind in ("stretches", "lags"):
        for row in specs[kind]["datasets"]["rows"]:
            estimate, span = re.match(r"(\S+) \(([^)]*)\)", row["under"]).groups()
            assert f"<td>{estimate}</td><td>{span}</td>" in page
    for group in specs["groups"]["datasets"]["groups"]:
        assert f"<td>{group['label']}</td>" in page
    places = specs["days"]["datasets"]["places"]
    days = sum(place["days"] for place in places)
    assert f"On {days} everything the question needs is known." in page
    assert days == sum(
        int(group["name"].rsplit("|", 1)[1].split()[0])
        for group in specs["groups"]["datasets"]["groups"]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_findings_charts_can_be_drawn(ada: User, ada_client: Client, kind: str) -> None:
    diary(ada, 60)
    assert drawing.svg(ada_client.get(f"{FINDING}{kind}.json").json()).startswith("<svg")


@pytest.mark.parametrize(
    "address",
    [
        f"{FINDING}pie.json",
        "/insights/findings/coffee/mood/days.json",
        "/insights/findings/coffee/mood/trend.json",
        "/insights/findings/fibre_g/mood/trend.json?window=7",
        "/insights/findings/fermented_servings/energy/groups.json",
    ],
)
def test_charts_that_are_not_there_are_not_found(
    ada: User, ada_client: Client, address: str
) -> None:
    diary(ada, 60)
    assert ada_client.get(address).status_code == 404


@pytest.mark.parametrize("window", ["28", "90", "365", "all"])
def test_the_trend_shows_the_days_of_its_window(ada: User, ada_client: Client, window: str) -> None:
    diary(ada, 60)
    spec = ada_client.get(f"/insights/findings/fermented_servings/mood/trend.json?window={window}")
    days = spec.json()["datasets"]["days"]
    assert days[-1]["day"] == "2026-11-18"
    assert len(days) == {"28": 28, "90": 90, "365": 365, "all": 61}[window]


@pytest.mark.parametrize("address", [FOREST, f"{FINDING}days.json", f"{FINDING}trend.json"])
def test_a_spec_is_the_persons_own_and_kept_until_it_changes(
    ada: User, ada_client: Client, ben_client: Client, client: Client, address: str
) -> None:
    diary(ada, 60)
    first = ada_client.get(address)
    assert set(first.headers["Cache-Control"].split(", ")) == {"private", "no-cache"}
    tag = {"if-none-match": first.headers["ETag"]}
    assert ada_client.get(address, headers=tag).status_code == 304
    assert ada_client.post(address).status_code == 405
    assert client.get(address).status_code == 302
    assert {"Cookie", "Accept-Encoding"} <= set(first.headers["Vary"].split(", "))
    zipped = ada_client.get(address, headers={"accept-encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert b"csrf" not in gzip.decompress(zipped.content)
    of_ben = ben_client.get(address, headers=tag)
    if of_ben.status_code == 200:
        values = [day["eaten"] for day in of_ben.json()["datasets"]["days"]]
        assert set(values) == {None}
    else:
        assert of_ben.status_code == 404


@pytest.mark.parametrize("odd", ["evil", "-1", "0", "99999999999999999999", "%00", "1&days=2", ""])
def test_odd_addresses_end_in_a_page_or_in_nothing_there(
    ada: User, ada_client: Client, odd: str
) -> None:
    diary(ada, 60)
    query = "&".join(f"{name}={odd}" for name in ("window", "per", "look", "days", "from", "to"))
    for page in ("/insights/patterns/", FINDING, "/insights/print/", f"{FINDING}days.json"):
        assert ada_client.get(f"{page}?{query}").status_code == 200
    for chart in (f"{FINDING}trend.json", "/insights/print/chart.json"):
        assert ada_client.get(f"{chart}?{query}").status_code in {200, 404}


def test_pages_with_secrets_are_not_compressed(ada_client: Client) -> None:
    page = ada_client.get("/insights/print/", headers={"accept-encoding": "gzip"})
    assert b"csrfmiddlewaretoken" in page.content
    assert "Content-Encoding" not in page.headers


@pytest.mark.parametrize(
    ("address", "queries"),
    [(FOREST, 20), (f"{FINDING}groups.json", 30), (f"{FINDING}trend.json", 15)],
)
def test_a_spec_asks_the_database_little(
    ada: User,
    ada_client: Client,
    django_assert_max_num_queries: Callable[..., Any],
    address: str,
    queries: int,
) -> None:
    diary(ada, 60)
    ada_client.get("/insights/patterns/")
    with django_assert_max_num_queries(queries):
        ada_client.get(address)
