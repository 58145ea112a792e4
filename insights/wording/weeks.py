"""What is said of a week: calm, true, and the same on page, API and mail.

A week is described beside the person's own usual. Nothing is praised, nothing has failed, and what
is missing is said once. With `plain` every sentence does without figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accounts.scales import share_in_words
from insights.week.usual import (
    LEAST_DAYS,
    LEAST_WEEKS,
    WEEKS_BEFORE,
    AgainstUsual,
    Standing,
    UsualWeek,
)
from insights.wording import figure

MOST_NAMED = 3
MOST_AT_AN_END = 2
SOON_DAYS = 7
LEAST_SHORTENED = 1_000

USUAL_RULE = (
    f"Your usual for a day is the middle value (median) of the same weekday in the {WEEKS_BEFORE} "
    f"weeks before, over recorded days only. It takes {LEAST_DAYS} of them.",
    "A day is about your usual when it lies in the middle half of those days (between their "
    "quartiles), or is closer to the middle value than a tenth of it; for ratings, than half a "
    "point.",
    f"A week stands beside the same weekdays of each of the {WEEKS_BEFORE} weeks before. Its usual "
    f"is the middle one of their means; it takes {LEAST_WEEKS} weeks with {LEAST_DAYS} recorded "
    "days each. It is called more or less only when it lies outside all of those weeks, and "
    "outside the middle half of their single days.",
    "Even when nothing changes, chance alone puts about one figure in ten outside in any week. "
    "Your usual is no goal, and none of this says why.",
    "Today is left out until it is over. A sum that is only known as “at least” is never called "
    "less.",
)


class Kind(StrEnum):
    """How a measure is spoken of."""

    AMOUNT = "amount"
    COUNT = "count"
    RATING = "rating"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Spoken:
    """A measure as sentences name it.

    noun : inside a sentence, as in "more fibre"
    factor : from the unit of the figures to the unit shown
    """

    key: str
    name: str
    noun: str
    kind: Kind
    unit: str = ""
    factor: float = 1.0

    def amount(self, value: float) -> str:
        """Return a value with its unit."""
        unit = self.unit.removesuffix("s") if self.is_one(value) else self.unit
        return f"{figure(value * self.factor)}\N{NO-BREAK SPACE}{unit}".rstrip()

    def is_one(self, value: float) -> bool:
        """Whether a value reads as one of a unit that has a plural."""
        return self.unit in {"servings", "points", "doses"} and figure(value * self.factor) == "1"

    def short(self, standing: Standing) -> str:
        """Return what there was more or less of: `more fibre`, `lower mood`."""
        if self.kind is Kind.YES_NO:
            return f"{'more' if standing is Standing.MORE else 'fewer'} days with {self.noun}"
        return f"{_COMPARED[self.kind][standing]} {self.noun}"


_COMPARED = {
    Kind.AMOUNT: {Standing.LESS: "less", Standing.MORE: "more"},
    Kind.COUNT: {Standing.LESS: "fewer", Standing.MORE: "more"},
    Kind.RATING: {Standing.LESS: "lower", Standing.MORE: "higher"},
    Kind.YES_NO: {Standing.LESS: "a smaller share", Standing.MORE: "a larger share"},
}


@dataclass(frozen=True)
class WeekFacts:
    """What the sentence of a week rests on.

    days_begun : days of the week up to and with today; 7 when it is over
    moved : what stands out, as `Spoken.short` says it
    is_compared : whether anything could be compared with the person's usual
    """

    days_begun: int
    is_over: bool
    is_before_diary: bool
    food_days: int
    rated_days: int
    has_anything: bool
    moved: Sequence[str]
    is_compared: bool


def week_sentence(facts: WeekFacts, *, plain: bool = False) -> str:
    """Say in one sentence what a week held."""
    if not facts.has_anything:
        return _empty(facts)
    return f"{_recorded(facts, plain)}, {_stood_out(facts)}."


def _empty(facts: WeekFacts) -> str:
    if facts.is_before_diary:
        return "This week lies before your diary begins."
    if facts.is_over:
        return "Nothing is in your diary for this week: it stays a gap and counts against nothing."
    return "Nothing is in your diary for this week yet; any day is a day to begin."


def _recorded(facts: WeekFacts, plain: bool) -> str:
    food = _days(facts.food_days, facts.days_begun, plain)
    rated = _days(facts.rated_days, facts.days_begun, plain)
    if facts.food_days == facts.rated_days == facts.days_begun:
        text = f"food and how you felt are recorded on {food}"
    elif facts.food_days:
        text = f"food is recorded on {food}"
        if facts.rated_days:
            text += f" and how you felt on {rated.split(' of ')[0]}"
    elif facts.rated_days:
        text = f"you rated how you felt on {rated} and recorded no whole day of food"
    else:
        text = "a few things are logged, and no whole day of food is recorded"
    text = text if facts.is_over else f"so far, {text}"
    return text[0].upper() + text[1:]


def _days(days: int, of: int, plain: bool) -> str:
    if days >= of:
        return "every day" if of > 1 else "its first day"
    if plain:
        return "most days" if days > of / 2 else "some days"
    return f"{days} of {of} days"


def _stood_out(facts: WeekFacts) -> str:
    if not facts.is_compared:
        return "and it is too early to say what is usual for you"
    if not facts.moved:
        verb = "stood" if facts.is_over else "stands"
        return f"and nothing {verb} out against your own usual"
    named = list(facts.moved[:MOST_NAMED])
    return f"with {listed(named)} than usual for you"


def mood_days_sentence(rated: Sequence[tuple[date, float]], *, plain: bool = False) -> str:
    """Say on which days mood was highest and lowest; nothing when few are rated.

    The same rating on more than two days picks no day out, so that end is left away.
    """
    moods = [mood for _, mood in rated]
    if len(moods) < LEAST_DAYS or min(moods) == max(moods):
        return ""
    ends = []
    for word, end in (("highest", max(moods)), ("lowest", min(moods))):
        days = [f"{day:%A}" for day, mood in rated if mood == end]
        if len(days) <= MOST_AT_AN_END:
            ends.append(f"{word} on {listed(days)}{'' if plain else f' ({figure(end)})'}")
    return f"Mood was {' and '.join(ends)}." if ends else ""


def listed(words: Sequence[str]) -> str:
    """Return words as a list inside a sentence."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + f" and {words[-1]}"


def standing_words(spoken: Spoken, standing: Standing | None) -> str:
    """Say where a week or a day stands beside the usual; nothing when that cannot be said."""
    if standing is None:
        return ""
    if standing is Standing.ABOUT:
        return "about your usual"
    return f"{_COMPARED[spoken.kind][standing]} than your usual"


def moved_sentence(
    spoken: Spoken, against: AgainstUsual, *, at_least: bool = False, plain: bool = False
) -> str:
    """Say of a measure that lies outside the person's usual how far it does."""
    week, standing = against.week, against.standing
    if week is None or standing is None:
        raise ValueError(f"{spoken.key} cannot be compared with a usual.")
    beyond = f"{_COMPARED[spoken.kind][standing]} than in any of the {_weeks(week, plain)}"
    if plain:
        return f"{spoken.name}: {beyond}."
    if spoken.kind is Kind.YES_NO:
        with_it = round(week.mean * week.days)
        days = f"{with_it} of {week.days} days" if with_it else f"none of {week.days} days"
        return f"{spoken.name}: on {days}, {beyond}."
    now = f"{'at least ' if at_least else ''}{spoken.amount(week.mean)}"
    a_day = " a day" if spoken.kind is not Kind.RATING else ""
    lowest, highest = (figure(end * spoken.factor) for end in (week.lowest, week.highest))
    span = f"{lowest} in each" if lowest == highest else f"{lowest} to {highest}"
    return f"{spoken.name}: {now}{a_day}, {beyond} ({span})."


def _weeks(week: UsualWeek, plain: bool) -> str:
    if week.weeks == WEEKS_BEFORE:
        return "eight weeks before"
    return "weeks before" if plain else f"{week.weeks} weeks before that can be compared"


def next_look_notice(missing: int, *, is_first: bool, plain: bool = False) -> str:
    """Say how far off the next look is, and what brings it closer."""
    look = "first look" if is_first else "next look"
    if plain:
        off = "only a few days off" if missing <= SOON_DAYS else "still some way off"
    else:
        off = f"{missing} usable {'day' if missing == 1 else 'days'} off"
    return (
        f"The {look} at your diary is {off}. A day is usable when its food is recorded and you "
        "rated how you felt."
    )


def food_without_rating_notice(days: int, *, plain: bool = False) -> str:
    """Say that some days have food and no rating."""
    on = "some days" if plain else f"{days} days"
    return (
        f"On {on} of this week food is recorded and nothing is rated. "
        "A rating on such a day makes it usable for a look."
    )


def rating_without_food_notice(days: int, *, plain: bool = False) -> str:
    """Say that some days have a rating and no food."""
    on = "some days" if plain else f"{days} days"
    return (
        f"On {on} of this week you rated how you felt and the food is not recorded. "
        "“That was all” on such a day makes it usable for a look."
    )


def varied_little_notice(noun: str, *, days: int, differing: int, plain: bool = False) -> str:
    """Say that a measure was nearly always the same."""
    if plain:
        told = f"Your {noun} hardly varied in these weeks."
    elif differing:
        on = "1 day" if differing == 1 else f"{differing} days"
        told = f"Your {noun} hardly varied: of {days} recorded days, {on} differed from the rest."
    else:
        told = f"Your {noun} was the same on all {days} recorded days."
    return f"{told} Where nothing varies, a diary cannot show what goes with it."


def group_away_notice(group: str, last: date, *, days: int, plain: bool = False) -> str:
    """Say when a group of food was last in the diary."""
    if plain:
        return f"{group} came up in your diary earlier in these weeks, and not lately."
    return (
        f"{group}: last in your diary on {last.day} {last:%B}, on {days} days in the weeks up to "
        "then."
    )


def factor_summary(
    days: int, *, mean: str = "", days_with: int | None = None, plain: bool = False
) -> str:
    """Say of a factor what the week holds: its mean, or on how many days it was so."""
    if not days:
        return "not recorded"
    if plain:
        if days_with is None:
            return "recorded"
        if not days_with:
            return "on none of the recorded days"
        return "on every recorded day" if days_with == days else "on some recorded days"
    of = f"{days} recorded {'day' if days == 1 else 'days'}"
    if days_with is not None:
        return f"yes on {days_with or 'none'} of {of}"
    return f"{mean} on average, over {of}" if days > 1 else f"{mean}, on 1 recorded day"


def goal_words(value: float | None, goal: float | None) -> str:
    """Say how much of a goal there is, without figures; nothing without a goal or an amount."""
    if not value or not goal:
        return ""
    share = share_in_words(value, goal).removesuffix(" of it")
    return f"{share} of what you aim for"


def short_figure(value: float) -> str:
    """Write a number for a narrow cell: thousands as k."""
    if abs(value) < LEAST_SHORTENED:
        return figure(value)
    thousands = f"{value / 1_000:.1f}" if value < 10 * LEAST_SHORTENED else f"{value / 1_000:.0f}"
    return f"{thousands.removesuffix('.0')}k"
