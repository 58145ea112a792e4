"""What the parts are filled with on the page that shows them: made up, and none of it stored."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message

from accounts.models import User
from accounts.scales import SCALE_KEYS, SCALES
from insights.findings.outlook import CurrentFinding
from insights.findings.strips import Interval, Strip, strip_of
from insights.measures import FOOD_MEASURES
from insights.stats.result import Finding, Refusal, Verdict
from insights.week.coverage import Coverage, Mark, State
from insights.wording import VERDICT_NAMES, sentence
from journal.day_factors import DayFactor
from journal.forms import NewCheckInForm
from journal.models import CheckIn, Factor

NEXT_LOOK, MARGIN = 60, 0.5
LONG_NAME = "Slow-fermented buckwheat-and-chestnut sourdough crispbread with caraway, home-made"
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 2
NOBODY = User(email="somebody@example.org", scales=list(SCALE_KEYS), is_demo=True)


@dataclass(frozen=True)
class JarSample:
    """A jar, filled as far as `value` reaches of `goal`."""

    kind: str
    value: float | None
    goal: float | None
    says: str


JARS = (
    JarSample("fibre", 0, 30, "none: 0 g of 30"),
    JarSample("fibre", 12, 30, "partly: 12 g of 30"),
    JarSample("ferment", 2, 2, "full: 2 of 2"),
    JarSample("plants", 41, 30, "over: 41 of 30"),
    JarSample("plants", None, 30, "unknown"),
    JarSample("ferment", 3, None, "no goal: 3"),
)
# A made-up finding; each verdict changes what belongs to it.
FINDING = Finding(
    exposure="fermented_servings",
    outcome="mood",
    verdict="linked",
    lag="next_day",
    n_days=171,
    estimate=0.36,
    unit="mood per fermented_servings",
    low=0.15,
    high=0.57,
    level=0.98,
    p=0.0004,
    q=0.004,
    swing=2.0,
    swing_from=0.0,
    swing_to=2.0,
    detectable=0.7,
    rules_out=1.1,
    days_needed=310,
    travels_with=(),
    direction=None,
    refusal=None,
    method="",
    windows=(),
)
CHANGES: dict[Verdict, dict[str, Any]] = {
    "linked": {},
    "early_sign": {"outcome": "anxiety", "estimate": -0.2, "low": -0.35, "high": -0.05},
    "travels_with": {"exposure": "live_servings", "travels_with": ("fermented_servings",)},
    "no_meaningful_link": {"exposure": "fibre_g", "swing_from": 12.0, "swing_to": 34.0},
    "no_clear_link": {"exposure": "plant_points", "outcome": "stress"},
    "not_enough_data": {"outcome": "energy", "refusal": Refusal("too_few_days", 18, 42)},
}


class FieldsForm(forms.Form):
    """One field of each sort the product has."""

    name = forms.CharField(label="Name", help_text="As you would say it at the table.")
    filled = forms.CharField(label="Filled in", initial="Kimchi", required=False)
    refused = forms.FloatField(
        label="Grams",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": "That is not a number. Use digits, for example 120."},
    )
    unit = forms.ChoiceField(label="Unit", choices=[("g", "g"), ("cup", "cup")])
    at = forms.CharField(
        label="Time", required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    goal = forms.IntegerField(label="Fibre, grams a day", required=False, initial=30)
    note = forms.CharField(
        label="Note", required=False, widget=forms.Textarea(attrs={"rows": 2}), initial="A note."
    )
    is_whole = forms.BooleanField(label="Count each herb as a whole plant", required=False)
    when = forms.ChoiceField(
        label="When",
        choices=[("day", "the same day"), ("next", "the day after")],
        widget=forms.RadioSelect,
        initial="next",
    )


def fields() -> FieldsForm:
    """Return a form, empty and filled."""
    return FieldsForm(auto_id="field-%s")


def refused_fields() -> FieldsForm:
    """Return the same form as it comes back from somebody who typed a letter for a digit."""
    return FieldsForm({"refused": "12O", "unit": "pound"}, auto_id="refused-%s")


def findings() -> list[CurrentFinding]:
    """Return a finding of every verdict, in the words the product has for it."""
    return [_current(replace(FINDING, verdict=name, **CHANGES[name])) for name in VERDICT_NAMES]


def _current(finding: Finding) -> CurrentFinding:
    said = sentence(finding, finding.verdict, next_look_days=NEXT_LOOK, margin=MARGIN)
    return CurrentFinding(finding, said, edition=42)


def strips() -> list[Strip]:
    """Return a range clear of the middle, one around it, and one that goes on beyond the scale."""
    ranges = ((0.4, 0.1, 0.6), (0.0, -0.2, 0.2), (-0.6, -2.4, 1.2))
    return [strip_of(Interval(*each, margin=MARGIN), scale=1.0) for each in ranges]


def messages() -> list[Message]:
    """Return what the product says after something was done, and when it was not."""
    return [
        Message(
            constants.SUCCESS, "Kimchi, 75 g, is in your lunch.", extra_tags="undo:/components/"
        ),
        Message(constants.SUCCESS, "Settings saved."),
        Message(constants.WARNING, "A meal cannot lie in the future. Choose an earlier time."),
    ]


def check_in_form(now: datetime) -> NewCheckInForm:
    """Return a check-in with one scale rated and the others open."""
    form = NewCheckInForm(user=NOBODY, now=now, auto_id="scale-%s", initial={"mood": 6})
    form.scales = form.scales[:2]
    return form


def factors() -> list[DayFactor]:
    """Return a factor of each sort, answered and open."""
    kinds = Factor.Kind
    sorts = (
        ("exercise_min", "Exercise", kinds.AMOUNT, "min", 45.0),
        ("illness", "Illness", kinds.YES_NO, "", 0.0),
        ("holiday", "Holiday or travel", kinds.YES_NO, "", None),
        ("sleep_quality", "Sleep quality", kinds.SCALE, "", 7.0),
    )
    return [
        DayFactor(Factor(key=key, name=name, kind=kind, unit=unit), value)
        for key, name, kind, unit, value in sorts
    ]


def check_in(now: datetime) -> CheckIn:
    """Return a check-in as the day lists it."""
    return CheckIn(at=now, time_zone=NOBODY.time_zone, mood=6, stress=3, note="Walked home.")


def coverage(today: date) -> list[Coverage]:
    """Return a week with every state a day can have."""
    first = today - timedelta(days=5)
    states = [State.RECORDED, State.RECORDED, State.NONE, State.NOT_RECORDED, State.RECORDED]
    marks = [
        Mark(first + timedelta(days=number), state)
        for number, state in enumerate([*states, State.RECORDED, State.TO_COME])
    ]
    return [Coverage("food", "Food", marks, "ate nothing")]


def sample_context(now: datetime) -> dict[str, Any]:
    """Return everything the parts are filled with."""
    today = NOBODY.today(now)
    return {
        "somebody": NOBODY,
        "fields": fields(),
        "refused": refused_fields(),
        "findings": findings(),
        "strips": strips(),
        "message_samples": messages(),
        "check_in_form": check_in_form(now),
        "factors": factors(),
        "check_in": check_in(now),
        "coverage": coverage(today),
        "today": today,
        "jars": JARS,
        "scale": SCALES[0],
        "measures": FOOD_MEASURES.values(),
        "long_name": LONG_NAME,
        "unbroken": UNBROKEN,
        "amounts": [0, 0.04, 0.3, 7, 999.95, 1_234_567.8, None],
    }
