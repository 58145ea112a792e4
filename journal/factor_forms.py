"""Forms about factors: one day's answer, and the factors themselves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.fields import AmountField, DayField
from journal.models import Factor


class AnswerForm(forms.Form):
    """One factor's value on a day; an empty value takes the answer back."""

    day = DayField()
    value = AmountField(required=False)

    def __init__(self, *args: Any, factor: Factor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.factor = factor

    def clean_value(self) -> float | None:
        """Refuse a value that this factor cannot have."""
        if self.data.get("clear"):
            return None
        value: float | None = self.cleaned_data["value"]
        if value is not None:
            try:
                self.factor.check_value(value)
            except ValidationError as error:
                raise ValidationError(error.messages, code="out_of_bounds") from error
        return value

    @property
    def complaint(self) -> str:
        """What is wrong with the answer, in one sentence or two."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class FactorForm(forms.ModelForm):
    """The name of a factor, and the unit of an amount; its kind stays."""

    class Meta:
        model = Factor
        fields = ["name", "unit"]
        help_texts = {"unit": "For example: cups, km, pages."}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        if self.instance.kind != Factor.Kind.AMOUNT:
            del self.fields["unit"]


class NewFactorForm(forms.ModelForm):
    """A factor of the person's own."""

    kind = forms.ChoiceField(
        label="How do you answer it?", choices=Factor.Kind.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = Factor
        fields = ["name", "kind", "unit"]
        labels = {"name": "What is it?"}
        help_texts = {
            "name": "For example: walk outside, coffee, pain.",
            "unit": "Of an amount, for example: cups, km, pages.",
        }
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off"})}
