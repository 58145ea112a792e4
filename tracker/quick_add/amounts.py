"""Amounts as people write them: `1 ½`, `0,5`, `one and a half`, `2x`, `a couple of`."""

import re
from dataclasses import dataclass

from tracker.quick_add.units import FILLERS, SIZES, UNITS

_FRACTIONS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8, "⅜": 3 / 8,
}  # fmt: skip
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "couple": 2, "few": 3, "dozen": 12, "several": 3, "half": 0.5, "quarter": 0.25, "third": 1 / 3,
    "double": 2, "single": 1,
}  # fmt: skip
_PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.25, "third": 1 / 3, "thirds": 1 / 3}
_ABOUT = re.compile(r"^(~|(ca\.?|circa|about|approx\.?|around|roughly)\s)\s*")
VAGUE = frozenset(("few", "several"))

_NUMBER = re.compile(
    r"(?P<whole>\d+(?:[.,]\d+)?)(?:\s*-\s*(?P<to>\d+(?:[.,]\d+)?))?"
    r"(?:\s+(?P<top>\d+)\s*/\s*(?P<bottom>\d+)|\s*/\s*(?P<under>\d+)|\s*(?P<sign>[½⅓⅔¼¾⅕⅛⅜]))?"
)
_TRAILING = re.compile(
    r"^(?P<food>.*?[^\W\d].*?)[\s(x×:]+"
    r"(?P<amount>(?:[\d½⅓⅔¼¾]|half an? |an? |one |two |three )[\d.,/½⅓⅔¼¾\s]*"
    r"\s*[a-z]*(?: oz)?(?: [a-z]+)?)\)?$"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: a number (None when none was written), a size word and a unit."""

    number: float | None
    size: str | None
    unit: str | None
    vague: bool = False


def read_amount(text: str) -> tuple[Amount, str]:
    """Split a phrase into its amount, written before or after, and the words of the food."""
    amount, food = _leading(text)
    if amount.number is None and amount.unit is None:
        match = _TRAILING.match(text)
        if match:
            behind, left = _leading(match["amount"].strip())
            if behind.number is not None and not left:
                size = behind.size or amount.size
                return Amount(behind.number, size, behind.unit), _leading(match["food"])[1]
    return amount, food


def _leading(text: str) -> tuple[Amount, str]:
    rest = _ABOUT.sub("", text.strip())
    number, vague, rest = _number(rest)
    size: str | None = None
    words = rest.split()
    while words and (words[0] in SIZES or (words[0] in FILLERS and number is not None)):
        if words[0] == "extra" or words[0] in SIZES:
            size = SIZES.get(words[0], size)
        words = words[1:]
    unit, words = _unit(words)
    if unit is None and number is None:
        return Amount(None, size, None), " ".join(words)
    if words and words[0] == "of":
        words = words[1:]
    if words and words[0] in ("a", "an", "the", "some", "my") and (unit or len(words) > 1):
        words = words[1:]
    return Amount(number, size, unit, vague), " ".join(words)


def _number(text: str) -> tuple[float | None, bool, str]:
    """Return the number a phrase starts with, whether it is vague, and the rest."""
    if text[:1] in _FRACTIONS:
        return _FRACTIONS[text[0]], False, text[1:].strip()
    match = _NUMBER.match(text)
    if match:
        rest = re.sub(r"^\s*[x×]\s+|^[x×](?=\s|\d|$)", "", text[match.end() :]).strip()
        return _value(match), match["to"] is not None, rest
    words = text.split()
    number: float | None = None
    vague = False
    while words and (words[0] in _WORDS or words[0] in _PARTS):
        word = words[0]
        if word in _PARTS and number is not None and number >= 1 and len(words) > 1:
            number = number * _PARTS[word]
        elif word in ("dozen", "couple", "few", "several", "double", "single"):
            number = (number or 1) * _WORDS[word] if word == "dozen" else _WORDS[word]
        elif number is None:
            number = _WORDS[word]
        elif word in ("a", "an"):
            pass
        else:
            break
        vague = vague or word in VAGUE
        words = words[1:]
        if words[:1] == ["of"]:
            words = words[1:]
    if number is not None and words[:1] and words[0] in ("x", "×"):
        words = words[1:]
    return number, vague, " ".join(words) if number is not None else text


def _value(match: re.Match[str]) -> float:
    whole = float(match["whole"].replace(",", "."))
    if match["to"]:
        return (whole + float(match["to"].replace(",", "."))) / 2
    if match["under"]:
        return whole / max(float(match["under"]), 1)
    if match["bottom"]:
        return whole + float(match["top"]) / max(float(match["bottom"]), 1)
    return whole + (_FRACTIONS[match["sign"]] if match["sign"] else 0.0)


def _unit(words: list[str]) -> tuple[str | None, list[str]]:
    if len(words) > 1 and words[0].strip(".") in ("fl", "fluid") and UNITS.get(words[1]) == "oz":
        return "fl oz", words[2:]
    if words:
        unit = UNITS.get(words[0].strip("."))
        if unit is not None:
            return unit, words[1:]
    return None, words
