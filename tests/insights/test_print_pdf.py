"""The PDF: two pages of an ordinary diary, tagged, and nothing a person writes is markup.

What it says is held to the page by what Typst is told (`told_by`); that it can be set, and on how
many pages, by the PDF's own metadata.
"""

import re
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
import typst

from accounts.models import User
from accounts.owned import EARLIEST_YEAR
from insights.measures import FOOD_MEASURES, MOST_QUESTIONS, RATINGS, Question
from insights.prints import pdf as printing
from insights.prints.pdf import (
    NO_GLYPH,
    WITHOUT_FONT,
    OnTop,
    is_right_to_left,
    letters_without_font,
    print_pdf,
    told_by,
)
from insights.prints.summary import Figures, PrintSummary, print_summary
from insights.services import choose_questions
from insights.spans import window_span
from tests.insights.test_looks import diary
from tests.people import NOW


@pytest.fixture
def summary(ada: User) -> PrintSummary:
    diary(ada, 90)
    return print_summary(ada, *window_span(ada, "90", today=ada.today(NOW)), now=NOW)


def made(summary: PrintSummary, **on_top: str) -> bytes:
    return print_pdf(summary, OnTop(**on_top), now=NOW)


def pages(pdf: bytes) -> int:
    """Return the number of pages that a PDF names in its metadata and as many as it holds."""
    [named] = re.findall(rb"<xmpTPg:NPages>(\d+)<", pdf)
    assert int(named) == len(re.findall(rb"/Type\s*/Page\b", pdf))
    return int(named)


@pytest.mark.django_db
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize("note", ["", "I sleep badly since March.\nCould it be the tablets?"])
def test_an_ordinary_diary_takes_two_pages(summary: PrintSummary, paper: str, note: str) -> None:
    assert pages(made(summary, paper=paper, note=note, name="Ada L.")) == 2


@pytest.mark.django_db
def test_a_diary_that_has_just_begun_takes_two_pages(ada: User) -> None:
    assert pages(made(print_summary(ada, date(2026, 11, 18), date(2026, 11, 18), now=NOW))) == 2


@pytest.mark.django_db
def test_it_is_tagged_and_has_a_title_and_a_language(summary: PrintSummary) -> None:
    pdf = made(summary)
    assert b"<pdfuaid:part>1<" in pdf
    assert b"/Lang(en-GB)" in pdf
    assert b"/Marked true" in pdf
    assert b"Food and mood diary" in pdf


@pytest.mark.django_db
def test_the_paper_is_the_one_asked_for(summary: PrintSummary) -> None:
    for paper, width in (("a4", b"595"), ("us-letter", b"612")):
        assert b"/MediaBox[0 0 " + width in made(summary, paper=paper)


@pytest.mark.django_db
def test_the_same_print_is_the_same_bytes_in_every_thread(summary: PrintSummary) -> None:
    with ThreadPoolExecutor(max_workers=4) as pool:
        prints = list(pool.map(lambda _: made(summary, note="Guten Tag"), range(12)))
    assert len(set(prints)) == 1


@pytest.mark.django_db
def test_many_questions_and_factors_run_on_to_more_pages(ada: User) -> None:
    every = [Question(exposure, outcome) for exposure in FOOD_MEASURES for outcome in RATINGS]
    assert len(every) == MOST_QUESTIONS
    choose_questions(ada, every)
    diary(ada, 90)
    summary = print_summary(ada, *window_span(ada, "90", today=ada.today(NOW)), now=NOW)
    long_name = "Something quite long that I keep beside the diary, every day"
    factors = [Figures(f"{long_name} {number}", "", 60, "7", "6", "8") for number in range(60)]
    assert len(summary.findings) == 36
    assert 3 <= pages(made(replace(summary, factors=factors))) <= 8


@pytest.mark.django_db
@pytest.mark.parametrize("note", ["word " * 240, "\n".join("x" * 600), "W" * 1_200])
def test_the_longest_note_is_printed_whole(summary: PrintSummary, note: str) -> None:
    assert pages(made(summary, note=note)) >= 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "note",
    [
        '#read("/etc/passwd")',
        '#panic("no")',
        "$ x^2 $ *bold* _it_ `raw` <label> @ref \\ // comment /* */ = Heading",
        '"] #import "@preview/x:1.0.0"',
        "</text><script>alert(1)</script> {{ x }} {% y %}",
    ],
)
def test_markup_in_a_note_stays_text(summary: PrintSummary, note: str) -> None:
    assert made(summary, note=note, name=note[:80]).startswith(b"%PDF")
    assert told_by(summary, OnTop(note=note))["note"][0]["text"] == note


@pytest.mark.django_db
def test_typst_is_told_the_summary_and_nothing_else(summary: PrintSummary) -> None:
    told = told_by(summary, OnTop(name="Ada", note="One\n\nTwo"))
    assert summary.trend is not None
    trend = told["summary"].pop("trend")
    rest = asdict(replace(summary, trend=None))
    assert told["summary"] | {"trend": None} == rest | {
        "food_is_at_least": summary.food_is_at_least
    }
    assert (trend["title"], trend["summary"]) == (summary.trend.title, summary.trend.summary)
    assert trend["svg"].startswith("<svg")
    assert [each["text"] for each in told["note"]] == ["One", "Two"]
    assert told["name"] == "Ada"
    assert "ada@example.org" not in str(told)


def test_the_template_reaches_for_nothing_outside() -> None:
    source = printing.TEMPLATE.read_text(encoding="utf-8")
    assert not re.search(r"#?\b(read|import|include|eval|plugin)\b\s*[(\"]", source)


@pytest.mark.django_db
def test_typst_can_read_no_file(
    summary: PrintSummary, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for path in ("/etc/passwd", "../../etc/passwd", "print.typ"):
        nosy = tmp_path / "print.typ"
        nosy.write_text(f'#read("{path}")', encoding="utf-8")
        monkeypatch.setattr(printing, "TEMPLATE", nosy)
        with pytest.raises(typst.TypstError):
            printing._set(told_by(summary, OnTop()), NOW)


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        ("Hello", False),
        ("مرحبا", True),
        ("שלום Hello", True),
        ("2026: שלום", True),
        ("Hello שלום", False),
        ("123 !", False),
    ],
)
def test_the_first_strong_letter_says_which_way_a_paragraph_runs(text: str, is_it: bool) -> None:
    assert is_right_to_left(text) is is_it


@pytest.mark.django_db
def test_greek_cyrillic_and_hebrew_need_no_font_of_the_machine(
    summary: PrintSummary, monkeypatch: pytest.MonkeyPatch
) -> None:
    _only_fonts_within(monkeypatch)
    for note in ("Καλημέρα", "Доброе утро", "בוקר טוב", "Grüße, señor, žluťoučký"):
        assert _without_font_of(summary, note, monkeypatch) == ""


@pytest.mark.django_db
def test_letters_without_a_font_are_boxes_and_it_is_said(
    summary: PrintSummary, monkeypatch: pytest.MonkeyPatch
) -> None:
    _only_fonts_within(monkeypatch)
    for note in ("Kimchi 泡菜 jeden Tag", "เช้า", "ᓄᓇᕗᑦ"):
        assert _without_font_of(summary, note, monkeypatch) == WITHOUT_FONT
    assert NO_GLYPH in WITHOUT_FONT


@pytest.mark.django_db
def test_a_factor_named_in_letters_without_a_font_stops_no_print(
    summary: PrintSummary, monkeypatch: pytest.MonkeyPatch
) -> None:
    _only_fonts_within(monkeypatch)
    strange = replace(summary, factors=[Figures("茶 \u0007", "杯", 3, "1", "1", "1")])
    assert b"<pdfuaid:part>1<" in made(strange)


def test_what_typst_says_is_missing_is_understood() -> None:
    diagnostic = (
        'error: PDF/UA-1 error: the text `"你"` could not be displayed with font `"Libertinus"`\n'
        'error: the text `"\\u{7}"` could not be displayed with font `"X"`\n'
        'error: PDF/UA-1 error: the text contains the disallowed codepoint `"\\u{0}"`\n'
    )
    assert letters_without_font(diagnostic) == {"你", "\u0007", "\u0000"}


def _only_fonts_within(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print as on a machine without any fonts."""
    fonts = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(printing, "_fonts", lambda: fonts)


def _without_font_of(summary: PrintSummary, note: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what the print says of letters it could not show."""
    said = []
    compiled = printing._compiled
    monkeypatch.setattr(
        printing,
        "_compiled",
        lambda told, now, *, standards: (
            said.append(told["without_font"]) or compiled(told, now, standards=standards)
        ),
    )
    made(summary, note=note)
    monkeypatch.setattr(printing, "_compiled", compiled)
    return said[-1]


@pytest.mark.django_db
def test_an_error_of_typst_is_told_on_without_what_it_quotes(
    summary: PrintSummary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        error = typst.TypstError("cannot be set: I sleep badly", "")
        error.diagnostic = "cannot be set: I sleep badly"
        raise error

    monkeypatch.setattr(printing, "_compiled", fail)
    with pytest.raises(printing.UnprintableError) as met:
        made(summary, note="I sleep badly")
    told = "".join(traceback.format_exception(met.value))
    assert "UnprintableError" in told
    assert "cannot be set" not in told


SEEN_OR_NOT = {
    "direction marks": "\u202eevil\u202c \u2066x\u2069 \u200f abc",
    "what is no letter": "a\ufffe\uffff\ufdd0 \ue000 \u0378",
    "emoji": "👩\u200d👩\u200d👧 🏳️\u200d🌈 🫙 " * 60,
    "marks upon marks": "e" + "\u0301" * 1_100,
    "nothing to see": "\u200b\u00ad" * 600,
    "a thousand kinds of letters": "".join(map(chr, range(0x12000, 0x12000 + 1_100))),
}


@pytest.mark.django_db
@pytest.mark.parametrize("note", SEEN_OR_NOT.values(), ids=SEEN_OR_NOT)
def test_whatever_is_written_a_tagged_print_comes_of_it(summary: PrintSummary, note: str) -> None:
    pdf = made(summary, note=note, name=note[:80])
    assert b"<pdfuaid:part>1<" in pdf


@pytest.mark.django_db
def test_a_print_of_all_days_there_can_be_stays_small(ada: User) -> None:
    diary(ada, 90)
    pdf = made(print_summary(ada, date(EARLIEST_YEAR, 1, 1), date(2026, 11, 18), now=NOW))
    assert pages(pdf) == 2
    assert len(pdf) < 200_000
