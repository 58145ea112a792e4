"""What is said about findings, and what is never said."""

import ast
import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from insights.measures import FOOD_MEASURES, RATINGS
from insights.stats.result import Finding, Refusal
from insights.wording import (
    ALLOWED_PHRASES,
    FORBIDDEN,
    FRAMING,
    LAG_NAMES,
    VERDICT_NAMES,
    forbidden_words,
    sentence,
    until_first_look,
)

LINK = Finding(
    exposure="fermented_servings",
    outcome="mood",
    verdict="early_sign",
    lag="next_day",
    n_days=120,
    estimate=0.31,
    unit="mood per fermented_servings",
    low=0.12,
    high=0.5,
    level=0.99,
    p=0.0004,
    q=0.01,
    swing=2.0,
    swing_from=0.4,
    swing_to=2.4,
    detectable=0.92,
    rules_out=1.07,
    days_needed=578,
    travels_with=(),
    direction="food_first",
    refusal=None,
    method="",
    windows=(),
)
TEXTS = sorted(
    path
    for pattern in (
        "templates/**/*.html",
        "templates/**/*.txt",
        "static/js/**/*.js",
        "insights/prints/*.typ",
    )
    for path in settings.BASE_DIR.glob(pattern)
)
CODE = sorted(
    path
    for app in ("accounts", "tracker", "journal", "insights", "exchange", "config")
    for path in (settings.BASE_DIR / app).rglob("*.py")
    if "migrations" not in path.parts and "stats" not in path.parts
)


def say(finding: Finding, verdict: str) -> str:
    return sentence(finding, verdict, next_look_days=60, margin=0.5)


def words_shown(path: Path) -> str:
    """Return what a template says, read or heard; of a script, its strings."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        strings = re.findall(r"\"[^\"\n]* [^\"\n]*\"|`[^`]* [^`]*`|'[^'\n]* [^'\n]*'", text)
        return " ".join(strings)
    if path.suffix == ".typ":
        return re.sub(r"//.*", " ", text)
    text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}|<script.*?</script>", " ", text, flags=re.S)
    tags = " ".join(re.findall(r"{%.*?%}", text))
    said_in_tags = re.findall(r'="([^"]* [^"]*)"', tags)
    text = re.sub(r"{%.*?%}|{{.*?}}", " ", text)
    heard = said_in_tags + re.findall(
        r'(?:alt|title|aria-label|placeholder|content)="([^"]*)"', text
    )
    # A fragment may be attributes alone, without the tag around them.
    read = re.sub(r"<[^>]*>|\bhx-[a-z-]+=", " ", text)
    return re.sub(r"\s+", " ", " ".join([read, *heard]))


def messages_in(path: Path) -> list[str]:
    """Return the sentences in a module's strings, docstrings and the list itself left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    strings = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]
    lists = {FORBIDDEN.pattern, *ALLOWED_PHRASES}
    return [text for text in strings if " " in text and text not in lists]


def every_sentence() -> list[str]:
    """Return each sentence the wording can make, over all measures, ratings and verdicts."""
    refusals = [
        Refusal("too_few_days", 30, 42),
        Refusal("rating_rarely_varies", 3, 8),
        Refusal("exposure_rarely_varies", 3, 8),
        Refusal("no_variation_of_its_own", 0, 1),
        Refusal("out_of_range", 0, 1),
    ]
    made = []
    for exposure, outcome, lag, direction, sign in itertools.product(
        FOOD_MEASURES, RATINGS, LAG_NAMES, ("food_first", "unclear", "cannot_tell"), (1, -1)
    ):
        finding = replace(
            LINK,
            exposure=exposure,
            outcome=outcome,
            lag=lag,
            direction=direction,
            estimate=sign * 0.31,
            low=min(sign * 0.12, sign * 0.5),
            high=max(sign * 0.12, sign * 0.5),
            travels_with=("fibre_g",),
        )
        made += [say(finding, verdict) for verdict in VERDICT_NAMES if verdict != "not_enough_data"]
        made += [say(replace(finding, refusal=refusal), "not_enough_data") for refusal in refusals]
    return made


def test_a_link_is_told_with_its_range_and_as_a_pattern() -> None:
    assert say(LINK, "linked") == (
        "On the day after one more serving of fermented food than usual, your mood tended to be "
        "0.3 points higher (plausible range 0.1 to 0.5). A pattern in your diary, not proof of "
        "cause; one of many things that move mood."
    )


def test_a_link_with_less_of_a_rating_says_lower() -> None:
    told = say(replace(LINK, outcome="anxiety", estimate=-0.31, low=-0.5, high=-0.12), "linked")
    assert "your anxiety tended to be 0.3 points lower (plausible range 0.1 to 0.5)" in told


def test_a_range_that_crosses_zero_keeps_its_sign() -> None:
    told = say(replace(LINK, low=-0.1), "linked")
    assert "(plausible range −0.1 to 0.5)" in told
    told = say(replace(LINK, estimate=-0.31, low=-0.5, high=0.1), "linked")
    assert "lower (plausible range −0.1 to 0.5)" in told


def test_fibre_is_told_per_ten_grams() -> None:
    told = say(replace(LINK, exposure="fibre_g", estimate=0.02, low=0.01, high=0.03), "linked")
    assert told.startswith(
        "On the day after 10 g more fibre than usual, your mood tended to be 0.2"
    )


def test_an_early_sign_says_when_the_next_look_is() -> None:
    told = say(LINK, "early_sign")
    assert told.startswith("A first sign: on the day after one more serving")
    assert told.endswith("We will look again at 60 logged days.")


def test_no_clear_link_says_what_it_would_take_and_what_is_ruled_out() -> None:
    assert say(LINK, "no_clear_link") == (
        "Can't tell yet. Your diary would show a difference of 0.9 points; for 0.5 you need about "
        "580 logged days. Larger than 1.1 points can be ruled out."
    )


def test_no_meaningful_link_names_the_persons_own_low_and_high_days() -> None:
    fibre = replace(LINK, exposure="fibre_g", swing_from=12.2, swing_to=30.9)
    assert say(fibre, "no_meaningful_link") == (
        "Between your low and high days (12 and 31 g of fibre) any difference in mood is smaller "
        "than 0.5 points."
    )


def test_foods_that_move_together_are_named() -> None:
    told = say(replace(LINK, exposure="plant_points", travels_with=("fibre_g",)), "travels_with")
    assert told == (
        "Different plants goes up and down together with fibre; your diary cannot separate them."
    ).replace("Different plants goes", "Different plants go")


def test_a_refusal_says_how_many_days_are_missing() -> None:
    refused = replace(LINK, refusal=Refusal("too_few_days", 30, 42), detectable=None)
    assert say(refused, "not_enough_data") == "12 more logged days until a first look."
    refused = replace(LINK, refusal=Refusal("too_few_days", 41, 42))
    assert say(refused, "not_enough_data") == (
        "1 more logged day until a first look. It could show a difference of about 0.9 points."
    )


def test_the_way_to_the_first_look_is_counted() -> None:
    assert (
        until_first_look(18, 42) == "18 of 42 usable days: 24 more logged days until a first look."
    )
    assert until_first_look(41, 42) == "41 of 42 usable days: 1 more logged day until a first look."


def test_no_sentence_claims_more_than_a_diary_can_show() -> None:
    sentences = every_sentence()
    assert len(sentences) > 1000
    assert not {text: words for text in sentences if (words := forbidden_words(text))}


def test_no_sentence_has_a_hole_or_a_wrong_number_in_it() -> None:
    for text in every_sentence():
        assert not re.search(r"\bNone\b|\bnan\b|\{|\}|  | 1 points\b| 1 days\b|-\d", text), text
        assert text[0].isupper() or text[0].isdigit()
        assert text.endswith(".")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_no_page_claims_more_than_a_diary_can_show(path: Path) -> None:
    assert not forbidden_words(words_shown(path))


def test_the_words_of_a_page_are_those_people_read_or_hear() -> None:
    page = settings.BASE_DIR / "templates" / "insights" / "questions.html"
    assert "What do you want to know?" in words_shown(page)
    assert "Back to the patterns" in words_shown(page)
    assert "class=" not in words_shown(page)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_no_message_claims_more_than_a_diary_can_show(path: Path) -> None:
    claims = {text: words for text in messages_in(path) if (words := forbidden_words(text))}
    assert not claims


def test_messages_are_found_where_they_are() -> None:
    found = messages_in(settings.BASE_DIR / "tracker" / "services.py")
    assert any("Delete them first" in text for text in found)
    assert not any("The verbs of the food diary" in text for text in found)


def test_the_list_of_forbidden_words_bites() -> None:
    assert forbidden_words("Kimchi improves your mood") == ["improves"]
    assert forbidden_words("Fibre boosts and treats, it is a cure") == ["boosts", "treats", "cure"]
    assert forbidden_words("This is caused by fibre; the effect is large") == ["caused", "effect"]
    assert forbidden_words(f"{FRAMING} It cures.") == ["cures"]
    assert forbidden_words("Because of a fixture in the prefix of a secure page") == []
