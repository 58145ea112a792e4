"""Checks on what people tell us about themselves."""

from django.core.exceptions import ValidationError

from accounts.days import zone_names
from accounts.scales import SCALE_KEYS


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
