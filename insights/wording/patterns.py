"""What the patterns page and a finding's page say beside the finding's own sentence."""

import math
from collections import Counter
from collections.abc import Sequence

from insights.measures import FOOD_MEASURES, RATINGS, FoodMeasure
from insights.stats.behind import DoseGroup
from insights.stats.result import Finding, Refusal, Verdict
from insights.wording import NOT_PROOF, points

DAYS_OF_PACE = 28
LEAST_DAYS_OF_PACE = 7
WHY_NOT_EVERY_WEEK = (
    "Chance draws patterns in every diary, and they come and go. Look every week for a year, and "
    "about one person in three is shown a link that is not there. So your diary is looked at only "
    "when it has clearly grown: at 42 days that count, then 60, 84, 119, 168 and so on, each about "
    "one and a half times the one before. A link is called linked only when two looks running find "
    "it. Between looks nothing here changes, whatever you log."
)
WINDOW_NOTE = (
    "These figures describe the days you choose. No verdict depends on them: verdicts rest on all "
    "days up to the last look, three years at most."
)
RAW_NOTE = (
    "Plain means of your own ratings, with nothing set aside: a busy week or a summer can sit in "
    "one group by chance. The range counts the days of a fortnight as one, because mood carries "
    "over from day to day; it does not see slow drifts over months. The figure that counts is the "
    "adjusted one."
)
WHEN_PLAIN = {
    "same_day": "On days with more {noun} than usual",
    "next_day": "On the day after more {noun} than usual",
    "next_3_days": "In the three days after more {noun} than usual",
    "past_week": "After a week with more {noun} than usual",
}
EATEN = {
    "same_day": "{name} that day",
    "next_day": "{name} the day before",
    "next_3_days": "{name} a day over the three days before",
    "past_week": "{name} a day over the week before",
}
COUNTED: dict[Verdict, str] = {
    "linked": "linked",
    "early_sign": "with a first sign",
    "travels_with": "not to be told from another food",
    "no_meaningful_link": "with no meaningful link",
    "no_clear_link": "still open",
    "not_enough_data": "not answered yet",
}
GROUP_TITLES: dict[str, tuple[str, str]] = {
    "claims": (
        "Moving together",
        "Patterns in your diary so far. A pattern is not proof, and each may have other reasons.",
    ),
    "no_meaningful_link": (
        "No meaningful link",
        "Good to know too: whatever there is, it is smaller than what would matter to you.",
    ),
    "no_clear_link": (
        "No clear link yet",
        "The most common answer. Each look narrows down what is still possible.",
    ),
    "not_enough_data": ("Not enough data yet", "What is missing before anything can be said."),
}


def signed(value: float) -> str:
    """Write rating points with their sign: +0.3, −0.2, 0."""
    text = points(value)
    return text if text.startswith("−") or text == "0" else f"+{text}"


def span(low: float, high: float) -> str:
    """Say a range of differences: which way it points, or that it points both ways."""
    if low >= 0:
        return f"{points(low)} to {_points(high)} higher"
    if high <= 0:
        return f"{points(-high)} to {_points(-low)} lower"
    return f"anything from {_points(-low)} lower to {_points(high)} higher"


def difference(value: float) -> str:
    """Say one difference: 0.3 points higher."""
    if points(value) == "0":
        return "no difference"
    return f"{_points(abs(value))} {'higher' if value > 0 else 'lower'}"


def from_low_to_high(finding: Finding) -> str | None:
    """Name the person's own low and high days: from 12 to 31 g."""
    if finding.swing_from is None or finding.swing_to is None:
        return None
    measure = FOOD_MEASURES[finding.exposure]
    number = measure.amount(finding.swing_from).split(" ")[0]
    return f"from {number} to {measure.amount(finding.swing_to)}"


def without_numbers(finding: Finding, verdict: Verdict) -> str:
    """Say what a finding amounts to for somebody who would rather not see numbers."""
    measure = FOOD_MEASURES[finding.exposure]
    rating = RATINGS[finding.outcome].name.lower()
    if verdict in ("linked", "early_sign"):
        when = WHEN_PLAIN[finding.lag].format(noun=measure.noun)
        told = f"{when}, your {rating} tended to be {'higher' if finding.sign > 0 else 'lower'}."
        if verdict == "early_sign":
            return f"A first sign: {told[0].lower()}{told[1:]} Another look will tell more."
        return f"{told} {NOT_PROOF.format(rating=rating)}"
    if verdict == "travels_with":
        others = " and ".join(FOOD_MEASURES[name].noun for name in finding.travels_with)
        return (
            f"{measure.noun.capitalize()} {measure.goes} up and down together with {others}; "
            "your diary cannot separate them."
        )
    if verdict == "no_meaningful_link":
        return f"Between your low and high days there is no difference in {rating} that matters."
    if verdict == "no_clear_link":
        return "Can't tell yet. Each look narrows down what is still possible."
    return "A few more logged days until something can be said."


def came_first(finding: Finding) -> str:
    """Say what the order of days tells about food and rating; empty where nothing is claimed."""
    measure, rating = FOOD_MEASURES[finding.exposure], RATINGS[finding.outcome].name.lower()
    if finding.direction == "food_first":
        return (
            f"The order of days fits {measure.noun} first, {rating} after: your {rating} goes less "
            f"closely with {measure.noun} eaten the day after. That is a check, not proof."
        )
    if finding.direction == "unclear":
        return (
            f"Which came first is unclear: your {rating} goes at least as closely with "
            f"{measure.noun} eaten the day after, as when {rating} leads and eating follows."
        )
    if finding.direction == "cannot_tell":
        return "Both belong to the same day, so nobody can tell which came first."
    return ""


def eaten_over(finding: Finding) -> str:
    """Name the stretch of food that a rating is held against: fibre the day before."""
    return EATEN[finding.lag].format(name=FOOD_MEASURES[finding.exposure].name)


def coverage(finding: Finding) -> str:
    """Say how many days a finding rests on."""
    days = "day" if finding.n_days == 1 else "days"
    rating = RATINGS[finding.outcome].name.lower()
    over = eaten_over(finding)
    return f"{finding.n_days:,} {days} with {rating} and {over[0].lower()}{over[1:]}"


def progress(have: int, need: int) -> str:
    """Say how far it is to the first look."""
    missing = max(0, need - have)
    if not missing:
        return f"{have} of {need} days; the first look comes as soon as today is over"
    return f"{have} of {need} days; about {missing} more until a first look"


def progress_to_margin(finding: Finding, margin: float) -> str:
    """Say how far it is until a difference that matters would show."""
    return (
        f"{finding.n_days:,} of about {rounded_days(finding.days_needed or 0)} days until "
        f"{_points(margin)} would show"
    )


def progress_of(refusal: Refusal) -> str:
    """Say what a question lacks, other than days."""
    if refusal.code in ("rating_rarely_varies", "exposure_rarely_varies"):
        return f"{refusal.have} of {refusal.need} days that differ from your usual"
    if refusal.code == "too_few_days":
        return f"{refusal.have} of {refusal.need} days with everything known"
    return ""


def pace(missing: int, counted: int, days: int) -> str:
    """Say when that may be, as `counted` of the last `days` days counted."""
    if not missing or days < LEAST_DAYS_OF_PACE:
        return ""
    if not counted:
        return "No day of the last four weeks counted, so there is no telling when that will be."
    weeks = math.ceil(missing * days / counted / 7)
    since = "of the last four weeks" if days >= DAYS_OF_PACE else "so far"
    return f"At your pace {since}, about {weeks:,} {'week' if weeks == 1 else 'weeks'}."


def summary(verdicts: Sequence[Verdict], *, is_looked_at: bool) -> str:
    """Say in one sentence how many questions have which answer."""
    counts = Counter(verdicts)
    if not is_looked_at:
        return "Your diary has not been looked at yet."
    if counts["not_enough_data"] == len(verdicts):
        return "Nothing can be said yet; see below what is missing."
    if counts["no_clear_link"] + counts["not_enough_data"] == len(verdicts):
        return (
            "No clear link yet. For most people, most of the time, that is the honest answer, and "
            "it is not nothing: see below what your diary already rules out."
        )
    told = [f"{counts[verdict]} {words}" for verdict, words in COUNTED.items() if counts[verdict]]
    questions = "question" if len(verdicts) == 1 else "questions"
    return f"{len(verdicts)} {questions}: {', '.join(told)}."


def summary_in_words(verdicts: Sequence[Verdict], *, is_looked_at: bool) -> str:
    """Say the same without counts."""
    if any(verdict in ("linked", "early_sign", "travels_with") for verdict in verdicts):
        return "Some things in your diary move together; see below how sure that is."
    if "no_meaningful_link" in verdicts:
        return "Some links can be ruled out; the other questions are still open."
    return summary(verdicts, is_looked_at=is_looked_at)


def ruled_out(bounds: Sequence[float], questions: int) -> str:
    """Say what is already known not to be: the larger differences."""
    if not bounds:
        return ""
    where = "every question" if len(bounds) == questions else f"{len(bounds)} of {questions}"
    return (
        f"Already ruled out in {where}: differences between your low and high days larger than "
        f"{_points(max(bounds))}. The smallest so far: {points(min(bounds))}."
    )


def bounds(finding: Finding, margin: float) -> str:
    """Say what one question's answer leaves possible, and how small a difference would show."""
    parts = []
    if finding.rules_out is not None:
        parts.append(
            "A difference between your low and high days larger than "
            f"{_points(finding.rules_out)} can be ruled out."
        )
    if finding.detectable is not None:
        parts.append(
            f"Your diary would show one of {_points(finding.detectable)} four times in five; "
            f"{points(margin)} is the size that matters to you."
        )
    return " ".join(parts)


def dose_name(group: DoseGroup, measure: FoodMeasure) -> str:
    """Name a group of days by what was eaten: 12 to 18 g."""
    least, most = measure.amount(group.least), measure.amount(group.most)
    return least if least == most else f"{least.split(' ')[0]} to {most}"


def why_raw_differs(raw: float, adjusted: float) -> str:
    """Say what setting things aside did to a figure, both in points for the same step."""
    if points(raw) == points(adjusted):
        return (
            "Here both figures agree: weekday, season and what else you logged make no difference."
        )
    if raw * adjusted < 0 and points(adjusted) != "0":
        return (
            "They point in opposite ways: what the plain figure shows is mostly weekday, season, "
            "carry-over or something else you logged."
        )
    size = "smaller" if abs(adjusted) < abs(raw) else "larger"
    return (
        f"The adjusted figure is {size}: weekday, season, carry-over and what else you logged make "
        "up the rest."
    )


def rounded_days(days: int) -> str:
    """Round a number of days that is an extrapolation anyway."""
    digits = max(len(str(days)) - 2, 1)
    return f"{round(days, -digits):,}"


def _points(value: float) -> str:
    number = points(value)
    return f"{number} point{'' if number == '1' else 's'}"
