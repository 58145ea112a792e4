"""The print in a real browser: its picture, its paper, and nothing but the sheet on it."""

import re
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.insights.test_looks import diary
from tests.people import PASSWORD, make_ada

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server: LiveServer, chromium: Any) -> Any:
    ada = make_ada()
    diary(ada, 60)
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Email").fill(ada.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()
    page.wait_for_selector("#q")
    page.goto(f"{live_server.url}/insights/print/?from=2026-09-01&to=2026-11-17")
    return page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_sheet_takes_two_pages_of_either_paper(page: Any, paper: str) -> None:
    page.locator(".sheet__chart").scroll_into_view_if_needed()
    page.wait_for_selector(".sheet__chart svg")
    pdf = page.pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2


def test_on_paper_there_is_the_sheet_alone(page: Any) -> None:
    page.emulate_media(media="print")
    assert page.locator(".sheet").is_visible()
    for elsewhere in (".site-head", ".site-foot", "form", ".page-head", ".chart__table"):
        assert not page.locator(elsewhere).first.is_visible()


def test_a_note_is_shown_and_downloaded_and_never_in_the_address(page: Any) -> None:
    page.get_by_label("Note on top").fill("I sleep badly.")
    page.get_by_role("button", name="Show it below").click()
    page.wait_for_selector(".sheet__note")
    assert "I sleep badly." in page.locator(".sheet__note").inner_text()
    assert "sleep" not in page.url
    with page.expect_download() as started:
        page.get_by_role("button", name="Get the PDF").click()
    assert re.fullmatch(r"food-and-mood-[\d-]+-to-[\d-]+\.pdf", started.value.suggested_filename)
    assert "sleep" not in started.value.url
