"""What to notice in the week to come: at most three things, concrete and without guilt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from insights.findings.outlook import Outlook
from insights.measures import FOOD_MEASURES, RATINGS
from insights.week.food_groups import FERMENTED
from insights.week.summary import WeekSummary
from insights.wording import weeks as wording

MOST_NOTICES = 3
LEAST_DAYS_MISSED = 2
# As the statistics ask for: fewer days off the most common value allow no comparison.
LEAST_DIFFERING = 8
LEAST_KNOWN = 21
# A group somebody eats now and then, and has recorded two weeks and more without.
LEAST_DAYS_EATEN = 4
LEAST_RECORDED_SINCE = 14
GROUP_NAMES = {
    "fruit": "Fruit",
    "vegetable": "Vegetables",
    "legume": "Beans and lentils",
    "wholegrain": "Whole grains",
    "nut": "Nuts",
    "seed": "Seeds",
    "herb_spice": "Herbs and spices",
    FERMENTED: "Fermented food",
}


@dataclass(frozen=True)
class Notice:
    """One thing to notice; `code` says which for programs."""

    code: str
    sentence: str


def notices(
    summary: WeekSummary, outlook: Outlook, *, today: date, plain: bool = False
) -> list[Notice]:
    """Return what to notice after `summary`'s week; nothing once the week after it is over."""
    if summary.week.next.last < today or summary.week.first > today:
        return []
    found = [
        *_look(outlook, plain),
        *_missing_halves(summary, today, plain),
        *_varied_little(summary, outlook, plain),
        *_groups_away(summary, plain),
    ]
    return found[:MOST_NOTICES]


def _look(outlook: Outlook, plain: bool) -> Iterator[Notice]:
    if missing := outlook.missing_days:
        is_first = outlook.last_look is None
        yield Notice("next_look", wording.next_look_notice(missing, is_first=is_first, plain=plain))


def _missing_halves(summary: WeekSummary, today: date, plain: bool) -> Iterator[Notice]:
    over = [day for day in summary.days if day.day < today]
    unrated = sum(day.has_food and not day.is_rated for day in over)
    without_food = sum(day.is_rated and not day.has_food for day in over)
    if max(unrated, without_food) < LEAST_DAYS_MISSED:
        return
    if unrated >= without_food:
        said = wording.food_without_rating_notice(unrated, plain=plain)
        yield Notice("food_without_rating", said)
    else:
        said = wording.rating_without_food_notice(without_food, plain=plain)
        yield Notice("rating_without_food", said)


def _varied_little(summary: WeekSummary, outlook: Outlook, plain: bool) -> Iterator[Notice]:
    asked = [current.finding for current in outlook.findings]
    nouns = {found.exposure: FOOD_MEASURES[found.exposure].noun for found in asked}
    nouns |= {found.outcome: RATINGS[found.outcome].name.lower() for found in asked}
    for key, noun in nouns.items():
        usual = summary.usual[key]
        if usual.known >= LEAST_KNOWN and usual.differing < LEAST_DIFFERING:
            said = wording.varied_little_notice(
                noun, days=usual.known, differing=usual.differing, plain=plain
            )
            yield Notice("varied_little", said)
            return


def _groups_away(summary: WeekSummary, plain: bool) -> Iterator[Notice]:
    for group in sorted(summary.groups, key=lambda group: -group.days):
        if group.days >= LEAST_DAYS_EATEN and group.recorded_since >= LEAST_RECORDED_SINCE:
            said = wording.group_away_notice(
                GROUP_NAMES[group.key], group.last, days=group.days, plain=plain
            )
            yield Notice("group_away", said)
            return
