"""The pages people come back for, with whole made-up lives in them: nothing jumps, nothing bars."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from accounts.days import Week
from accounts.models import User
from insights.demo.life import made_up_days
from insights.demo.lives import LIVES
from insights.demo.writer import write_diary
from insights.services import choose_questions
from tests.browser.conftest import PHONE
from tests.people import make_ada

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# As much as may move on a page that counts as still, by the measure browsers take themselves.
MOST_SHIFTED = 0.1
NOTE_SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
SCROLL_DOWN = """async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += 400) {
    scrollTo(0, y);
    await new Promise((next) => setTimeout(next, 30));
  }
  // A fast scroll may pass a chart between two frames, and nothing draws what nobody saw.
  for (const chart of document.querySelectorAll(".chart")) {
    chart.scrollIntoView();
    await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 60)));
  }
}"""
# A function: an expression would be evaluated as text, which the pages' policy forbids.
ALL_DRAWN = """() =>
  [...document.querySelectorAll(".chart")].every((chart) => chart.matches(".chart--drawn"))
"""
# A drawing higher than the room kept for it, or lower, by more than a line of text.
OFF_THEIR_ROOM = """
  [...document.querySelectorAll(".chart")].filter((chart) => {
    const room = Number(chart.querySelector(".chart__room").getAttribute("height"));
    return Math.abs(room - chart.querySelector(".chart__drawing").offsetHeight) > 20;
  }).map((chart) => chart.id)
"""
WIDER = "document.documentElement.scrollWidth - innerWidth"
# Two looks long at most: the pages are the same, and taking forty looks takes a minute.
DAYS = {"first-week": 4, "quarter": 90, "year": 100, "five-years": 120, "abroad": 30}


def a_life(name: str) -> User:
    """Return Ada, with the last days of a made-up life; `nobody` is an account with nothing."""
    ada = make_ada()
    if name == "nobody":
        return ada
    now, life = timezone.now(), LIVES[name]
    today = ada.today(now)
    first = today - timedelta(days=DAYS[name] - 1)
    write_diary(ada, made_up_days(np.random.default_rng(1), life, first, today), now=now)
    if life.questions:
        choose_questions(ada, life.questions, life.margin_points)
    return ada


def addresses(person: User) -> Iterator[str]:
    """Yield this week, the last whole one, and the pages around the findings.

    A phone opens all of them, a desk the first three, which have columns there.
    """
    this_week = Week.of(person.today(timezone.now()))
    yield f"/insights/weeks/{this_week}/"
    yield f"/insights/weeks/{this_week.previous}/"
    yield "/insights/patterns/?look=now"
    yield "/insights/findings/fermented_servings/mood/"
    yield "/insights/print/"


@pytest.mark.parametrize("name", ["nobody", *DAYS])
def test_a_life_is_shown_without_barriers_jumps_or_complaints(
    live_server: LiveServer, chromium: Any, name: str
) -> None:
    person = a_life(name)
    client = Client()
    client.force_login(person)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    said: list[str] = []
    found: dict[str, Any] = {}
    for width, scheme in ((PHONE["width"], "light"), (1280, "dark")):
        context = chromium.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, locale="en-GB"
        )
        context.add_cookies([{**cookie, "url": live_server.url}])
        context.add_init_script(NOTE_SHIFTS)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for address in list(addresses(person))[: 5 if width == PHONE["width"] else 3]:
            page.goto(live_server.url + address)
            page.evaluate(SCROLL_DOWN)
            page.wait_for_function(ALL_DRAWN)
            where = f"{address} at {width}"
            violations = Axe().run(page).response["violations"]
            found |= {f"{where}: {rule['id']}": rule["nodes"][0]["html"] for rule in violations}
            assert page.evaluate("shifted") < MOST_SHIFTED, where
            assert page.evaluate(OFF_THEIR_ROOM) == [], where
            assert page.evaluate(WIDER) <= 0, where
        context.close()
    assert found == {}
    assert said == []
