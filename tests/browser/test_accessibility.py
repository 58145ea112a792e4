"""Every page passes axe-core, on a phone and on a desk, by day and by night."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pytest_django.live_server_helper import LiveServer

from tests.insights.test_looks import diary
from tests.people import KIMCHI, PASSWORD, TEMPEH, eat, feel, make_ada

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOR_STRANGERS = (
    "/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/help/",
)
FOR_ADA = (
    "/today/",
    "/today/?q=kimchi",
    "/days/2026-11-16/",
    "/insights/weeks/2026-W47/",
    "/insights/patterns/",
    "/insights/patterns/?per=swing&window=all",
    "/insights/findings/fermented_servings/mood/",
    "/insights/findings/fibre_g/stress/?days=2",
    "/insights/questions/",
    "/insights/print/",
    "/insights/questions/?preset=gut",
    "/settings/",
    "/settings/digest/",
    "/settings/tokens/",
    "/nowhere/",
)


def violations(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier(
    live_server: LiveServer, chromium: Any, width: int, scheme: str
) -> None:
    ada = make_ada()
    diary(ada, 60)
    eat(ada, "2026-11-16 08:00", (KIMCHI, 75), (TEMPEH, 50), kind="snack")
    feel(ada, "2026-11-16 21:00", mood=6, stress=3, note="A note.")
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found = {}
    for address in FOR_STRANGERS:
        page.goto(live_server.url + address)
        found[address] = violations(page)
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Email").fill(ada.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()
    page.wait_for_selector("#q")
    for address in FOR_ADA:
        page.goto(live_server.url + address)
        found[address] = violations(page)
    context.close()
    assert not {address: bad for address, bad in found.items() if bad}
