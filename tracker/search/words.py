"""Words as the search sees them: folded, split and brought to one form for singular and plural."""

import re
import unicodedata
from functools import lru_cache


def word_set(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


STOPWORDS = word_set(
    "a an and the of with in on to as or for from at by some my per into plus n made"
)
NEGATIONS = frozenset(("without", "no", "not", "free", "non"))

_WORD = re.compile(r"[a-z0-9]+%?")
_IRREGULAR = {
    "leaves": "leaf",
    "loaves": "loaf",
    "halves": "half",
    "geese": "goos",
    "molasses": "molass",
    "chilli": "chili",
    "chillies": "chili",
    "chilies": "chili",
    "chile": "chili",
    "chiles": "chili",
    "chilis": "chili",
    "chillis": "chili",
}
_PARTICIPLES = word_set(
    "roasted boiled steamed grilled poached mashed baked smoked scrambled toasted braised"
)


def fold(text: str) -> str:
    """Return lower-case text without accents, apostrophes or ligatures."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae").replace("ø", "o").replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’`")


def split(text: str) -> list[str]:
    """Return the folded words of a text, in order, small words included."""
    return _WORD.findall(fold(text))


def content_words(text: str) -> list[str]:
    """Return the folded words that say what the food is; all of them when none would remain."""
    found = split(text)
    return [word for word in found if word not in STOPWORDS] or found


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return one form for singular, plural and a few cooking participles.

    The result is a key for comparison, not a word to show: `apples` and `apple` give `appl`,
    `cookies` and `cookie` give `cooky`.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _PARTICIPLES:
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = _without_plural(word)
    if len(word) > 4 and word.endswith("ie"):
        return word[:-2] + "y"
    if len(word) > 3 and word.endswith("e") and not word.endswith("ee"):
        return word[:-1]
    return word


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        return word[:-2]
    return word[:-1]


def stems(text: str) -> list[str]:
    """Return the stems of a text's content words."""
    return [stem(word) for word in content_words(text)]
