"""Every icon a template names is one the icon set has."""

import re

import lucide
import pytest
from django.conf import settings

NAMED = sorted(
    {
        name
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r'{% lucide "([^"]+)"', path.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("name", NAMED)
def test_a_named_icon_exists(name: str) -> None:
    assert "<svg" in lucide._render_icon(name, 24)
