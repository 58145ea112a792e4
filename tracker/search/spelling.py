"""Misspelt words: which known words a typed word may have meant, and how sure that is.

Three nets are cast and the catch is weighed by one distance: shared letter pairs (cheap, finds most
candidates), a consonant skeleton (finds words spelt by ear: `brockly`, `sourkraut`), and an edit
distance in which the slips people make cost less (Damerau 1964: transpositions; doubled letters,
wrong vowels, c/k/s and y/i).
"""

import re
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

MOST_CANDIDATES = 28
LEAST_QUALITY = 0.58

# The largest distance allowed by the length of the typed word; 2.7 from 8 letters on.
_LIMITS = {3: 1.0, 4: 1.0, 5: 1.7, 6: 1.8, 7: 2.0}

_VOWELS = frozenset("aeiouy")
_ALIKE = {
    frozenset(pair)
    for pair in ("ck", "cs", "sz", "kq", "gj", "fv", "mn", "iy", "pb", "td", "ou", "ae", "ei")
}
_SKELETON_RULES = (
    (re.compile("ph"), "f"),
    (re.compile("gh"), "g"),
    (re.compile("sch|sh"), "x"),
    (re.compile("tch|ch"), "x"),
    (re.compile("dg"), "j"),
    (re.compile("qu|ck|q"), "k"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("c"), "k"),
    (re.compile("z"), "s"),
    (re.compile("rh"), "r"),
    (re.compile("(?<=.)[aeiouyhw]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


def skeleton(word: str) -> str:
    """Return how a word sounds, roughly: its consonants with like sounds made equal."""
    for pattern, replacement in _SKELETON_RULES:
        word = pattern.sub(replacement, word)
    return word


def distance(typed: str, meant: str, limit: float) -> float:
    """Return the weighted edit distance, or infinity once it must pass `limit`.

    A transposition costs 0.7, a doubled or missing double letter 0.45, a vowel for a vowel or a
    like-sounding consonant 0.6, anything else 1. A wrong first letter costs 0.4 more.
    """
    if abs(len(typed) - len(meant)) > limit / 0.45:
        return float("inf")
    before: list[float] = []
    above = [_gap(meant, j) for j in range(len(meant) + 1)]
    for j in range(1, len(above)):
        above[j] += above[j - 1]
    for i, letter in enumerate(typed, 1):
        drop = _gap(typed, i)
        row = [above[0] + drop]
        for j, other in enumerate(meant, 1):
            best = above[j - 1] + _swap(letter, other)
            best = min(best, above[j] + drop, row[j - 1] + _gap(meant, j))
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == other:
                best = min(best, before[j - 2] + 0.7)
            row.append(best)
        if min(row) > limit:
            return float("inf")
        before, above = above, row
    return above[-1] + (0.4 if typed[:1] != meant[:1] else 0.0)


def _gap(word: str, position: int) -> float:
    """Return what leaving out the letter at `position` (counted from 1) costs."""
    if position == 0:
        return 0.0
    letter = word[position - 1]
    if position > 1 and letter == word[position - 2]:
        return 0.45
    return 0.8 if letter in "ehu" and position > 1 else 1.0


def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if (one in _VOWELS and other in _VOWELS) or frozenset((one, other)) in _ALIKE:
        return 0.6
    return 1.0


class Speller:
    """The known words, ready to be asked what a typed word may have meant."""

    def __init__(self, known: Iterable[str]) -> None:
        self.words = sorted(word for word in set(known) if len(word) > 2 and word.isalpha())
        self._sizes = np.array([len(word) + 1 for word in self.words], dtype=np.float32)
        pairs: dict[str, list[int]] = defaultdict(list)
        sounds: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            for pair in _pairs(word):
                pairs[pair].append(number)
            sounds[skeleton(word)].append(number)
        self._pairs = {pair: np.array(found, dtype=np.int32) for pair, found in pairs.items()}
        self._sounds = dict(sounds)

    def suggest(self, typed: str) -> list[tuple[str, float]]:
        """Return known words `typed` may have meant with a quality up to 1, best first.

        The runners-up are marked down by how far behind the best they are.
        """
        if len(typed) < 3 or not typed.isalpha():
            return []
        limit = _LIMITS.get(len(typed), 2.7)
        sound = skeleton(typed)
        alike = set(self._sounds.get(sound, ())) if len(sound) > 1 else set()
        found = []
        for number in alike | set(self._similar(typed)):
            word = self.words[number]
            allowed = limit + (0.5 * len(sound) if number in alike else 0.0)
            cost = distance(typed, word, allowed)
            if cost > allowed:
                continue
            quality = 1 - 1.1 * cost / max(len(typed), len(word))
            if number in alike:
                quality = max(quality, 0.72) + 0.04
            if quality >= LEAST_QUALITY:
                found.append((word, min(quality, 0.97)))
        found.sort(key=lambda pair: (-pair[1], pair[0]))
        return [(word, quality * (quality / found[0][1]) ** 3) for word, quality in found[:8]]

    def _similar(self, typed: str) -> list[int]:
        shared = np.zeros(len(self.words), dtype=np.float32)
        letters = _pairs(typed)
        for pair in letters:
            if pair in self._pairs:
                shared[self._pairs[pair]] += 1
        shared *= 2 / (self._sizes + len(typed) + 1)
        most = min(MOST_CANDIDATES, len(shared) - 1)
        best = np.argpartition(shared, -most)[-most:]
        return [int(number) for number in best if shared[number] > 0.3]


def _pairs(word: str) -> set[str]:
    """Return neighbouring letters, and letters one apart so that a transposition shares some."""
    framed = f"^{word}$"
    near = {framed[i : i + 2] for i in range(len(framed) - 1)}
    return near | {framed[i] + "_" + framed[i + 2] for i in range(len(framed) - 2)}
