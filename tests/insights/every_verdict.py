"""Stored looks that together show every verdict there is, for tests of what is made of them."""

from dataclasses import replace
from datetime import date

from accounts.models import User
from insights.findings.looks import ENGINE, followed_by
from insights.models import Edition
from insights.stats.result import Finding, Refusal, WindowEstimate
from tests.people import NOW

LAST_DAYS = (date(2026, 10, 1), date(2026, 11, 1))
WINDOW_NAMES = ("same_day", "next_day", "next_3_days", "past_week")
OPEN = Finding(
    exposure="fermented_servings",
    outcome="mood",
    verdict="no_clear_link",
    lag="next_day",
    n_days=54,
    estimate=0.1,
    unit="mood per fermented_servings",
    low=-0.2,
    high=0.4,
    level=0.95,
    p=0.4,
    q=0.6,
    swing=2.0,
    swing_from=0.5,
    swing_to=2.5,
    detectable=0.9,
    rules_out=1.1,
    days_needed=190,
    travels_with=(),
    direction=None,
    refusal=None,
    method="daily regression",
    windows=tuple(
        WindowEstimate(lag, 54, 0.1, -0.2, 0.4, 0.12, 0.4, 0.5, 2.5, 0.9, 0.8)
        for lag in WINDOW_NAMES
    ),
)
CLAIM = {"verdict": "early_sign", "estimate": 0.3, "low": 0.1, "high": 0.5, "level": 0.99}
UNKNOWN = dict.fromkeys(
    ("estimate", "low", "high", "p", "q", "detectable", "rules_out", "days_needed")
)
# What differs from OPEN, in the order of the questions a new person follows.
DIFFERENT: tuple[dict[str, object], ...] = (
    {**CLAIM, "direction": "food_first"},
    {**CLAIM, "direction": "cannot_tell", "lag": "same_day"},
    {**CLAIM, "direction": "unclear", "estimate": -0.3, "low": -0.5, "high": -0.1},
    {**CLAIM, "verdict": "travels_with", "travels_with": ("fermented_servings",)},
    {"verdict": "no_meaningful_link", "rules_out": 0.3, "detectable": 0.3, "days_needed": 20},
    {},
    {"rules_out": 0.7},
    {"detectable": 0.4, "days_needed": 30, "low": -40.0},
    {**UNKNOWN, "refusal": Refusal("too_few_days", 20, 24)},
    {**UNKNOWN, "refusal": Refusal("rating_rarely_varies", 3, 8)},
    {**UNKNOWN, "refusal": Refusal("exposure_rarely_varies", 3, 8)},
    {**UNKNOWN, "refusal": Refusal("no_variation_of_its_own", 0, 8)},
)


def store_every_verdict(person: User) -> list[Edition]:
    """Store two looks; the first question is claimed by both, so that it is linked."""
    findings = []
    for question, different in zip(followed_by(person).questions, DIFFERENT, strict=True):
        found = replace(OPEN, exposure=question.exposure, outcome=question.outcome, **different)
        if found.refusal:
            found = replace(found, verdict="not_enough_data")
        findings.append(found.as_dict())
    before = [replace(OPEN, **CLAIM).as_dict()]
    return [
        Edition.objects.create(
            user=person,
            usable_days=usable_days,
            last_day=last_day,
            taken_at=NOW,
            q=0.03,
            margin_points=0.5,
            data_hash="0" * 64,
            engine=ENGINE,
            findings=stored,
        )
        for usable_days, last_day, stored in zip(
            (42, 60), LAST_DAYS, (before, findings), strict=True
        )
    ]
