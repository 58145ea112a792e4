"""Reading a query: which known words and phrases the typed letters may stand for."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from tracker.search.spelling import Speller
from tracker.search.synonyms import LONGEST_PHRASE, run_together, synonyms
from tracker.search.words import content_words, split, stem, word_set

RARE = 3
MOST_WORDS = 10
MOST_BEGINNINGS = 60
MOST_PHRASINGS = 5
LONGEST_NAME = 5
SHAPES = word_set(
    "slice slices piece pieces stick sticks cup cups glass bowl plate handful portion serving can "
    "tin bottle pot jar packet bit scoop spoon spoonful tbsp tsp mug pint clove cloves bunch leaf "
    "chopped sliced diced grated shredded peeled fillet fillets filet "
    "hot warm cold fresh ripe organic homemade plain regular normal ordinary"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word: the terms (stems) it may be, best first, each with a quality up to 1.

    `aside` marks what only comes with the food (`honey` in "yogurt with honey") or how it was
    served or cut: it helps when found and is not missed when not.
    """

    typed: str
    terms: tuple[tuple[str, float], ...]
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to read a query, with the likeliest spellings of it as a whole."""

    words: tuple[Word, ...]
    quality: float
    spellings: tuple[tuple[tuple[str, ...], float], ...]


class Reader:
    """Knows every word of the catalogue and how common it is."""

    def __init__(self, counts: Mapping[str, float]) -> None:
        self._counts = dict(counts)
        self._stems: dict[str, float] = {}
        for word, count in counts.items():
            self._stems[stem(word)] = max(self._stems.get(stem(word), 0), count)
        self._sorted = sorted(counts.keys() - run_together().keys())
        self._speller = Speller(counts)
        self._synonyms = synonyms()

    def read(self, query: str) -> list[Phrasing]:
        """Return the ways to read a query, the literal one first."""
        literal = content_words(query)[:MOST_WORDS]
        if not literal:
            return []
        unfinished = not query.endswith(" ")
        beside = _beside(query)
        readings: list[tuple[list[Word], float]] = []
        for typed, likely in [(literal, 1.0), *self._respaced(literal)[:2]]:
            last = len(typed) - 1
            words = [
                self._word(word, unfinished and i == last, word in beside)
                for i, word in enumerate(typed)
            ]
            readings.append((words, likely))
            readings.extend((found, quality * likely) for found, quality in self._translate(words))
        return [_phrasing(found, quality) for found, quality in readings[:MOST_PHRASINGS]]

    def _respaced(self, typed: list[str]) -> list[tuple[list[str], float]]:
        """Return readings with a wrong space taken out (`butter milk`) or put in (`oatbran`)."""
        readings = [
            ([*typed[:i], typed[i] + typed[i + 1], *typed[i + 2 :]], 1.0)
            for i in range(len(typed) - 1)
            if self._stems.get(stem(typed[i] + typed[i + 1]), 0)
        ]
        for i, word in enumerate(typed):
            parts = self._parts(word)
            if parts:
                readings.append(([*typed[:i], *parts, *typed[i + 1 :]], 0.97))
        return readings

    def _parts(self, word: str) -> list[str]:
        """Return the two common words a rare one may be, the evenest split; else nothing."""
        if len(word) < 6 or self._stems.get(stem(word), 0) > RARE or self._beginnings(word):
            return []
        cuts = [(word[:i], word[i:]) for i in range(3, len(word) - 2)]
        known = [cut for cut in cuts if min(self._stems.get(stem(p), 0) for p in cut) > RARE]
        return list(max(known, key=lambda cut: min(map(len, cut)))) if known else []

    def _word(self, typed: str, unfinished: bool, aside: bool) -> Word:
        count = self._stems.get(stem(typed), 0)
        terms: dict[str, float] = {stem(typed): 1.0} if count else {}
        if unfinished or not count:
            for word in self._beginnings(typed):
                share = len(typed) / len(word)
                known = 0.03 if self._counts[word] > 15 else 0.0
                term = stem(word)
                terms[term] = max(terms.get(term, 0), 0.6 + 0.27 * share + known)
        if count <= RARE:
            for word, quality in self._speller.suggest(typed):
                term = stem(word)
                known = 0.03 if self._counts[word] > 15 else 0.0
                doubt = 0.7 if count >= 1 and quality < 0.87 else 1.0
                terms[term] = max(terms.get(term, 0), doubt * min(quality + known, 0.98))
        best_first = sorted(terms.items(), key=lambda pair: (-pair[1], pair[0]))
        return Word(typed, tuple(best_first), aside)

    def _beginnings(self, typed: str) -> list[str]:
        """Return known words that start with `typed`, the commonest first."""
        if len(typed) < 2:
            return []
        found = []
        for place in range(bisect_left(self._sorted, typed), len(self._sorted)):
            word = self._sorted[place]
            if not word.startswith(typed):
                break
            if word != typed:
                found.append(word)
        return sorted(found, key=lambda word: (-self._counts[word], word))[:MOST_BEGINNINGS]

    def _translate(self, words: list[Word]) -> list[tuple[list[Word], float]]:
        """Return the readings in which one or more phrases are replaced by what they mean."""
        readings: list[tuple[list[Word], float]] = []
        for size in range(min(LONGEST_PHRASE, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                for phrase, quality in _spellings(words[start : start + size]):
                    for place, meaning in enumerate(self._synonyms.get(phrase, ())):
                        aside = words[start].aside
                        meant = [Word(word, ((stem(word), 1.0),), aside) for word in meaning]
                        rest = [*words[:start], *meant, *words[start + size :]]
                        readings.append((rest, (0.99 - 0.03 * place) * quality))
        if len(words) > 1 and len(readings) > 1:
            readings = self._second_round(words, readings)
        return sorted(readings, key=lambda reading: -reading[1])

    def _second_round(
        self, words: list[Word], readings: list[tuple[list[Word], float]]
    ) -> list[tuple[list[Word], float]]:
        """Replace a second phrase too (`wholemeal crackers and linseed`)."""
        more = []
        for found, quality in readings[:3]:
            for start, word in enumerate(found):
                if word not in words:
                    continue
                for phrase, likely in _spellings([word]):
                    for meaning in self._synonyms.get(phrase, ()):
                        meant = [Word(part, ((stem(part), 1.0),)) for part in meaning]
                        rest = [*found[:start], *meant, *found[start + 1 :]]
                        more.append((rest, quality * likely))
        return readings + more


def _beside(query: str) -> frozenset[str]:
    """Return words of vessel or cut, and those after a "with" or "on" that is not the first."""
    words = split(query)
    shape = frozenset(words) & SHAPES
    if shape >= frozenset(content_words(query)):
        shape = frozenset()
    for place, word in enumerate(words):
        if place and word in ("with", "on"):
            return shape | (frozenset(words[place + 1 :]) - frozenset(words[:place]))
    return shape


def _spellings(words: list[Word]) -> list[tuple[tuple[str, ...], float]]:
    """Return the likeliest stems for a run of words, with the worst quality among them."""
    most = 4 if len(words) < 3 else 2
    found = []
    for choice in product(*(word.terms[:most] or ((stem(word.typed), 1.0),) for word in words)):
        found.append((tuple(term for term, _ in choice), min(quality for _, quality in choice)))
    return sorted(found, key=lambda pair: -pair[1])[:24]


def _phrasing(words: list[Word], quality: float) -> Phrasing:
    """Return a reading with its likeliest spellings, with and without what comes beside."""
    spelt = _spellings(words) if len(words) <= LONGEST_NAME else []
    main = [word for word in words if not word.aside]
    if 0 < len(main) < min(len(words), LONGEST_NAME):
        spelt += [(stems, 0.72 * likely) for stems, likely in _spellings(main)]
    return Phrasing(tuple(words), quality, tuple((s, q * quality) for s, q in spelt))
