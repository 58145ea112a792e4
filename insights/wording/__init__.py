"""The sentences Commensal says about food and mood, all in one place.

They are as modest as the data: numbers come from the fit, ranges stand beside them, and nothing
observed in a diary is ever given as the reason for how somebody feels. `FORBIDDEN` lists the
words that would do so; a test holds it against every template and every sentence made here.
"""

import re

from insights.measures import FOOD_MEASURES, RATINGS, FoodMeasure
from insights.stats.result import Finding, Verdict

FRAMING = (
    "Diet is one modulating factor among many that move how you feel. Nothing here is a diagnosis "
    "or a treatment, and a link is not proof. Do not change medication or care because of it."
)
NOT_PROOF = "A pattern in your diary, not proof of cause; one of many things that move {rating}."

FORBIDDEN = re.compile(
    r"\b(caus(e|es|ed|ing|al)|effect(s|ive|ively)?|affect(s|ed|ing)?|improv\w*|treat(s|ed|ing|ments?)?"
    r"|cur(e|es|ed|ing)|boost\w*|fix(es|ed|ing)?|heal(s|ed|ing)?|prevent\w*|therap(y|ies|eutic)"
    r"|detox\w*|superfood\w*|cheat\w*|guilt\w*|clean eating)\b",
    re.IGNORECASE,
)
# Sentences that deny what the words would claim.
ALLOWED_PHRASES = (
    "not proof of cause",
    "not a diagnosis and not a treatment",
    "is a diagnosis or a treatment",
    "not a treatment",
)

LEAST_SHOWN = 0.1
NARROW_SPACE = "\u202f"

VERDICT_NAMES: dict[Verdict, str] = {
    "linked": "Linked",
    "early_sign": "Early sign",
    "travels_with": "Travels with another food",
    "no_meaningful_link": "No meaningful link",
    "no_clear_link": "No clear link yet",
    "not_enough_data": "Not enough data yet",
}
WHEN = {
    "same_day": "On days with {more} than usual",
    "next_day": "On the day after {more} than usual",
    "next_3_days": "In the three days after {more} a day than usual",
    "past_week": "After a week with {more} a day than usual",
}
LAG_NAMES = {
    "same_day": "the same day",
    "next_day": "the next day",
    "next_3_days": "the next three days",
    "past_week": "the week after",
}


def figure(value: float | None) -> str:
    """Write a number for reading: one decimal at most, and never 0 for what is not 0."""
    if value is None:
        return "unknown"
    if 0 < value < LEAST_SHOWN / 2:
        return f"<{NARROW_SPACE}{LEAST_SHOWN:g}"
    text = f"{value:,.1f}" if abs(value) < 1_000 else f"{value:,.0f}"
    return text.removesuffix(".0").replace(",", NARROW_SPACE)


def forbidden_words(text: str) -> list[str]:
    """Return the words in `text` that claim more than a diary can show."""
    for phrase in ALLOWED_PHRASES:
        text = re.sub(re.escape(phrase), "", text, flags=re.IGNORECASE)
    return [match.group(0) for match in FORBIDDEN.finditer(text)]


def sentence(finding: Finding, verdict: Verdict, *, next_look_days: int, margin: float) -> str:
    """Say in plain words what one finding amounts to.

    `next_look_days` is the number of usable days at which the next look is due, `margin` the
    rating points that would matter to the person.
    """
    measure = FOOD_MEASURES[finding.exposure]
    rating = RATINGS[finding.outcome].name.lower()
    if verdict == "not_enough_data":
        return _not_enough(finding, measure, rating)
    if verdict == "travels_with":
        others = _listed([FOOD_MEASURES[name].noun for name in finding.travels_with])
        return (
            f"{_capital(measure.noun)} {measure.goes} up and down together with {others}; "
            "your diary cannot separate them."
        )
    if verdict == "no_meaningful_link":
        return (
            f"Between your low and high days ({_from_to(finding, measure)}) any difference in "
            f"{rating} is smaller than {_points(margin)}."
        )
    if verdict == "no_clear_link":
        return _no_clear_link(finding, margin)
    claim = f"{_pattern(finding, measure, rating)}."
    direction = _direction(finding, measure, rating)
    if verdict == "early_sign":
        opening = claim[0].lower() + claim[1:]
        again = f"We will look again at {next_look_days} logged days."
        return f"A first sign: {opening}{direction} {again}"
    return f"{claim}{direction} {NOT_PROOF.format(rating=rating)}"


def until_first_look(have: int, need: int) -> str:
    """Say how far the diary is from its first look."""
    missing = max(0, need - have)
    if not missing:
        return f"You have {have} usable days: enough for a first look."
    return (
        f"{have} of {need} usable days: {missing} more logged "
        f"{'day' if missing == 1 else 'days'} until a first look."
    )


def _pattern(finding: Finding, measure: FoodMeasure, rating: str) -> str:
    estimate = (finding.estimate or 0.0) * measure.step
    ends = sorted(
        abs(end * measure.step) if (end > 0) == (estimate > 0) else -abs(end * measure.step)
        for end in (finding.low or 0.0, finding.high or 0.0)
    )
    higher = "higher" if estimate > 0 else "lower"
    when = WHEN[finding.lag].format(more=measure.step_words)
    return (
        f"{when}, your {rating} tended to be {_points(abs(estimate))} {higher} "
        f"(plausible range {points(ends[0])} to {points(ends[1])})"
    )


def _direction(finding: Finding, measure: FoodMeasure, rating: str) -> str:
    if finding.direction == "cannot_tell":
        return " Both belong to the same day, so nobody can tell which came first."
    if finding.direction == "unclear":
        return (
            f" The direction is unclear: your {rating} goes at least as closely with "
            f"{measure.noun} eaten the day after."
        )
    return ""


def _no_clear_link(finding: Finding, margin: float) -> str:
    parts = ["Can't tell yet."]
    if finding.detectable is not None:
        seen = f"Your diary would show a difference of {_points(finding.detectable)}"
        if finding.days_needed and finding.detectable > margin:
            days = _rounded_days(finding.days_needed)
            seen += f"; for {points(margin)} you need about {days} logged days"
        parts.append(f"{seen}.")
    parts.append(larger_is_ruled_out(finding))
    return " ".join(filter(None, parts))


def larger_is_ruled_out(finding: Finding) -> str:
    """Say how large a difference is not there; empty where that is not known."""
    if finding.rules_out is None:
        return ""
    return f"Larger than {_points(finding.rules_out)} can be ruled out."


def _not_enough(finding: Finding, measure: FoodMeasure, rating: str) -> str:
    refusal = finding.refusal
    if refusal is None or refusal.code == "too_few_days":
        missing = refusal.missing if refusal else 0
        if missing <= 0:
            return "Not enough days yet on which both are logged."
        days = "day" if missing == 1 else "days"
        told = f"{missing} more logged {days} until a first look."
        if finding.detectable is not None:
            told += f" It could show a difference of about {_points(finding.detectable)}."
        return told
    if refusal.code == "rating_rarely_varies":
        return (
            f"Your {rating} is nearly always the same: it differs on {refusal.have} days, and "
            f"comparing takes {refusal.need}."
        )
    if refusal.code == "exposure_rarely_varies":
        return (
            f"You eat about as much {measure.noun} every day: it differs on {refusal.have} days, "
            f"and comparing takes {refusal.need}."
        )
    if refusal.code == "no_variation_of_its_own":
        return (
            f"Your {measure.noun} follows the weekday or something else you log so closely that "
            "nothing can be said of it alone."
        )
    return "The numbers logged are too large or too small to calculate with."


def _from_to(finding: Finding, measure: FoodMeasure) -> str:
    low, high = finding.swing_from or 0.0, finding.swing_to or 0.0
    number = measure.amount(low).split(" ")[0]
    of = "" if measure.unit in {"plant", "dose"} else f" of {measure.noun}"
    return f"{number} and {measure.amount(high)}{of}"


def _points(value: float) -> str:
    number = points(value)
    return f"{number} point{'' if number == '1' else 's'}"


def points(value: float) -> str:
    """Round to one decimal, to two when that would leave nothing; with a true minus sign."""
    decimals = 2 if 0 < abs(value) < 0.095 else 1
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        text = "0"
    return text.removesuffix(".0").replace("-", "−")


def _rounded_days(days: int) -> str:
    """Round a number of days that is an extrapolation anyway."""
    digits = max(len(str(days)) - 2, 1)
    return f"{round(days, -digits):,}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + f" and {words[-1]}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
