"""The page to try the API works under the site's strict content security policy."""

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.api_support import API

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.mark.browser
def test_the_docs_page_lists_every_operation_without_a_complaint(live_server: LiveServer) -> None:
    # Only those who run the browser tests have it installed.
    from playwright.sync_api import sync_playwright

    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{live_server.url}{API}docs/")
        page.wait_for_selector(".opblock")
        operations = page.locator(".opblock").count()
        browser.close()
    assert operations == 23
    assert complaints == []
