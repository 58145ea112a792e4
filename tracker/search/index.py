"""The search index: built once per process from the catalogue, then shared by every request.

Why not the database's own full-text search: SQLite's FTS5 and PostgreSQL's tsvector and pg_trgm
stem, split, rank and correct spelling differently, so the same query would give different foods on
the two databases we promise to support, and neither knows that "bread" means bread. The catalogue
is small (14,401 short names, read-only between releases), so it fits in memory; the index is built
in under a second from plain records, touches no database while searching, and breaks ties by name
and key, so results are the same wherever the rows are stored.

A query passes four steps. Words: each typed word becomes the known words it may be (exact, a
beginning, or a misspelling), with a quality. Phrases: regional names become catalogue words
(`synonyms.py`). Scores: how well the words are found, less the cost of the name's other words, plus
how everyday the food is (`weights.py`). Names: a food whose everyday name was typed goes first,
and before it a food the person eats often, when every typed word is in its name.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracker.search import weights
from tracker.search.query import Phrasing, Reader, Word
from tracker.search.records import SearchRecord
from tracker.search.synonyms import everyday, synonym_words
from tracker.search.words import content_words, split, stem

# What counts how much, in points. Found words make up to MATCH, a word not found takes MISSING off.
MATCH = 10.0
MISSING = 6.0
UNASKED = 0.9
MOST_UNASKED = 6.0
EVERYDAY_PRIOR = 0.9
EVERYDAY_NAME = 5.0
SAME_WORDS = 2.5
HABIT = 30.0
# Shares of a typed word in the match; the last full word names the thing: a mango lassi is a lassi.
LIGHT_WORD = 0.45
COOKING_WORD = 0.7
ASIDE_WORD = 0.25
RARE_WORD = 1.2
HEAD_WORD = 1.35
# How surely a whole name must have been typed to say so.
NAMED = 0.75
# How common an everyday or regional word is taken to be, against one for each food name.
EVERYDAY_COUNT = 20
# A brand is no proof that a word is spelt right (Cheez-It).
BRAND_COUNT = 0.1

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Hit:
    """One food found: its key, its score (only comparable within one answer) and why it is here.

    `complete` says that every typed word was found in it, save what only comes with it (after
    "with" or "on"). `quality` is how surely the typed words were those words: 1 as typed, less
    for a correction or an unfinished word. `named` says that an everyday name of the food was
    typed whole.
    """

    key: Hashable
    score: float
    why: str
    complete: bool
    quality: float
    named: bool


class SearchIndex:
    """All foods, searchable. Make one with `SearchIndex.build` and keep it."""

    def __init__(self, records: list[SearchRecord]) -> None:
        self.records = records
        self._position = {record.key: number for number, record in enumerate(records)}
        self._prior = np.array([weights.prior(record) for record in records], dtype=np.float32)
        self._retired = np.array([record.retired for record in records], dtype=bool)
        self._cost = np.zeros(len(records), dtype=np.float32)
        self._names: dict[tuple[str, ...], list[int]] = defaultdict(list)
        postings: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
        surface: dict[str, float] = defaultdict(float)
        for number, record in enumerate(records):
            self._add(number, record, postings, surface)
        self._add_everyday(postings, surface)
        for word in synonym_words():
            surface[word] += EVERYDAY_COUNT
        self._postings = {term: _arrays(found) for term, found in postings.items()}
        self._reader = Reader(surface)
        order = sorted(range(len(records)), key=lambda n: (records[n].name, str(records[n].key)))
        self._rank = np.empty(len(records), dtype=np.int32)
        self._rank[order] = np.arange(len(records))

    @classmethod
    def build(cls, foods: Iterable[SearchRecord]) -> "SearchIndex":
        """Return an index over `foods`."""
        return cls(list(foods))

    def __contains__(self, key: Hashable) -> bool:
        """Tell whether a food with this key is in the index."""
        return key in self._position

    def record(self, key: Hashable) -> SearchRecord:
        """Return the food with this key."""
        return self.records[self._position[key]]

    def search(
        self,
        query: str,
        limit: int = 20,
        boosts: Mapping[Hashable, float] | None = None,
        *,
        include_retired: bool = False,
    ) -> list[Hit]:
        """Return the foods `query` most likely means, best first.

        Parameters
        ----------
        query : str
            What the person typed, finished or not.
        limit : int
            How many foods at most.
        boosts : mapping of key to float, optional
            The person's habits, larger is stronger: a food with one goes before all without when
            every typed word is in its name.
        include_retired : bool
            Also find discontinued products.
        """
        phrasings = self._reader.read(query)
        if not phrasings or not self.records:
            return []
        best, found, named = self._zeros() - np.float32(np.inf), self._zeros(), self._zeros()
        for phrasing in phrasings:
            score, coverage = self._score(phrasing)
            self._add_names(phrasing, score, named)
            better = score > best
            best[better] = score[better]
            found[better] = coverage[better]
        if not include_retired:
            best[self._retired] = -np.inf
        if np.any((found > 0) & np.isfinite(best)):
            best[found == 0] = -np.inf
        for key, boost in (boosts or {}).items():
            number = self._position.get(key)
            if number is not None and found[number] > 0:
                best[number] += HABIT + min(max(boost, 0.0), 1000.0)
        return self._hits(best, found, named, limit, boosts or {})

    def _score(self, phrasing: Phrasing) -> tuple[Floats, Floats]:
        """Return each food's score and its quality where every word was found (else 0)."""
        total = self._zeros()
        asked = self._zeros()
        touched = self._zeros()
        quality = self._zeros() + 1
        shares = self._shares(phrasing)
        for word, share in zip(phrasing.words, shares, strict=True):
            match, sure, cost = self._match(word)
            total += share * match - share * MISSING / MATCH * (match == 0)
            asked += cost
            touched += match
            if not word.aside:
                quality = np.minimum(quality, sure)
        unasked = np.minimum(np.maximum(self._cost - asked, 0.0), MOST_UNASKED)
        score = MATCH * phrasing.quality * total / max(sum(shares), 1e-6)
        score += self._prior - UNASKED * unasked
        score[touched == 0] = -np.inf
        return score, quality * np.float32(phrasing.quality)

    def _zeros(self) -> Floats:
        return np.zeros(len(self.records), dtype=np.float32)

    def _match(self, word: Word) -> tuple[Floats, Floats, Floats]:
        """Return, for each food, how well it has a word, how surely, and what the word cost it."""
        match, sure, cost = self._zeros(), self._zeros(), self._zeros()
        for term, likely in word.terms:
            if term in self._postings:
                numbers, place, own_cost = self._postings[term]
                match[numbers] = np.maximum(match[numbers], place * likely)
                sure[numbers] = np.maximum(sure[numbers], likely)
                cost[numbers] = np.maximum(cost[numbers], own_cost)
        return match, sure, cost

    def _shares(self, phrasing: Phrasing) -> list[float]:
        """Return how much each word of a phrasing counts, the head most."""
        shares = [self._importance(word) for word in phrasing.words]
        head = max((i for i, share in enumerate(shares) if share >= 1), default=None)
        if head is not None:
            shares[head] *= HEAD_WORD
        return shares

    def _importance(self, word: Word) -> float:
        """Return how much a typed word says: little for `raw`, most for a rare word."""
        if word.aside:
            return ASIDE_WORD
        if not word.terms:
            return 1.0
        term = word.terms[0][0]
        if weights.WORD_COSTS.get(term, 1.0) < 0.1:
            return LIGHT_WORD
        if term in weights.COOKING:
            return COOKING_WORD
        found = len(self._postings[term][0]) if term in self._postings else 1
        return 1.0 if found > 100 else RARE_WORD

    def _add_names(self, phrasing: Phrasing, score: Floats, named: Floats) -> None:
        """Raise the foods whose whole everyday or catalogue name was typed."""
        for stems, quality in phrasing.spellings:
            for number in self._names.get(stems, ()):
                raised = EVERYDAY_NAME * quality**3
                if quality > named[number]:
                    named[number] = quality
                score[number] += raised
            if len(stems) > 1:
                for number in self._names.get(("~", *sorted(stems)), ()):
                    score[number] += SAME_WORDS * quality**3

    def _hits(
        self,
        best: Floats,
        found: Floats,
        named: Floats,
        limit: int,
        boosts: Mapping[Hashable, float],
    ) -> list[Hit]:
        hits = []
        for number in self._best(best, limit):
            quality = float(found[number])
            key = self.records[number].key
            if key in boosts and quality > 0:
                why = "you eat this often"
            elif named[number] > 0:
                why = "everyday name"
            elif quality == 0:
                why = "some of the words"
            else:
                why = "name"
            if 0 < quality < 0.9:
                why += ", as spelt or unfinished"
            called = bool(named[number] > NAMED)
            hits.append(Hit(key, float(best[number]), why, quality > 0, quality, called))
        return hits

    def _best(self, best: Floats, limit: int) -> list[int]:
        """Return the places of the best foods; equal scores go by name and key."""
        score = np.round(best, 3)
        possible = np.flatnonzero(score > -MISSING)
        if limit <= 0 or not len(possible):
            return []
        if len(possible) > limit:
            least = np.partition(score[possible], -limit)[-limit]
            possible = possible[score[possible] >= least]
        ordered = possible[np.lexsort((self._rank[possible], -score[possible]))]
        return [int(number) for number in ordered[:limit]]

    def _add(
        self,
        number: int,
        record: SearchRecord,
        postings: dict[str, list[tuple[int, float, float]]],
        surface: dict[str, float],
    ) -> None:
        seen: dict[str, tuple[float, float]] = {}
        for word, weight, cost in weights.name_words(record):
            if not record.retired:
                surface[word] += BRAND_COUNT if cost == weights.BRAND else 1
            term = stem(word)
            self._cost[number] += cost if term not in seen else 0.0
            if term not in seen or seen[term][0] < weight:
                seen[term] = (weight, cost)
        for word in weights.other_words(record):
            if not record.retired:
                surface[word] += 1
            seen.setdefault(stem(word), (0.8, 0.0))
        for word in split(record.scientific_name):
            seen.setdefault(stem(word), (0.7, 0.0))
        for term, (weight, cost) in seen.items():
            postings[term].append((number, weight, cost))
        if record.source in ("own", "curated"):
            self._name(number, record.name)

    def _add_everyday(
        self, postings: dict[str, list[tuple[int, float, float]]], surface: dict[str, float]
    ) -> None:
        by_source_id = {r.source_id: n for n, r in enumerate(self.records) if r.source_id}
        for food in everyday():
            number = by_source_id.get(food.source_id)
            if number is None:
                continue
            self._prior[number] += EVERYDAY_PRIOR
            for name in food.names:
                self._name(number, name)
                for word in content_words(name):
                    surface[word] += EVERYDAY_COUNT
                    postings[stem(word)].append((number, 0.9, 0.0))

    def _name(self, number: int, name: str) -> None:
        stems = tuple(stem(word) for word in content_words(name))
        for key in (stems, ("~", *sorted(stems))):
            if number not in self._names[key]:
                self._names[key].append(number)


def _arrays(found: list[tuple[int, float, float]]) -> tuple[npt.NDArray[np.int32], Floats, Floats]:
    """Return numbers, weights and costs, each food once with its best weight."""
    once: dict[int, tuple[float, float]] = {}
    for number, weight, cost in found:
        known = once.get(number, (0.0, 0.0))
        once[number] = (max(known[0], weight), max(known[1], cost))
    values = list(once.values())
    return (
        np.fromiter(once, dtype=np.int32, count=len(once)),
        np.array([weight for weight, _ in values], dtype=np.float32),
        np.array([cost for _, cost in values], dtype=np.float32),
    )
