"""What would let a diary show more: fewer questions, both on the same day, days that differ."""

from dataclasses import dataclass

from insights.findings.looks import Q_PER_LOOK
from insights.findings.patterns import Patterns
from insights.held import Held
from insights.stats.asking import certainty_cost
from insights.wording import asking as words

A_HANDFUL = 4
MANY_QUESTIONS = 8
LEAST_ONE_SIDED = 3
MUCH_UNANSWERED = 0.1


@dataclass(frozen=True)
class Tip:
    """One thing to try, and the page on which to do it."""

    words: str
    page: str = ""
    link: str = ""


def tips(shown: Patterns, span: Held, *, hide_numbers: bool = False) -> list[Tip]:
    """Return what would help this diary, the most useful first; descriptive, never a verdict."""
    return [
        tip
        for tip in (
            _both_on_a_day(span, hide_numbers=hide_numbers),
            _all_answered(span, hide_numbers=hide_numbers),
            _fewer_questions(shown, hide_numbers=hide_numbers),
            _days_that_differ(shown),
            _other_things(span),
        )
        if tip
    ]


def _both_on_a_day(span: Held, *, hide_numbers: bool) -> Tip | None:
    recorded = span.recorded_days
    one_sided = recorded["food"] + recorded["rated"] - 2 * recorded["both"]
    if one_sided < LEAST_ONE_SIDED:
        return None
    told = words.one_sided_days(None if hide_numbers else one_sided, span.days)
    return Tip(told, "insights:today", "Log today")


def _all_answered(span: Held, *, hide_numbers: bool) -> Tip | None:
    both, unanswered = span.recorded_days["both"], span.unanswered_days
    if unanswered < MUCH_UNANSWERED * both or not unanswered:
        return None
    told = words.unanswered_days(None if hide_numbers else unanswered, both)
    return Tip(told, "journal:factors", "Choose what to keep")


def _fewer_questions(shown: Patterns, *, hide_numbers: bool) -> Tip | None:
    count = len(shown.all)
    if count < MANY_QUESTIONS or shown.has_claims:
        return None
    cost = certainty_cost(count, q=Q_PER_LOOK, compared_with=A_HANDFUL)
    percent = None if hide_numbers else round(100 * (1 - 1 / cost))
    return Tip(words.fewer_questions(count, A_HANDFUL, percent), "insights:questions", "Choose")


def _days_that_differ(shown: Patterns) -> Tip | None:
    steady = [
        pattern.finding
        for pattern in shown.all
        if pattern.finding.refusal and pattern.finding.refusal.code == "exposure_rarely_varies"
    ]
    if steady:
        return Tip(words.steady_food(steady[0]))
    return None if shown.has_claims else Tip(words.DAYS_THAT_DIFFER)


def _other_things(span: Held) -> Tip | None:
    if span.has_factors:
        return None
    return Tip(words.OTHER_THINGS, "journal:factors", "Choose what to keep")
