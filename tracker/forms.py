"""Forms for meals and what is in them."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.fields import AmountField, DayField, WallClockField
from accounts.models import User
from accounts.owned import refuse_absurd_moment
from tracker.amounts import Amount, amount_of, draft_of, units_of
from tracker.models import Food, Meal, MealItem
from tracker.services import add_to_day, likely_moment
from tracker.snapshots import ItemDraft


class AmountForm(forms.Form):
    """How much of one food: a number and a unit."""

    number = AmountField(label="Amount")
    unit = forms.ChoiceField(label="Unit")

    draft: ItemDraft

    def __init__(self, data: Any, *, food: Food, likely: Amount, **options: Any) -> None:
        amount = {"number": float(likely.number), "unit": likely.unit}
        options["initial"] = amount | options.get("initial", {})
        super().__init__(data, **options)
        self.food = food
        unit: Any = self.fields["unit"]
        unit.choices = [(unit.key, unit.label) for unit in units_of(food)]

    def clean(self) -> dict[str, Any]:
        """Make the draft; whatever is wrong with the amount is said beside the number."""
        cleaned = self.cleaned_data
        if "number" in cleaned and "unit" in cleaned:
            try:
                self.draft = draft_of(self.food, cleaned["number"], cleaned["unit"])
            except ValidationError as error:
                self.add_error("number", error.messages)
        return cleaned


class AddItemForm(AmountForm):
    """A food for one of the person's days, with the meal it belongs to."""

    day = DayField()
    kind = forms.ChoiceField(label="Meal", choices=Meal.Kind.choices)
    clock = forms.TimeField(
        label="Time",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="Empty: now, or the usual time of that meal.",
    )

    eaten_at: datetime

    def __init__(self, data: Any, *, user: User, now: datetime, **options: Any) -> None:
        super().__init__(data, **options)
        self.user, self.now = user, now

    def clean(self) -> dict[str, Any]:
        """Decide the moment; a future one is refused beside the time."""
        cleaned = super().clean()
        if "day" in cleaned and "kind" in cleaned and "clock" not in self.errors:
            self.eaten_at = self._moment(cleaned)
            try:
                refuse_absurd_moment(self.eaten_at, now=self.now)
            except ValidationError as error:
                self.add_error("clock", error)
        return cleaned

    def add(self) -> MealItem | None:
        """Add the food to the day; None, with the reason on the form, when the meal is full."""
        kind = self.cleaned_data["kind"]
        try:
            return add_to_day(
                self.user, self.draft, eaten_at=self.eaten_at, kind=kind, now=self.now
            )
        except ValidationError as error:
            self.add_error(None, error)
            return None

    def _moment(self, cleaned: dict[str, Any]) -> datetime:
        if cleaned["clock"] is not None:
            return self.user.day_rule.moment_at(cleaned["day"], cleaned["clock"])
        return likely_moment(self.user, cleaned["day"], cleaned["kind"], now=self.now)


class MealForm(forms.Form):
    """A meal's kind, time and note; the time is read from the clock the meal was logged by."""

    kind = forms.ChoiceField(label="Meal", choices=Meal.Kind.choices)
    eaten_at = WallClockField(label="Time")
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, meal: Meal, now: datetime) -> None:
        initial = {"kind": meal.kind, "eaten_at": meal.eaten_at, "note": meal.note}
        super().__init__(data, initial=initial)
        self.meal, self.now = meal, now

    def clean_eaten_at(self) -> datetime:
        """Keep an unchanged time to the second, and refuse an absurd one."""
        field: Any = self.fields["eaten_at"]
        moment: datetime = field.same_or_changed(
            self.cleaned_data["eaten_at"], before=self.meal.eaten_at
        )
        refuse_absurd_moment(moment, now=self.now)
        return moment


class ItemForm(AmountForm):
    """An item's amount, or its removal; one that is left alone keeps the figures it has."""

    remove = forms.BooleanField(label="Remove", required=False)

    def __init__(self, data: Any, *, item: MealItem, food: Food) -> None:
        likely = amount_of(item, food)
        super().__init__(data, food=food, likely=likely, prefix=str(item.uid))
        self.item = item

    def clean(self) -> dict[str, Any]:
        """Ask for a sensible amount only of what stays."""
        if not self.cleaned_data.get("remove"):
            return super().clean()
        self.errors.clear()
        return self.cleaned_data


class ItemWithoutFoodForm(forms.Form):
    """For an item whose food has left the catalogue: it can stay as it is, or go."""

    remove = forms.BooleanField(label="Remove", required=False)

    def __init__(self, data: Any, *, item: MealItem) -> None:
        super().__init__(data, prefix=str(item.uid))
        self.item = item


class MealEdit:
    """All the forms of the meal page as one."""

    def __init__(self, data: Any, *, meal: Meal, now: datetime) -> None:
        self.meal = MealForm(data, meal=meal, now=now)
        items = list(meal.items.all())
        foods = Food.objects.with_facts().in_bulk([item.food_id for item in items])
        self.items: list[ItemForm | ItemWithoutFoodForm] = [
            ItemForm(data, item=item, food=foods[item.food_id])
            if item.food_id in foods
            else ItemWithoutFoodForm(data, item=item)
            for item in items
        ]

    def is_valid(self) -> bool:
        """Check every form, so that the page shows all that is wrong at once."""
        checked = [form.is_valid() for form in (self.meal, *self.items)]
        return all(checked)

    @property
    def removed(self) -> list[MealItem]:
        """The items to take out."""
        return [form.item for form in self.items if form.cleaned_data["remove"]]

    @property
    def changed(self) -> list[tuple[MealItem, ItemDraft]]:
        """The items that stay with another amount."""
        return [
            (form.item, form.draft)
            for form in self.items
            if isinstance(form, ItemForm) and form.has_changed() and not form.cleaned_data["remove"]
        ]
