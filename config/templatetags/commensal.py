"""Tags and filters every template may use without loading them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message

from accounts import notices
from accounts.models import User
from accounts.scales import rating_in_words, share_in_words
from insights import wording
from insights.wording import weeks as week_wording
from tracker.models import Ferment, Reference
from tracker.plants import counting_rule
from tracker.recorded import RULE

register = template.Library()

# The inside of a jar's drawing, in its own units.
JAR_BOTTOM, JAR_HEIGHT = 92.0, 68.0
# The scale of live counts, in powers of ten per gram; live begins at 10^4 (Marco et al. 2022).
SCALE_WIDTH, HIGHEST_POWER, LIVE_FROM_POWER = 300.0, 10.0, 4.0


@dataclass(frozen=True)
class JarLevel:
    """How high a jar is filled."""

    top: float
    height: float
    is_full: bool


@register.filter
def figure(value: float | None) -> str:
    """Write a number for reading."""
    return wording.figure(value)


@register.filter
def short(value: float | None) -> str:
    """Write a number for a narrow cell."""
    return wording.figure(value) if value is None else week_wording.short_figure(value)


@register.simple_tag
def jar_level(value: float | None, goal: float | None) -> JarLevel:
    """Return how full a jar is that holds `value` of a `goal`; without a goal it stays empty."""
    share = min((value or 0.0) / goal, 1.0) if goal else 0.0
    height = round(JAR_HEIGHT * share, 1)
    return JarLevel(round(JAR_BOTTOM - height, 1), height, share >= 1)


@register.filter
def rating(value: float | None, user: User) -> str:
    """Write a rating as this person wants to see it: a number, or where it lies in words."""
    if value is None:
        return wording.figure(value)
    return rating_in_words(value) if user.hide_numbers else wording.figure(value)


@register.filter
def share_of(value: float | None, goal: float | None) -> str:
    """Write how much of a goal is there, in words."""
    return "unknown" if value is None else share_in_words(value, goal)


@register.filter
def of_goal(value: float | None, goal: float | None) -> str:
    """Write how much of what a person aims for is there, in words."""
    return week_wording.goal_words(value, goal)


@register.simple_tag
def framing() -> str:
    """Return what every page says about what the numbers can and cannot mean."""
    return wording.FRAMING


@register.simple_tag
def recorded_rule() -> str:
    """Return when a day's food counts as recorded."""
    return RULE


@register.simple_tag
def reference_intakes(*topics: str) -> Iterable[Reference]:
    """Return the published reference intakes on these topics, with their citations."""
    return Reference.objects.filter(topic__in=topics).exclude(value="")


@register.filter
def undo_address(message: Message) -> str:
    """Return where to post to take back what a message reports."""
    return notices.undo_address(message)


@register.filter
def typed(value: float) -> str:
    """Write a number as a person would type it into a field."""
    return f"{value:g}"


@register.simple_tag(takes_context=True)
def plant_rule(context: dict[str, Any]) -> str:
    """Return how plants are counted for whoever is signed in."""
    return counting_rule(context["user"])


@register.filter
def quarters(points: float) -> str:
    """Write the points of one plant: `1` or `¼`."""
    return "¼" if points == 0.25 else f"{points:g}"


@dataclass(frozen=True)
class LiveSpan:
    """Where a ferment's live counts lie on a scale from 1 to 10^10 per gram."""

    x: float
    width: float
    threshold: float
    live_width: float
    in_words: str


@register.simple_tag
def live_span(ferment: Ferment) -> LiveSpan:
    """Return a ferment's range of live microbes, as a drawing and in words."""
    low, high = ferment.log10_cfu_per_g_low or 0.0, ferment.log10_cfu_per_g_high or 0.0
    x, end, threshold = (
        round(power / HIGHEST_POWER * SCALE_WIDTH, 1) for power in (low, high, LIVE_FROM_POWER)
    )
    return LiveSpan(
        x=x,
        width=max(round(end - x, 1), 4.0),
        threshold=threshold,
        live_width=round(SCALE_WIDTH - threshold, 1),
        in_words=f"From 10{_raised(low)} to 10{_raised(high)} live microbes per gram",
    )


def _raised(power: float) -> str:
    return f"{power:g}".translate(str.maketrans("0123456789.", "⁰¹²³⁴⁵⁶⁷⁸⁹·"))
