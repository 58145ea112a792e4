"""The page to try the API works under the site's strict content security policy."""

from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.api_support import API

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_docs_page_lists_every_operation_without_a_complaint(
    live_server: LiveServer, phone: Any, complaints: list[str]
) -> None:
    phone.goto(f"{live_server.url}{API}docs/")
    phone.wait_for_selector(".opblock")
    assert phone.locator(".opblock").count() >= 24
    assert complaints == []
