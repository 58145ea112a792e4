"""What a diary holds in a window of days, in figures alone: small enough to be kept."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from insights.spans import Spread, summarise_span, window_span


@dataclass(frozen=True)
class Held:
    """The figures of a window; see `insights.spans.SpanSummary`.

    spreads : of food, of ratings and of factors
    unanswered_days : days with food and a rating on which a factor is missing
    """

    first: date
    last: date
    days: int
    recorded_days: dict[str, int]
    unanswered_days: int
    spreads: tuple[list[Spread], list[Spread], list[Spread]]
    plants: int

    @property
    def has_factors(self) -> bool:
        """Whether anything besides food and ratings is logged."""
        return bool(self.spreads[2])

    @property
    def not_recorded(self) -> list[str]:
        """What no day of the window holds, by name."""
        return [spread.name for group in self.spreads for spread in group if not spread.days]

    @property
    def has_anything(self) -> bool:
        """Whether any day of the window holds any of it."""
        return any(spread.days for group in self.spreads for spread in group)


def held(user: User, window: str, *, today: date) -> Held:
    """Return what the diary holds in a window of `insights.spans.WINDOWS`."""
    span = summarise_span(user, *window_span(user, window, today=today))
    return Held(
        first=span.first,
        last=span.last,
        days=span.days,
        recorded_days=span.recorded_days,
        unanswered_days=span.unanswered_days,
        spreads=(span.food, span.ratings, span.factors),
        plants=span.plants,
    )
