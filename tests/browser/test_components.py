"""The page of components, and what must hold of every page: reading direction, zoom, long names."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_accessibility import violations
from tests.insights.test_looks import diary
from tests.people import PASSWORD, eat, make_ada
from tracker.models import Food
from tracker.snapshots import ItemDraft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COMPONENTS = "/components/"
PAGES = (
    "/today/",
    "/insights/weeks/2026-W47/",
    "/insights/findings/fermented_servings/mood/",
    "/insights/questions/",
    "/journal/",
    "/plants/",
    "/settings/",
    "/help/",
)
# At 200 % zoom a phone of 390 pixels has 195, a desk of 1280 has 640.
WIDTHS = (195, 320, 390, 640, 1280)
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(each => {
    const box = each.getBoundingClientRect();
    if (each.ownerSVGElement || !each.checkVisibility()) return false;
    if (box.right <= innerWidth + 1 && box.left >= -1) return false;
    for (let up = each; up !== document.body; up = up.parentElement) {
      const look = getComputedStyle(up);
      if (look.clipPath !== 'none' || (up !== each && look.overflowX !== 'visible')) return false;
      if (up.matches('.skip-link')) return false;
    }
    return true;
  })
  .map(each => `${each.tagName} ${each.className}: ${each.textContent.trim().slice(0, 40)}`)
"""
CHOSEN = (
    ".pill[aria-current]",
    ".subtabs a[aria-current]",
    ".segments input:checked + span",
    ".scale__cell input:checked + span",
    ".factor__choice[aria-pressed=true]",
)


def opened(chromium: Any, server: LiveServer, **options: Any) -> Any:
    """Return a page in a window of its own."""
    options.setdefault("viewport", {"width": 1280, "height": 900})
    return chromium.new_context(base_url=server.url, **options).new_page()


@pytest.fixture
def signed_in(live_server: LiveServer, chromium: Any) -> Iterator[Any]:
    """A page of Ada's, whose diary holds a food with a very long name."""
    ada = make_ada()
    diary(ada, 60)
    long_name = "Buckwheat-and-chestnut" * 5
    eat(ada, "2026-11-18 08:00", ItemDraft(Food.objects.create(owner=ada, name=long_name), grams=5))
    page = opened(chromium, live_server)
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(ada.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()
    page.wait_for_selector("#q")
    yield page
    page.context.close()


def too_wide(page: Any) -> list[str]:
    """Return what sticks out of the window, and whether the window scrolls sideways."""
    scrolls = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    return [*page.evaluate(TOO_WIDE), *(["the page scrolls sideways"] if scrolls else [])]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_component_has_a_barrier(
    live_server: LiveServer, chromium: Any, width: int, scheme: str
) -> None:
    page = opened(
        chromium, live_server, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page.goto(COMPONENTS)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert violations(page) == []
    page.context.close()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_components_hold_at_any_width_in_either_direction(
    live_server: LiveServer, chromium: Any, direction: str
) -> None:
    page = opened(chromium, live_server)
    found = {}
    page.goto(COMPONENTS)
    page.evaluate("direction => document.documentElement.dir = direction", direction)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = too_wide(page)
    page.context.close()
    assert not {width: bad for width, bad in found.items() if bad}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_pages_hold_at_any_width_in_either_direction(signed_in: Any, direction: str) -> None:
    found = {}
    for address in PAGES:
        signed_in.goto(address)
        signed_in.evaluate("direction => document.documentElement.dir = direction", direction)
        for width in WIDTHS:
            signed_in.set_viewport_size({"width": width, "height": 900})
            found[address, width] = too_wide(signed_in)
    assert not {place: bad for place, bad in found.items() if bad}


def test_type_twice_as_large_holds(signed_in: Any) -> None:
    found = {}
    for address in PAGES:
        signed_in.goto(address)
        signed_in.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in (390, 1280):
            signed_in.set_viewport_size({"width": width, "height": 900})
            found[address, width] = too_wide(signed_in)
    assert not {place: bad for place, bad in found.items() if bad}


def test_what_is_chosen_shows_in_forced_colours(live_server: LiveServer, chromium: Any) -> None:
    page = opened(chromium, live_server, forced_colors="active")
    page.goto(COMPONENTS)
    for chosen in CHOSEN:
        outline = page.locator(chosen).first.evaluate("each => getComputedStyle(each).outlineStyle")
        assert outline == "solid", chosen
    page.context.close()
