"""What a choice of questions costs, in the person's own detectable points."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from insights.findings.looks import Q_PER_LOOK
from insights.findings.outlook import Outlook
from insights.measures import DEFAULT_QUESTIONS, MOST_QUESTIONS, Question
from insights.stats.asking import certainty_cost
from insights.wording import asking as words

PRESETS: dict[str, tuple[str, tuple[Question, ...]]] = {
    "ferments-mood": ("Fermented food and mood", (Question("fermented_servings", "mood"),)),
    "fibre-mood": ("Fibre and mood", (Question("fibre_g", "mood"),)),
    "both-mood": (
        "Fermented food, fibre and mood",
        (Question("fermented_servings", "mood"), Question("fibre_g", "mood")),
    ),
    "calm": (
        "Live fermented food, anxiety and stress",
        (Question("live_servings", "anxiety"), Question("live_servings", "stress")),
    ),
    "plants-energy": (
        "Plants, energy and focus",
        (Question("plant_points", "energy"), Question("plant_points", "focus")),
    ),
    "gut": (
        "Fibre, fermented food and gut comfort",
        (Question("fibre_g", "gut_comfort"), Question("fermented_servings", "gut_comfort")),
    ),
    "usual": ("The usual twelve", DEFAULT_QUESTIONS),
}


@dataclass(frozen=True)
class CostOfChoice:
    """What a choice of questions costs.

    count : how many questions it has
    percent : by how much a difference must be larger than with a single question
    days : the days the points are said for; None when there are too few to say any
    points, points_with_more : the difference that would show four times in five, between the
        person's low and high days, with this choice and with `more` questions
    """

    count: int
    percent: int
    days: int | None
    points: float | None
    more: int
    points_with_more: float | None

    @property
    def in_words(self) -> str:
        """The cost as a sentence."""
        if self.days is None or self.points is None or self.points_with_more is None:
            return words.share_shown(self.percent, self.count)
        return words.cost_of(
            self.count,
            days=self.days,
            shown=self.points,
            more=self.more,
            with_more=self.points_with_more,
        )


def cost_of_choice(known: Outlook, chosen: Sequence[Question]) -> CostOfChoice | None:
    """Return what asking `chosen` costs; None for an empty choice.

    The points come from the latest look (before the first, from what it is foreseen to show):
    the median over the chosen questions it answered, or over all it answered when those are new.
    That look shared its allowance among the questions that passed its gate.
    """
    count = len(set(chosen))
    if not 1 <= count <= MOST_QUESTIONS:
        return None
    more = len(DEFAULT_QUESTIONS) if count < len(DEFAULT_QUESTIONS) else MOST_QUESTIONS
    percent = round(100 * (certainty_cost(count, q=Q_PER_LOOK) - 1))
    detectable = {
        Question(found.exposure, found.outcome): found.detectable
        for found in (current.finding for current in known.findings)
        if found.detectable is not None
    }
    sizes = [size for question, size in detectable.items() if question in set(chosen)]
    if not detectable:
        return CostOfChoice(count, percent, None, None, more, None)
    size = median(sizes or detectable.values())
    shared_by = _shared_by(known)
    return CostOfChoice(
        count=count,
        percent=percent,
        days=known.last_look.usable_days if known.last_look else known.next_look_days,
        points=size * certainty_cost(count, q=Q_PER_LOOK, compared_with=shared_by),
        more=more,
        points_with_more=size * certainty_cost(more, q=Q_PER_LOOK, compared_with=shared_by),
    )


def _shared_by(known: Outlook) -> int:
    """Return how many questions shared the allowance of the figures at hand."""
    if known.last_look is None:
        return len(known.findings)
    tested = sum(finding["p"] is not None for finding in known.last_look.findings)
    return max(tested, 1)
