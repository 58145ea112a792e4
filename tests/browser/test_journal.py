"""Check-ins, factors, the journal and the first steps, in a real browser on a phone."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from accounts.models import WELCOME_STEPS, User
from journal.models import CheckIn, FactorEntry
from journal.services import log_check_in, make_factor, record_factor, want_built_in
from journal.unsubscribing import sign_for
from tests.people import make_ada

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCALES = ("Mood", "Anxiety", "Stress", "Energy", "Focus")
# What one can act on in the page and has not come to by keyboard; a group of radios is one stop.
NOT_REACHED = """
  [...document.querySelectorAll("main :is(a, button, summary, select, textarea, input)")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }))
    .filter((e) => !["hidden", "radio"].includes(e.type) && !e.dataset.reached)
    .map((e) => e.outerHTML.slice(0, 120))
"""
LONG = "A walk outside, however short, with the neighbours' old dog"


def sign_in(page: Any, server: LiveServer, person: User) -> None:
    client = Client()
    client.force_login(person)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}
    page.context.add_cookies([cookie])


def ada_who_knows_her_way() -> User:
    ada = make_ada()
    ada.welcome_steps_done = WELCOME_STEPS
    ada.save()
    return ada


def full_journal(ada: User) -> None:
    """Fill what the pages show: hard days, a year ago, factors answered and not."""
    now = datetime.now(UTC)
    for days in (0, 1, 2, 3, 40, 365, 366):
        moment = now - timedelta(days=days)
        log_check_in(ada, at=moment, now=now, mood=1, anxiety=10, note="Rain. " * (days + 1))
    for key in ("sleep_h", "sleep_quality", "illness"):
        want_built_in(ada, key)
    factor, _ = make_factor(ada, name=LONG, kind="amount", unit="very small steps")
    record_factor(factor, ada.today(now), 100_000, now=now)
    record_factor(want_built_in(ada, "illness"), ada.today(now), 0, now=now)


def test_five_scales_take_seven_taps_and_less_than_ten_seconds(
    live_server: LiveServer, phone: Any, complaints: list[str]
) -> None:
    ada = ada_who_knows_her_way()
    sign_in(phone, live_server, ada)
    taps = 0

    def tap(target: Any) -> None:
        nonlocal taps
        target.tap()
        taps += 1

    phone.goto(f"{live_server.url}/today/")
    started = time.monotonic()
    tap(phone.get_by_text("How are you?"))
    for scale in SCALES:
        group = phone.get_by_role("group", name=scale, exact=True)
        tap(group.locator("label", has_text="7"))
    tap(phone.get_by_role("button", name="Check in"))
    phone.wait_for_selector("text=Check in again")
    seconds = time.monotonic() - started
    print(f"check-in with five scales: {taps} taps, {seconds:.1f} s")
    check_in = CheckIn.objects.get()
    assert [getattr(check_in, scale.lower()) for scale in SCALES] == [7] * 5
    assert taps <= 7
    assert seconds <= 10
    assert complaints == []


def test_digits_rate_a_scale_and_move_on(live_server: LiveServer, phone: Any) -> None:
    from playwright.sync_api import expect

    sign_in(phone, live_server, ada_who_knows_her_way())
    phone.goto(f"{live_server.url}/check-ins/new/")
    first = phone.get_by_role("group", name="Mood", exact=True)
    first.get_by_role("radio", name="5", exact=True).focus()
    phone.keyboard.type("70")
    phone.keyboard.type("10", delay=50)
    phone.keyboard.press("1")
    focus = phone.get_by_role("group", name="Focus", exact=True)
    expect(focus.get_by_role("radio", name="0", exact=True)).to_be_focused()
    phone.keyboard.press("3")
    assert phone.evaluate("document.activeElement.textContent").strip() == "Check in"
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/today/")
    check_in = CheckIn.objects.get()
    ratings = [getattr(check_in, scale.lower()) for scale in SCALES]
    assert ratings == [7, 0, 10, 1, 3]


def test_factors_are_saved_by_one_tap_in_place(
    live_server: LiveServer, phone: Any, complaints: list[str]
) -> None:
    from playwright.sync_api import expect

    ada = ada_who_knows_her_way()
    for key in ("illness", "sleep_h"):
        want_built_in(ada, key)
    sign_in(phone, live_server, ada)
    phone.goto(f"{live_server.url}/today/")
    row = phone.locator(".factor", has_text="Illness")
    row.get_by_role("button", name="No", exact=True).tap()
    row.locator("[aria-pressed=true]", has_text="No").wait_for()
    assert FactorEntry.objects.get().value == 0
    assert phone.locator("#coverage tr", has_text="Illness").locator(".mark--none").count() == 1
    row.get_by_role("button", name="Take back").tap()
    expect(phone.locator(".factor [aria-pressed=true]")).to_have_count(0)
    sleep = phone.locator(".factor", has_text="Sleep")
    sleep.get_by_role("textbox").fill("7,5")
    sleep.get_by_role("textbox").press("Tab")
    sleep.get_by_role("button", name="Take back").wait_for()
    assert FactorEntry.objects.get().value == 7.5
    assert complaints == []


def test_everything_works_without_scripts(live_server: LiveServer, chromium: Any) -> None:
    ada = make_ada()
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    sign_in(page, live_server, ada)
    page.goto(f"{live_server.url}/welcome/")
    for _ in range(2):
        page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Done").click()
    assert page.url.endswith("/today/")
    page.goto(f"{live_server.url}/settings/factors/")
    page.get_by_role("button", name="Keep Illness").click()
    page.goto(f"{live_server.url}/today/")
    page.get_by_role("button", name="Yes", exact=True).click()
    assert (
        page.get_by_role("button", name="Yes", exact=True).get_attribute("aria-pressed") == "true"
    )
    page.goto(f"{live_server.url}/check-ins/new/")
    page.get_by_label("Note").fill("Words enough")
    page.get_by_role("button", name="Check in").click()
    page.goto(f"{live_server.url}/journal/")
    page.get_by_label("Search your notes").fill("WORDS")
    page.get_by_role("button", name="Search").click()
    assert "Words enough" in page.locator("#main").inner_text()
    for name in ("Month", "Year", "List"):
        page.get_by_role("navigation", name="Journal").get_by_role("link", name=name).click()
        assert page.locator("h1").is_visible()
    page.goto(f"{live_server.url}/settings/reminders/")
    page.get_by_label("Time 1").fill("20:30")
    page.get_by_role("button", name="Save reminders").click()
    assert page.get_by_label("Time 1").input_value() == "20:30"
    page.goto(f"{live_server.url}/reminders/stop/{sign_for(ada)}/")
    page.get_by_role("button", name="Stop them").click()
    assert "No more reminders" in page.locator("h1").inner_text()
    context.close()


def test_everything_is_reached_by_keyboard(live_server: LiveServer, phone: Any) -> None:
    ada = ada_who_knows_her_way()
    full_journal(ada)
    sign_in(phone, live_server, ada)
    for address in (
        "/today/",
        "/journal/",
        "/journal/calendar/",
        "/journal/year/",
        "/settings/factors/",
        "/settings/words/",
        "/settings/reminders/",
    ):
        phone.goto(live_server.url + address)
        count = len(phone.evaluate(NOT_REACHED))
        for _ in range(count + 40):
            phone.keyboard.press("Tab")
            phone.evaluate("document.activeElement.dataset.reached = 'yes'")
        assert phone.evaluate(NOT_REACHED) == [], address


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier_or_is_too_wide(
    live_server: LiveServer, chromium: Any, width: int, scheme: str
) -> None:
    ada, cleo = ada_who_knows_her_way(), User.objects.create_user("cleo@example.org", "x")
    full_journal(ada)
    today: date = ada.today(datetime.now(UTC))
    coffee, _ = make_factor(ada, name="Coffee", kind="amount", unit="cups")
    pages = (
        "/today/",
        f"/days/{today - timedelta(days=1)}/",
        f"/insights/weeks/{today:%G-W%V}/",
        "/check-ins/new/",
        "/journal/",
        "/journal/?q=rain&scale=mood",
        "/journal/?q=nothing-like-it",
        "/journal/calendar/",
        f"/journal/year/{today.year}/?scale=anxiety",
        "/settings/",
        "/settings/words/",
        "/settings/factors/",
        f"/settings/factors/{coffee.uid}/edit/",
        "/settings/reminders/",
        f"/reminders/stop/{sign_for(ada)}/",
        "/help/",
        "/help/?country=NZ",
    )
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found = {}
    for person, addresses in ((ada, pages), (cleo, [f"/welcome/{n}/" for n in (1, 2, 3)])):
        sign_in(page, live_server, person)
        for address in addresses:
            page.goto(live_server.url + address)
            bad = [
                f"{rule['id']}: {node['html'][:200]}"
                for rule in Axe().run(page).response["violations"]
                for node in rule["nodes"]
            ]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                bad.append("wider than the screen")
            if bad:
                found[address] = bad
    context.close()
    assert not found
