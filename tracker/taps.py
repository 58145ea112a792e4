"""Servings without grams: "vegetables +1". What each counts is in `data/serving_taps.csv`."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings

from tracker.catalogue import rows_of


@dataclass(frozen=True)
class ServingTap:
    """A button that logs one serving of something nobody named."""

    key: str  # the `source_id` of the food it logs
    button: str
    icon: str
    one_serving: str
    counts: str
    unknown: str


@cache
def serving_taps() -> tuple[ServingTap, ...]:
    """Return every tap, in the order they are shown."""
    fields = ("key", "button", "icon", "one_serving", "counts", "unknown")
    rows = rows_of(settings.DATA_DIR / "serving_taps.csv")
    return tuple(ServingTap(**{name: row[name] for name in fields}) for row in rows)
