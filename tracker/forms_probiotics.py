"""The form for a dose of a probiotic."""

from datetime import datetime
from typing import Any

from django import forms

from accounts.fields import AmountField, WallClockField
from accounts.owned import refuse_absurd_moment
from tracker.models import ProbioticDose

BILLION = 1e9
MOST_BILLIONS = 100_000


class DoseForm(forms.Form):
    """A product, its live count in billions as labels give it, and when it was taken."""

    product = forms.CharField(label="Product", max_length=120)
    billions = AmountField(
        label="Billions of live microbes (CFU)",
        required=False,
        min_value=0,
        max_value=MOST_BILLIONS,
        help_text="From the label. Empty: unknown.",
    )
    taken_at = WallClockField(label="Taken at")

    def __init__(
        self, *args: Any, now: datetime, dose: ProbioticDose | None = None, **options: Any
    ):
        start = options.pop("initial", {})
        if dose is not None:
            billions = "" if dose.cfu is None else f"{dose.cfu / BILLION:g}"
            start |= {"product": dose.product, "billions": billions, "taken_at": dose.taken_at}
        super().__init__(*args, **(options | {"initial": {"taken_at": now} | start}))
        self.dose, self.now = dose, now

    def clean_taken_at(self) -> datetime:
        """Keep an unchanged time to the second, and refuse an absurd one."""
        field: Any = self.fields["taken_at"]
        before = self.dose.taken_at if self.dose else self.now
        moment: datetime = field.same_or_changed(self.cleaned_data["taken_at"], before=before)
        refuse_absurd_moment(moment, now=self.now)
        return moment

    @property
    def cfu(self) -> float | None:
        """The live count, None where it is unknown."""
        billions = self.cleaned_data["billions"]
        return None if billions is None else billions * BILLION
