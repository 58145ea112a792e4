"""Forms of insights."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.fields import AmountField
from insights.findings.looks import Followed
from insights.measures import FOOD_MEASURES, RATINGS, Question
from insights.models import LEAST_MARGIN_POINTS, MOST_MARGIN_POINTS

SEPARATOR = ":"


class QuestionsForm(forms.Form):
    """Which pairs to follow, and how many points would matter."""

    pairs = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one question."},
    )
    margin_points = AmountField(
        label="A difference that would matter to me, in points",
        min_value=LEAST_MARGIN_POINTS,
        max_value=MOST_MARGIN_POINTS,
        help_text=(
            f"From {LEAST_MARGIN_POINTS} to {MOST_MARGIN_POINTS} on the scale of 0 to 10. It is "
            "settled by the first look: choosing it afterwards would be choosing the answer."
        ),
    )

    def __init__(self, *args: Any, followed: Followed, is_settled: bool, **options: Any) -> None:
        options["initial"] = {
            "pairs": [_value(question) for question in followed.questions],
            "margin_points": f"{followed.margin_points:g}",
        }
        super().__init__(*args, **options)
        pairs: Any = self.fields["pairs"]
        pairs.choices = [
            (_value(Question(exposure, outcome)), f"{measure.name} and {scale.name.lower()}")
            for exposure, measure in FOOD_MEASURES.items()
            for outcome, scale in RATINGS.items()
        ]
        self.fields["margin_points"].disabled = is_settled

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str, str, bool]]]]:
        """The boxes as a table: a food a row, a rating a column (name, value, label, ticked)."""
        ticked = set(self["pairs"].value() or [])
        return [
            (
                measure.name,
                [
                    (
                        scale.name,
                        value := _value(Question(exposure, outcome)),
                        f"{measure.name} and {scale.name.lower()}",
                        value in ticked,
                    )
                    for outcome, scale in RATINGS.items()
                ],
            )
            for exposure, measure in FOOD_MEASURES.items()
        ]

    def ticked(self) -> list[Question]:
        """Return what is ticked now, kept or not; boxes nobody has are passed over."""
        pairs: Any = self.fields["pairs"]
        known = {value for value, _ in pairs.choices}
        ticked = self["pairs"].value() or []
        return [Question(*value.split(SEPARATOR)) for value in ticked if value in known]

    def questions(self) -> list[Question]:
        """Return the chosen questions."""
        return [Question(*value.split(SEPARATOR)) for value in self.cleaned_data["pairs"]]

    def refuse(self, error: ValidationError) -> None:
        """Show what the verb refused."""
        self.add_error(None, ValidationError(error.messages))


def _value(question: Question) -> str:
    return f"{question.exposure}{SEPARATOR}{question.outcome}"
