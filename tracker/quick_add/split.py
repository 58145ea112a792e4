"""Cutting a line into foods, without cutting through the name of a dish."""

import re
from collections.abc import Callable

_OPENING = re.compile(
    r"^(?:(?:i|we)(?:'ve)?\s+)?(?:just\s+)?(?:had|ate|eaten|drank|having|then|also|some|plus)\s+"
    r"|^(?:for\s+)?(?:breakfast|lunch|dinner|supper|snack|tea time)\s*:\s*"
)
_CLOSING = re.compile(r"\s+(?:for|at)\s+(?:breakfast|lunch|dinner|supper|tea|a snack)$|[.!]+$")
_AND_A_HALF = re.compile(
    r"\b(\d+|one|two|three|four|five|six)\s+and\s+(?:a\s+)?(half|quarter)\b(?!\s+an?\b)"
)
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_HARD = re.compile(r"[\n;]+|\s*\+\s*|,(?!\d)|(?<!\d),")
_JOINTS = frozenset(("and", "&", "with", "on", "n", "plus"))
_SOFT = re.compile(r"\s+(and|&|with|on|n|plus)\s+")


def clean(line: str) -> str:
    """Return a line in lower case, with `two and a half` as `2.5` and no talk around the food."""
    text = line.strip().lower().replace("’", "'").replace(" ", " ")
    text = re.sub(r"\bw/\s*", "with ", text)
    text = re.sub(r"(\d)(?=[a-z])(?!x\b)", r"\1 ", text)
    text = re.sub(r"(\d)\s+x\s+|(\d)\s*×\s*", lambda m: f"{m[1] or m[2]} x ", text)
    return _AND_A_HALF.sub(_plus_part, text)


def pieces(line: str, is_one_food: Callable[[str, str, str], bool]) -> list[str]:
    """Return the phrases of a line, one food each.

    `is_one_food(left, joint, right)` decides whether words around "and", "with" or "on" are one
    dish ("mac and cheese") or two foods ("bread and butter").
    """
    found: list[str] = []
    for part in _HARD.split(clean(line)):
        phrase = _trim(part)
        while phrase:
            head, phrase = _first(phrase, is_one_food)
            if head:
                found.append(head)
    return found


def _first(phrase: str, is_one_food: Callable[[str, str, str], bool]) -> tuple[str, str]:
    """Return the first food of a phrase, as long as a dish reaches, and what is left."""
    joints = list(_SOFT.finditer(phrase))
    for number in range(len(joints), 0, -1):
        joint = joints[number - 1]
        end = joints[number].start() if number < len(joints) else len(phrase)
        left, right = phrase[: joint.start()], phrase[joint.end() : end]
        if is_one_food(left, joint[1], right):
            rest = phrase[joints[number].end() :] if number < len(joints) else ""
            return _trim(phrase[:end]), _trim(rest)
    if joints:
        return _trim(phrase[: joints[0].start()]), _trim(phrase[joints[0].end() :])
    return _trim(phrase), ""


def _plus_part(match: re.Match[str]) -> str:
    whole = _COUNTS.get(match[1]) or int(match[1])
    return str(whole + (0.5 if match[2] == "half" else 0.25))


def _trim(text: str) -> str:
    text = re.sub(r"^(?:and|with|&)\s+", "", text.strip(" \t-•*·"))
    text = _CLOSING.sub("", _OPENING.sub("", text)).strip()
    return "" if text in _JOINTS else text
