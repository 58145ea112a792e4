"""A real Chromium, driven against a live server."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from config.chart_bundle import make_bundle_if_needed

# Playwright keeps an event loop running in this thread, beside which Django would otherwise
# refuse to let a test look into the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session", autouse=True)
def chart_bundle() -> None:
    """The script that draws charts, made as a server makes it when it collects its files."""
    make_bundle_if_needed(settings.BUILT_DIR)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for the tests of a file."""
    # Only those who run the browser tests have it installed.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console complained of; a test asserts that it stays empty."""
    return []


@pytest.fixture
def phone(chromium: Any, complaints: list[str]) -> Iterator[Any]:
    """A page on a phone of 390 pixels, in Berlin, with its complaints collected."""
    context = chromium.new_context(
        viewport=PHONE, timezone_id="Europe/Berlin", locale="en-GB", has_touch=True
    )
    page = context.new_page()
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
