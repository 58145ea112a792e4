"""Regional names (`synonyms.csv`) and the foods meant by plain ones (`everyday.csv`)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.search.words import content_words, stem

HERE = Path(__file__).parent
LONGEST_PHRASE = 3

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Everyday:
    """A food and the plain names people call it by."""

    source_id: str
    names: tuple[str, ...]


@cache
def synonyms() -> dict[Phrase, list[list[str]]]:
    """Return what each regional phrase (as stems) may be called in the catalogue (as words)."""
    found: dict[Phrase, list[list[str]]] = {}
    for row in _rows("synonyms.csv"):
        meanings = [content_words(meaning) for meaning in row["means"].split(";")]
        for phrase in row["phrase"].split(";"):
            key = tuple(stem(word) for word in content_words(phrase))
            found.setdefault(key, []).extend(meanings)
    for joined, words in run_together().items():
        found.setdefault((stem(joined),), [words])
    return found


@cache
def run_together() -> dict[str, list[str]]:
    """Return everyday names of two words as they are when the space is forgotten."""
    names = [content_words(name) for food in everyday() for name in food.names]
    return {"".join(words): words for words in names if len(words) == 2}


@cache
def synonym_words() -> frozenset[str]:
    """Return every word of a regional phrase, so that its misspellings are understood too."""
    phrases = [phrase for row in _rows("synonyms.csv") for phrase in row["phrase"].split(";")]
    words = {word for phrase in phrases for word in content_words(phrase)}
    return frozenset(words | set(run_together()))


@cache
def everyday() -> tuple[Everyday, ...]:
    """Return the foods that plain names stand for, in the order of the file."""
    return tuple(
        Everyday(row["source_id"], tuple(name.strip() for name in row["names"].split(";")))
        for row in _rows("everyday.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
