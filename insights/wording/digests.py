"""What the weekly mail says besides what the week page says."""

from collections.abc import Sequence

SUBJECT = "Your week is ready"
# Mail programs show how a mail begins beside its subject: nothing of the diary may stand here.
INTRODUCTION = (
    "your week of {period} is over, and Commensal has put it together. It is waiting in your "
    "diary, where you can look at it, add what is missing, and turn to any other week."
)
HERE_TOO = "What it held"
MOVED = "What moved"
NOTICES = "To notice next week"
NEWS = "Food and ratings together"
A_LOOK = "Your diary was looked at this week, at {days} usable days."
A_LOOK_IN_WORDS = "Your diary was looked at this week."
SHARES = (("on no day", 0), ("on a few days", 0.4), ("on about half of the days", 0.6))


def recorded_on(days: int, of_days: int) -> str:
    """Say on how many days something is recorded."""
    return f"recorded on {days} of {of_days} days"


def recorded_in_words(days: int, of_days: int) -> str:
    """Say the same for somebody who would rather not see numbers."""
    if days == of_days:
        return "recorded on every day"
    share = days / of_days
    return f"recorded {next((word for word, most in SHARES if share <= most), 'on most days')}"


def eaten(amount: str, *, at_least: bool) -> str:
    """Say how much of something was eaten on a recorded day."""
    return f"{'at least ' if at_least else ''}{amount} a day"


def news_of_a_look(claims: Sequence[str], none: str, *, days: int | None) -> list[str]:
    """Say what a look of the week came to; without `days`, in words alone."""
    opening = A_LOOK_IN_WORDS if days is None else A_LOOK.format(days=days)
    return [opening, *(claims or [none])]
