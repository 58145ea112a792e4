"""What can be checked of templates without opening a page."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from lucide import _load_icon

FOLDER = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
ICON = re.compile(r'{% lucide "([^"]+)"[^%]*%}')


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_can_be_read_and_knows_its_icons(name: str) -> None:
    source = (FOLDER / name).read_text(encoding="utf-8")
    assert get_template(name)
    for icon in ICON.findall(source):
        assert _load_icon(icon) is not None


@pytest.mark.parametrize("name", TEMPLATES)
def test_icons_are_hidden_from_screen_readers_and_markup_carries_no_style(name: str) -> None:
    source = (FOLDER / name).read_text(encoding="utf-8")
    for tag in re.findall(r"{% lucide [^%]*%}", source):
        assert 'aria-hidden="true"' in tag or 'aria_hidden="true"' in tag
    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"\son[a-z]+=", source)
