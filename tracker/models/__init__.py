"""What people eat: the catalogue they choose from, and what they logged."""

from tracker.models.catalogue import (
    CatalogueVersion,
    Ferment,
    Food,
    FoodPlant,
    Plant,
    Portion,
    PrebioticFact,
    Reference,
)
from tracker.models.diary import FoodDay, Meal, MealItem, ProbioticDose
from tracker.models.kept import Favourite, RecipeIngredient, SavedMeal, SavedMealItem

__all__ = [
    "CatalogueVersion",
    "Favourite",
    "Ferment",
    "Food",
    "FoodDay",
    "FoodPlant",
    "Meal",
    "MealItem",
    "Plant",
    "Portion",
    "PrebioticFact",
    "ProbioticDose",
    "RecipeIngredient",
    "Reference",
    "SavedMeal",
    "SavedMealItem",
]
