"""The list that confirms a line of foods before anything is logged, and grows a recipe."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.fields import AmountField
from accounts.models import User
from tracker.amounts import GRAMS, SERVINGS
from tracker.food_lookup import LineItem, read_line
from tracker.models import Food
from tracker.snapshots import ItemDraft

UNITS = [(GRAMS, "grams"), (SERVINGS, "servings, weight unknown")]


class LineItemForm(forms.Form):
    """One food of the line: which one, how much, or not at all."""

    keep = forms.BooleanField(label="Log it", required=False, initial=True)
    food = forms.ChoiceField(label="Food")
    number = AmountField(label="Amount", required=False)
    unit = forms.ChoiceField(label="Unit", choices=UNITS)

    draft: ItemDraft | None = None

    def __init__(self, *args: Any, item: LineItem, **options: Any) -> None:
        grams = "" if item.grams is None else f"{round(item.grams, 1):g}"
        likely = str(item.food.uid) if item.food else ""
        start = {"keep": True, "food": likely, "number": grams, "unit": GRAMS}
        options["initial"] = start
        super().__init__(*args, **options)
        self.item = item
        self._foods = {str(food.uid): food for food in item.foods}
        choice: Any = self.fields["food"]
        choice.choices = [(uid, food.display_name) for uid, food in self._foods.items()]

    def clean(self) -> dict[str, Any]:
        """Make the draft of a food that is kept; an amount that is missing is asked for."""
        cleaned = self.cleaned_data
        if not cleaned.get("keep") or "food" not in cleaned or "number" not in cleaned:
            return cleaned
        number = cleaned["number"]
        if number is None:
            self.add_error("number", "How much was it? Give grams, or choose servings.")
            return cleaned
        food, is_grams = self._foods[cleaned["food"]], cleaned.get("unit") == GRAMS
        try:
            amount = {"grams": number} if is_grams else {"servings": number}
            self.draft = ItemDraft(food, **amount).checked()
        except ValidationError as error:
            self.add_error("number", error.messages)
        return cleaned


class LineForm:
    """Every food of one line; `unknown` are the words no food was found for."""

    def __init__(self, data: Any, *, text: str, items: Sequence[LineItem]) -> None:
        self.text = text
        self.uid = uuid.uuid4()
        found = [item for item in items if item.food is not None]
        self.unknown = [item for item in items if item.food is None]
        self.rows = [
            LineItemForm(data, item=item, prefix=f"item-{place}")
            for place, item in enumerate(found)
        ]

    @classmethod
    def read(cls, user: User, text: str, data: Any = None) -> "LineForm":
        """Read a line for a person."""
        return cls(data, text=text, items=read_line(user, text))

    def is_valid(self) -> bool:
        """Check every row, so that the page shows all that is wrong at once."""
        checked = [row.is_valid() for row in self.rows]
        return all(checked)

    @property
    def drafts(self) -> list[ItemDraft]:
        """What is to be logged."""
        return [row.draft for row in self.rows if row.draft is not None]


def foods_by_uid(user: User, uids: Sequence[str]) -> dict[str, Food]:
    """Return the foods a person may use, by what forms send, with what a recipe needs."""
    known = [uid for uid in uids if _is_uuid(uid)]
    foods = Food.objects.visible_to(user).with_facts().prefetch_related("food_plants")
    return {str(food.uid): food for food in foods.filter(uid__in=known)}


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
