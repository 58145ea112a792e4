"""Checks on what people tell us about themselves."""

from django.core.exceptions import ValidationError

from accounts.days import zone_names
from accounts.scales import MOST_END_CHARACTERS, SCALE_KEYS


def known_time_zone(name: str) -> None:
    """Refuse a name that is not a time zone."""
    if name not in zone_names():
        raise ValidationError(
            f"{name!r} is not a time zone we know. Use a name like Europe/Berlin.",
            code="unknown_time_zone",
        )


def known_scales(keys: object) -> None:
    """Refuse anything but a list of scale keys, each at most once."""
    if not isinstance(keys, list) or len(set(map(str, keys))) != len(keys):
        raise ValidationError("Give a list of scales, each once.", code="not_a_list_of_scales")
    unknown = [str(key) for key in keys if key not in SCALE_KEYS]
    if unknown:
        raise ValidationError(
            f"Unknown scale: {', '.join(unknown)}. Choose from {', '.join(SCALE_KEYS)}.",
            code="unknown_scale",
        )


def known_scale_words(words: object) -> None:
    """Refuse anything but `{scale: [words at 0, words at 10]}`, each short and not empty."""
    if not isinstance(words, dict):
        raise ValidationError("Give words for both ends of a scale.", code="not_scale_words")
    known_scales(list(words))
    for key, ends in words.items():
        is_pair = isinstance(ends, list) and len(ends) == 2
        if not is_pair or not all(isinstance(end, str) and end.strip() for end in ends):
            raise ValidationError(
                f"Give words for both ends of {key}: for 0 and for 10.", code="not_both_ends"
            )
        if any(len(end) > MOST_END_CHARACTERS for end in ends):
            raise ValidationError(
                f"The words of {key} are too long. Use at most {MOST_END_CHARACTERS} characters "
                "for each end.",
                code="words_too_long",
            )
