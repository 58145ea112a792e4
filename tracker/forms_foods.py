"""Forms for a person's own foods and recipes."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.fields import AmountField
from accounts.models import User
from tracker.food_lookup import read_line
from tracker.forms_line import foods_by_uid
from tracker.models import Ferment, Food, Plant
from tracker.nutrients import NUTRIENTS
from tracker.own_foods import (
    LONGEST_NAME,
    Label,
    Recipe,
    add_own_food,
    add_recipe,
    change_own_food,
    change_recipe,
)
from tracker.recipes import Ingredient

PER_100G, PER_SERVING = "100g", "serving"
LABELS = {
    "fibre_g": "Fibre, g",
    "energy_kcal": "Energy, kcal",
    "protein_g": "Protein, g",
    "fat_g": "Fat, g",
    "carbohydrate_g": "Carbohydrate with fibre, g",
    "sugars_g": "Sugars, g",
    "tryptophan_g": "Tryptophan, g",
}


class OwnFoodForm(forms.Form):
    """A food as its label or its maker knows it; every number may stay empty."""

    name = forms.CharField(label="Name", max_length=LONGEST_NAME)
    serving = forms.CharField(
        label="One serving is",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "glass, slice, bowl"}),
    )
    serving_g = AmountField(
        label="and weighs, in g", required=False, help_text="A rough guess is fine."
    )
    ferment = forms.ModelChoiceField(
        label="Fermented like",
        queryset=Ferment.objects.all(),
        required=False,
        empty_label="not fermented, or not known",
        help_text="Decides how many live microbes are assumed, and what one serving is.",
    )
    plants = forms.CharField(
        label="Plants in it",
        required=False,
        help_text="With commas between them: rye, beet, mint.",
        widget=forms.TextInput(attrs={"autocapitalize": "none"}),
    )
    per = forms.ChoiceField(
        label="The numbers are",
        choices=[(PER_100G, "per 100 g"), (PER_SERVING, "per serving")],
        widget=forms.RadioSelect,
        initial=PER_100G,
    )

    def __init__(self, *args: Any, user: User, food: Food | None = None, **options: Any) -> None:
        start = options.pop("initial", {}) | (_said_of(food) if food else {})
        super().__init__(*args, **(options | {"initial": start}))
        self.user, self.food = user, food
        for name in NUTRIENTS:
            self.fields[name] = AmountField(label=LABELS[name], required=False, min_value=0)

    @property
    def main_figures(self) -> list[forms.BoundField]:
        """Fibre: what this diary is about."""
        return [self["fibre_g"]]

    @property
    def more_figures(self) -> list[forms.BoundField]:
        """The rest of a label."""
        return [self[name] for name in NUTRIENTS if name != "fibre_g"]

    def clean_plants(self) -> list[str]:
        """Find the plants by name; one that is not found is asked for again."""
        by_name = {plant.name.casefold(): plant.key for plant in Plant.objects.all()}
        by_name |= {key.replace("-", " "): key for key in by_name.values()}
        by_name |= {name.split(" (")[0]: key for name, key in by_name.items()}
        said = [word.strip().casefold() for word in self.cleaned_data["plants"].split(",")]
        keys = []
        for word in filter(None, said):
            if word not in by_name:
                near = get_close_matches(word, by_name, n=1)
                hint = f" Did you mean “{near[0]}”?" if near else ""
                raise ValidationError(f"No plant is called “{word}” here.{hint}")
            keys.append(by_name[word])
        return keys

    def clean(self) -> dict[str, Any]:
        """Ask for the weight of a serving where the numbers are per serving."""
        cleaned = self.cleaned_data
        says_numbers = any(cleaned.get(name) is not None for name in NUTRIENTS)
        weight = cleaned.get("serving_g")
        if weight is not None and weight <= 0:
            self.add_error("serving_g", "A serving weighs more than 0 g.")
        elif cleaned.get("per") == PER_SERVING and says_numbers and not weight:
            self.add_error("serving_g", "What does a serving weigh? A rough guess is fine.")
        return cleaned

    def save(self) -> Food:
        """Keep the food; ValidationError, by field, when a figure cannot be."""
        cleaned = self.cleaned_data
        figures = {name: cleaned[name] for name in NUTRIENTS}
        more = {name: cleaned[name] for name in ("serving", "ferment", "plants")}
        if cleaned["per"] == PER_SERVING and cleaned["serving_g"]:
            label = Label.per_serving(
                cleaned["name"], figures, serving_g=cleaned["serving_g"], **more
            )
        else:
            label = Label(cleaned["name"], figures, serving_g=cleaned["serving_g"], **more)
        if self.food is not None:
            return change_own_food(self.food, label)
        return add_own_food(self.user, label)[0]


def _said_of(food: Food) -> dict[str, Any]:
    portion = next(iter(food.portions.all()), None)
    figures = {name: _typed(getattr(food, name)) for name in NUTRIENTS}
    return {
        "name": food.name,
        "serving": portion.description if portion else "",
        "serving_g": _typed(portion.gram_weight) if portion else "",
        "ferment": food.ferment_id,
        "plants": ", ".join(plant.name for plant in food.plants.all()),
        **figures,
    }


def _typed(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


class RecipeForm(forms.Form):
    """A recipe's name, what it makes, and lines of ingredients still to be looked up."""

    name = forms.CharField(label="Name", max_length=LONGEST_NAME)
    servings_made = AmountField(label="Makes how many servings?", initial="4")
    yield_g = AmountField(
        label="Weighs when done, g",
        required=False,
        help_text="Empty: as much as what goes in. Weigh it if much water boils away.",
    )
    heated = forms.BooleanField(label="Cooked, so that no ferment in it stays live", required=False)
    lines = forms.CharField(
        label="Add ingredients, one a line",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(
            attrs={"rows": 3, "placeholder": "200 g lentils\n1 onion\n2 tbsp olive oil"}
        ),
    )


class IngredientRow:
    """One ingredient on the page: the food, its alternatives, its grams, and any question."""

    def __init__(
        self, foods: list[Food], grams: str, *, question: str | None = None, how: str = ""
    ) -> None:
        self.foods, self.grams = foods, grams
        self.question, self.how = question, how
        self.error = ""

    @property
    def food(self) -> Food:
        """The chosen food."""
        return self.foods[0]


class RecipeEdit:
    """The whole recipe page: its form, and one row for each ingredient found so far."""

    def __init__(self, data: Any, *, user: User, food: Food | None, name: str = "") -> None:
        start = _recipe_said(food) if food else {"name": name}
        self.form = RecipeForm(data, initial=start)
        self.user, self.food, self.data = user, food, data
        self.unknown: list[str] = []
        self.rows = self._sent_rows(data) if data is not None else self._kept_rows()

    @property
    def wants_to_look_up(self) -> bool:
        """Whether lines were typed that have not been looked up yet."""
        return self.data is not None and bool(self.data.get("lines", "").strip())

    def look_up(self) -> None:
        """Turn the typed lines into rows to look through."""
        for typed in filter(None, map(str.strip, self.data["lines"].splitlines())):
            for item in read_line(self.user, typed):
                if item.food is None:
                    self.unknown.append(item.text)
                    continue
                grams = "" if item.grams is None else f"{round(item.grams, 1):g}"
                self.rows.append(
                    IngredientRow(list(item.foods), grams, question=item.question, how=item.how)
                )
        kept = self.data.copy()
        kept["lines"] = "\n".join(self.unknown)
        self.form = RecipeForm(kept)
        self.form.is_valid()

    def is_valid(self) -> bool:
        """Check the form and every row's grams."""
        grams = [self._grams_of(row) for row in self.rows]
        if not self.rows:
            self.form.add_error(None, "A recipe needs at least one ingredient.")
        return self.form.is_valid() and all(gram is not None for gram in grams)

    def save(self) -> Food:
        """Keep the recipe; ValidationError, by field, when it cannot be."""
        cleaned = self.form.cleaned_data
        recipe = Recipe(
            name=cleaned["name"],
            ingredients=[
                Ingredient(row.food, float(self._grams_of(row) or 0)) for row in self.rows
            ],
            servings_made=cleaned["servings_made"],
            yield_g=cleaned["yield_g"],
            heated=cleaned["heated"],
        )
        if self.food is not None:
            return change_recipe(self.food, recipe)
        return add_recipe(self.user, recipe)[0]

    def _grams_of(self, row: IngredientRow) -> float | None:
        try:
            grams = AmountField().clean(row.grams)
        except ValidationError:
            grams = None
        if grams is None or grams <= 0:
            row.error = "How many grams go in?"
            return None
        return float(grams)

    def _kept_rows(self) -> list[IngredientRow]:
        if self.food is None:
            return []
        rows = self.food.ingredients.select_related("food")
        return [IngredientRow([row.food], f"{row.grams:g}") for row in rows]

    def _sent_rows(self, data: Mapping[str, Any]) -> list[IngredientRow]:
        count = int(data.get("rows", "0")) if str(data.get("rows", "0")).isdigit() else 0
        places = [place for place in range(min(count, 200)) if not data.get(f"drop-{place}")]
        choices = {
            place: [data.get(f"food-{place}", ""), *data.get(f"others-{place}", "").split()]
            for place in places
        }
        foods = foods_by_uid(self.user, [uid for uids in choices.values() for uid in uids])
        rows = []
        for place in places:
            found = [foods[uid] for uid in dict.fromkeys(choices[place]) if uid in foods]
            if found:
                rows.append(IngredientRow(found, str(data.get(f"grams-{place}", ""))))
        return rows


def _recipe_said(food: Food) -> dict[str, Any]:
    return {
        "name": food.name,
        "servings_made": _typed(food.servings_made),
        "yield_g": _typed(food.yield_g),
        "heated": food.heated,
    }
