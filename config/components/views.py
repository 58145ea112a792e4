"""The page itself; open to everybody, since it shows nobody's data."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.components.samples import sample_context
from config.components.stylesheet import HEX, contrasts, stylesheet, tokens

ICON = re.compile(r'{% lucide "([a-z0-9-]+)"')


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show each part in each state, with tokens and contrasts as the stylesheet has them."""
    themes = tokens(stylesheet())
    context = {
        "themes": [
            (name, _colours(theme), contrasts(theme), theme) for name, theme in themes.items()
        ],
        "sizes": _starting(themes["light"], "size-"),
        "spaces": _starting(themes["light"], "space-"),
        "radii": _starting(themes["light"], "radius"),
        "fonts": [(name, themes["light"][name]) for name in ("sans", "serif")],
        "icons": icons_in_use(),
        **sample_context(timezone.now()),
    }
    return render(request, "components/components.html", context)


def _colours(theme: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in theme.items() if HEX.fullmatch(value)]


def _starting(theme: dict[str, str], beginning: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in theme.items() if name.startswith(beginning)]


@cache
def icons_in_use() -> list[str]:
    """Return the names of all icons that templates use."""
    folder = Path(settings.BASE_DIR) / "templates"
    sources = (path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html")))
    return sorted({name for source in sources for name in ICON.findall(source)})
