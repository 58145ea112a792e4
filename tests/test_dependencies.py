"""What runs in production may be used by anybody, for anything."""

import re
from importlib.metadata import metadata
from pathlib import Path

import pytest
from django.conf import settings

LOCKS = sorted((settings.BASE_DIR / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9._-]+)==([^\s;]+)", re.MULTILINE)
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Zope|ZPL|0BSD|Unlicense)\b",
    re.IGNORECASE,
)
# fido2 is BSD but carries a data file under MPL, which asks nothing of those who use it.
COPYLEFT = re.compile(r"\b(A?GPL|LGPL|GNU|EUPL|SSPL)\b", re.IGNORECASE)
# Only installed where the platform needs them, so not here to be asked.
OTHER_PLATFORMS = {"colorama"}


def licence_of(name: str) -> str:
    about = metadata(name)
    classifiers = [line for line in about.get_all("Classifier") or [] if "License" in line]
    expression = about.get("License-Expression") or ""
    return " ".join([expression, *classifiers, (about.get("License") or "")[:60]])


@pytest.mark.parametrize(
    "name",
    sorted({name for name, _ in PIN.findall((LOCKS[0].parent / "run.txt").read_text())}),
)
def test_what_runs_is_under_a_permissive_licence(name: str) -> None:
    if name in OTHER_PLATFORMS:
        assert f"{name}==" in (LOCKS[0].parent / "run.txt").read_text()
        return
    licence = licence_of(name)
    assert PERMISSIVE.search(licence), f"{name}: {licence}"
    assert not COPYLEFT.search(licence), f"{name}: {licence}"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pin_carries_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    pins = PIN.findall(text)
    assert len(pins) > 20
    assert "://" not in text
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in block, block


def test_all_locks_agree_on_what_runs() -> None:
    running = set(PIN.findall((LOCKS[0].parent / "run.txt").read_text()))
    for lock in LOCKS:
        assert running <= set(PIN.findall(lock.read_text())), lock.name
