"""The six scales people rate, with words for both ends so that no number is read backwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

LOWEST = 0
HIGHEST = 10
MOST_END_CHARACTERS = 30


@dataclass(frozen=True)
class Scale:
    """One scale from 0 to 10."""

    key: str
    name: str
    at_lowest: str
    at_highest: str
    more_is: str  # "pleasant" or "unpleasant": what a higher number means for the person


SCALES = (
    Scale("mood", "Mood", "very low", "very good", "pleasant"),
    Scale("anxiety", "Anxiety", "calm", "very anxious", "unpleasant"),
    Scale("stress", "Stress", "relaxed", "very stressed", "unpleasant"),
    Scale("energy", "Energy", "exhausted", "full of energy", "pleasant"),
    Scale("focus", "Focus", "scattered", "very clear", "pleasant"),
    Scale("gut_comfort", "Gut comfort", "very uneasy", "very comfortable", "pleasant"),
)
SCALE_KEYS = tuple(scale.key for scale in SCALES)


def default_scales() -> list[str]:
    """Return the scales a new person starts with."""
    return ["mood", "anxiety", "stress", "energy", "focus"]


def in_own_words(words: Mapping[str, Sequence[str]]) -> list[Scale]:
    """Return the six scales, with a person's own words at the ends where they chose some."""
    return [
        replace(scale, at_lowest=words[scale.key][0], at_highest=words[scale.key][1])
        if scale.key in words
        else scale
        for scale in SCALES
    ]


def rating_in_words(value: float) -> str:
    """Return where a rating lies, for somebody who would rather not see numbers."""
    for word, below in (("very low", 2), ("low", 4), ("in the middle", 6.5), ("high", 8.5)):
        if value < below:
            return word
    return "very high"


def share_in_words(value: float, goal: float | None) -> str:
    """Return how much of a goal there is, without figures."""
    if not value:
        return "none yet"
    if not goal:
        return "some"
    for word, below in (("a little", 0.35), ("about half", 0.65), ("most of it", 1)):
        if value / goal < below:
            return word
    return "all of it"
