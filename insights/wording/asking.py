"""What is said about asking: what a choice of questions costs, and what lets a diary show more."""

from insights.measures import FOOD_MEASURES
from insights.stats.result import Finding

DAYS_THAT_DIFFER = (
    "Days with much and days with little are what a diary learns from. Eating the same every day "
    "leaves nothing to compare."
)
OTHER_THINGS = (
    "Sleep, alcohol, illness and a busy day move mood too. With one tap a day they can be set "
    "aside, so that food is not mistaken for them."
)


def cost_of(count: int, *, days: int, shown: float, more: int, with_more: float) -> str:
    """Say how small a difference a choice of questions could show, and a longer list of them."""
    asked = "this question" if count == 1 else f"these {count} questions"
    told = f"With {asked} your diary at {days:,} days could show about {shown:.2f} points"
    if count >= more:
        return f"{told}."
    return f"{told}; with {more} questions about {with_more:.2f}."


def share_shown(percent: int, count: int) -> str:
    """Say what a choice costs before there are days to measure it by."""
    if count <= 1:
        return (
            "One question: nothing is shared, so it gets the clearest answer your diary can give."
        )
    return f"With {count} questions a difference must be {percent} % larger to show than with one."


def one_sided_days(count: int | None, of: int) -> str:
    """Say that some days hold food or a rating, and not both."""
    days = "some days" if count is None else f"{count:,} of these {of:,} days"
    return f"On {days} only food or only a rating is logged. Both on the same day make it count."


def unanswered_days(count: int | None, of: int) -> str:
    """Say that something kept beside food and mood has gaps, and what they cost."""
    days = "some days" if count is None else f"{count:,} of {of:,} days"
    return (
        f"On {days} with food and a rating, sleep or something else you keep is not answered. "
        "What is not known cannot be set aside, so such days are left out: answer it, or stop "
        "keeping what you often skip."
    )


def fewer_questions(count: int, handful: int, percent: int | None) -> str:
    """Say what following fewer questions would show."""
    if percent is None:
        return "You follow many questions at once. A few get clearer answers."
    return (
        f"You follow {count} questions. With {handful} of them, differences {percent} % smaller "
        "would show in the same days."
    )


def steady_food(finding: Finding) -> str:
    """Say that a food hardly differs from day to day."""
    noun = FOOD_MEASURES[finding.exposure].noun
    return f"You eat about as much {noun} every day. {DAYS_THAT_DIFFER}"
