"""A print as PDF, set by Typst: tagged, with title and language, after PDF/UA-1.

The template is a fixed file; the data goes in as JSON and is only ever set as text, so nothing a
person writes can be read as markup. Typst sees an empty folder and no network.

Letters that neither the fonts within Typst nor those of this machine have become `□`, and the
print says so.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from insights.charts.drawing import svg
from insights.prints.summary import PrintSummary
from insights.prints.trend import Trend

TEMPLATE = Path(__file__).with_name("print.typ")
TITLE = "Food and mood diary"
MOST_CLAIMS_ON_TOP = 4
NO_GLYPH = "□"
# Each failure names every letter it met; a second one can only come from what it hid.
ATTEMPTS = 4
ABOUT_SENTENCES = "“You” in the sentences is the person who keeps the diary."
WITHOUT_FONT = (
    f"{NO_GLYPH} stands for letters that the site which made this print has no font for. Printed "
    "from a browser, the page shows them."
)
_UNPRINTABLE = re.compile(
    r'the text `"(.+?)"` could not be displayed|disallowed codepoint `"(.+?)"`'
)


@dataclass(frozen=True)
class OnTop:
    """What a person puts on a print of their own, and the paper it is for."""

    name: str = ""
    note: str = ""
    paper: str = "a4"


class UnprintableError(Exception):
    """A print that could not be set; its message holds nothing of what was to be printed."""


def print_pdf(summary: PrintSummary, on_top: OnTop, *, now: datetime) -> bytes:
    """Return the print as the bytes of a PDF."""
    try:
        return _set(told_by(summary, on_top), now)
    except typst.TypstError:
        # Typst quotes what it stumbles over, which would end in the host's log.
        raise UnprintableError("Typst could not set a print.") from None


def _set(told: dict[str, Any], now: datetime) -> bytes:
    for _ in range(ATTEMPTS):
        try:
            return _compiled(told, now, standards=["ua-1"])
        except typst.TypstError as error:
            missing = letters_without_font(error.diagnostic)
            if not missing:
                raise
            told = _without(told, missing) | {"without_font": WITHOUT_FONT}
    # Rather an untagged print with an empty box than none.
    return _compiled(told, now, standards=[])


def told_by(summary: PrintSummary, on_top: OnTop) -> dict[str, Any]:
    """Return what the template is told: the summary and what the person put on top."""
    return {
        "title": f"{TITLE}, {summary.period}",
        "paper": on_top.paper,
        "name": on_top.name,
        "note": [
            {"text": text, "is_right_to_left": is_right_to_left(text)}
            for text in on_top.note.splitlines()
            if text.strip()
        ],
        "without_font": "",
        "most_claims": MOST_CLAIMS_ON_TOP,
        "about_sentences": ABOUT_SENTENCES,
        "summary": {
            **asdict(replace(summary, trend=None)),
            "food_is_at_least": summary.food_is_at_least,
            "trend": _drawn(summary.trend) if summary.trend else None,
        },
    }


def _drawn(trend: Trend) -> dict[str, str]:
    return {
        "title": trend.title,
        "summary": trend.summary,
        "svg": svg(trend.spec_on_paper()),
    }


def is_right_to_left(text: str) -> bool:
    """Tell whether a paragraph runs from right to left: its first strong letter decides."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in strong if kind in {"L", "R", "AL"}), False)


def letters_without_font(diagnostic: str) -> set[str]:
    """Return the texts that a failed print could not show, from what Typst says of it."""
    return {_unescaped(first or second) for first, second in _UNPRINTABLE.findall(diagnostic)}


def _unescaped(text: str) -> str:
    by_number = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)
    return by_number.replace(r"\"", '"').replace(r"\'", "'").replace("\\\\", "\\")


def _without(told: Any, missing: set[str]) -> Any:
    """Return `told` with every missing letter replaced, wherever it stands."""
    if isinstance(told, str):
        for letters in sorted(missing, key=len, reverse=True):
            told = told.replace(letters, NO_GLYPH)
        return told
    if isinstance(told, Mapping):
        return {key: _without(value, missing) for key, value in told.items()}
    return [_without(value, missing) for value in told] if isinstance(told, list) else told


def _compiled(told: dict[str, Any], now: datetime, *, standards: list[Any]) -> bytes:
    with TemporaryDirectory() as nothing_to_read:
        compiler = typst.Compiler(
            TEMPLATE.read_bytes(),
            root=nothing_to_read,
            package_path=nothing_to_read,
            package_cache_path=nothing_to_read,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"print": json.dumps(told)},
        )
        pdf, _ = compiler.compile_with_warnings(
            format="pdf", pdf_standards=standards, timestamp=int(now.timestamp())
        )
    if not isinstance(pdf, bytes):
        raise TypeError(f"Typst gave {type(pdf).__name__} instead of a PDF.")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts within Typst, and those of this machine for other scripts; found once."""
    return typst.Fonts(include_system_fonts=True)
