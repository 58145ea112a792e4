"""Charts are drawn under the strict policy, follow scheme and width, and can be done without."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.conftest import PHONE
from tests.people import KIMCHI, OATS, TEMPEH, eat, feel, make_ada

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WEEK = "/insights/weeks/2026-W46/"
LISTEN = """
  window.refused = [];
  addEventListener("securitypolicyviolation", (event) =>
    refused.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
COLOUR_OF_FIRST_BAR = """
  getComputedStyle(document.querySelector(".chart__drawing .mark-rect path[fill*=fibre]")).fill
"""
DRAWN = ".chart__drawing svg .mark-text text"


@pytest.fixture
def ada(live_server: LiveServer) -> User:
    """Ada, with a week of two recorded days, the one between them left out."""
    ada = make_ada()
    for day in ("2026-11-09", "2026-11-11"):
        eat(ada, f"{day} 08:00", (OATS, 80), kind="breakfast")
        eat(ada, f"{day} 12:00", (KIMCHI, 75), (TEMPEH, 100))
        feel(ada, f"{day} 21:00", mood=6)
    return ada


def open_week(context: Any, server: LiveServer, person: User) -> tuple[Any, list[str]]:
    """Open the week signed in, and return the page with all its console has to say."""
    client = Client()
    client.force_login(person)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}
    context.add_cookies([cookie])
    context.set_default_timeout(10_000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(LISTEN)
    answer = page.goto(server.url + WEEK)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    return page, said


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_week_is_drawn_under_the_strict_policy(
    live_server: LiveServer, chromium: Any, ada: User, scheme: str
) -> None:
    context = chromium.new_context(viewport=PHONE, color_scheme=scheme, locale="en-GB")
    page, said = open_week(context, live_server, ada)
    page.wait_for_selector(DRAWN)
    drawing = page.get_by_role("img", name="Day by day. Fibre: logged on 2 of 7 days")
    assert drawing.is_visible()
    assert not page.locator(".week-table").first.is_visible()
    found = Axe().run(page).response["violations"]
    # Gaps as outlines, and no bar on them.
    assert page.locator(DRAWN, has_text="–").count() == 3 * 5
    # What a finger on a day meets is told in a box that the stylesheet dresses.
    page.locator(".chart__drawing .mark-rect path[fill*=fibre]").first.hover(force=True)
    tip = page.locator("#vg-tooltip-element")
    tip.wait_for()
    assert tip.text_content().startswith("Monday 9 November: fibre ")
    assert page.evaluate("document.querySelectorAll('head style, body style').length") == 0
    assert page.evaluate("refused") == []
    assert [rule["id"] for rule in found] == []
    assert said == []
    context.close()


def test_the_table_is_one_press_away(live_server: LiveServer, chromium: Any, ada: User) -> None:
    context = chromium.new_context(viewport=PHONE)
    page, _ = open_week(context, live_server, ada)
    page.wait_for_selector(DRAWN)
    summary = page.get_by_text("Show as table")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".chart .week-table").is_visible()
    assert page.locator(DRAWN).first.is_visible()
    context.close()


def test_colours_follow_the_scheme_without_drawing_anew(
    live_server: LiveServer, chromium: Any, ada: User
) -> None:
    context = chromium.new_context(viewport=PHONE, color_scheme="light")
    page, _ = open_week(context, live_server, ada)
    page.wait_for_selector(DRAWN)
    page.evaluate("document.querySelector('.chart__drawing svg').dataset.drawn = 'once'")
    by_day = page.evaluate(COLOUR_OF_FIRST_BAR)
    page.emulate_media(color_scheme="dark")
    by_night = page.evaluate(COLOUR_OF_FIRST_BAR)
    page.emulate_media(color_scheme="dark", media="print")
    on_paper = page.evaluate(COLOUR_OF_FIRST_BAR)
    assert by_day != by_night
    assert on_paper == by_day
    assert page.locator(".chart__drawing svg[data-drawn=once]").count() == 1
    context.close()


def test_the_drawing_takes_the_width_there_is(
    live_server: LiveServer, chromium: Any, ada: User
) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 800})
    page, _ = open_week(context, live_server, ada)
    page.wait_for_selector(DRAWN)
    for width in (320, 1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(
            """() => {
              const drawing = document.querySelector(".chart__drawing");
              const gap = drawing.clientWidth - drawing.querySelector("svg").clientWidth;
              return gap >= 0 && gap < 12;
            }"""
        )
        sideways = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(sideways) <= 0
    context.close()


def test_without_scripts_the_table_is_there(
    live_server: LiveServer, chromium: Any, ada: User
) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page, _ = open_week(context, live_server, ada)
    assert page.locator(".week-table").first.is_visible()
    assert page.locator(".week-table .bar__fill").count() > 0
    assert not page.locator(".chart__drawing").is_visible()
    assert not page.get_by_text("Show as table").is_visible()
    context.close()


@pytest.mark.parametrize("lost", ["**/chart.json", "**/vega.js"])
def test_a_chart_that_fails_says_so_and_leaves_the_table(
    live_server: LiveServer, chromium: Any, ada: User, lost: str
) -> None:
    context = chromium.new_context(viewport=PHONE)
    context.route(lost, lambda route: route.abort())
    page, _ = open_week(context, live_server, ada)
    page.get_by_text("The picture could not be drawn; the table has all of it.").wait_for()
    assert page.locator(".week-table").first.is_visible()
    assert not page.locator(".chart__drawing").is_visible()
    context.close()


def test_pages_without_charts_load_no_bundle(
    live_server: LiveServer, chromium: Any, ada: User
) -> None:
    context = chromium.new_context(viewport=PHONE)
    page, _ = open_week(context, live_server, ada)
    page.wait_for_selector(DRAWN)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/today/")
    page.wait_for_load_state("networkidle")
    assert any(address.endswith("charts.js") for address in asked)
    assert not [address for address in asked if "vega" in address]
    context.close()
