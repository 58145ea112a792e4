"""Patterns, a finding and the questions in a real browser: with scripts, without, and narrow."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from accounts.models import WELCOME_STEPS, User
from insights.findings.looks import followed_by
from insights.measures import Question
from insights.models import Edition
from journal.services import make_factor
from tests.insights.test_looks import diary
from tests.people import make_ada

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATTERNS = "/insights/patterns/"
FINDING = "/insights/findings/fermented_servings/mood/"
QUESTIONS = "/insights/questions/"


def ada_with(days: int) -> User:
    ada = make_ada()
    ada.welcome_steps_done = WELCOME_STEPS
    ada.save()
    diary(ada, days)
    return ada


def sign_in(page: Any, server: LiveServer, person: User) -> None:
    client = Client()
    client.force_login(person)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}
    page.context.add_cookies([cookie])


def test_a_diary_that_takes_long_shows_its_patterns_by_itself(
    live_server: LiveServer, phone: Any, complaints: list[str]
) -> None:
    sign_in(phone, live_server, ada_with(120))
    phone.goto(live_server.url + PATTERNS)
    phone.get_by_role("heading", name="All at a glance").wait_for()
    assert Edition.objects.count() == 4
    assert complaints == []


def test_a_window_is_chosen_in_place(
    live_server: LiveServer, phone: Any, complaints: list[str]
) -> None:
    sign_in(phone, live_server, ada_with(60))
    phone.goto(live_server.url + PATTERNS)
    phone.get_by_role("link", name="28 days").click()
    phone.locator("#window-28[aria-current]").wait_for()
    assert "of 28 days" in phone.locator("#held").inner_text()
    assert "window=28" in phone.url
    assert complaints == []


def test_the_cost_of_a_choice_is_told_while_choosing(
    live_server: LiveServer, phone: Any, complaints: list[str]
) -> None:
    ada = ada_with(60)
    sign_in(phone, live_server, ada)
    phone.goto(f"{live_server.url}{QUESTIONS}?preset=fibre-mood")
    assert "With this question" in phone.locator("#cost").inner_text()
    phone.get_by_label("Fibre and stress").check()
    phone.get_by_text("With these 2 questions").wait_for()
    assert len(followed_by(ada).questions) == 12
    assert complaints == []


def test_everything_works_without_scripts(live_server: LiveServer, chromium: Any) -> None:
    ada = ada_with(120)
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    sign_in(page, live_server, ada)
    page.goto(live_server.url + PATTERNS)
    page.get_by_role("link", name="Show the patterns").click()
    page.get_by_role("link", name="365 days").click()
    assert "of 365 days" in page.locator("#held").inner_text()
    page.get_by_role("link", name="Low to high days").click()
    assert page.locator("[aria-current]", has_text="Low to high days").is_visible()
    page.get_by_role("link", name="Fermented food → mood", exact=True).last.click()
    page.get_by_role("button", name="Yes").click()
    assert page.get_by_role("button", name="Yes").get_attribute("aria-pressed") == "true"
    page.get_by_text("Show them, the newest 30 first").click()
    page.get_by_role("link", name="Older").click()
    assert "31 to 60" in page.locator("#days").inner_text()
    page.goto(f"{live_server.url}{QUESTIONS}?preset=gut")
    page.get_by_role("button", name="What would they cost?").click()
    assert "With these 2 questions" in page.locator("#cost").inner_text()
    page.get_by_role("button", name="Keep these questions").click()
    assert page.url.endswith(PATTERNS)
    assert followed_by(ada).questions == (
        Question("fermented_servings", "gut_comfort"),
        Question("fibre_g", "gut_comfort"),
    )
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_screen(
    live_server: LiveServer, chromium: Any, width: int
) -> None:
    ada = ada_with(60)
    make_factor(ada, name="Donaudampfschifffahrtsgesellschaft", kind="amount", unit="spoons")
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    sign_in(page, live_server, ada)
    for address in (PATTERNS, FINDING, f"{FINDING}?days=2", QUESTIONS):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    context.close()


def test_help_is_one_tap_away_on_a_phone(live_server: LiveServer, phone: Any) -> None:
    sign_in(phone, live_server, ada_with(3))
    phone.goto(live_server.url + PATTERNS)
    phone.locator(".head-help").click()
    assert phone.url.endswith("/help/")
