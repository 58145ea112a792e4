"""The page of components shows every class there is, and colours stand out enough."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from config.components.stylesheet import classes, contrast, contrasts, rules, stylesheet, tokens
from insights.wording import VERDICT_NAMES, forbidden_words

GUIDE = Path(settings.BASE_DIR) / "docs/design-system.md"
ADDRESS = "/components/"


@pytest.fixture
def page(client: Client, db: None) -> str:
    """The page as a stranger sees it."""
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return answer.content.decode()


def classes_on(page: str) -> set[str]:
    return {name for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}


def family(name: str) -> str:
    """Return the component a class belongs to: `jar` for `jar__lid` and `jar--fibre`."""
    return re.split("__|--", name)[0]


def families_of_one_page() -> set[str]:
    """Return the families the guide lists as belonging to one page or to the frame."""
    section = GUIDE.read_text(encoding="utf-8").split("## Parts of a single page")[1]
    return set(re.findall(r"`([\w-]+)`", section.split("\n## ")[0]))


@pytest.mark.django_db
def test_every_class_is_shown_or_listed_as_part_of_a_single_page(page: str) -> None:
    shown = classes_on(page)
    documented = {family(name) for name in shown}
    absent = classes(stylesheet()) - shown
    listed = families_of_one_page()
    assert sorted(n for n in absent if family(n) in documented - listed) == []
    assert {family(name) for name in absent} == listed


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_written_or_drawn_stands_out(theme: str) -> None:
    found = contrasts(tokens(stylesheet())[theme])
    assert len(found) > 40
    assert [pair for pair in found if not pair.is_enough] == []


def test_every_ink_is_among_the_contrasts() -> None:
    light = tokens(stylesheet())["light"]
    checked = {pair.ink for pair in contrasts(light)}
    inks = {name for name in light if name == "ink" or name.endswith(("-ink", "ink-soft"))}
    assert inks <= checked


def test_dark_changes_colours_and_nothing_else() -> None:
    themes = tokens(stylesheet())
    changed = {name for name, value in themes["dark"].items() if themes["light"][name] != value}
    assert changed
    assert not {name for name in changed if name.startswith(("size", "space", "radius"))}


def test_a_token_is_used_and_what_is_used_is_a_token() -> None:
    css = stylesheet()
    known = tokens(css)["light"].keys()
    used = set(re.findall(r"var\(--([\w-]+)", css))
    set_on_the_spot = {
        name
        for _, selector, body in rules(css)
        if selector != ":root"
        for name in re.findall(r"--([\w-]+)\s*:", body)
    }
    assert known <= used
    assert used <= known | set_on_the_spot


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000", "#ffffff", 21.0), ("#777777", "#fff", 4.478), ("#123456", "#123456", 1.0)],
)
def test_contrasts_are_those_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)
    assert contrast(other, one) == contrast(one, other)


def test_a_colour_that_is_not_hex_is_refused() -> None:
    with pytest.raises(ValueError, match="not a colour in hex"):
        contrast("red", "#fff")


@pytest.mark.django_db
def test_the_page_shows_each_verdict_and_nobodys_data(page: str, ada_client: Client) -> None:
    assert all(name in page for name in VERDICT_NAMES.values())
    assert forbidden_words(re.sub(r"<[^>]+>", " ", page)) == []
    own = ada_client.get(ADDRESS).content.decode()
    assert "ada@example.org" not in own


@pytest.mark.django_db
def test_the_page_keeps_to_the_strict_policy(page: str, client: Client) -> None:
    assert " style=" not in page
    assert "<style" not in page
    assert "unsafe" not in client.get(ADDRESS).headers["Content-Security-Policy"]
    assert client.post(ADDRESS).status_code == 405
