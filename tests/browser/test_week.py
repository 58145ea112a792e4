"""The week page in a real browser: swiping, arrow keys, and what must stay as it was."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from accounts.days import Week
from accounts.models import User
from journal.services import log_check_in, make_factor, record_factor
from tests.people import KIMCHI, OATS, food, make_ada
from tracker.services import log_meal
from tracker.snapshots import ItemDraft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "A walk outside, however short, with the neighbours' old dog"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def ada_with_a_diary(server: LiveServer, page: Any) -> User:
    """Return Ada, signed in, with two weeks of meals, ratings, a note and a long factor."""
    ada = make_ada()
    now = datetime.now(UTC)
    walk, _ = make_factor(ada, name=LONG, kind="amount", unit="very small steps")
    for days in range(14):
        moment = now - timedelta(days=days)
        for hours in (0, 2):
            items = [ItemDraft(food(KIMCHI), grams=5_000), ItemDraft(food(OATS), grams=60)]
            eaten_at = moment - timedelta(hours=hours)
            log_meal(ada, eaten_at=eaten_at, kind="lunch", items=items, now=now)
        log_check_in(ada, at=moment, now=now, mood=5, note="Word" * 60)
        record_factor(walk, ada.today(moment), 100_000, now=now)
    client = Client()
    client.force_login(ada)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}
    page.context.add_cookies([cookie])
    return ada


def swipe(page: Any, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Draw one finger over the screen."""
    screen = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touched = [{"x": x, "y": y} for x, y in points]
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    touch("touchStart", start)
    for step in range(1, 6):
        share = step / 5
        x = start[0] + (end[0] - start[0]) * share
        y = start[1] + (end[1] - start[1]) * share
        touch("touchMove", (x, y))
    touch("touchEnd")
    page.wait_for_timeout(200)
    page.wait_for_load_state()


def test_a_swipe_turns_to_the_weeks_beside(
    live_server: LiveServer, phone: Any, complaints: list[str]
) -> None:
    ada = ada_with_a_diary(live_server, phone)
    this_week = Week.of(ada.today(datetime.now(UTC)))
    address = f"{live_server.url}/insights/weeks/"
    phone.goto(f"{address}{this_week}/")
    swipe(phone, (120, 400), (300, 420))
    assert phone.url == f"{address}{this_week.previous}/"
    swipe(phone, (300, 400), (120, 420))
    assert phone.url == f"{address}{this_week}/"
    swipe(phone, (300, 400), (120, 420))  # there is no week after this one
    assert phone.url == f"{address}{this_week}/"
    assert complaints == []


def test_scrolling_a_short_move_and_the_screens_edge_turn_nothing(
    live_server: LiveServer, phone: Any
) -> None:
    ada_with_a_diary(live_server, phone)
    phone.goto(f"{live_server.url}/insights/weeks/")
    here = phone.url
    for start, end in (
        ((200, 600), (210, 300)),  # down the page
        ((200, 400), (240, 400)),  # a slip of the finger
        ((5, 400), (250, 400)),  # the browser's own way back
        ((120, 300), (260, 440)),  # neither across nor down
    ):
        swipe(phone, start, end)
        assert phone.url == here


def test_a_table_that_scrolls_keeps_its_swipe_and_a_selection_its_text(
    live_server: LiveServer, phone: Any
) -> None:
    ada_with_a_diary(live_server, phone)
    phone.goto(f"{live_server.url}/insights/weeks/")
    here = phone.url
    table = phone.locator(".scroll").first
    table.evaluate("box => { box.firstElementChild.width = 900; }")
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    middle = int(box["y"] + box["height"] / 3)
    swipe(phone, (300, middle), (120, middle))
    assert phone.url == here
    phone.evaluate("getSelection().selectAllChildren(document.querySelector('.week__sentence'))")
    swipe(phone, (120, 500), (300, 500))
    assert phone.url == here


def test_arrow_keys_turn_unless_something_else_has_them(
    live_server: LiveServer, phone: Any
) -> None:
    ada = ada_with_a_diary(live_server, phone)
    this_week = Week.of(ada.today(datetime.now(UTC)))
    phone.goto(f"{live_server.url}/insights/weeks/")
    with phone.expect_navigation():
        phone.keyboard.press("ArrowLeft")
    assert phone.url.endswith(f"/{this_week.previous}/")
    with phone.expect_navigation():
        phone.keyboard.press("ArrowRight")
    phone.locator(".scroll").first.focus()
    for keys in ("ArrowLeft", "Alt+ArrowUp", "Shift+ArrowLeft"):
        phone.keyboard.press(keys)
    phone.wait_for_timeout(200)
    assert phone.url.endswith(f"/{this_week}/")


def test_the_week_can_be_read_and_turned_without_scripts(
    live_server: LiveServer, chromium: Any
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    ada_with_a_diary(live_server, page)
    page.goto(f"{live_server.url}/insights/weeks/")
    page.get_by_role("link", name="The week before").click()
    assert page.get_by_label("The week after").is_visible()
    page.get_by_text("Notes of the week").click()
    assert page.locator(".notes .note").first.is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_long_names_and_huge_amounts_fit_and_nothing_is_inaccessible(
    live_server: LiveServer, phone: Any, complaints: list[str], scheme: str
) -> None:
    ada_with_a_diary(live_server, phone)
    phone.emulate_media(color_scheme=scheme)
    phone.goto(f"{live_server.url}/insights/weeks/")
    phone.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert phone.evaluate(OVERFLOW) == 0
    assert Axe().run(phone).response["violations"] == []
    assert complaints == []
